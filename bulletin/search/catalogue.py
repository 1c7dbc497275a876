"""The catalogue: all postings of an edition in order, and the same after few items changed."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from typing import Protocol, TypeVar

from bulletin.search.numbering import numbered
from bulletin.search.postings import Postings
from bulletin.search.shards import changed_row, entries, rows_of, shard_bits, shard_of

T = TypeVar("T")

Days = Mapping[str, dt.date | None]
"""The day of each item, by its address."""

PostingsOf = Callable[[str], Postings]
"""Gives the postings of the item at an address."""

_POSTINGS_AT_ONCE = 1 << 19


class Hands(Protocol):
    """Does the same work for several things, perhaps in several processes, in order."""

    def __call__(self, work: Callable[[int], T], things: Sequence[int]) -> Iterable[T]:
        """Return what `work` makes of each of `things`."""


def _alone(work: Callable[[int], T], things: Sequence[int]) -> Iterable[T]:
    return map(work, things)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of bulletin/search/shards.py: `mark` stands for its bytes, which `load` gives."""

    mark: bytes
    load: Callable[[], bytes] = field(compare=False, repr=False)

    @classmethod
    def of(cls, data: bytes) -> Row:
        """Return the row that has these bytes."""
        return cls(blake2b(data, digest_size=16).digest(), partial(bytes, data))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The index as the press keeps it from one build to the next.

    `bits` is the binary logarithm of the number of `rows`; `words` says in how many items each
    folded word stands; `size` counts all postings.
    """

    numbers: Mapping[str, int]
    bits: int
    size: int
    words: Mapping[str, int]
    rows: tuple[Row, ...]


def catalogued(days: Days, postings: PostingsOf, hands: Hands = _alone) -> Catalogue:
    """Return the catalogue of the items in `days`.

    Memory: sixteen bytes a posting, some eleven kilobytes a story, and what one part needs at once.
    """
    numbers = numbered(days)
    items = [(number, postings(address)) for address, number in numbers.items()]
    size = sum(len(found.payloads) for _, found in items)
    bits = shard_bits(size)
    parts = min(1 << bits, max(2, size // _POSTINGS_AT_ONCE))
    edges = [(1 << bits) * part // parts for part in range(parts + 1)]

    def part_of(part: int) -> list[bytes]:
        return rows_of(items, bits, edges[part], edges[part + 1])

    rows = [Row.of(row) for part in hands(part_of, range(parts)) for row in part]
    words: Counter[str] = Counter()
    for _, found in items:
        words.update(found.words.split())
    return Catalogue(numbers, bits, size, words, tuple(rows))


def patched(
    before: Catalogue,
    days: Days,
    gone: Mapping[str, Postings],
    come: Mapping[str, Postings],
    postings: PostingsOf,
    hands: Hands = _alone,
) -> Catalogue:
    """Return the catalogue of the items in `days`, made from the one `before`.

    `gone` has the postings, as they were, of the items that changed or are no more; `come` those,
    as they are, of the items that changed or are new; `postings` gives those of all others. The
    result is what `catalogued` makes; the work is in proportion to what changed, but where the
    number of shards or most items' numbers changed all is made anew.
    """
    numbers = numbered(days)
    size = before.size + _postings(come) - _postings(gone)
    moved = [
        address
        for address, number in numbers.items()
        if address not in come and before.numbers[address] != number
    ]
    if shard_bits(size) != before.bits or len(moved) + len(come) > len(days) // 4:
        return catalogued(days, lambda address: come.get(address) or postings(address), hands)
    old = {address: postings(address) for address in moved} | dict(gone)
    new = {address: postings(address) for address in moved} | dict(come)
    left = _entries(before.numbers, old)
    entered = _entries(numbers, new)
    rows = list(before.rows)
    for place, (out, into) in _by_shard(left - entered, entered - left, before.bits).items():
        rows[place] = Row.of(changed_row(rows[place].load(), out, into))
    words = _recounted(before.words, gone, come)
    return Catalogue(numbers, before.bits, size, words, tuple(rows))


def _postings(items: Mapping[str, Postings]) -> int:
    return sum(len(found.payloads) for found in items.values())


def _entries(numbers: Mapping[str, int], items: Mapping[str, Postings]) -> set[int]:
    return {entry for address, found in items.items() for entry in entries(numbers[address], found)}


def _by_shard(
    out: Iterable[int], into: Iterable[int], bits: int
) -> dict[int, tuple[list[int], list[int]]]:
    found: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, changes in enumerate((out, into)):
        for entry in changes:
            found[shard_of(entry, bits)][side].append(entry)
    return found


def _recounted(
    words: Mapping[str, int], gone: Mapping[str, Postings], come: Mapping[str, Postings]
) -> Mapping[str, int]:
    found = Counter(words)
    for item in come.values():
        found.update(item.words.split())
    for item in gone.values():
        found.subtract(item.words.split())
    return +found
