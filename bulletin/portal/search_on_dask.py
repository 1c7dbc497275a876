"""The search index of a portal, made by workers out of Parquet files in a store that all reach.

    index_partition   the entries of some bulletins -> postings/<name>.parquet, items/<name>.parquet
    build_bucket      a bucket of shards <- that bucket's row groups of all files of postings
    ShardTargets      the files of a bucket's shards
    ResultTargets     the results and properties of a range of doc IDs <- all files of items

The second and the last are shuffles: on the shard and on the day. Doc IDs follow from addresses and
days alone; every row of the index is a sorted set: neither the number of workers nor their order
can be seen in the result.

A Parquet file of a few hundred rows costs more to open than to read. So a partition is not one
bulletin but some sixteen, which are together because of a hash of their keys: a new bulletin
changes one partition.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import chain, pairwise
from typing import Protocol, TypeVar
from zlib import crc32

import fsspec
import pyarrow as pa
import pyarrow.compute as pc

from bulletin.engine.cache import Cache
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.target import TargetGroup, group, static
from bulletin.portal.holdings import Holdings, PortalStory
from bulletin.portal.index_partitions import (
    BUCKETS,
    FORMAT,
    Partition,
    PartitionIndex,
    index_partition,
    read_buckets,
    read_summary,
)
from bulletin.portal.index_targets import Bucket, ShardTargets, iter_result_groups
from bulletin.portal.parquet_files import (
    delete_unused,
    read_part,
    read_table,
    view_integers,
    wrap_bytes,
    write_bytes,
    write_whole,
)
from bulletin.portal.search_files import (
    SearchIndex,
    iter_other_entries,
    make_content_key,
    make_item_key,
)
from bulletin.search.doc_ids import assign_doc_ids
from bulletin.search.index_files import HEAD_PATH, choose_together, iter_head_files
from bulletin.search.inverted_index import InvertedIndex, ShardRow
from bulletin.search.postings import KEY_BITS
from bulletin.search.search_entry import Entry
from bulletin.search.shards import DOC_ID_BITS, PAYLOAD_BITS, choose_shard_bits

T = TypeVar("T")
R = TypeVar("R")

POSTINGS_PER_TASK = 1 << 19
"""A task opens every file of postings: so there are as many tasks as the postings need, up to one
for each bucket, and not as the workers are."""

MEMBERS_PER_PARTITION = 16

_BUCKETS = "portal buckets"
"""The cache's namespace for what is known of buckets that lie in the store."""


class Mapper(Protocol):
    """Calls a function for many things, in any process; results in order."""

    def map(self, function: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
        """Yield the result of `function` for each of `things`."""
        ...


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """An index whose rows lie in a store: `work_list` names its partitions and their doc IDs."""

    index: InvertedIndex
    buckets: tuple[Bucket, ...]
    work_list: str


def make_index_on(work: Mapper, store: str, holdings: Holdings, cache: Cache) -> SearchIndex:
    """Return the index over what the portal shows, equal to that of one process."""
    partitions, keys = _divide(holdings)
    stored = build_index_on(work, store, partitions, cache)
    index, bits = stored.index, stored.index.shard_bits
    together = choose_together(len(index.doc_ids))
    heads = dict(iter_head_files(index, make_content_key(keys), together))
    groups = [group("index head", [static(path, data) for path, data in heads.items()])]
    first = 0
    for bucket in stored.buckets:
        targets = ShardTargets(store, bucket, first, bits)
        key = combine([fingerprint(first, bits), *bucket.digests])
        groups.append(TargetGroup(f"index shards {first}", key, targets))
        first += len(bucket.digests)
    groups += iter_result_groups(store, stored.work_list, index.doc_ids, keys, together)
    return SearchIndex(heads[HEAD_PATH], tuple(groups))


def _divide(holdings: Holdings) -> tuple[list[Partition], dict[str, bytes]]:
    """Return the items in partitions, and what stands for each item by its address.

    Of several items at one address the last one counts, as with one process.
    """
    names = holdings.names
    count = 1 << (len(holdings.members) // MEMBERS_PER_PARTITION).bit_length()
    items: dict[str, PortalStory | Entry] = {story.url: story for story in holdings.stories}
    items |= {entry.address: entry for entry in iter_other_entries(holdings)}
    keys: dict[str, bytes] = {}
    divided: list[list[str]] = [[] for _ in range(count)]
    for address, item in items.items():
        if isinstance(item, PortalStory):
            keys[address], member = make_item_key(item, names), item.member.key
        else:
            keys[address], member = fingerprint(item), item.unit[0] if item.unit else ""
        divided[crc32(member.encode()) & count - 1].append(address)
    partitions = []
    for found in divided:
        stories = [one for address in found if isinstance(one := items[address], PortalStory)]
        others = [one for address in found if isinstance(one := items[address], Entry)]
        order = [*(one.url for one in stories), *(one.address for one in others)]
        own = tuple(keys[address] for address in order)
        partitions.append(Partition(tuple(stories), names.of(stories), tuple(others), own))
    return [one for one in partitions if one.keys], keys


def build_index_on(
    work: Mapper, store: str, partitions: Sequence[Partition], cache: Cache
) -> StoredIndex:
    """Return the index of all items; equal, byte for byte, to that of `build_index`.

    `store` is the URL of a folder that all workers reach. No address comes twice. A worker that is
    lost loses nothing: its tasks are done again, and what they read lies in the store.
    """
    made = index_all(work, store, partitions)
    days = dict(chain.from_iterable(one.iter_days() for one in partitions))
    doc_ids = assign_doc_ids(days)
    posting_count = sum(one.posting_count for one in made)
    shard_bits = choose_shard_bits(posting_count)
    lists = {
        one.name: array("I", [doc_ids[address] for address, _ in partition.iter_days()]).tobytes()
        for one, partition in zip(made, partitions, strict=True)
    }
    work_list = _write_work_list(store, lists)
    tasks = min(BUCKETS, 1 << shard_bits, 1 << (posting_count // POSTINGS_PER_TASK).bit_length())
    build = partial(build_bucket, store, work_list, shard_bits, tasks)
    key = fingerprint(store, work_list, shard_bits, tasks, FORMAT)
    buckets: Sequence[Bucket] = cache.get_many(_BUCKETS, [key]).get(key, ())
    fs, root = fsspec.core.url_to_fs(store)
    if not buckets or not all(fs.exists(f"{root}/{bucket.path}") for bucket in buckets):
        buckets = tuple(work.map(build, range(tasks)))
        cache.put_many(_BUCKETS, {key: buckets})
    names = {f"{one.name}.parquet" for one in made}
    rows = {bucket.path.rpartition("/")[2] for bucket in buckets}
    delete_unused(
        store,
        {"postings": names, "items": names, "lists": {work_list}, "rows": rows, "tasks": set()},
    )
    doc_freqs: Counter[str] = Counter()
    for one in made:
        doc_freqs.update(one.words)
    shard_rows = tuple(
        ShardRow(digest, partial(read_part, store, bucket.path, start, stop))
        for bucket in buckets
        for digest, (start, stop) in zip(bucket.digests, pairwise(bucket.edges), strict=True)
    )
    index = InvertedIndex(doc_ids, shard_bits, posting_count, doc_freqs, shard_rows)
    return StoredIndex(index, tuple(buckets), work_list)


def index_all(work: Mapper, store: str, partitions: Sequence[Partition]) -> list[PartitionIndex]:
    """Return what is known of each partition; those that the store does not have are made."""
    fs, root = fsspec.core.url_to_fs(store)
    found = {one.name: read_summary(fs, root, one.name) for one in partitions}
    missing = [one for one in partitions if found[one.name] is None]
    for made in work.map(partial(index_partition, store), missing):
        found[made.name] = made
    return [known for one in partitions if (known := found[one.name]) is not None]


def build_bucket(store: str, work_list: str, shard_bits: int, tasks: int, task: int) -> Bucket:
    """Write the rows of the shards that belong to one of `tasks` equal parts of all terms."""
    fs, root = fsspec.core.url_to_fs(store)
    wanted = {*range(task * BUCKETS // tasks, (task + 1) * BUCKETS // tasks)}
    pieces = []
    for row in read_table(fs, f"{root}/lists/{work_list}").to_pylist():
        doc_ids = wrap_bytes(pa.uint32(), row["doc_ids"], len(row["doc_ids"]) // 4).cast(
            pa.uint64()
        )
        table = read_buckets(fs, f"{root}/postings/{row['name']}.parquet", wanted)
        if table is not None:
            pieces.append(_pack(table, doc_ids))
    packed = pa.concat_arrays(pieces) if pieces else pa.array([], pa.uint64())
    packed = packed.take(pc.array_sort_indices(packed))
    shards = (1 << shard_bits) // tasks
    below = KEY_BITS - shard_bits + DOC_ID_BITS + PAYLOAD_BITS
    numbers = view_integers(packed, "Q")
    edges = tuple(
        8 * bisect_left(numbers, shard << below)
        for shard in range(task * shards, (task + 1) * shards + 1)
    )
    data = numbers.cast("B")
    digests = tuple(
        blake2b(data[start:stop], digest_size=16).digest() for start, stop in pairwise(edges)
    )
    path = f"rows/{work_list.partition('.')[0]}-{shard_bits}-{task}-{tasks}"
    write_bytes(fs, f"{root}/{path}", bytes(data))
    return Bucket(path, digests, edges)


def _pack(table: pa.Table, doc_ids: pa.Array) -> pa.Array:
    """Return postings as the packed postings of rows (bulletin/search/shards.py)."""
    keys, items, payloads = (table.column(name).combine_chunks() for name in table.column_names)
    shifted = pc.shift_left(
        keys.cast(pa.uint64()), pa.scalar(DOC_ID_BITS + PAYLOAD_BITS, pa.uint64())
    )
    numbers = pc.shift_left(doc_ids.take(items), pa.scalar(PAYLOAD_BITS, pa.uint64()))
    return pc.bit_wise_or(pc.bit_wise_or(shifted, numbers), payloads.cast(pa.uint64()))


def _write_work_list(store: str, lists: Mapping[str, bytes]) -> str:
    """Write which files there are, with the doc IDs of their items; return the name of the list."""
    fs, root = fsspec.core.url_to_fs(store)
    name = f"{combine([n.encode() + ids for n, ids in sorted(lists.items())]).hex()}.parquet"
    table = pa.table({"name": list(lists), "doc_ids": pa.array(lists.values(), pa.binary())})
    write_whole(fs, f"{root}/lists/{name}", [table])
    return name
