"""What the items of some bulletins give to the search index, as two Parquet files.

A file of postings has a row for each posting, sorted by term key, and a row group for each of
sixteen buckets of keys, so that who reads a bucket reads no more. A file of items has their results
and properties. Both are named by what they were made from: what did not change is not made again.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.portal.holdings import Names, PortalStory
from bulletin.portal.parquet_files import view_integers, wrap_bytes, write_whole
from bulletin.portal.search_files import make_story_entry
from bulletin.search.postings import KEY_BITS, make_postings
from bulletin.search.results import Properties, encode_result, make_properties
from bulletin.search.search_entry import Entry
from bulletin.search.synonyms import build_synonyms

BUCKET_BITS = 4
BUCKETS = 1 << BUCKET_BITS

FORMAT = 2
"""Raised when other code would give other files under the same name."""

_ABOUT = b"about"
"""The key in a file's metadata under which the number of postings, row groups and words stand."""


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
            "key": wrap_bytes(pa.uint32(), b"".join(keys), count),
            "item": wrap_bytes(pa.uint32(), items.tobytes(), count),
            "payload": wrap_bytes(pa.uint8(), b"".join(payloads), count),
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
    write_whole(fs, f"{root}/items/{summary.name}.parquet", [results])
    _write_postings(fs, f"{root}/postings/{summary.name}.parquet", table, summary)
    return summary


def _write_postings(fs: Any, path: str, table: pa.Table, summary: PartitionIndex) -> None:
    """Write postings, a row group for each bucket that has some; the metadata says which."""
    sorted_keys = view_integers(table.column("key"), "I")
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
    write_whole(fs, path, [table.slice(start, stop - start) for _, start, stop in parts] or [table])


def read_summary(fs: Any, root: str, name: str) -> PartitionIndex | None:
    """Return what a file of postings says of itself; None where there is none, or half of one."""
    try:
        with fs.open(f"{root}/items/{name}.parquet", "rb") as file:
            pq.read_metadata(file)
        with fs.open(f"{root}/postings/{name}.parquet", "rb") as file:
            about = json.loads(pq.read_schema(file).metadata[_ABOUT])
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return None
    return PartitionIndex(name, about["postings"], about["words"])


def read_buckets(fs: Any, path: str, wanted: Set[int]) -> pa.Table | None:
    """Return the postings of some buckets in a file; None where it has none of them."""
    with fs.open(path, "rb") as stream:
        file = pq.ParquetFile(stream)
        buckets = json.loads(file.schema_arrow.metadata[_ABOUT])["buckets"]
        groups = [number for number, bucket in enumerate(buckets) if bucket in wanted]
        return file.read_row_groups(groups) if groups else None


def _dump_properties(properties: Properties) -> str:
    values = [getattr(properties, name) for name in Properties.__slots__]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def load_properties(text: str) -> Properties:
    kind, unit, year, fields, campaigns = json.loads(text)
    pairs = [tuple((key, name) for key, name in found) for found in (fields, campaigns)]
    return Properties(kind, (unit[0], unit[1]) if unit else None, year, *pairs)
