"""Index and browser client split text into the same words: one table, one property."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.search.postings import compute_mark_class
from bulletin.search.words import iter_words
from scripts.search_bench import Client
from tests.trying import try_examples

CASES = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))
MARKS = json.loads(Path(__file__).with_name("marks.json").read_text("utf-8"))
CASE = pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["text"])[:40])

letters = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯYđĐðqgnhthkß\u0300\u0301\u0303\u0309\u0323ςσΣİ"
vietnamese = st.text(st.sampled_from([*letters, *unicodedata.normalize("NFC", "oàóảõạùúủũụỳýỷỹỵ")]))
anything = st.text(
    st.sampled_from("hoàthuý qu-/1\u00ad\u200b\u202e") | st.characters(exclude_categories=["Cs"])
)


def words_of(text: str) -> list[list[str]]:
    """Return the words of a text in the form of the table."""
    return [[word.folded, word.exact] for word in iter_words(text)]


@CASE
def test_the_index_reads_words_as_the_table_says(case: dict[str, Any]) -> None:
    assert words_of(case["text"]) == case["words"]


@CASE
def test_the_client_reads_words_as_the_table_says(client: Client, case: dict[str, Any]) -> None:
    assert client.ask("words", text=case["text"]) == case["words"]


@pytest.mark.parametrize("case", MARKS, ids=lambda case: ascii(case["text"])[:40])
def test_both_put_marks_into_the_classes_of_the_table(client: Client, case: dict[str, Any]) -> None:
    classes = [compute_mark_class(word.exact) for word in iter_words(case["text"])]
    assert classes == case["classes"]
    assert client.ask("marks", text=case["text"]) == case["classes"]


@settings(try_examples(1500), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=vietnamese | anything)
def test_both_read_the_same_words(client: Client, text: str) -> None:
    assert client.ask("words", text=text) == words_of(text)


@given(vietnamese)
def test_words_do_not_depend_on_the_normal_form(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert words_of(composed) == words_of(decomposed)


@given(vietnamese | anything)
def test_a_folded_word_is_found_by_itself(text: str) -> None:
    folded = [word.folded for word in iter_words(text)]
    assert [word.folded for one in folded for word in iter_words(one)] == folded
