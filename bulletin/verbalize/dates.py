"""Dates, and ranges of days or months that cannot be anything else."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bulletin.verbalize.patterns import (
    NUMBER_END,
    NUMBER_START,
    ONE_OR_TWO_DIGITS,
    OPTIONAL_SPACE,
    RANGE_DASH,
    UPPER,
    YEAR,
)
from bulletin.verbalize.spellout import spell_cardinal, spell_month
from bulletin.verbalize.style import Style
from bulletin.verbalize.token_context import TokenContext, goes_on_list
from bulletin.verbalize.verbalization import TokenClass, Verbalization, keep_written, replace_with

_D: Final = ONE_OR_TWO_DIGITS


def _make_date_pattern() -> str:
    """Return the pattern of day, month and year with the same separator between them."""
    separators = (f"{OPTIONAL_SPACE}/{OPTIONAL_SPACE}", r"\.", RANGE_DASH)
    return "|".join(f"{_D}{separator}{_D}{separator}[0-9]{{4}}" for separator in separators)


# 01-05/9/2025, 01/7-31/12/2025: one year at the end for both days. Two full dates are two tokens.
DATE: Final = (
    rf"{NUMBER_START}(?:(?P<date_from>{_D}(?:/{_D})?){RANGE_DASH}(?={_D}/{_D}/[0-9]{{4}}))?"
    rf"(?P<date>{_make_date_pattern()}){NUMBER_END}"
)
ISO_DATE: Final = rf"{NUMBER_START}(?P<iso_date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?![\w/-])"
DAY_RANGE: Final = (
    rf"{NUMBER_START}(?P<days_from>{_D}(?:/{_D})?){RANGE_DASH}(?P<days_to>{_D}/{_D}){NUMBER_END}"
)
MONTH_RANGE: Final = (
    rf"{NUMBER_START}(?P<months_from>{_D}){RANGE_DASH}(?P<months_to>{_D})"
    rf"/(?P<months_year>{YEAR}){NUMBER_END}"
)
SHORT_YEAR: Final = rf"{NUMBER_START}(?P<short_year>{_D}/{_D}/[0-9]{{2}}){NUMBER_END}"

_NUMBERS: Final = re.compile("[0-9]+")
_LEAP_YEAR: Final = 2000
_DAY_WORD: Final = re.compile(r"(?<!\w)(?:ngày|mùng|mồng)[\s(]+$", re.IGNORECASE)
_MONTH_TRIGGER: Final = re.compile(r"(?<!\w)tháng\s+$", re.IGNORECASE)
_MONTHS_OF_A_YEAR: Final = 12
_UNREAL: Final = "không phải ngày có thật; sửa lại theo dạng 07/4/2020"

DAY_TRIGGER: Final = re.compile(
    r"""(?:(?<!\w)(?:ngày|dịp|lễ|sáng|trưa|chiều|tối|đêm|khuya|hôm|mùng|mồng|quốc\ khánh|kỷ\ niệm
        |thứ\ (?:hai|ba|tư|năm|sáu|bảy)|chủ\ nhật
        |(?:sáng|trưa|chiều|tối|đêm|hôm|ngày)\ (?:nay|qua|mai|kia|sớm))
        [\s,(]*$)""",
    re.VERBOSE | re.IGNORECASE,
)
"""The words after which two numbers with a slash are a day and its month."""

# The end of a list of days whose first day has the word ngày or sáng before it: ngày 1 và 2/9,
# từ ngày 1/9 đến 5/9.
_DAYS_BEFORE: Final = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm)\s+[0-9]{1,2}(?:/[0-9]{1,2})?"
    r"(?:\s*,\s*[0-9]{1,2}(?:/[0-9]{1,2})?)*\s*(?:,|và|hoặc|đến|tới)\s+$",
    re.IGNORECASE,
)

NAMED_DAY_TRIGGER: Final = re.compile(
    rf"(?:[Nn]gày (?:[{UPPER}]|truyền thống|hội|thành lập|của)|[Ll]ễ\s|[Kk]ỷ niệm\s|Quốc khánh)"
    r"(?:[^\s,.;:()]*\s+(?:[-–]\s+)?){1,8}\(?$"
)
"""The name of a day: ngày Quốc tế Phụ nữ 8/3, lễ Quốc khánh 2/9, ngày truyền thống 11/6."""


def verbalize_date(token: TokenContext) -> Verbalization:
    """Say a date: 07/4/2014, 31-12-2025, 01-05/9/2025. A date that does not exist is kept."""
    day, month, year = _parse_numbers(token["date"])
    if not _exists(day, month, year):
        return keep_written(_UNREAL)
    spoken = _spell_date(day, month, year, token.style)
    if token["date_from"]:
        first = _parse_numbers(token["date_from"])
        if not _comes_before(first, day, month):
            return keep_written(
                "không rõ có phải từ ngày đến ngày không; viết “từ ngày … đến ngày …”"
            )
        spoken = f"{_spell_day(first, token.style)} đến {spoken}"
    return replace_with(_add_day_word(spoken, token), TokenClass.DAY)


def verbalize_iso_date(token: TokenContext) -> Verbalization:
    """Say a date in the format of computers (ISO 8601): 2026-11-18."""
    year, month, day = _parse_numbers(token["iso_date"])
    if not _exists(day, month, year):
        return keep_written(_UNREAL)
    spoken = _spell_date(day, month, year, token.style)
    return replace_with(_add_day_word(spoken, token), TokenClass.DAY)


def verbalize_day_range(token: TokenContext) -> Verbalization:
    """Say days without a year: 01/9-05/9; 1-5/9 only after ngày, dịp and the like."""
    first = _parse_numbers(token["days_from"])
    day, month = _parse_numbers(token["days_to"])
    is_day = len(first) == 2 or token.follows(DAY_TRIGGER)
    if not (is_day and is_day_of_year(day, month) and _comes_before(first, day, month)):
        return keep_written("ngày hay tỉ số? viết “từ ngày … đến ngày …” hoặc viết bằng chữ")
    last = spell_day_and_month(day, month, token.style)
    return replace_with(f"{_spell_day(first, token.style)} đến {last}", TokenClass.DAY)


def verbalize_month_range(token: TokenContext) -> Verbalization:
    """Say some months of a year: tháng 4-5/2020."""
    first, last = int(token["months_from"]), int(token["months_to"])
    if not token.follows(_MONTH_TRIGGER) or not 1 <= first < last <= _MONTHS_OF_A_YEAR:
        return keep_written("không rõ cách đọc; viết “từ tháng … đến tháng … năm …”")
    return replace_with(
        f"{spell_month(first, token.style)} đến tháng {spell_month(last, token.style)}"
        f" năm {spell_cardinal(int(token['months_year']), token.style)}",
        TokenClass.DAY,
    )


def keep_short_year(_: TokenContext) -> Verbalization:
    """Keep 07/4/20: it does not show which of the three numbers is the day, month or year."""
    return keep_written("năm có hai chữ số; viết đủ bốn chữ số, như 07/4/2020")


def _parse_numbers(written: str) -> list[int]:
    """Return the numbers in a text."""
    return list(map(int, _NUMBERS.findall(written)))


def _spell_date(day: int, month: int, year: int, style: Style) -> str:
    """Return a full date in words, without the word ngày."""
    return f"{spell_day_and_month(day, month, style)} năm {spell_cardinal(year, style)}"


def _add_day_word(spoken: str, token: TokenContext) -> str:
    """Return a date in words with the word ngày before it, unless the text has it already."""
    has_word = token.follows(_DAY_WORD) or goes_on_days(token.before_with_digits)
    return spoken if has_word else f"ngày {spoken}"


def goes_on_days(before: str) -> bool:
    """Return whether a day after these words goes on a list of days that has its word."""
    return goes_on_list(before) and _DAYS_BEFORE.search(before) is not None


def spell_day_and_month(day: int, month: int, style: Style) -> str:
    """Return a day in words, "bảy tháng tư", without the word ngày."""
    return f"{spell_cardinal(day, style)} tháng {spell_month(month, style)}"


def is_day_of_year(day: int, month: int) -> bool:
    """Return whether a day exists in some year; 29 February does in a leap year."""
    return _exists(day, month, _LEAP_YEAR)


def _exists(day: int, month: int, year: int) -> bool:
    """Return whether a date exists."""
    try:
        date(year, month, day)
    except (ValueError, OverflowError):
        return False
    return True


def _comes_before(first: list[int], day: int, month: int) -> bool:
    """Return whether `first`, [day] or [day, month], exists and comes before another day.

    Without a month of its own it has that of the other day.
    """
    first_day, first_month = [*first, month][:2]
    return is_day_of_year(first_day, first_month) and (first_month, first_day) < (month, day)


def _spell_day(parts: list[int], style: Style) -> str:
    """Return [day] or [day, month] in words."""
    if len(parts) == 1:
        return spell_cardinal(parts[0], style)
    return spell_day_and_month(parts[0], parts[1], style)
