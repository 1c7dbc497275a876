"""The inverted index of an edition: built from nothing, or updated after a few items changed.

`update_index` gives the same index as `build_index`, byte for byte, because nothing in an index
depends on how it was made: doc IDs follow from the addresses and days, the postings of an item from
the item and the abbreviations, and a row is a sorted set. A property test in
tests/search/test_inverted_index.py compares both functions.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from typing import Protocol, TypeVar

from bulletin.search.doc_ids import assign_doc_ids
from bulletin.search.posting_table import PostingTable
from bulletin.search.postings import Postings
from bulletin.search.shards import (
    build_rows,
    choose_shard_bits,
    compute_shard_id,
    pack_postings,
    update_row,
)

T = TypeVar("T")

Days = Mapping[str, dt.date | None]
"""The day of each item, by its address."""

GetPostings = Callable[[str], Postings]
"""Returns the postings of the item at an address."""

_POSTINGS_PER_PART = 1 << 19
"""Rows are built in parts of about so many postings, to limit the memory that a part needs."""


class ParallelMap(Protocol):
    """Like `map`, but may run in several processes; the results keep the order of the things."""

    def __call__(self, function: Callable[[int], T], things: Sequence[int]) -> Iterable[T]:
        """Return the result of `function` for each of `things`."""


def _map_serially(function: Callable[[int], T], things: Sequence[int]) -> Iterable[T]:
    return map(function, things)


@dataclass(frozen=True, slots=True)
class ShardRow:
    """All postings of one shard, sorted by term key and doc ID (see bulletin/search/shards.py).

    `load` returns the bytes, which may be in the build cache only; `digest` is their 16-byte hash
    and decides alone whether two rows are equal.
    """

    digest: bytes
    load: Callable[[], bytes] = field(compare=False, repr=False)

    @classmethod
    def from_bytes(cls, data: bytes) -> ShardRow:
        """Return a row that holds its bytes in memory."""
        return cls(blake2b(data, digest_size=16).digest(), partial(bytes, data))


@dataclass(frozen=True, slots=True)
class InvertedIndex:
    """The index as it is kept from one build to the next.

    `doc_ids`: address -> doc ID. `shard_bits`: the binary logarithm of the number of `rows`.
    `posting_count`: postings in all rows. `doc_freqs`: folded word -> number of items that have it.
    `rows`: one for each shard, by shard ID.
    """

    doc_ids: Mapping[str, int]
    shard_bits: int
    posting_count: int
    doc_freqs: Mapping[str, int]
    rows: tuple[ShardRow, ...]


StoreRows = Callable[[Iterable[bytes]], Iterable[ShardRow]]
"""Takes the bytes of rows and returns the rows, in their order."""


def hold_rows(rows: Iterable[bytes]) -> Iterable[ShardRow]:
    """Return rows that hold their bytes in memory."""
    return map(ShardRow.from_bytes, rows)


def build_index(
    days: Days,
    postings: Iterable[tuple[str, Postings]],
    parallel_map: ParallelMap = _map_serially,
    store_rows: StoreRows = hold_rows,
) -> InvertedIndex:
    """Return the index of the items in `days`, built from nothing.

    `postings` are those of each item, by its address, in any order. Memory: 5 bytes per posting,
    about 3.5 kilobytes per story, and what one part needs at once. The rows take 8 bytes per
    posting where `store_rows` keeps them.
    """
    doc_ids = assign_doc_ids(days)
    doc_freqs: Counter[str] = Counter()
    items = PostingTable()
    for address, found in postings:
        items.add(doc_ids[address], found)
        doc_freqs.update(found.words.split())
    shard_bits = choose_shard_bits(items.posting_count)
    shard_count = 1 << shard_bits
    parts = min(shard_count, max(2, items.posting_count // _POSTINGS_PER_PART))
    edges = [shard_count * part // parts for part in range(parts + 1)]

    def build_part(part: int) -> list[bytes]:
        return build_rows(items, shard_bits, edges[part], edges[part + 1])

    rows = [row for part in parallel_map(build_part, range(parts)) for row in store_rows(part)]
    return InvertedIndex(doc_ids, shard_bits, items.posting_count, doc_freqs, tuple(rows))


def update_index(
    previous: InvertedIndex,
    days: Days,
    removed: Mapping[str, Postings],
    added: Mapping[str, Postings],
    get_postings: GetPostings,
    parallel_map: ParallelMap = _map_serially,
    store_rows: StoreRows = hold_rows,
) -> InvertedIndex:
    """Return the index of the items in `days`, made from the `previous` index.

    `removed` has the previous postings of all items that changed or are gone. `added` has the
    current postings of all items that changed or are new. `get_postings` gives those of all others.
    The result equals that of `build_index`. The work is proportional to the changes, but if the
    number of shards changes, or more than a quarter of the items changed or have another doc ID,
    the index is built from nothing.
    """
    doc_ids = assign_doc_ids(days)
    posting_count = previous.posting_count + _count_postings(added) - _count_postings(removed)
    renumbered = [
        address
        for address, doc_id in doc_ids.items()
        if address not in added and previous.doc_ids[address] != doc_id
    ]
    if (
        choose_shard_bits(posting_count) != previous.shard_bits
        or len(renumbered) + len(added) > len(days) // 4
    ):
        postings = ((address, added.get(address) or get_postings(address)) for address in doc_ids)
        return build_index(days, postings, parallel_map, store_rows)
    moved = {address: get_postings(address) for address in renumbered}
    previous_postings = _pack_all(previous.doc_ids, moved | dict(removed))
    current_postings = _pack_all(doc_ids, moved | dict(added))
    changes = _group_by_shard(
        previous_postings - current_postings,
        current_postings - previous_postings,
        previous.shard_bits,
    )
    rows = list(previous.rows)
    updated = (update_row(rows[shard_id].load(), *changes[shard_id]) for shard_id in changes)
    for shard_id, row in zip(changes, store_rows(updated), strict=True):
        rows[shard_id] = row
    doc_freqs = _update_doc_freqs(previous.doc_freqs, removed, added)
    return InvertedIndex(doc_ids, previous.shard_bits, posting_count, doc_freqs, tuple(rows))


def _count_postings(items: Mapping[str, Postings]) -> int:
    return sum(len(postings.payloads) for postings in items.values())


def _pack_all(doc_ids: Mapping[str, int], items: Mapping[str, Postings]) -> set[int]:
    return {
        packed
        for address, postings in items.items()
        for packed in pack_postings(doc_ids[address], postings)
    }


def _group_by_shard(
    removed: Iterable[int], added: Iterable[int], shard_bits: int
) -> dict[int, tuple[list[int], list[int]]]:
    """Return for each changed shard its packed postings in `removed` and those in `added`."""
    groups: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, changes in enumerate((removed, added)):
        for packed in changes:
            groups[compute_shard_id(packed, shard_bits)][side].append(packed)
    return groups


def _update_doc_freqs(
    doc_freqs: Mapping[str, int], removed: Mapping[str, Postings], added: Mapping[str, Postings]
) -> Mapping[str, int]:
    updated = Counter(doc_freqs)
    for postings in added.values():
        updated.update(postings.words.split())
    for postings in removed.values():
        updated.subtract(postings.words.split())
    return +updated
