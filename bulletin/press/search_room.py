"""The index of search: what items yield is remembered by item, and the index patched from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.model.record import Record
from bulletin.press.galleys import Galleys
from bulletin.press.leaf import Leaf, ready
from bulletin.search.catalogue import Catalogue, Row, catalogued, patched
from bulletin.search.entries import entries, with_text
from bulletin.search.entry import Entry
from bulletin.search.files import result_path, shard_path, small_files
from bulletin.search.postings import Postings, postings_of
from bulletin.search.results import properties_of, result_of
from bulletin.search.shards import shard
from bulletin.search.synonyms import synonyms
from bulletin.workshop.hands import spread
from bulletin.workshop.memory import Memory, fingerprint, remembered

T = TypeVar("T")

KEPT = fingerprint("catalogue")
"""Under which key the memory has the catalogue of the last build."""


class Forgotten(Exception):
    """The memory has lost a part of the catalogue."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An item that can be found: `key` stands for its entry with the text of its `item`."""

    entry: Entry
    item: Item[Record] | None
    key: bytes


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
    """Makes the index of an edition; `abbreviations` gives their long forms."""

    edition: Edition
    galleys: Galleys
    abbreviations: Mapping[str, str]
    memory: Memory

    def leaves(self) -> Iterator[Leaf]:
        """Yield the files of the index."""
        found = self._found
        catalogue = self._catalogue()
        properties = {address: properties_of(one.entry) for address, one in found.items()}
        stamp = fingerprint([found[address].key for address in catalogue.numbers]).hex()
        for path, data in small_files(catalogue, properties, stamp):
            yield ready(path, data)
        for place, row in enumerate(catalogue.rows):
            make = partial(self._shard, row.mark, place, catalogue.bits)
            yield Leaf(shard_path(catalogue.bits, place), (("search", row.mark),), make)
        for address, number in catalogue.numbers.items():
            one = found[address]
            yield Leaf(result_path(number), (("search", one.key),), partial(self._result, one))

    @cached_property
    def _found(self) -> dict[str, _Found]:
        """Everything that can be found, by address."""
        ways = fingerprint(sorted(self.abbreviations.items()))
        found = {}
        for entry, item in entries(self.edition):
            text = self.galleys.key(item) if item is not None else None
            found[entry.address] = _Found(entry, item, fingerprint(entry, text, ways))
        return found

    def _filled(self, one: _Found) -> Entry:
        return with_text(one.entry, self.galleys.body(one.item)) if one.item else one.entry

    def _result(self, one: _Found) -> bytes:
        return result_of(self._filled(one))

    def _catalogue(self) -> Catalogue:
        """Return the catalogue of what was found, patched from the last one where it can be."""
        found = self._found
        kept: _Kept | None = self.memory.recall("catalogues", [KEPT]).get(KEPT)
        try:
            catalogue = self._patched(kept) if kept else self._made()
        except Forgotten:
            catalogue = self._made()
        marks = tuple(row.mark for row in catalogue.rows)
        keys = {address: one.key for address, one in found.items()}
        self.memory.touch("rows", marks)
        self.memory.touch("postings", keys.values())
        if kept is None or kept.marks != marks or kept.keys != keys:
            known = set(kept.marks) if kept else set()
            rows = {row.mark: row.load() for row in catalogue.rows if row.mark not in known}
            self.memory.keep("rows", rows)
            words = dict(catalogue.words)
            after = _Kept(catalogue.numbers, catalogue.bits, catalogue.size, words, marks, keys)
            self.memory.keep("catalogues", {KEPT: after})
        return catalogue

    def _made(self) -> Catalogue:
        days = {address: one.entry.day for address, one in self._found.items()}
        return catalogued(days, self._postings(self._found.values()).__getitem__, _hands)

    @cached_property
    def _anew(self) -> Catalogue:
        """The catalogue made from nothing, for when a row of it is found to be lost too late."""
        return self._made()

    def _patched(self, kept: _Kept) -> Catalogue:
        """Return the catalogue; raises Forgotten when the memory has lost a part of the old one."""
        found = self._found
        rows = tuple(Row(mark, partial(self._row, mark)) for mark in kept.marks)
        before = Catalogue(kept.numbers, kept.bits, kept.size, kept.words, rows)
        gone = {
            address: key
            for address, key in kept.keys.items()
            if address not in found or found[address].key != key
        }
        come = [one for one in found.values() if kept.keys.get(one.entry.address) != one.key]
        if not gone and not come:
            return before
        days = {address: one.entry.day for address, one in found.items()}
        old = self.memory.recall("postings", gone.values())
        if len(old) < len(set(gone.values())):
            raise Forgotten
        return patched(
            before,
            days,
            {address: old[key] for address, key in gone.items()},
            self._postings(come),
            lambda address: self._postings([found[address]])[address],
            _hands,
        )

    def _shard(self, mark: bytes, place: int, bits: int) -> bytes:
        try:
            row = self._row(mark)
        except Forgotten:
            row = self._anew.rows[place].load()
        return shard(row, bits)

    def _row(self, mark: bytes) -> bytes:
        row: bytes | None = self.memory.recall("rows", [mark]).get(mark)
        if row is None:
            raise Forgotten
        return row

    def _postings(self, some: Iterable[_Found]) -> dict[str, Postings]:
        """Return the postings of items by address."""
        known = synonyms(self.abbreviations)
        things = list(some)
        made = remembered(
            self.memory,
            "postings",
            things,
            lambda one: one.key,
            lambda one: postings_of(self._filled(one), known),
            lambda one: one.entry.address,
        )
        return {one.entry.address: found for one, found in zip(things, made, strict=True)}


def _hands(work: Callable[[int], T], things: Sequence[int]) -> Iterable[T]:
    return spread(work, things, str, worth_it=8)
