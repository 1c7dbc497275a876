"""Numbers in words, compared with a slow function that shares no code with them."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.verbalize.spellout import (
    spell_cardinal,
    spell_decimal,
    spell_digits,
    spell_month,
    spell_ordinal,
)
from bulletin.verbalize.style import STANDARD, Style

SOUTHERN = Style(zero_ten="lẻ", thousand="ngàn", four="bốn")
UP_TO_BILLIONS = st.integers(0, 999_999_999_999)

DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()


def spell_slowly(number: int) -> str:
    """Return a number in words: first every digit of every group, then the corrections."""
    digits = f"{number:012d}"
    groups = [digits[at : at + 3] for at in range(0, 12, 3)]
    words_of_groups = []
    for group, name in zip(groups, ("tỷ", "triệu", "nghìn", ""), strict=True):
        if group == "000":
            continue
        hundreds, tens, ones = (DIGITS[int(digit)] for digit in group)
        words = f"{hundreds} trăm {tens} mươi {ones}"
        for wrong, right in (
            (r"không mươi không$", ""),
            (r"không mươi", "linh"),
            (r"một mươi", "mười"),
            (r"(mươi|mười) không$", r"\1"),
            (r"(mươi|mười) năm$", r"\1 lăm"),
            (r"mươi một$", "mươi mốt"),
            (r"mươi bốn$", "mươi tư"),
        ):
            words = re.sub(wrong, right, words)
        words_of_groups.append(f"{words.strip()} {name}".strip())
    whole = re.sub(r"^không trăm (?:linh )?", "", " ".join(words_of_groups))
    return whole or "không"


def parse_words(words: str) -> int:
    """Return the number that words name, added up word by word."""
    total = group = 0
    pending: int | None = None
    values = {word: at for at, word in enumerate(DIGITS)}
    values |= {"mốt": 1, "tư": 4, "lăm": 5}
    for word in words.split():
        if word in values:
            group += pending or 0
            pending = values[word]
        elif word == "mười":
            group, pending = group + (pending or 0) + 10, None
        elif word in {"mươi", "trăm"}:
            group, pending = group + (pending or 0) * {"mươi": 10, "trăm": 100}[word], None
        elif word != "linh":
            size = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}[word]
            total, group, pending = total + (group + (pending or 0)) * size, 0, None
    return total + group + (pending or 0)


@given(UP_TO_BILLIONS)
@example(0)
@example(1_000_000_005)
@example(999_999_999_999)
@settings(deadline=None)
def test_cardinals_agree_with_the_slow_function(number: int) -> None:
    assert spell_cardinal(number) == spell_slowly(number)


@given(UP_TO_BILLIONS)
@settings(deadline=None)
def test_cardinals_can_be_understood(number: int) -> None:
    assert parse_words(spell_cardinal(number)) == number


@given(UP_TO_BILLIONS)
@settings(deadline=None)
def test_styles_differ_in_three_words_only(number: int) -> None:
    southern = spell_cardinal(number, SOUTHERN)
    standard = southern.replace("lẻ", "linh").replace("ngàn", "nghìn")
    assert standard.replace("mươi bốn", "mươi tư") == spell_cardinal(number)


@pytest.mark.parametrize(
    ("number", "standard", "southern"),
    [
        (4, "bốn", "bốn"),
        (14, "mười bốn", "mười bốn"),
        (24, "hai mươi tư", "hai mươi bốn"),
        (104, "một trăm linh bốn", "một trăm lẻ bốn"),
        (2005, "hai nghìn không trăm linh năm", "hai ngàn không trăm lẻ năm"),
        (-21, "âm hai mươi mốt", "âm hai mươi mốt"),
        (10**18 + 1, "một tỷ tỷ không trăm linh một", "một tỷ tỷ không trăm lẻ một"),
    ],
)
def test_the_two_styles(number: int, standard: str, southern: str) -> None:
    assert spell_cardinal(number) == standard
    assert spell_cardinal(number, SOUTHERN) == southern


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "nhất"), (2, "hai"), (4, "tư"), (14, "mười bốn"), (21, "hai mươi mốt")],
)
def test_ordinals(number: int, words: str) -> None:
    assert spell_ordinal(number) == words


def test_the_fourth_month_is_the_same_in_every_style() -> None:
    assert [spell_month(4, style) for style in (STANDARD, SOUTHERN)] == ["tư", "tư"]
    assert spell_month(12) == "mười hai"


@pytest.mark.parametrize(
    ("whole", "fraction", "words"),
    [
        (57, "84", "năm mươi bảy phẩy tám mươi tư"),
        (12, "05", "mười hai phẩy không năm"),
        (36, "625", "ba mươi sáu phẩy sáu hai năm"),
        (0, "5", "không phẩy năm"),
        (1, "50", "một phẩy năm mươi"),
    ],
)
def test_decimals(whole: int, fraction: str, words: str) -> None:
    assert spell_decimal(whole, fraction) == words


def test_digits_one_by_one() -> None:
    assert spell_digits("0254") == "không hai năm bốn"
