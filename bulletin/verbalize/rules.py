"""The table of all rules, in the order in which they are tried.

If two rules fit at the same index, the first one wins. First come the words of the lexicon, then
what is longer or more special: a document symbol before a date, a date before a slash pair, a slash
pair before a number. Patterns match whole tokens only. The rule for leftover digits takes every
digit that no other rule took, so that no digit is left in the output without a doubt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bulletin.verbalize import (
    abbreviations,
    amounts,
    clock_times,
    codes,
    currencies,
    dates,
    document_symbols,
    dotted_forms,
    leftovers,
    ranges,
    roman_numerals,
    slash_pairs,
    telephones,
    varieties,
    web_addresses,
    written_numbers,
)
from bulletin.verbalize.patterns import LOWER, OPTIONAL_SPACE, UPPER
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.units import UNITS_WITHOUT_DIGITS
from bulletin.verbalize.verbalization import Verbalization, keep_written, replace_with


@dataclass(frozen=True, slots=True)
class Rule:
    """How to find tokens of one class (a semiotic class), and what to say for them.

    `name` is unique. The named groups in `pattern` give the rule its parts (`token["hour"]`); all
    patterns are joined, so a group name may be used once only; `re` reports a repeated one.
    `in_lists` is true if the next tokens of a list look back at this one as it was written: in
    "ngày 1 và 2/9" the rule for 2/9 looks for "ngày 1 và".
    """

    name: str
    pattern: str
    verbalize: Callable[[TokenContext], Verbalization]
    in_lists: bool = False


def _verbalize_lexicon_word(token: TokenContext) -> Verbalization:
    """Replace a word of the lexicon by its spoken form; a looping word has none."""
    spoken = token.spoken_forms.get(token.written)
    if spoken is None:
        return keep_written("cách đọc dẫn về chính từ này; sửa trong dữ liệu chữ tắt, cách đọc")
    return replace_with(spoken)


def _verbalize_city(_: TokenContext) -> Verbalization:
    """Say tp. before the name of a town; TP in capitals is an ambiguous abbreviation."""
    return replace_with("thành phố ")


def _verbalize_ampersand(_: TokenContext) -> Verbalization:
    """Say the sign between two words: Giáo dục & Đào tạo."""
    return replace_with(" và ")


def _keep_math_sign(token: TokenContext) -> Verbalization:
    """Keep a sign of mathematics; a plus at the start of a line is a bullet and no doubt."""
    if token.written == "+" and token.starts_line and token.written_after[:1].isspace():
        return keep_written()
    return keep_written("ký hiệu: viết bằng chữ, như “từ … trở lên”")


def _keep_leftover_digits(_: TokenContext) -> Verbalization:
    """Keep digits that no rule understands."""
    return keep_written("không rõ cách đọc; viết bằng chữ")


LEXICON_WORD: Final = Rule("lexicon_word", "", _verbalize_lexicon_word)
"""Each verbalizer makes its pattern from its lexicon."""

LEFTOVER_DIGITS: Final = Rule(
    "leftover_digits", r"[0-9](?:[\w.,:/%–-]*[\w%])?", _keep_leftover_digits
)

_AMPERSAND: Final = r"(?<=[\w)”\"]) & (?=[\w(“\"])|(?<=[^\W\d_][^\W\d_])[ ]?&[ ]?(?=[^\W\d_]{2})"

UNSAYABLE_SIGN: Final = Rule(
    "unsayable_sign", leftovers.UNSAYABLE_SIGN, leftovers.keep_unsayable_sign
)

WEB_ADDRESS: Final = Rule(
    "web_address", web_addresses.WEB_ADDRESS, web_addresses.verbalize_web_address
)

SHARED_RULES: Final = (
    Rule("city", rf"(?<!\w)[Tt]p(?:\.\s?|\s)(?=HCM(?!\w)|[{UPPER}][{LOWER}])", _verbalize_city),
    Rule("dotted_form", dotted_forms.DOTTED_FORM, dotted_forms.verbalize_dotted_form),
    Rule("place_letter", dotted_forms.PLACE_LETTER, dotted_forms.verbalize_place_letter),
    Rule("variety", varieties.VARIETY, varieties.verbalize_variety, in_lists=True),
    Rule("money", currencies.MONEY, currencies.verbalize_money),
    Rule("code", codes.CODE, codes.verbalize_code),
    Rule("unit", amounts.UNIT, amounts.verbalize_unit),
    Rule("dotted_name", leftovers.DOTTED_NAME, leftovers.keep_dotted_name),
    Rule(
        "roman_numeral",
        roman_numerals.ROMAN_NUMERAL,
        roman_numerals.verbalize_roman_numeral,
        in_lists=True,
    ),
    Rule("abbreviation", abbreviations.ABBREVIATION, abbreviations.verbalize_abbreviation),
    Rule(
        "document_symbol",
        document_symbols.DOCUMENT_SYMBOL,
        document_symbols.verbalize_document_symbol,
    ),
    Rule("telephone", telephones.TELEPHONE, telephones.verbalize_telephone),
    Rule("date", dates.DATE, dates.verbalize_date, in_lists=True),
    Rule("iso_date", dates.ISO_DATE, dates.verbalize_iso_date),
    Rule("day_range", dates.DAY_RANGE, dates.verbalize_day_range, in_lists=True),
    Rule("short_year", dates.SHORT_YEAR, dates.keep_short_year),
    Rule("month_range", dates.MONTH_RANGE, dates.verbalize_month_range),
    Rule("clock_time", clock_times.CLOCK_TIME, clock_times.verbalize_clock_time),
    Rule("slash_pair", slash_pairs.SLASH_PAIR, slash_pairs.verbalize_slash_pair, in_lists=True),
    Rule("tildes", ranges.TILDES, ranges.keep_tildes),
    Rule("range", ranges.RANGE, ranges.verbalize_range, in_lists=True),
    Rule("spaced_number", written_numbers.SPACED_NUMBER, written_numbers.keep_spaced_number),
    Rule("amount", amounts.AMOUNT, amounts.verbalize_amount, in_lists=True),
    Rule("dotted_number", written_numbers.DOTTED_NUMBER, written_numbers.verbalize_dotted_number),
    Rule("digit_code", codes.DIGIT_CODE, codes.verbalize_code),
    LEFTOVER_DIGITS,
    Rule("per_slash", amounts.PER_SLASH, amounts.verbalize_per_slash),
    Rule("joiner", ranges.JOINER, ranges.verbalize_joiner),
    Rule("definition", abbreviations.DEFINITION, abbreviations.verbalize_definition),
    Rule("ampersand", _AMPERSAND, _verbalize_ampersand),
    Rule("math_sign", rf"[<>≥≤≈~±=+](?={OPTIONAL_SPACE}[0-9])", _keep_math_sign),
    Rule("lone_times", ranges.LONE_TIMES, ranges.keep_lone_times),
    UNSAYABLE_SIGN,
    Rule("domain_dot", web_addresses.DOMAIN_DOT, web_addresses.verbalize_domain_dot),
    Rule("domain_end", web_addresses.DOMAIN_END, web_addresses.verbalize_domain_end),
    Rule("short_word", leftovers.SHORT_WORD, leftovers.keep_short_word),
    Rule("minute_mark", leftovers.MINUTE_MARK, leftovers.keep_minute_mark),
)
"""The rules that are the same for all lexicons; they are tried after the other two."""

RULES: Final = (WEB_ADDRESS, LEXICON_WORD, *SHARED_RULES)

TOKEN_STARTS: Final = (
    "[-−–—/<>≥≤≈~±=+×*(0-9]",
    r"\s(?=[-–—(×*&]|[xX][ \u00a0\u202f])",
    rf"[{UPPER}](?<!\w.)(?:(?=[{LOWER}]?[{UPPER}]|-?[0-9])|(?<=[IVX])(?!\w))",
    rf"(?:{currencies.CODES})(?={OPTIONAL_SPACE}[0-9])",
    web_addresses.DOMAIN_END_START,
    web_addresses.DOMAIN_DOT,
    *dotted_forms.DOTTED_STARTS,
    *leftovers.LEFTOVER_STARTS,
)
"""Patterns for the indexes where a token may start; the rules are tried only there.

Most words of a text are no tokens and are skipped this way. Each pattern starts with a set of
characters, so its search jumps from one of them to the next: three patterns are faster than one.
They find all tokens but mailboxes and those that start with a word of START_WORDS or the lexicon.
"""

START_WORDS: Final = ("http", "https", "www", "tp", "Tp", *UNITS_WITHOUT_DIGITS)
"""The words that a token may start with, besides the words of the lexicon."""
