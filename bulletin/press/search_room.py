"""The index of search, made of an edition. Provisional: everything anew at every build."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.model.record import Record
from bulletin.press.hands import spread
from bulletin.search.catalogue import catalogued
from bulletin.search.entries import entries
from bulletin.search.entry import Entry
from bulletin.search.files import index_files
from bulletin.search.postings import Postings, postings_of
from bulletin.search.results import Properties, properties_of, result_of
from bulletin.search.synonyms import synonyms

T = TypeVar("T")


def search_files(
    edition: Edition, body: Callable[[Item[Record]], str], abbreviations: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index: a path below the site's root and the bytes there."""
    known = synonyms(abbreviations)
    found = list(entries(edition, body))

    def read(entry: Entry) -> tuple[Postings, bytes, Properties]:
        return postings_of(entry, known), result_of(entry), properties_of(entry)

    made = spread(read, found, lambda entry: entry.address)
    items = {entry.address: one for entry, one in zip(found, made, strict=True)}
    days = {entry.address: entry.day for entry in found}
    catalogue = catalogued(days, lambda address: items[address][0], _hands)
    properties = {address: one[2] for address, one in items.items()}
    stamp = hashlib.sha256(b"".join(one[1] for one in made)).hexdigest()
    yield from index_files(catalogue, properties, lambda address: items[address][1], stamp)


def _hands(work: Callable[[int], T], things: Sequence[int]) -> Iterable[T]:
    return spread(work, things, str, worth_it=8)
