"""What is no longer in force, and what is a sample, comes after what answers a query as well."""

from __future__ import annotations

import dataclasses

from bulletin.search.postings import make_postings
from bulletin.search.synonyms import build_synonyms
from tests.search.samples import make_entry

NO_SYNONYMS = build_synonyms({})


def test_a_word_weighs_less_in_what_is_behind_and_all_words_are_there() -> None:
    entry = make_entry("mot", "Thông tư về thi đua", "Khen thưởng hằng năm.")
    front = make_postings(entry, NO_SYNONYMS)
    behind = make_postings(dataclasses.replace(entry, is_behind=True), NO_SYNONYMS)
    assert (front.keys, front.words) == (behind.keys, behind.words)
    pairs = zip(front.payloads, behind.payloads, strict=True)
    weights = [(one >> 5, other >> 5) for one, other in pairs]
    assert all(other <= one for one, other in weights)
    assert any(other < one for one, other in weights)
