"""The index of search: what items yield is remembered by item, and the index patched from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypeVar

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.model.record import Record
from bulletin.press.bodies import RenderedBodies
from bulletin.press.keys import Keys
from bulletin.press.leaf import Leaf, Sheaf, ready
from bulletin.search.catalogue import Catalogue, Row, catalogued, patched
from bulletin.search.entries import other_entries, story_entry, with_text
from bulletin.search.entry import Entry
from bulletin.search.files import (
    INDEX,
    head_files,
    properties_path,
    ranges,
    result_path,
    shard_path,
)
from bulletin.search.postings import Postings, postings_of
from bulletin.search.results import RANGE, properties_file, properties_of, result_of
from bulletin.search.shards import shard
from bulletin.search.synonyms import synonyms
from bulletin.workshop.hands import spread
from bulletin.workshop.memory import Memory, fingerprint, joined, remembered

T = TypeVar("T")

IN_A_SHEAF = 256
"""Shards, and numbers of items, that one sheaf holds."""

KEPT = fingerprint("catalogue")
"""Under which key the memory has the catalogue of the last build."""


class Forgotten(Exception):
    """The memory has lost a part of the catalogue."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A catalogue whose rows lie in the memory under `marks`, and the keys of its items."""

    numbers: Mapping[str, int]
    bits: int
    size: int
    words: Mapping[str, int]
    marks: tuple[bytes, ...]
    keys: Mapping[str, bytes]


@dataclass(frozen=True)
class SearchRoom:
    """Makes the index of an edition; `abbreviations` gives their long forms.

    `keys` stand for stories. Only the entries of items that changed are made.
    """

    edition: Edition
    bodies: RenderedBodies
    keys: Keys
    abbreviations: Mapping[str, str]
    memory: Memory

    def sheaves(self) -> Iterator[Sheaf]:
        """Yield the files of the index."""
        catalogue = self._catalogue()
        found = [self._found[address] for address in catalogue.numbers]
        marks = [row.mark for row in catalogue.rows]
        stamp = joined(found)
        yield Sheaf(INDEX, joined([stamp, *marks]), partial(self._head, catalogue, stamp))
        for place, items in ranges(catalogue.numbers, RANGE).items():
            key = fingerprint([(self._card(address), number) for address, number in items])
            yield Sheaf(properties_path(place), key, partial(self._properties, place, items))
        for start in range(0, len(marks), IN_A_SHEAF):
            shards = partial(self._shards, catalogue, start)
            name = f"{shard_path(catalogue.bits, start)}*"
            yield Sheaf(name, joined(marks[start : start + IN_A_SHEAF]), shards)
        for place, items in ranges(catalogue.numbers, IN_A_SHEAF).items():
            key = fingerprint([(self._found[address], number) for address, number in items])
            yield Sheaf(f"{result_path(place * IN_A_SHEAF)}*", key, partial(self._results, items))

    def _head(self, catalogue: Catalogue, stamp: bytes) -> Iterator[Leaf]:
        for path, data in head_files(catalogue, stamp.hex()):
            yield ready(path, data)

    def _properties(self, place: int, items: Iterable[tuple[str, int]]) -> Iterator[Leaf]:
        found = [(number, properties_of(self._entry(address))) for address, number in items]
        yield ready(properties_path(place), properties_file(found))

    def _card(self, address: str) -> bytes:
        """Return what stands for what is at `address`, of a story without its text."""
        return self.keys.cards.get(address) or self._found[address]

    def _shards(self, catalogue: Catalogue, start: int) -> Iterator[Leaf]:
        for place, row in enumerate(catalogue.rows[start : start + IN_A_SHEAF], start):
            make = partial(self._shard, row.mark, place, catalogue.bits)
            yield Leaf(shard_path(catalogue.bits, place), (("search", row.mark),), make)

    def _results(self, items: Iterable[tuple[str, int]]) -> Iterator[Leaf]:
        for address, number in items:
            depends = (("search", self._found[address]),)
            yield Leaf(result_path(number), depends, partial(self._result, address))

    @cached_property
    def _found(self) -> dict[str, bytes]:
        """What stands for everything that can be found, with its text, by its address."""
        ways = fingerprint(sorted(self.abbreviations.items()))
        found = {address: joined([told, ways]) for address, told in self.keys.told.items()}
        for address, (entry, item) in self._others.items():
            text = self.bodies.key(item) if item is not None else None
            found[address] = fingerprint(entry, text, ways)
        return found

    @cached_property
    def _others(self) -> dict[str, tuple[Entry, Item[Record] | None]]:
        return {entry.address: (entry, item) for entry, item in other_entries(self.edition)}

    def _entry(self, address: str) -> Entry:
        """Return the entry of what can be found at `address`, without its text."""
        if story := self.edition.by_address.get(address):
            return story_entry(story, self.edition)
        return self._others[address][0]

    def _filled(self, address: str) -> Entry:
        """Return the entry of what can be found at `address`, with its text."""
        story = self.edition.by_address.get(address)
        item = story.item if story is not None else self._others[address][1]
        entry = self._entry(address)
        return with_text(entry, self.bodies.body(item)) if item is not None else entry

    @cached_property
    def _days(self) -> dict[str, dt.date | None]:
        days: dict[str, dt.date | None] = {}
        days |= {story.address: story.published.date() for story in self.edition.stories}
        return days | {address: entry.day for address, (entry, _) in self._others.items()}

    def _result(self, address: str) -> bytes:
        return result_of(self._filled(address))

    def _catalogue(self) -> Catalogue:
        """Return the catalogue of what was found, patched from the last one where it can be."""
        found = self._found
        kept: _Kept | None = self.memory.recall("catalogues", [KEPT]).get(KEPT)
        try:
            catalogue = self._patched(kept) if kept else self._made()
        except Forgotten:
            catalogue = self._made()
        marks = tuple(row.mark for row in catalogue.rows)
        self.memory.touch("rows", marks)
        self.memory.touch("postings", found.values())
        if kept is None or kept.marks != marks or kept.keys != found:
            known = set(kept.marks) if kept else set()
            rows = {row.mark: row.load() for row in catalogue.rows if row.mark not in known}
            self.memory.keep("rows", rows)
            words = dict(catalogue.words)
            after = _Kept(catalogue.numbers, catalogue.bits, catalogue.size, words, marks, found)
            self.memory.keep("catalogues", {KEPT: after})
        # The rows lie in the memory now: here they would be in the way of all that follows.
        return replace(catalogue, rows=self._rows(marks))

    def _made(self) -> Catalogue:
        return catalogued(self._days, self._postings(self._found).__getitem__, _hands)

    @cached_property
    def _anew(self) -> Catalogue:
        """The catalogue made from nothing, for when a row of it is found to be lost too late."""
        return self._made()

    def _patched(self, kept: _Kept) -> Catalogue:
        """Return the catalogue; raises Forgotten when the memory has lost a part of the old one."""
        found = self._found
        rows = self._rows(kept.marks)
        before = Catalogue(kept.numbers, kept.bits, kept.size, kept.words, rows)
        gone = {address: key for address, key in kept.keys.items() if found.get(address) != key}
        come = [address for address, key in found.items() if kept.keys.get(address) != key]
        if not gone and not come:
            return before
        old = self.memory.recall("postings", gone.values())
        if len(old) < len(set(gone.values())):
            raise Forgotten
        return patched(
            before,
            self._days,
            {address: old[key] for address, key in gone.items()},
            self._postings(come),
            lambda address: self._postings([address])[address],
            _hands,
        )

    def _shard(self, mark: bytes, place: int, bits: int) -> bytes:
        try:
            row = self._row(mark)
        except Forgotten:
            row = self._anew.rows[place].load()
        return shard(row, bits)

    def _rows(self, marks: Iterable[bytes]) -> tuple[Row, ...]:
        return tuple(Row(mark, partial(self._row, mark)) for mark in marks)

    def _row(self, mark: bytes) -> bytes:
        row: bytes | None = self.memory.recall("rows", [mark]).get(mark)
        if row is None:
            raise Forgotten
        return row

    def _postings(self, addresses: Iterable[str]) -> dict[str, Postings]:
        """Return the postings of what can be found at these addresses."""
        known = synonyms(self.abbreviations)
        things = list(addresses)
        made = remembered(
            self.memory,
            "postings",
            things,
            self._found.__getitem__,
            lambda address: postings_of(self._filled(address), known),
            str,
        )
        return dict(zip(things, made, strict=True))


def _hands(work: Callable[[int], T], things: Sequence[int]) -> Iterable[T]:
    return spread(work, things, str, worth_it=8)
