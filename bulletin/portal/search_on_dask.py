"""The search index of a portal, made by workers out of Parquet files in a store that all reach.

    index_partition   the entries of some bulletins -> postings/<name>.parquet, items/<name>.parquet
    build_bucket      a bucket of shards <- that bucket's row groups of all files of postings
    ShardTargets      the files of a bucket's shards
    ResultTargets     the results and properties of a range of doc IDs <- all files of items

The second and the last are shuffles: on the shard and on the day. A file of postings has a row for
each posting, sorted by term key, and a row group for each of sixteen buckets of keys, so that a
task reads what it needs and no more. A file is named by what it was made from: what did not change
is not made again. Doc IDs follow from addresses and days alone; every row of the index is a sorted
set: neither the number of workers nor their order can be seen in the result.

A Parquet file of a few hundred rows costs more to open than to read. So a partition is not one
bulletin but some sixteen, which are together because of a hash of their keys: a new bulletin
changes one partition.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import chain, pairwise
from typing import Any, Literal, Protocol, TypeVar
from uuid import uuid4
from zlib import crc32

import fsspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bulletin.engine.cache import Cache
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.target import Target, TargetGroup, group, static
from bulletin.portal.holdings import Holdings, Names, PortalStory
from bulletin.portal.search_files import (
    SearchIndex,
    iter_other_entries,
    make_content_key,
    make_item_key,
    make_story_entry,
)
from bulletin.search.doc_ids import assign_doc_ids
from bulletin.search.index_files import (
    HEAD_PATH,
    choose_together,
    encode_results,
    iter_head_files,
    properties_path,
    result_path,
    shard_path,
)
from bulletin.search.inverted_index import InvertedIndex, ShardRow
from bulletin.search.postings import KEY_BITS, make_postings
from bulletin.search.results import (
    PROPERTIES_RANGE,
    Properties,
    encode_properties,
    encode_result,
    make_properties,
)
from bulletin.search.search_entry import Entry
from bulletin.search.shards import DOC_ID_BITS, PAYLOAD_BITS, choose_shard_bits, encode_shard
from bulletin.search.synonyms import build_synonyms

T = TypeVar("T")
R = TypeVar("R")

BUCKET_BITS = 4
BUCKETS = 1 << BUCKET_BITS

POSTINGS_PER_TASK = 1 << 19
"""A task opens every file of postings: so there are as many tasks as the postings need, up to one
for each bucket, and not as the workers are."""

MEMBERS_PER_PARTITION = 16

_RESULT_TASKS = 16
"""Ranges of results, at most: a task opens every file of items."""

FORMAT = 2
"""Raised when other code would give other files under the same name."""

_ABOUT = b"about"
"""The key in a file's metadata under which the number of postings, row groups and words stand."""

_BUCKETS = "portal buckets"
"""The cache's namespace for what is known of buckets that lie in the store."""


class Mapper(Protocol):
    """Calls a function for many things, in any process; results in order."""

    def map(self, function: Callable[[T], R], things: Sequence[T]) -> Iterator[R]:
        """Yield the result of `function` for each of `things`."""
        ...


@dataclass(frozen=True)
class Partition:
    """Items whose postings lie in one file: stories, with the names they need, and others.

    `keys` stand for the entries, in their order: stories first.
    """

    stories: tuple[PortalStory, ...]
    names: Names
    others: tuple[Entry, ...]
    keys: tuple[bytes, ...]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Partition:
        """Return a partition of entries."""
        return cls((), Names({}, {}), tuple(entries), tuple(map(fingerprint, entries)))

    @property
    def name(self) -> str:
        """What names its files."""
        return combine([fingerprint(FORMAT), *self.keys]).hex()

    def iter_days(self) -> Iterator[tuple[str, dt.date | None]]:
        """Yield the address and the day of each item."""
        yield from ((story.url, story.day) for story in self.stories)
        yield from ((entry.address, entry.day) for entry in self.others)

    def entries(self) -> list[Entry]:
        """Return the entries."""
        return [*(make_story_entry(one, self.names) for one in self.stories), *self.others]


@dataclass(frozen=True, slots=True)
class PartitionIndex:
    """What is known of a partition: the name of its files, its size, its words."""

    name: str
    posting_count: int
    words: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Bucket:
    """The rows of some shards, one after another in a file of the store.

    `edges` are the bytes at which rows begin, and the end of the last one.
    """

    path: str
    digests: tuple[bytes, ...]
    edges: tuple[int, ...]


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
    groups += _iter_result_groups(store, stored, keys, together)
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
    made = _index_partitions(work, store, partitions)
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
    _delete_unused(
        store,
        {"postings": names, "items": names, "lists": {work_list}, "rows": rows, "tasks": set()},
    )
    doc_freqs: Counter[str] = Counter()
    for one in made:
        doc_freqs.update(one.words)
    shard_rows = tuple(
        ShardRow(digest, partial(_read_part, store, bucket.path, start, stop))
        for bucket in buckets
        for digest, (start, stop) in zip(bucket.digests, pairwise(bucket.edges), strict=True)
    )
    index = InvertedIndex(doc_ids, shard_bits, posting_count, doc_freqs, shard_rows)
    return StoredIndex(index, tuple(buckets), work_list)


def _index_partitions(
    work: Mapper, store: str, partitions: Sequence[Partition]
) -> list[PartitionIndex]:
    """Return what is known of each partition; those that the store does not have are made."""
    fs, root = fsspec.core.url_to_fs(store)
    found = {one.name: _read_summary(fs, root, one.name) for one in partitions}
    missing = [one for one in partitions if found[one.name] is None]
    for made in work.map(partial(index_partition, store), missing):
        found[made.name] = made
    return [known for one in partitions if (known := found[one.name]) is not None]


def index_partition(store: str, partition: Partition) -> PartitionIndex:
    """Write the postings and the results of a partition; return what is known of them."""
    fs, root = fsspec.core.url_to_fs(store)
    synonyms = build_synonyms({})
    entries = partition.entries()
    words: Counter[str] = Counter()
    keys, payloads, items = [], [], array("I")
    for position, entry in enumerate(entries):
        one = make_postings(entry, synonyms)
        words.update(one.words.split())
        keys.append(one.keys)
        payloads.append(one.payloads)
        items.extend([position] * len(one.payloads))
    count = len(items)
    table = pa.table(
        {
            "key": _wrap(pa.uint32(), b"".join(keys), count),
            "item": _wrap(pa.uint32(), items.tobytes(), count),
            "payload": _wrap(pa.uint8(), b"".join(payloads), count),
        }
    ).sort_by([("key", "ascending"), ("item", "ascending")])
    summary = PartitionIndex(partition.name, count, words)
    results = pa.table(
        {
            "address": [entry.address for entry in entries],
            "result": pa.array(map(encode_result, entries), pa.binary()),
            "properties": [_dump_properties(make_properties(entry)) for entry in entries],
        }
    )
    _write_whole(fs, f"{root}/items/{summary.name}.parquet", [results])
    _write_postings(fs, f"{root}/postings/{summary.name}.parquet", table, summary)
    return summary


def _write_postings(fs: Any, path: str, table: pa.Table, summary: PartitionIndex) -> None:
    """Write postings, a row group for each bucket that has some; the metadata says which."""
    sorted_keys = _view(table.column("key"), "I")
    edges = [
        bisect_left(sorted_keys, bucket << KEY_BITS - BUCKET_BITS) for bucket in range(BUCKETS + 1)
    ]
    parts = [(bucket, *part) for bucket, part in enumerate(pairwise(edges)) if part[0] < part[1]]
    about = {
        "postings": summary.posting_count,
        "buckets": [bucket for bucket, _, _ in parts],
        "words": dict(summary.words),
    }
    text = json.dumps(about, ensure_ascii=False).encode()
    table = table.replace_schema_metadata({_ABOUT: text})
    _write_whole(
        fs, path, [table.slice(start, stop - start) for _, start, stop in parts] or [table]
    )


def build_bucket(store: str, work_list: str, shard_bits: int, tasks: int, task: int) -> Bucket:
    """Write the rows of the shards that belong to one of `tasks` equal parts of all terms."""
    fs, root = fsspec.core.url_to_fs(store)
    wanted = range(task * BUCKETS // tasks, (task + 1) * BUCKETS // tasks)
    pieces = []
    for row in _read_table(fs, f"{root}/lists/{work_list}").to_pylist():
        doc_ids = _wrap(pa.uint32(), row["doc_ids"], len(row["doc_ids"]) // 4).cast(pa.uint64())
        with fs.open(f"{root}/postings/{row['name']}.parquet", "rb") as stream:
            file = pq.ParquetFile(stream)
            buckets = json.loads(file.schema_arrow.metadata[_ABOUT])["buckets"]
            groups = [number for number, bucket in enumerate(buckets) if bucket in wanted]
            table = file.read_row_groups(groups) if groups else None
        if table is not None:
            pieces.append(_pack(table, doc_ids))
    packed = pa.concat_arrays(pieces) if pieces else pa.array([], pa.uint64())
    packed = packed.take(pc.array_sort_indices(packed))
    shards = (1 << shard_bits) // tasks
    below = KEY_BITS - shard_bits + DOC_ID_BITS + PAYLOAD_BITS
    numbers = _view(packed, "Q")
    edges = tuple(
        8 * bisect_left(numbers, shard << below)
        for shard in range(task * shards, (task + 1) * shards + 1)
    )
    data = numbers.cast("B")
    digests = tuple(
        blake2b(data[start:stop], digest_size=16).digest() for start, stop in pairwise(edges)
    )
    path = f"rows/{work_list.partition('.')[0]}-{shard_bits}-{task}-{tasks}"
    _write_bytes(fs, f"{root}/{path}", bytes(data))
    return Bucket(path, digests, edges)


def _pack(table: pa.Table, doc_ids: pa.Array) -> pa.Array:
    """Return postings as the packed postings of rows (bulletin/search/shards.py)."""
    keys, items, payloads = (table.column(name).combine_chunks() for name in table.column_names)
    shifted = pc.shift_left(
        keys.cast(pa.uint64()), pa.scalar(DOC_ID_BITS + PAYLOAD_BITS, pa.uint64())
    )
    numbers = pc.shift_left(doc_ids.take(items), pa.scalar(PAYLOAD_BITS, pa.uint64()))
    return pc.bit_wise_or(pc.bit_wise_or(shifted, numbers), payloads.cast(pa.uint64()))


@dataclass(frozen=True)
class ShardTargets:
    """The targets of the shards of a bucket; `first` is the ID of the first of them."""

    store: str
    bucket: Bucket
    first: int
    shard_bits: int

    def __call__(self) -> Iterator[Target]:
        """Yield the targets; the rows are read when the first of them has to be built."""
        read: list[bytes] = []

        def encode(start: int, stop: int) -> bytes:
            if not read:
                read.append(_read_part(self.store, self.bucket.path))
            return encode_shard(read[0][start:stop], self.shard_bits)

        parts = pairwise(self.bucket.edges)
        for number, (digest, part) in enumerate(zip(self.bucket.digests, parts, strict=True)):
            path = shard_path(self.shard_bits, self.first + number)
            yield Target(path, (("row", digest),), partial(encode, *part))


def _iter_result_groups(
    store: str, stored: StoredIndex, keys: Mapping[str, bytes], together: int
) -> Iterator[TargetGroup]:
    """Yield groups of the results and properties of ranges of doc IDs."""
    doc_ids = stored.index.doc_ids
    ranges = max(doc_ids.values(), default=0) // PROPERTIES_RANGE + 1
    step = -(-ranges // _RESULT_TASKS) * PROPERTIES_RANGE
    of_range: dict[int, list[bytes]] = {}
    for address, doc_id in doc_ids.items():
        of_range.setdefault(doc_id // step, []).append(doc_id.to_bytes(4, "big") + keys[address])
    for number, found in of_range.items():
        targets = ResultTargets(store, stored.work_list, number * step, step, together)
        key = combine([fingerprint(step, together), *found])
        yield TargetGroup(f"index results {number}", key, targets)


@dataclass(frozen=True)
class ResultTargets:
    """The targets of results and properties of `count` doc IDs from `first` on."""

    store: str
    work_list: str
    first: int
    count: int
    together: int

    def __call__(self) -> Iterator[Target]:
        """Yield the targets."""
        found = sorted(self._iter_items())
        results = [(doc_id, result) for doc_id, result, _ in found]
        for some in _split(results, 1 << self.together):
            data = encode_results(some) if self.together else some[0][1]
            yield static(result_path(some[0][0], self.together), data)
        properties = [(doc_id, _load_properties(text)) for doc_id, _, text in found]
        for of_range in _split(properties, PROPERTIES_RANGE):
            path = properties_path(of_range[0][0] // PROPERTIES_RANGE)
            yield static(path, encode_properties(of_range))

    def _iter_items(self) -> Iterator[tuple[int, bytes, str]]:
        fs, root = fsspec.core.url_to_fs(self.store)
        for row in _read_table(fs, f"{root}/lists/{self.work_list}").to_pylist():
            doc_ids = array("I", row["doc_ids"])
            wanted = [
                position
                for position, doc_id in enumerate(doc_ids)
                if self.first <= doc_id < self.first + self.count
            ]
            if wanted:
                path = f"{root}/items/{row['name']}.parquet"
                table = _read_table(fs, path, ["result", "properties"]).take(wanted)
                yield from zip(
                    map(doc_ids.__getitem__, wanted),
                    table.column("result").to_pylist(),
                    table.column("properties").to_pylist(),
                    strict=True,
                )


def _split(items: Iterable[tuple[int, T]], size: int) -> Iterator[list[tuple[int, T]]]:
    """Yield the items, which ascend by doc ID, by the range of `size` doc IDs they are in."""
    found: list[tuple[int, T]] = []
    for item in items:
        if found and found[0][0] // size != item[0] // size:
            yield found
            found = []
        found.append(item)
    if found:
        yield found


def _dump_properties(properties: Properties) -> str:
    values = [getattr(properties, name) for name in Properties.__slots__]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _load_properties(text: str) -> Properties:
    kind, unit, year, fields, campaigns = json.loads(text)
    pairs = [tuple((key, name) for key, name in found) for found in (fields, campaigns)]
    return Properties(kind, (unit[0], unit[1]) if unit else None, year, *pairs)


def _wrap(kind: pa.DataType, data: bytes, count: int) -> pa.Array:
    """Return an array over bytes that are its values already."""
    return pa.Array.from_buffers(kind, count, [None, pa.py_buffer(data)])


def _view(column: pa.Array | pa.ChunkedArray, code: Literal["I", "Q"]) -> memoryview[int]:
    """Return the values of a column of integers, without copying them where they lie together."""
    values = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if not len(values):
        return memoryview(b"").cast("B").cast(code)
    size = array(code).itemsize
    start = values.offset * size
    return memoryview(values.buffers()[1])[start : start + len(values) * size].cast("B").cast(code)


def _read_summary(fs: Any, root: str, name: str) -> PartitionIndex | None:
    """Return what a file of postings says of itself; None where there is none, or half of one."""
    try:
        with fs.open(f"{root}/items/{name}.parquet", "rb") as file:
            pq.read_metadata(file)
        with fs.open(f"{root}/postings/{name}.parquet", "rb") as file:
            about = json.loads(pq.read_schema(file).metadata[_ABOUT])
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return None
    return PartitionIndex(name, about["postings"], about["words"])


def _read_table(fs: Any, path: str, columns: Sequence[str] | None = None) -> pa.Table:
    with fs.open(path, "rb") as file:
        return pq.read_table(file, columns=columns)


def _read_part(store: str, path: str, start: int = 0, stop: int | None = None) -> bytes:
    fs, root = fsspec.core.url_to_fs(store)
    data: bytes = fs.cat_file(f"{root}/{path}", start, stop)
    return data


def _write_work_list(store: str, lists: Mapping[str, bytes]) -> str:
    """Write which files there are, with the doc IDs of their items; return the name of the list."""
    fs, root = fsspec.core.url_to_fs(store)
    name = f"{combine([n.encode() + ids for n, ids in sorted(lists.items())]).hex()}.parquet"
    table = pa.table({"name": list(lists), "doc_ids": pa.array(lists.values(), pa.binary())})
    _write_whole(fs, f"{root}/lists/{name}", [table])
    return name


def _write_whole(fs: Any, path: str, parts: Sequence[pa.Table]) -> None:
    """Write a Parquet file with a row group for each part."""
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, parts[0].schema, compression="zstd") as writer:
        for part in parts:
            writer.write_table(part, row_group_size=max(1, part.num_rows))
    _write_bytes(fs, path, sink.getvalue().to_pybytes())


def _write_bytes(fs: Any, path: str, data: bytes) -> None:
    """Write a file beside its place, then move it there: none is ever seen half written."""
    fs.makedirs(path.rpartition("/")[0], exist_ok=True)
    draft = f"{path}.{uuid4().hex}"
    fs.pipe_file(draft, data)
    fs.mv(draft, path)


def _delete_unused(store: str, used: Mapping[str, Set[str]]) -> None:
    """Delete what lies in folders of the store and is not among the files that are used."""
    fs, root = fsspec.core.url_to_fs(store)
    for folder, names in used.items():
        if not fs.exists(f"{root}/{folder}"):
            continue
        for path in fs.ls(f"{root}/{folder}", detail=False):
            name = str(path).rpartition("/")[2]
            if name not in names:
                fs.rm_file(path)
