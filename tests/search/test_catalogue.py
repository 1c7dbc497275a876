"""An index made from the last one is the index made from nothing, byte for byte."""

from __future__ import annotations

import datetime as dt
from array import array
from contextlib import suppress
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.search import shards
from bulletin.search.catalogue import Catalogue, catalogued, patched
from bulletin.search.files import index_files
from bulletin.search.numbering import numbered
from bulletin.search.postings import Postings, make_postings
from bulletin.search.results import encode_result, make_properties
from bulletin.search.search_entry import Entry
from bulletin.search.synonyms import build_synonyms

NOTHING = build_synonyms({})
FIRST = dt.date(2026, 1, 1)

bodies = st.lists(st.sampled_from("thi đua khen thưởng hòa hoà ở ấp chợ 62 KH".split()), max_size=9)
days = st.none() | st.integers(0, 3).map(lambda days: FIRST + dt.timedelta(days))
sites = st.dictionaries(st.integers(0, 200), st.tuples(days, bodies), max_size=30)
Site = dict[int, tuple[dt.date | None, list[str]]]


class Edition:
    """The entries of a site and what is made of them."""

    def __init__(self, site: Site) -> None:
        self.entries = {
            f"/{key}/": Entry(f"/{key}/", "tin-bai", "", f"Bài {key}", day, body=" ".join(body))
            for key, (day, body) in site.items()
        }
        self.days = {address: entry.day for address, entry in self.entries.items()}
        self.properties = {key: make_properties(entry) for key, entry in self.entries.items()}

    def postings(self, address: str) -> Postings:
        return make_postings(self.entries[address], NOTHING)

    def result(self, address: str) -> bytes:
        return encode_result(self.entries[address])

    def files(self, catalogue: Catalogue) -> dict[str, bytes]:
        return dict(index_files(catalogue, self.properties, self.result))


def check(old: Site, new: Site) -> None:
    before, after = Edition(old), Edition(new)
    differ = {
        address
        for address in before.entries.keys() | after.entries.keys()
        if before.entries.get(address) != after.entries.get(address)
    }
    first = catalogued(before.days, before.postings)
    second = patched(
        first,
        after.days,
        {address: before.postings(address) for address in differ & before.entries.keys()},
        {address: after.postings(address) for address in differ & after.entries.keys()},
        after.postings,
    )
    assert second == catalogued(after.days, after.postings)
    assert after.files(second) == after.files(catalogued(after.days, after.postings))


@settings(deadline=None)
@given(sites, sites)
def test_patching_is_making_anew(old: Site, new: Site) -> None:
    check(old, new)


@settings(deadline=None)
@given(sites, sites, st.data())
def test_few_changes_are_patched_alike(old: Site, new: Site, data: st.DataObject) -> None:
    keys = data.draw(st.sets(st.sampled_from(sorted(old | new)), max_size=2)) if old | new else ()
    changed = {key: new[key] for key in keys if key in new}
    check(old, {key: value for key, value in old.items() if key not in keys} | changed)


def read_back(file: bytes) -> dict[int, list[tuple[int, int]]]:
    """Return the lists of a shard by fingerprint, read as bulletin/search/shards.py describes."""
    assert int.from_bytes(file[:4], "little") == crc32(file[4:])
    rest = iter(file[6:])

    def whole() -> int:
        return next(rest) | next(rest) << 8

    def varint() -> int:
        byte = next(rest)
        return byte & 127 | varint() << 7 if byte > 127 else byte

    terms = [whole() for _ in range(int.from_bytes(file[4:6], "little"))]
    lengths = [varint() for _ in terms]
    found: dict[int, list[tuple[int, int]]] = {}
    for term, length in zip(terms, lengths, strict=True):
        rest, others = iter([next(rest) for _ in range(length >> 1)]), rest
        number, places = 0, []
        with suppress(StopIteration):
            while True:
                number += varint()
                places.append((number, next(rest)))
        found[term] = places
        rest = others
    assert not list(rest)
    return found


@settings(deadline=None)
@given(sites, st.integers(0, 13))
def test_a_shard_says_what_its_row_says(site: Site, bits: int) -> None:
    edition = Edition(site)
    items = [(place * 40, edition.postings(key)) for place, key in enumerate(edition.entries)]
    for row in shards.rows_of(items, bits, 0, 1 << bits)[:40]:
        wanted: dict[int, dict[int, int]] = {}
        for entry in array("Q", row):
            rest = 28 - bits
            term = (entry >> 36 & (1 << rest) - 1) >> max(rest - 16, 0)
            number, note = entry >> 8 & (1 << 28) - 1, entry & 255
            other = wanted.setdefault(term, {}).get(number, 0)
            # Where two terms share a fingerprint: the greater weight, the marks of both.
            weight = max(note >> 5, other >> 5) << 5
            wanted[term][number] = weight | (note | other) & 31
        lists = {term: sorted(places.items()) for term, places in wanted.items()}
        assert read_back(shards.shard(row, bits)) == lists


def test_a_new_story_of_today_moves_no_other() -> None:
    old = {f"/{key}/": FIRST + dt.timedelta(key % 50) for key in range(500)}
    today = FIRST + dt.timedelta(60)
    numbers = numbered(old | {"/moi/": today})
    assert {address: numbers[address] for address in old} == numbered(old)
    assert numbers["/moi/"] == max(numbers.values())


def test_a_story_of_the_past_moves_hardly_any_other() -> None:
    old = {f"/{key}/": FIRST + dt.timedelta(key % 50) for key in range(500)}
    before = numbered(old)
    moved = []
    for key in range(100):
        after = numbered(old | {f"/cu-{key}/": FIRST + dt.timedelta(key // 2)})
        moved.append(sum(before[address] != after[address] for address in old))
    assert sum(moved) < 100
    assert max(moved) < 10


def test_an_old_document_moves_no_story() -> None:
    old = {f"/{key}/": FIRST + dt.timedelta(key % 50) for key in range(500)}
    numbers = numbered(old | {"/cu/": dt.date(1948, 6, 11), "/don-vi/": None})
    assert {address: numbers[address] for address in old} == numbered(old)


dates = st.none() | st.dates() | st.sampled_from([FIRST, dt.date.min, dt.date.max])


@given(st.dictionaries(st.integers(0, 999).map(str), dates, max_size=60))
def test_numbers_ascend_by_day_and_fit_into_lists(days: dict[str, dt.date | None]) -> None:
    numbers = numbered(days)
    assert numbers.keys() == days.keys()
    assert len(set(numbers.values())) == len(numbers)
    assert all(0 <= number < 1 << shards.NUMBER_BITS for number in numbers.values())
    ascending = [
        days[address] or dt.date.min for address in sorted(numbers, key=numbers.__getitem__)
    ]
    assert ascending == sorted(ascending)
    assert numbers == numbered(dict(reversed(days.items())))


def test_many_of_one_day_have_numbers_next_to_each_other() -> None:
    numbers = numbered({str(key): FIRST for key in range(9000)})
    assert max(numbers.values()) - min(numbers.values()) < 9500


def test_a_long_list_keeps_the_heaviest_then_the_latest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "LONGEST_LIST", 3)
    notes = [0x20, 0xE0, 0x20, 0x40, 0x20]
    found = shards._heaviest(array("Q", [n << 8 | note for n, note in enumerate(notes)]))
    assert [entry >> 8 for entry in found] == [1, 3, 4]


@pytest.mark.parametrize(
    ("postings", "bits"), [(0, 2), (30_000, 7), (700_000, 12), (7_000_000, 13), (70_000_000, 15)]
)
def test_shards_grow_in_number(postings: int, bits: int) -> None:
    assert shards.shard_bits(postings) == bits
