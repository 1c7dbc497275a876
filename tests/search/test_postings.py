"""The fast code that makes postings gives the same as slow and simple code."""

from __future__ import annotations

from array import array
from itertools import pairwise
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.search import postings
from bulletin.search.postings import compute_mark_class, make_postings
from bulletin.search.search_entry import Entry
from bulletin.search.synonyms import Synonyms, build_synonyms
from bulletin.search.words import iter_words
from tests.search.samples import ABBREVIATIONS

RUNS = "hòa hoà hoa bạn bàn ban Ủy ủy nhân dân ubnd UBND, (62/KH) a\u0323 \u0301".split()
texts = st.lists(st.sampled_from(RUNS), max_size=30).map(" ".join)


def make_postings_slowly(entry: Entry, synonyms: Synonyms) -> tuple[list[int], list[int], set[str]]:
    """Return the term keys, payloads and words of an entry, one term at a time."""
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
    for text, boost in fields:
        parsed = list(iter_words(text))
        variants = synonyms.iter_variants(tuple(word.folded for word in parsed))
        for group in (parsed, *(list(iter_words(" ".join(phrase))) for phrase in variants)):
            seen |= {word.folded for word in group}
            hashes = [(crc32(w.folded.encode()), compute_mark_class(w.exact)) for w in group]
            terms = [(key, marks) for key, marks in hashes]
            terms += [
                ((left * 0x9E3779B1 + right) % 2**32, (marks + 2 * other) % 5)
                for (left, marks), (right, other) in pairwise(hashes)
            ]
            for key, marks in terms:
                of_key = weights.setdefault(key >> 4, {})
                of_key[marks] = of_key.get(marks, 0) + boost
    sums = {key: sum(of_key.values()) for key, of_key in weights.items()}
    payloads = {
        key: int(8 * total / (total + 2)) << 5 | sum(1 << marks for marks in weights[key])
        for key, total in sums.items()
    }
    return sorted(payloads), [payloads[key] for key in sorted(payloads)], seen


@settings(deadline=None)
@given(texts, texts, texts)
def test_postings_are_those_of_the_slow_code(body: str, title: str, names: str) -> None:
    synonyms = build_synonyms(ABBREVIATIONS)
    entry = Entry("/", "tin-bai", "", title, body=body, names=names)
    found = make_postings(entry, synonyms)
    keys, payloads, seen = make_postings_slowly(entry, synonyms)
    assert array("I", found.keys).tolist() == keys
    assert list(found.payloads) == payloads
    assert sorted(found.words.split()) == sorted(seen)


def test_the_cache_of_hashed_words_may_be_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Entry("/", "tin-bai", "", "Hòa giải ở cơ sở", body="Tổ hoà giải của ấp Chợ")
    synonyms = build_synonyms({})
    with_cache = make_postings(entry, synonyms)
    postings._HASHED_WORDS.clear()
    monkeypatch.setattr(postings, "_MAX_CACHED_RUNS", 2)
    assert make_postings(entry, synonyms) == with_cache
    assert len(postings._HASHED_WORDS) <= 2
