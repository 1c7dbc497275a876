"""All rules of reading in their order: where two could begin at one place, the first one counts.

Each sees whole tokens only. What comes first is what editors said of a word, then what is longer or
more particular (a symbol before a date, a date before a pair, a pair before a number). The last
rule takes every figure that no other understood, so that none goes out unread and unreported.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bulletin.verbalize import (
    amounts,
    capitals,
    days,
    hours,
    pairs,
    roman_numerals,
    symbols,
    telephones,
)
from bulletin.verbalize.patterns import CAPITAL, GAP, SMALL
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.units import STANDING_ALONE
from bulletin.verbalize.verbalization import Verbalization, keep_written, replace_with


@dataclass(frozen=True, slots=True)
class Rule:
    """How tokens of one kind look, and what is said for them."""

    name: str
    pattern: str
    speak: Callable[[TokenContext], Verbalization]


def _speak_word(token: TokenContext) -> Verbalization:
    """Say a word that the editors gave a spoken form."""
    spoken = token.spoken_forms.get(token.written)
    if spoken is None:
        return keep_written("cách đọc dẫn về chính từ này; sửa trong dữ liệu chữ tắt, cách đọc")
    return replace_with(spoken)


def _leave_address(_: TokenContext) -> Verbalization:
    """Leave an address of a page or a mailbox: nobody can note it down by ear."""
    return keep_written("địa chỉ trên mạng: bỏ đi, hoặc viết thành lời")


def _leave_sign(token: TokenContext) -> Verbalization:
    """Leave a sign of mathematics; a plus at the start of a line is a bullet."""
    if token.written == "+" and token.starts_line:
        return keep_written()
    return keep_written("ký hiệu: viết bằng chữ, như “từ … trở lên”")


def _leave_figures(_: TokenContext) -> Verbalization:
    """Leave figures that make no sense to any rule."""
    return keep_written("không rõ cách đọc; viết bằng chữ")


WORD: Final = Rule("word", "", _speak_word)
"""Its pattern comes from the lexicon."""

FIGURES: Final = Rule("figures", r"[0-9](?:[\w.,:/%–-]*[\w%])?", _leave_figures)

ADDRESS: Final = Rule(
    "address",
    r"(?<!\w)(?:https?://|www\.)[^\s<>“”\"]+"
    r"|(?<![\w.+-])[A-Za-z0-9_.+-]+@[\w-]+(?:\.[\w-]+)+",
    _leave_address,
)

COMMON: Final = (
    Rule("code", capitals.CODE, capitals.speak_code),
    Rule("unit", amounts.UNIT, amounts.speak_unit),
    Rule("roman_numeral", roman_numerals.ROMAN, roman_numerals.speak_roman),
    Rule("short_form", capitals.ABBREVIATION, capitals.speak_abbreviation),
    Rule("document", symbols.SYMBOL, symbols.speak_symbol),
    Rule("call", telephones.TELEPHONE, telephones.speak_telephone),
    Rule("full_date", days.DATE, days.speak_date),
    Rule("computer_date", days.ISO_DATE, days.speak_iso_date),
    Rule("some_days", days.DAYS, days.speak_days),
    Rule("two_figure_year", days.SHORT_YEAR, days.speak_short_year),
    Rule("some_months", days.MONTHS, days.speak_months),
    Rule("clock", hours.CLOCK, hours.speak_clock),
    Rule("pair", pairs.PAIR, pairs.speak_pair),
    Rule("from_to", amounts.RANGE, amounts.speak_range),
    Rule("parted_number", amounts.PARTED, amounts.speak_parted),
    Rule("number", amounts.AMOUNT, amounts.speak_amount),
    Rule("dotted_number", amounts.DOTTED, amounts.speak_dotted),
    Rule("code_of_figures", capitals.CODE_OF_FIGURES, capitals.speak_code),
    FIGURES,
    Rule("share", amounts.SHARE, amounts.speak_share),
    Rule("joint", amounts.JOINT, amounts.speak_joint),
    Rule("definition", capitals.DEFINED, capitals.speak_defined),
    Rule("sign", rf"[<>≥≤≈~±=+](?={GAP}[0-9])", _leave_sign),
)
"""The rules after those for addresses and for the lexicon's words: all readers have the same."""

RULES: Final = (ADDRESS, WORD, *COMMON)

BEGINNINGS: Final = (
    "[-−–—/<>≥≤≈~±=+×(0-9]",
    r"\s(?=[-–—(×]|x[ \u00a0\u202f])",
    rf"[{CAPITAL}](?<!\w.)(?:(?=[{SMALL}]?[{CAPITAL}]|-?[0-9])|(?<=[IVX])(?!\w))",
)
"""How tokens begin; rules are tried there alone, so that plain words are hardly looked at.

Each pattern starts with a set of letters: its search leaps from one of these to the next, which
makes three faster than one for all. Only mailboxes and what WORDS begin are found otherwise.
"""

WORDS: Final = ("http", "https", "www", *STANDING_ALONE)
"""The words that tokens begin with, besides those of the lexicon."""
