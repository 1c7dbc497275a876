"""The search index of a portal, made on Dask: by workers of this machine or of a cluster.

Only `scripts/portal.py --scheduler` imports this module: it needs the packages of
requirements-portal.txt. Two steps, each a task of Dask:

    index_partition   the entries of a bulletin's year -> their postings, as a Parquet file
    build_bucket      one bucket of shards <- that bucket's columns of all Parquet files

The second is a shuffle on shard: a partition's postings lie in sixteen pairs of columns by the
upper bits of their keys, and Parquet reads the two columns that a bucket needs and no others. The
files lie in a store that all workers reach (fsspec). One is named by what it was made from, so what
did not change is not made again. Doc IDs follow from addresses and days alone; every row of the
index is a sorted set: neither the number of workers nor their order can be seen in the result.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import uuid4

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
from distributed import Client, LocalCluster

from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.search.doc_ids import assign_doc_ids
from bulletin.search.inverted_index import InvertedIndex, ShardRow
from bulletin.search.postings import KEY_BITS, Postings, make_postings
from bulletin.search.search_entry import Entry
from bulletin.search.shards import build_rows, choose_shard_bits
from bulletin.search.synonyms import build_synonyms

HERE = "here"
"""The address that means: workers of this machine, as many as it has cores."""

WORKERS_WITHIN = 60.0
"""Seconds in which a scheduler must have a worker: without one, tasks would wait for ever."""

BUCKET_BITS = 4
BUCKETS = 1 << BUCKET_BITS

POSTINGS_PER_TASK = 1 << 19
"""A task reads its columns of every file, and to open a file costs more than to read a small one:
so there are as many tasks as the postings need, and not as the workers are."""

FORMAT = 1
"""Raised when other code would give other postings under the same name."""

_ABOUT = b"about"
"""The key in a file's metadata under which the number of postings and the words stand."""


class NoWorkers(Exception):
    """The scheduler is there, and after some time still without a worker."""


@dataclass(frozen=True, slots=True)
class PartitionIndex:
    """What the driver keeps of a partition: the name of its file, its size, its words."""

    name: str
    posting_count: int
    words: Mapping[str, int]


@contextmanager
def open_client(scheduler: str) -> Iterator[Client]:
    """Connect to the scheduler at an address, or start one on this machine.

    Raises NoWorkers; TimeoutError and ValueError where there is no scheduler.
    """
    if scheduler != HERE:
        with Client(scheduler) as client:
            try:
                client.wait_for_workers(1, timeout=WORKERS_WITHIN)
            except TimeoutError:
                raise NoWorkers from None
            yield client
        return
    with (
        LocalCluster(dashboard_address=None, threads_per_worker=1) as cluster,
        Client(cluster) as client,
    ):
        yield client


def build_index_on(
    client: Client, store: str, partitions: Mapping[str, Sequence[Entry]]
) -> InvertedIndex:
    """Return the index of all entries; equal, byte for byte, to that of `build_index`.

    `store` is the URL of a folder that all workers reach; `partitions` have the entries of each
    bulletin and year under a name. No address comes twice. A worker that is lost loses nothing:
    its tasks are done again, and what they read lies in the store.
    """
    names = sorted(name for name, entries in partitions.items() if entries)
    made: list[PartitionIndex] = client.gather(
        [client.submit(index_partition, store, partitions[name], pure=False) for name in names]
    )
    days = {entry.address: entry.day for name in names for entry in partitions[name]}
    doc_ids = assign_doc_ids(days)
    posting_count = sum(one.posting_count for one in made)
    shard_bits = choose_shard_bits(posting_count)
    files = {
        one.name: array("I", [doc_ids[entry.address] for entry in partitions[name]]).tobytes()
        for name, one in zip(names, made, strict=True)
    }
    work_list = _write_work_list(store, files)
    tasks = min(BUCKETS, 1 << shard_bits, 1 << (posting_count // POSTINGS_PER_TASK).bit_length())
    buckets: list[list[bytes]] = client.gather(
        [
            client.submit(build_bucket, store, work_list, shard_bits, task, tasks, pure=False)
            for task in range(tasks)
        ]
    )
    _delete_unused(store, {one.name for one in made}, work_list)
    doc_freqs: Counter[str] = Counter()
    for one in made:
        doc_freqs.update(one.words)
    rows = tuple(ShardRow.from_bytes(row) for bucket in buckets for row in bucket)
    return InvertedIndex(doc_ids, shard_bits, posting_count, doc_freqs, rows)


def index_partition(store: str, entries: Sequence[Entry]) -> PartitionIndex:
    """Write the postings of these entries, unless they are there; return what is known of them."""
    name = combine([fingerprint(FORMAT), *map(fingerprint, entries)]).hex()
    fs, root = fsspec.core.url_to_fs(store)
    path = f"{root}/postings/{name}.parquet"
    known = _read_summary(fs, path, name)
    if known is not None:
        return known
    synonyms = build_synonyms({})
    postings = [make_postings(entry, synonyms) for entry in entries]
    words: Counter[str] = Counter()
    for one in postings:
        words.update(one.words.split())
    summary = PartitionIndex(name, sum(len(one.payloads) for one in postings), words)
    _write_whole(fs, path, _make_table(entries, postings, summary))
    return summary


def build_bucket(store: str, work_list: str, shard_bits: int, task: int, tasks: int) -> list[bytes]:
    """Return the rows of the shards that belong to one of `tasks` equal parts of all terms."""
    fs, root = fsspec.core.url_to_fs(store)
    columns = range(task * BUCKETS // tasks, (task + 1) * BUCKETS // tasks)
    items: list[tuple[int, Postings]] = []
    for row in _read_table(fs, f"{root}/{work_list}").to_pylist():
        doc_ids = array("I", row["doc_ids"])
        wanted = [f"{kind}{column}" for column in columns for kind in ("keys", "payloads")]
        table = _read_table(fs, f"{root}/postings/{row['name']}.parquet", wanted).to_pydict()
        for position, doc_id in enumerate(doc_ids):
            keys = b"".join(table[f"keys{column}"][position] for column in columns)
            payloads = b"".join(table[f"payloads{column}"][position] for column in columns)
            items.append((doc_id, Postings(keys, payloads, "")))
    shards = (1 << shard_bits) // tasks
    return build_rows(items, shard_bits, task * shards, (task + 1) * shards)


def _make_table(
    entries: Sequence[Entry], postings: Sequence[Postings], summary: PartitionIndex
) -> pa.Table:
    """Return the postings as a table: a row for each entry, two columns for each bucket."""
    edges = [bucket << KEY_BITS - BUCKET_BITS for bucket in range(BUCKETS + 1)]
    columns: dict[str, list[Any]] = {"address": [entry.address for entry in entries]}
    for bucket in range(BUCKETS):
        columns[f"keys{bucket}"] = []
        columns[f"payloads{bucket}"] = []
    for one in postings:
        keys = memoryview(one.keys).cast("I")
        cuts = [bisect_left(keys, edge) for edge in edges]
        for bucket, (start, stop) in enumerate(pairwise(cuts)):
            columns[f"keys{bucket}"].append(keys[start:stop].tobytes())
            columns[f"payloads{bucket}"].append(one.payloads[start:stop])
    about = {"postings": summary.posting_count, "words": dict(summary.words)}
    schema = pa.schema(
        [(name, pa.string() if name == "address" else pa.binary()) for name in columns],
        metadata={_ABOUT: json.dumps(about, ensure_ascii=False).encode()},
    )
    return pa.table(columns, schema=schema)


def _read_summary(fs: Any, path: str, name: str) -> PartitionIndex | None:
    """Return what a file of postings says of itself; None where there is none, or half of one."""
    try:
        with fs.open(path, "rb") as file:
            about = json.loads(pq.read_schema(file).metadata[_ABOUT])
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return None
    return PartitionIndex(name, about["postings"], about["words"])


def _read_table(fs: Any, path: str, columns: Sequence[str] | None = None) -> pa.Table:
    with fs.open(path, "rb") as file:
        return pq.read_table(file, columns=columns)


def _write_work_list(store: str, files: Mapping[str, bytes]) -> str:
    """Write which files there are, with the doc IDs of their rows; return the name of the list."""
    fs, root = fsspec.core.url_to_fs(store)
    name = f"work/{combine([n.encode() + ids for n, ids in sorted(files.items())]).hex()}.parquet"
    table = pa.table({"name": list(files), "doc_ids": list(files.values())})
    _write_whole(fs, f"{root}/{name}", table)
    return name


def _write_whole(fs: Any, path: str, table: pa.Table) -> None:
    """Write a file beside its place, then move it there: none is ever seen half written."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    fs.makedirs(path.rpartition("/")[0], exist_ok=True)
    draft = f"{path}.{uuid4().hex}"
    fs.pipe_file(draft, sink.getvalue().to_pybytes())
    fs.mv(draft, path)


def _delete_unused(store: str, names: Set[str], work_list: str) -> None:
    fs, root = fsspec.core.url_to_fs(store)
    used = {f"{name}.parquet" for name in names} | {work_list.rpartition("/")[2]}
    for folder in ("postings", "work"):
        for path in fs.ls(f"{root}/{folder}", detail=False):
            if str(path).rpartition("/")[2] not in used:
                fs.rm_file(path)
