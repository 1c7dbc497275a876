"""The files of a portal's search index, made by any process out of what lies in the store."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise

import fsspec

from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.target import Target, TargetGroup, static
from bulletin.portal.index_partitions import load_properties
from bulletin.portal.parquet_files import read_part, read_table
from bulletin.search.index_files import encode_results, properties_path, result_path, shard_path
from bulletin.search.results import PROPERTIES_RANGE, encode_properties
from bulletin.search.shards import encode_shard

_RESULT_TASKS = 16
"""Ranges of results, at most: a task opens every file of items."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """The rows of some shards, one after another in a file of the store.

    `edges` are the bytes at which rows begin, and the end of the last one.
    """

    path: str
    digests: tuple[bytes, ...]
    edges: tuple[int, ...]


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
                read.append(read_part(self.store, self.bucket.path))
            return encode_shard(read[0][start:stop], self.shard_bits)

        parts = pairwise(self.bucket.edges)
        for number, (digest, part) in enumerate(zip(self.bucket.digests, parts, strict=True)):
            path = shard_path(self.shard_bits, self.first + number)
            yield Target(path, (("row", digest),), partial(encode, *part))


def iter_result_groups(
    store: str,
    work_list: str,
    doc_ids: Mapping[str, int],
    keys: Mapping[str, bytes],
    together: int,
) -> Iterator[TargetGroup]:
    """Yield groups of the results and properties of ranges of doc IDs.

    `keys` stand for the items, by address; 1 << `together` results are a file.
    """
    ranges = max(doc_ids.values(), default=0) // PROPERTIES_RANGE + 1
    step = -(-ranges // _RESULT_TASKS) * PROPERTIES_RANGE
    of_range: dict[int, list[bytes]] = {}
    for address, doc_id in doc_ids.items():
        of_range.setdefault(doc_id // step, []).append(doc_id.to_bytes(4, "big") + keys[address])
    for number, found in of_range.items():
        targets = ResultTargets(store, work_list, number * step, step, together)
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
        for _, group in groupby(results, lambda one: one[0] >> self.together):
            some = list(group)
            data = encode_results(some) if self.together else some[0][1]
            yield static(result_path(some[0][0], self.together), data)
        properties = [(doc_id, load_properties(text)) for doc_id, _, text in found]
        for number, of_range in groupby(properties, lambda one: one[0] // PROPERTIES_RANGE):
            yield static(properties_path(number), encode_properties(list(of_range)))

    def _iter_items(self) -> Iterator[tuple[int, bytes, str]]:
        fs, root = fsspec.core.url_to_fs(self.store)
        for row in read_table(fs, f"{root}/lists/{self.work_list}").to_pylist():
            doc_ids = array("I", row["doc_ids"])
            wanted = [
                position
                for position, doc_id in enumerate(doc_ids)
                if self.first <= doc_id < self.first + self.count
            ]
            if wanted:
                path = f"{root}/items/{row['name']}.parquet"
                table = read_table(fs, path, ["result", "properties"]).take(wanted)
                yield from zip(
                    map(doc_ids.__getitem__, wanted),
                    table.column("result").to_pylist(),
                    table.column("properties").to_pylist(),
                    strict=True,
                )
