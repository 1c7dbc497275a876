"""Ranges (5-7 người) and the signs that join two amounts, days or hours."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.amounts import (
    HOUR_OR_GRAM,
    METRES_OR_AREA,
    add_unit,
    find_unit,
    may_be_hour,
    may_be_metres,
)
from bulletin.verbalize.counted_words import counts_something
from bulletin.verbalize.dashed_days import verbalize_dashed_day
from bulletin.verbalize.months_and_weekdays import follows_month_list, spell_range
from bulletin.verbalize.patterns import (
    DASH,
    NUMBER,
    NUMBER_START,
    OPTIONAL_SPACE,
    RANGE_DASH,
    SPACE,
    STANDALONE_END,
    UPPER,
    YEAR,
)
from bulletin.verbalize.spellout import spell_cardinal, spell_month
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.units import make_unit_pattern
from bulletin.verbalize.verbalization import TokenClass, Verbalization, keep_written, replace_with
from bulletin.verbalize.written_numbers import (
    explain_unclear_comma,
    is_month,
    parse_value,
    spell_number,
    spell_number_in_context,
)
from bulletin.vietnamese.syllable import plausible_syllable

RANGE: Final = (
    rf"{NUMBER_START}(?P<low>{NUMBER}){make_unit_pattern('low')}"
    rf"(?:{RANGE_DASH}|{OPTIONAL_SPACE}~{OPTIONAL_SPACE})"
    rf"(?P<high>{NUMBER}){make_unit_pattern('high')}{STANDALONE_END}(?!~)"
)
TILDES: Final = (
    rf"{NUMBER_START}[0-9][0-9.,]*(?:{OPTIONAL_SPACE}~{OPTIONAL_SPACE}[0-9][0-9.,]*){{2,}}"
)
# A dash with a space before it and none after it is a minus: từ -5 đến 3.
JOINER: Final = (
    rf"(?<=[\w%²³'’])(?:(?:{DASH}{SPACE}?|{SPACE}{DASH}{SPACE})(?=[0-9]|nay(?!\w))"
    rf"|(?:{SPACE}[x×*]{SPACE}|[×*])(?=[0-9]))"
)
LONE_TIMES: Final = (
    rf"(?<=[\w²³]){SPACE}x{SPACE}|(?:(?<=[0-9])|(?<=[0-9]m)|(?<=[0-9]cm)){SPACE}X{SPACE}"
)
"""A times sign that no number follows, or one that is written as a capital letter."""

_YEAR: Final = re.compile(YEAR)
_SCORE_TRIGGER: Final = re.compile(r"(?:tỷ số|tỉ số|thắng|thua|hòa)\s+$", re.IGNORECASE)
_MONTH_TRIGGER: Final = re.compile(r"tháng\s+$", re.IGNORECASE)

_NAMED_TRIGGER: Final = re.compile(
    rf"(?<!\w)(?:(?P<capitals>[{UPPER}]{{2,}})|[Pp]hân(?: (?:bón|đạm|lân|kali|hữu cơ|hỗn hợp))*"
    r"|[Gg]iống|[Mm]ã|[Tt]ổ|[Đđ]ội|[Nn]hóm"
    r"|[Mm]ác|[Ss]ố hiệu|[Kk]ý hiệu|[Hh]ợp tác xã|[Cc]âu lạc bộ)\s+$"
)
_FIGURES: Final = re.compile(r"\W*[0-9]")
_SHORT_NAME: Final = re.compile("[A-Z]{2}")
_NAME_OR_RANGE: Final = "tên riêng hay một khoảng? viết bằng chữ, như “mười tám đến bốn mươi sáu”"

_ABOUT: Final = "ký hiệu “~”: viết bằng chữ, như “khoảng”, “tức”, “đến”"
_SCALE: Final = re.compile(r" (?:trăm|nghìn|ngàn|triệu|tỷ|tỉ)(?: đồng)?")
_NEXT_SCALE: Final = re.compile(r"[0-9][0-9.,]*\s(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng)(?!\w)")

_SAME_CLASS: Final = {
    TokenClass.AMOUNT: re.compile("nay"),
    TokenClass.DAY: re.compile(r"nay|[0-9]{1,2}\s?[/.-]\s?[0-9]"),
    TokenClass.HOUR: re.compile("[0-9]{1,2}(?:[hg:]|\\s?giờ)"),
    TokenClass.OTHER: re.compile(r"(?!)"),
}
"""What must follow a dash that means "to", by the class of the token before it."""


def verbalize_range(token: TokenContext) -> Verbalization:
    """Say a range: 5-7 người, 2021 – 2025, 10-15%, tháng 7-8.

    The same form may be a score, a month with its year or a day with its month; the words before
    it decide. A range that goes down is unclear.
    """
    low, high = token["low"], token["high"]
    if why := explain_unclear_comma(low) or explain_unclear_comma(high):
        return keep_written(why)
    if _is_score(token):
        return keep_written("tỉ số: viết bằng chữ, như “hai một”")
    if _is_month_with_year(token):
        year = spell_cardinal(int(high), token.style)
        word = "" if token.follows(_MONTH_TRIGGER) else "tháng "
        month = spell_month(int(low), token.style)
        return replace_with(f"{word}{month} năm {year}", TokenClass.DAY)
    if is_month(low) and _YEAR.fullmatch(high):
        return keep_written("tháng và năm, hay một khoảng? viết dạng “tháng 11/2026”")
    if may_be_metres(high, token["high_attached"], token) and not find_unit(token, "low"):
        return keep_written(METRES_OR_AREA)
    if day := verbalize_dashed_day(token):
        return day
    is_hour = may_be_hour(
        high, find_unit(token, "high"), token, is_attached=bool(token["high_attached"])
    )
    if is_hour is None:
        return keep_written(HOUR_OR_GRAM)
    if is_hour:
        spoken = f"{_spell_low(token)} đến {spell_number(high, token.style)} giờ"
        return replace_with(spoken, TokenClass.HOUR)
    low_unit = find_unit(token, "low")
    if "~" in token.written and low_unit and low_unit != find_unit(token, "high"):
        return keep_written(_ABOUT)
    has_unit = find_unit(token, "low") or find_unit(token, "high")
    if not has_unit and (months := spell_range(token)):
        return replace_with(months, TokenClass.AMOUNT)
    if not has_unit and _may_be_name(token):
        return keep_written(_NAME_OR_RANGE)
    if not find_unit(token, "low") and parse_value(low) >= parse_value(high):
        return keep_written("không rõ có phải một khoảng (nhỏ đến lớn) không; viết bằng chữ")
    return replace_with(f"{_spell_low(token)} đến {_spell_high(token)}", TokenClass.AMOUNT)


def _may_be_name(token: TokenContext) -> bool:
    """Return whether two numbers may be a name: phân DAP 18-46, tổ 1-5."""
    found = _NAMED_TRIGGER.search(token.before[-30:])
    # Figures that follow would be other words in a text that was verbalized already.
    if found is None or counts_something(token.after) or _FIGURES.match(token.written_after):
        return False
    capitals = found["capitals"]
    # OM and CA are no words of a heading.
    return not (capitals and plausible_syllable(capitals) and not _SHORT_NAME.fullmatch(capitals))


def keep_lone_times(_: TokenContext) -> Verbalization:
    """Keep the x between two measures: 24m x rộng 3m."""
    return keep_written("ký hiệu: viết bằng chữ, như “nhân”")


def keep_tildes(_: TokenContext) -> Verbalization:
    """Keep 10~15,20~25: the comma joins two of the numbers, or ends one."""
    return keep_written("không rõ cách đọc; viết “10 đến 15, 20 đến 25”")


def _is_score(token: TokenContext) -> bool:
    """Return whether two numbers are the score of a game: tỷ số 2-1."""
    has_unit = find_unit(token, "low") or find_unit(token, "high")
    return token.follows(_SCORE_TRIGGER) and not has_unit


def _is_month_with_year(token: TokenContext) -> bool:
    """Return whether two numbers are a month and its year: tháng 7-2025."""
    high = token["high"]
    is_year = len(high) == 4 and high.isdecimal()
    follows_month = token.follows(_MONTH_TRIGGER) or follows_month_list(token)
    return is_year and is_month(token["low"]) and follows_month


def _spell_low(token: TokenContext) -> str:
    """Return the lower end of a range in words, with its unit if it has one."""
    return add_unit(spell_number_in_context(token["low"], token), find_unit(token, "low"), token)


def _spell_high(token: TokenContext) -> str:
    """Return the upper end of a range in words, with its unit if it has one."""
    high = token["high"]
    return add_unit(spell_number(high, token.style), find_unit(token, "high"), token)


def verbalize_joiner(token: TokenContext) -> Verbalization:
    """Say the sign that joins two days, hours or amounts: 7h30-9h, 2020-nay, 3 x 5 m."""
    sign = token.written.strip()
    since = token.history.since_amount
    if since == "" and sign in {"x", "×", "*"}:
        return replace_with(" nhân ")
    if since == "" and _SAME_CLASS[token.history.last_class].match(token.written_after):
        return replace_with(" đến ")
    is_sum = _SCALE.fullmatch(since or "") and _NEXT_SCALE.match(token.written_after)
    if is_sum and sign in {"-", "–"}:
        return replace_with(" đến ")
    if sign in {"x", "×", "*"}:
        return keep_written("ký hiệu: viết bằng chữ, như “nhân”")
    # A dash between spaces belongs to the sentence, and so does one before the first amount.
    is_clear = token.written != sign or since is None
    return keep_written("" if is_clear else "gạch nối: “đến” hay gì khác? viết bằng chữ")
