"""The fast reading of an item gives what a slow and plain one gives."""

from __future__ import annotations

from array import array
from itertools import pairwise
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.search import postings
from bulletin.search.postings import make_postings
from bulletin.search.search_entry import Entry
from bulletin.search.synonyms import Synonyms, build_synonyms
from bulletin.search.words import Word, iter_words
from tests.search.samples import ABBREVIATIONS

RUNS = "hòa hoà hoa bạn bàn ban Ủy ủy nhân dân ubnd UBND, (62/KH) a\u0323 \u0301".split()
texts = st.lists(st.sampled_from(RUNS), max_size=30).map(" ".join)


def plainly(entry: Entry, known: Synonyms) -> tuple[list[int], list[int], set[str]]:
    """Return the keys, notes and words of an entry, a term at a time."""
    seen: set[str] = set()
    weights: dict[int, dict[int, float]] = {}
    length = len(list(iter_words(entry.body)))
    fields = [
        (entry.body, 1 / (0.4 + 0.6 * length / 300)),
        (entry.number, 12),
        (entry.title, 6),
        (entry.summary, 3),
        (entry.headings, 2),
        (entry.names, 2),
    ]
    for text, worth in fields:
        read = list(iter_words(text))
        beside = known.iter_variants(tuple(word.folded for word in read))
        for group in (read, *([Word(word, word) for word in phrase] for phrase in beside)):
            seen |= {word.folded for word in group}
            hashes = [(crc32(w.folded.encode()), crc32(w.exact.encode()) % 5) for w in group]
            terms = [(key, marks) for key, marks in hashes]
            terms += [
                ((left * 0x9E3779B1 + right) % 2**32, (marks + 2 * other) % 5)
                for (left, marks), (right, other) in pairwise(hashes)
            ]
            for key, marks in terms:
                of_key = weights.setdefault(key >> 4, {})
                of_key[marks] = of_key.get(marks, 0) + worth
    sums = {key: sum(of_key.values()) for key, of_key in weights.items()}
    notes = {
        key: int(8 * total / (total + 2)) << 5 | sum(1 << marks for marks in weights[key])
        for key, total in sums.items()
    }
    return sorted(notes), [notes[key] for key in sorted(notes)], seen


@settings(deadline=None)
@given(texts, texts, texts)
def test_postings_are_those_of_a_plain_reading(body: str, title: str, names: str) -> None:
    known = build_synonyms(ABBREVIATIONS)
    entry = Entry("/", "tin-bai", "", title, body=body, names=names)
    found = make_postings(entry, known)
    keys, notes, seen = plainly(entry, known)
    assert array("I", found.keys).tolist() == keys
    assert list(found.payloads) == notes
    assert sorted(found.words.split()) == sorted(seen)


def test_what_was_read_before_may_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Entry("/", "tin-bai", "", "Hòa giải ở cơ sở", body="Tổ hoà giải của ấp Chợ")
    known = build_synonyms({})
    remembered = make_postings(entry, known)
    postings._HASHED_WORDS.clear()
    monkeypatch.setattr(postings, "_MAX_CACHED_RUNS", 2)
    assert make_postings(entry, known) == remembered
    assert len(postings._HASHED_WORDS) <= 2
