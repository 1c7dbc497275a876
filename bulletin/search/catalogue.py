"""The catalogue: all postings of an edition in order, and the same after few items changed."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bulletin.search.numbering import numbered
from bulletin.search.postings import Postings
from bulletin.search.shards import changed_row, entries, rows_of, shard, shard_bits, shard_of

T = TypeVar("T")

Days = Mapping[str, dt.date | None]
"""The day of each item, by its address."""

PostingsOf = Callable[[str], Postings]
"""Gives the postings of the item at an address."""

_POSTINGS_AT_ONCE = 1 << 19
_SHARDS_FOR_ONE = 512
"""Shards that are made sooner than the copies of a process that would help with them."""


class Hands(Protocol):
    """Does the same work for several things, perhaps in several processes, in order."""

    def __call__(self, work: Callable[[int], T], things: Sequence[int]) -> Iterable[T]:
        """Return what `work` makes of each of `things`."""


def _alone(work: Callable[[int], T], things: Sequence[int]) -> Iterable[T]:
    return map(work, things)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The index as the press keeps it from one build to the next.

    `rows` and `shards` are those of bulletin/search/shards.py, `bits` the binary logarithm of how
    many; `words` says in how many items each folded word stands; `size` counts all postings.
    """

    numbers: Mapping[str, int]
    bits: int
    size: int
    words: Mapping[str, int]
    rows: tuple[bytes, ...]
    shards: tuple[bytes, ...]


def catalogued(days: Days, postings: PostingsOf, hands: Hands = _alone) -> Catalogue:
    """Return the catalogue of the items in `days`.

    Memory: sixteen bytes a posting, some eleven kilobytes a story, and what one part needs at once.
    """
    numbers = numbered(days)
    items = [(number, postings(address)) for address, number in numbers.items()]
    size = sum(len(found.notes) for _, found in items)
    bits = shard_bits(size)
    parts = min(1 << bits, max(2, size // _POSTINGS_AT_ONCE))
    edges = [(1 << bits) * part // parts for part in range(parts + 1)]

    def part_of(part: int) -> list[tuple[bytes, bytes]]:
        rows = rows_of(items, bits, edges[part], edges[part + 1])
        return [(row, shard(row, bits)) for row in rows]

    made = [pair for part in hands(part_of, range(parts)) for pair in part]
    words: Counter[str] = Counter()
    for _, found in items:
        words.update(found.words.split())
    return Catalogue(
        numbers, bits, size, words, tuple(row for row, _ in made), tuple(file for _, file in made)
    )


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
    rows, shards = list(before.rows), list(before.shards)
    changes = _by_shard(left - entered, entered - left, before.bits)
    for place, (out, into) in changes.items():
        rows[place] = changed_row(rows[place], out, into)
    touched = list(changes)
    helpers = hands if len(touched) > _SHARDS_FOR_ONE else _alone
    made = helpers(lambda place: shard(rows[place], before.bits), touched)
    for place, file in zip(touched, made, strict=True):
        shards[place] = file
    return Catalogue(
        numbers, before.bits, size, _recounted(before.words, gone, come), tuple(rows), tuple(shards)
    )


def _postings(items: Mapping[str, Postings]) -> int:
    return sum(len(found.notes) for found in items.values())


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
