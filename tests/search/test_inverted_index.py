"""An updated index is the index built from nothing, byte for byte."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterator
from contextlib import suppress
from itertools import accumulate
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.search import shards
from bulletin.search.index_files import iter_index_files
from bulletin.search.inverted_index import InvertedIndex, build_index, update_index
from bulletin.search.postings import Postings, make_postings
from bulletin.search.results import encode_result, make_properties
from bulletin.search.search_entry import Entry
from bulletin.search.synonyms import build_synonyms

NO_SYNONYMS = build_synonyms({})
FIRST = dt.date(2026, 1, 1)

bodies = st.lists(st.sampled_from("thi đua khen thưởng hòa hoà ở ấp chợ 62 KH".split()), max_size=9)
days = st.none() | st.integers(0, 3).map(lambda days: FIRST + dt.timedelta(days))
sites = st.dictionaries(st.integers(0, 200), st.tuples(days, bodies), max_size=30)
Site = dict[int, tuple[dt.date | None, list[str]]]


class Edition:
    """The entries of a site, and their postings, properties and results."""

    def __init__(self, site: Site) -> None:
        self.entries = {
            f"/{key}/": Entry(f"/{key}/", "tin-bai", "", f"Bài {key}", day, body=" ".join(body))
            for key, (day, body) in site.items()
        }
        self.days = {address: entry.day for address, entry in self.entries.items()}
        self.properties = {key: make_properties(entry) for key, entry in self.entries.items()}

    def postings(self, address: str) -> Postings:
        return make_postings(self.entries[address], NO_SYNONYMS)

    def all_postings(self) -> Iterator[tuple[str, Postings]]:
        """Yield the postings of each item, not in the order of the doc IDs."""
        return ((address, self.postings(address)) for address in self.entries)

    def result(self, address: str) -> bytes:
        return encode_result(self.entries[address])

    def files(self, index: InvertedIndex) -> dict[str, bytes]:
        return dict(iter_index_files(index, self.properties, self.result))


def check(old: Site, new: Site) -> None:
    """Assert that an index of `old`, updated to `new`, equals an index built of `new`."""
    before, after = Edition(old), Edition(new)
    changed = {
        address
        for address in before.entries.keys() | after.entries.keys()
        if before.entries.get(address) != after.entries.get(address)
    }
    updated = update_index(
        build_index(before.days, before.all_postings()),
        after.days,
        {address: before.postings(address) for address in changed & before.entries.keys()},
        {address: after.postings(address) for address in changed & after.entries.keys()},
        after.postings,
    )
    built = build_index(after.days, after.all_postings())
    assert updated == built
    assert after.files(updated) == after.files(built)


@settings(deadline=None)
@given(sites, sites)
def test_an_updated_index_equals_a_built_one(old: Site, new: Site) -> None:
    check(old, new)


@settings(deadline=None)
@given(sites, sites, st.data())
def test_a_few_changes_give_a_built_index(old: Site, new: Site, data: st.DataObject) -> None:
    keys = data.draw(st.sets(st.sampled_from(sorted(old | new)), max_size=2)) if old | new else ()
    changed = {key: new[key] for key in keys if key in new}
    check(old, {key: value for key, value in old.items() if key not in keys} | changed)


def decode_shard(file: bytes) -> dict[int, list[tuple[int, int]]]:
    """Decode a shard as bulletin/search/shards.py describes it.

    Returns for each fingerprint its postings, as pairs of a doc ID and a payload.
    """
    assert int.from_bytes(file[:4], "little") == crc32(file[4:])
    rest = iter(file[6:])

    def read_uint16() -> int:
        return next(rest) | next(rest) << 8

    def read_varint() -> int:
        byte = next(rest)
        return byte & 127 | read_varint() << 7 if byte > 127 else byte

    terms = [read_uint16() for _ in range(int.from_bytes(file[4:6], "little"))]
    lengths = [read_varint() for _ in terms]
    found: dict[int, list[tuple[int, int]]] = {}
    for term, length in zip(terms, lengths, strict=True):
        rest, others = iter([next(rest) for _ in range(length >> 1)]), rest
        doc_id, postings = 0, []
        with suppress(StopIteration):
            while True:
                doc_id += read_varint()
                postings.append((doc_id, next(rest)))
        found[term] = postings
        rest = others
    assert not list(rest)
    return found


@settings(deadline=None)
@given(sites, st.integers(0, 13))
def test_a_shard_has_the_postings_of_its_row(site: Site, bits: int) -> None:
    edition = Edition(site)
    items = [(index * 40, edition.postings(key)) for index, key in enumerate(edition.entries)]
    for row in shards.build_rows(items, bits, 0, 1 << bits)[:40]:
        wanted: dict[int, dict[int, int]] = {}
        for packed in array("Q", row):
            rest = 28 - bits
            term = (packed >> 36 & (1 << rest) - 1) >> max(rest - 16, 0)
            doc_id, payload = packed >> 8 & (1 << 28) - 1, packed & 255
            other = wanted.setdefault(term, {}).get(doc_id, 0)
            # Where two terms share a fingerprint: the greater weight, the mark bits of both.
            weight = max(payload >> 5, other >> 5) << 5
            wanted[term][doc_id] = weight | (payload | other) & 31
        lists = {term: sorted(payloads.items()) for term, payloads in wanted.items()}
        assert decode_shard(shards.encode_shard(row, bits)) == lists


def test_a_long_list_keeps_the_heaviest_then_the_latest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MAX_LIST_LENGTH", 3)
    payloads = [0x20, 0xE0, 0x20, 0x40, 0x20]
    postings = array("Q", [doc_id << 8 | payload for doc_id, payload in enumerate(payloads)])
    assert [packed >> 8 for packed in shards._select_heaviest(postings)] == [1, 3, 4]


@pytest.mark.parametrize(
    ("postings", "bits"), [(0, 2), (30_000, 7), (700_000, 12), (7_000_000, 13), (70_000_000, 15)]
)
def test_shards_grow_in_number(postings: int, bits: int) -> None:
    assert shards.choose_shard_bits(postings) == bits


@given(st.lists(st.tuples(st.integers(1, 130), st.integers(0, 255)), min_size=60, max_size=80))
def test_a_dense_list_is_encoded_as_any_other(steps: list[tuple[int, int]]) -> None:
    doc_ids = accumulate(step for step, _ in steps)
    postings = [(doc_id, payload) for doc_id, (_, payload) in zip(doc_ids, steps, strict=True)]
    row = array("Q", [doc_id << 8 | payload for doc_id, payload in postings])
    assert decode_shard(shards.encode_shard(row.tobytes(), 8)) == {0: postings}
