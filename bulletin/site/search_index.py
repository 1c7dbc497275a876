"""The files of the search index, and the index updated from the one that the last build stored.

The cache holds the postings of each entry, the rows of the index by their digests, and one record
of the index itself. A build makes the entries and postings of changed items only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.engine.cache import Cache, imap_cached
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.target import Target, TargetGroup, static
from bulletin.engine.workers import imap_bounded
from bulletin.model.record import Record
from bulletin.render.bodies import BodiesAndScripts
from bulletin.search.edition_entries import add_text, iter_other_entries, make_story_entry
from bulletin.search.index_files import (
    HEAD_PATH,
    INDEX_FOLDER,
    File,
    iter_head_files,
    properties_path,
    result_path,
    shard_path,
    split_into_ranges,
)
from bulletin.search.inverted_index import InvertedIndex, ShardRow, build_index, update_index
from bulletin.search.page_entries import HandWrittenPage, iter_page_entries
from bulletin.search.postings import Postings, make_postings
from bulletin.search.results import (
    PROPERTIES_RANGE,
    encode_properties,
    encode_result,
    make_properties,
)
from bulletin.search.search_entry import Entry
from bulletin.search.shards import encode_shard
from bulletin.search.synonyms import build_synonyms
from bulletin.site.cache_keys import CacheKeys

T = TypeVar("T")

GROUP_SIZE = 64
"""Shards, or doc IDs of results, in one group of files, which are held until they are written."""

INDEX_KEY = fingerprint("search index")
"""The cache key of the index of the last build."""


class CacheMiss(Exception):
    """The cache no longer has a part of the stored index."""


@dataclass(frozen=True, slots=True)
class _StoredIndex:
    """An `InvertedIndex` as the cache holds it.

    The rows are stored by themselves, under `row_digests`. `entry_keys` are the entry keys (see
    `SearchIndexOutput`) from which the index was made.
    """

    doc_ids: Mapping[str, int]
    shard_bits: int
    posting_count: int
    doc_freqs: Mapping[str, int]
    row_digests: tuple[bytes, ...]
    entry_keys: Mapping[str, bytes]


@dataclass(frozen=True)
class SearchIndexOutput:
    """Makes the files of the search index of an edition.

    `keys` has the cache keys of stories; `abbreviations` maps an abbreviation to its long form;
    `synonyms` are groups of phrases that mean the same; `hand_written` are the pages of docs/.
    """

    edition: Edition
    bodies: BodiesAndScripts
    keys: CacheKeys
    abbreviations: Mapping[str, str]
    synonyms: Sequence[Sequence[str]]
    hand_written: Sequence[HandWrittenPage]
    cache: Cache

    def target_groups(self) -> Iterator[TargetGroup]:
        """Yield the files of the index, in groups."""
        index = self._index
        digests = [row.digest for row in index.rows]
        yield TargetGroup(INDEX_FOLDER, self.key, self._iter_head_files)
        for range_id, items in split_into_ranges(index.doc_ids, PROPERTIES_RANGE).items():
            key = fingerprint([(self._metadata_key(address), doc_id) for address, doc_id in items])
            make_properties_file = partial(self._iter_properties_files, range_id, items)
            yield TargetGroup(properties_path(range_id), key, make_properties_file)
        for start in range(0, len(digests), GROUP_SIZE):
            make_shards = partial(self._iter_shard_files, index, start)
            name = f"{shard_path(index.shard_bits, start)}*"
            yield TargetGroup(name, combine(digests[start : start + GROUP_SIZE]), make_shards)
        for range_id, items in split_into_ranges(index.doc_ids, GROUP_SIZE).items():
            key = fingerprint([(self._entry_keys[address], doc_id) for address, doc_id in items])
            name = f"{result_path(range_id * GROUP_SIZE)}*"
            yield TargetGroup(name, key, partial(self._iter_result_files, items))

    @cached_property
    def key(self) -> bytes:
        """The key of the whole index and of everything that its results show."""
        return combine([self._content_key, *(row.digest for row in self._index.rows)])

    def make_head(self) -> str:
        """Return the head of the index, which is JSON."""
        return dict(self._make_head_files())[HEAD_PATH].decode()

    def _iter_head_files(self) -> Iterator[Target]:
        for path, data in self._make_head_files():
            yield static(path, data)

    def _make_head_files(self) -> Iterator[File]:
        return iter_head_files(self._index, self._content_key.hex())

    @cached_property
    def _content_key(self) -> bytes:
        return combine(self._entry_keys[address] for address in self._index.doc_ids)

    @cached_property
    def _index(self) -> InvertedIndex:
        return self._make_index()

    def _iter_properties_files(
        self, range_id: int, items: Iterable[tuple[str, int]]
    ) -> Iterator[Target]:
        properties = [
            (doc_id, make_properties(self._make_entry(address))) for address, doc_id in items
        ]
        yield static(properties_path(range_id), encode_properties(properties))

    def _iter_shard_files(self, index: InvertedIndex, start: int) -> Iterator[Target]:
        for shard_id, row in enumerate(index.rows[start : start + GROUP_SIZE], start):
            make = partial(self._make_shard, row.digest, shard_id, index.shard_bits)
            yield Target(shard_path(index.shard_bits, shard_id), (("search", row.digest),), make)

    def _iter_result_files(self, items: Iterable[tuple[str, int]]) -> Iterator[Target]:
        for address, doc_id in items:
            dependencies = (("search", self._entry_keys[address]),)
            yield Target(result_path(doc_id), dependencies, partial(self._make_result, address))

    @cached_property
    def _entry_keys(self) -> dict[str, bytes]:
        """The entry key of everything that can be found, by address.

        An entry key is 16 bytes that differ whenever the entry, its text or the abbreviations
        differ: everything that postings and results depend on.
        """
        settings_key = fingerprint(sorted(self.abbreviations.items()), self.synonyms)
        entry_keys = {
            address: combine([story_key, settings_key])
            for address, story_key in self.keys.content_keys.items()
        }
        for address, (entry, item) in self._other_entries.items():
            body_key = self.bodies.key(item) if item is not None else None
            entry_keys[address] = fingerprint(entry, body_key, settings_key)
        return entry_keys

    def _metadata_key(self, address: str) -> bytes:
        """Return the key of the entry at `address`; for a story a key that leaves out its text."""
        return self.keys.metadata_keys.get(address) or self._entry_keys[address]

    @cached_property
    def _other_entries(self) -> dict[str, tuple[Entry, Item[Record] | None]]:
        """The entries of everything that is not a story, without text, and their items."""
        found = {entry.address: (entry, item) for entry, item in iter_other_entries(self.edition)}
        pages = iter_page_entries(self.hand_written)
        return found | {entry.address: (entry, None) for entry in pages}

    def _make_entry(self, address: str) -> Entry:
        """Return the entry of the item at `address`, without its text."""
        if story := self.edition.by_address.get(address):
            return make_story_entry(story, self.edition)
        return self._other_entries[address][0]

    def _make_entry_with_text(self, address: str) -> Entry:
        story = self.edition.by_address.get(address)
        item = story.item if story is not None else self._other_entries[address][1]
        entry = self._make_entry(address)
        return add_text(entry, self.bodies.body(item)) if item is not None else entry

    @cached_property
    def _days(self) -> dict[str, dt.date | None]:
        days: dict[str, dt.date | None] = {}
        days |= {story.address: story.published.date() for story in self.edition.stories}
        return days | {address: entry.day for address, (entry, _) in self._other_entries.items()}

    def _make_result(self, address: str) -> bytes:
        return encode_result(self._make_entry_with_text(address))

    def _make_shard(self, digest: bytes, shard_id: int, shard_bits: int) -> bytes:
        try:
            row = self._read_row(digest)
        except CacheMiss:
            row = self._rebuilt_index.rows[shard_id].load()
        return encode_shard(row, shard_bits)

    def _make_index(self) -> InvertedIndex:
        """Return the index and store it: updated from the stored one, or built where that fails."""
        stored: _StoredIndex | None = self.cache.get_many("search_index", [INDEX_KEY]).get(
            INDEX_KEY
        )
        try:
            index = self._update_index(stored) if stored else self._build_index()
        except CacheMiss:
            index = self._build_index()
        digests = tuple(row.digest for row in index.rows)
        self.cache.touch("shard_rows", digests)
        self.cache.touch("postings", self._entry_keys.values())
        if stored is None or stored.row_digests != digests or stored.entry_keys != self._entry_keys:
            self._store_index(index, digests)
        return index

    def _store_index(self, index: InvertedIndex, digests: tuple[bytes, ...]) -> None:
        """Put the index into the cache, which has its rows already."""
        stored = _StoredIndex(
            index.doc_ids,
            index.shard_bits,
            index.posting_count,
            dict(index.doc_freqs),
            digests,
            self._entry_keys,
        )
        self.cache.put_many("search_index", {INDEX_KEY: stored})

    def _store_rows(self, rows: Iterable[bytes]) -> Iterable[ShardRow]:
        """Put rows into the cache: the rows of all shards would take much memory."""
        held = [ShardRow.from_bytes(row) for row in rows]
        self.cache.put_many("shard_rows", {row.digest: row.load() for row in held})
        return self._make_cached_rows(row.digest for row in held)

    def _build_index(self) -> InvertedIndex:
        postings = self._iter_postings(self._entry_keys)
        return build_index(self._days, postings, _parallel_map, self._store_rows)

    @cached_property
    def _rebuilt_index(self) -> InvertedIndex:
        """The index built from nothing, for a row that the cache lost after `_make_index`."""
        return build_index(self._days, self._iter_postings(self._entry_keys), _parallel_map)

    def _update_index(self, stored: _StoredIndex) -> InvertedIndex:
        """Return the index, made from the stored one.

        Raises CacheMiss when the cache no longer has a part that is needed.
        """
        entry_keys = self._entry_keys
        previous = InvertedIndex(
            stored.doc_ids,
            stored.shard_bits,
            stored.posting_count,
            stored.doc_freqs,
            self._make_cached_rows(stored.row_digests),
        )
        removed = {
            address: key
            for address, key in stored.entry_keys.items()
            if entry_keys.get(address) != key
        }
        added = [
            address for address, key in entry_keys.items() if stored.entry_keys.get(address) != key
        ]
        if not removed and not added:
            return previous
        removed_postings = self.cache.get_many("postings", removed.values())
        if len(removed_postings) < len(set(removed.values())):
            raise CacheMiss
        return update_index(
            previous,
            self._days,
            {address: removed_postings[key] for address, key in removed.items()},
            self._get_postings(added),
            lambda address: self._get_postings([address])[address],
            _parallel_map,
            self._store_rows,
        )

    def _make_cached_rows(self, digests: Iterable[bytes]) -> tuple[ShardRow, ...]:
        """Return rows that read their bytes from the cache."""
        return tuple(ShardRow(digest, partial(self._read_row, digest)) for digest in digests)

    def _read_row(self, digest: bytes) -> bytes:
        """Return the bytes of a row; raises CacheMiss when the cache no longer has it."""
        row: bytes | None = self.cache.get_many("shard_rows", [digest]).get(digest)
        if row is None:
            raise CacheMiss
        return row

    def _get_postings(self, addresses: Iterable[str]) -> dict[str, Postings]:
        """Return the postings of the items at these addresses, from the cache where it has them."""
        return dict(self._iter_postings(addresses))

    def _iter_postings(self, addresses: Iterable[str]) -> Iterator[tuple[str, Postings]]:
        """Yield the same with their addresses, in any order."""
        synonyms = build_synonyms(self.abbreviations, self.synonyms)
        return imap_cached(
            self.cache,
            "postings",
            list(addresses),
            self._entry_keys.__getitem__,
            lambda address: make_postings(self._make_entry_with_text(address), synonyms),
            str,
        )


def _parallel_map(function: Callable[[int], T], things: Sequence[int]) -> Iterable[T]:
    return imap_bounded(function, things, str, min_items=8, max_pending=16)
