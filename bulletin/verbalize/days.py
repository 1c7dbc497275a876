"""Full dates, and days without a year that cannot be anything else."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bulletin.verbalize.patterns import GAP, LEFT, RIGHT, TO
from bulletin.verbalize.spellout import spell_cardinal, spell_month
from bulletin.verbalize.style import Style
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import TokenClass, Verbalization, keep_written, replace_with

_TWO: Final = "[0-9]{1,2}"


def _three(first: str, second: str, third: str) -> str:
    """Return the pattern of three numbers with the same mark between them."""
    marks = (f"{GAP}/{GAP}", r"\.", f"{GAP}-{GAP}")
    return "|".join(f"{first}{mark}{second}{mark}{third}" for mark in marks)


# 01-05/9/2025 and 01/7-31/12/2025: the year stands once, at the end. Two full dates are two tokens.
DATE: Final = (
    rf"{LEFT}(?:(?P<date_from>{_TWO}(?:/{_TWO})?){TO}(?={_TWO}/{_TWO}/[0-9]{{4}}))?"
    rf"(?P<date>{_three(_TWO, _TWO, '[0-9]{4}')}){RIGHT}"
)
ISO_DATE: Final = rf"{LEFT}(?P<iso_date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?![\w/-])"
DAYS: Final = rf"{LEFT}(?P<days_from>{_TWO}(?:/{_TWO})?){TO}(?P<days_to>{_TWO}/{_TWO}){RIGHT}"
MONTHS: Final = (
    rf"{LEFT}(?P<months_from>{_TWO}){TO}(?P<months_to>{_TWO})"
    rf"/(?P<months_year>(?:19|20)[0-9]{{2}}){RIGHT}"
)
SHORT_YEAR: Final = rf"{LEFT}(?P<short_year>{_TWO}/{_TWO}/[0-9]{{2}}){RIGHT}"

_FIGURES: Final = re.compile("[0-9]+")
_LEAP_YEAR: Final = 2000
_WORD_FOR_DAY: Final = re.compile(r"(?<!\w)(?:ngày|mùng|mồng)[\s(]+$", re.IGNORECASE)
_WORD_FOR_MONTH: Final = re.compile(r"(?<!\w)tháng\s+$", re.IGNORECASE)
_MONTHS_OF_A_YEAR: Final = 12
_UNREAL: Final = "không phải ngày có thật; sửa lại theo dạng 07/4/2020"

DAY_CUE: Final = re.compile(
    r"""(?:(?<!\w)(?:ngày|dịp|lễ|sáng|trưa|chiều|tối|đêm|khuya|hôm|mùng|mồng|quốc\ khánh|kỷ\ niệm
        |thứ\ (?:hai|ba|tư|năm|sáu|bảy)|chủ\ nhật
        |(?:sáng|trưa|chiều|tối|đêm|hôm|ngày)\ (?:nay|qua|mai|kia))
        [\s,(]*$)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words after which d/m is a day and nothing else."""

# ngày 1 và 2/9, từ ngày 1/9 đến 5/9
DAYS_BEFORE: Final = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm)\s+[0-9]{1,2}(?:/[0-9]{1,2})?"
    r"(?:\s*,\s*[0-9]{1,2}(?:/[0-9]{1,2})?)*\s*(?:,|và|hoặc|đến|tới)\s+$",
    re.IGNORECASE,
)
"""Other days of the same list, which have had their word."""


def speak_date(token: TokenContext) -> Verbalization:
    """Say a date: 07/4/2014, 31-12-2025, 01-05/9/2025. One that never was stays as written."""
    day, month, year = map(int, _FIGURES.findall(token["date"]))
    if not _exists(day, month, year):
        return keep_written(_UNREAL)
    spoken = f"{day_and_month(day, month, token.style)} năm {spell_cardinal(year, token.style)}"
    if token["date_from"]:
        first = [int(figures) for figures in _FIGURES.findall(token["date_from"])]
        if not _comes_before(first, day, month):
            return keep_written(
                "không rõ có phải từ ngày đến ngày không; viết “từ ngày … đến ngày …”"
            )
        spoken = f"{_day(first, token.style)} đến {spoken}"
    return replace_with(_with_word_for_day(spoken, token), TokenClass.DAY)


def speak_iso_date(token: TokenContext) -> Verbalization:
    """Say 2026-11-18, as computers write it."""
    year, month, day = map(int, token["iso_date"].split("-"))
    if not _exists(day, month, year):
        return keep_written(_UNREAL)
    spoken = f"{day_and_month(day, month, token.style)} năm {spell_cardinal(year, token.style)}"
    return replace_with(_with_word_for_day(spoken, token), TokenClass.DAY)


def speak_days(token: TokenContext) -> Verbalization:
    """Say some days without a year: 01/9-05/9; 1-5/9 only after ngày, dịp and the like."""
    first = [int(figures) for figures in _FIGURES.findall(token["days_from"])]
    day, month = map(int, token["days_to"].split("/"))
    is_day = len(first) == 2 or token.follows(DAY_CUE)
    if not (is_day and is_day_of_year(day, month) and _comes_before(first, day, month)):
        return keep_written("ngày hay tỉ số? viết “từ ngày … đến ngày …” hoặc viết bằng chữ")
    last = day_and_month(day, month, token.style)
    return replace_with(f"{_day(first, token.style)} đến {last}", TokenClass.DAY)


def speak_months(token: TokenContext) -> Verbalization:
    """Say some months of a year: tháng 4-5/2020."""
    first, last = int(token["months_from"]), int(token["months_to"])
    if not token.follows(_WORD_FOR_MONTH) or not 1 <= first < last <= _MONTHS_OF_A_YEAR:
        return keep_written("không rõ cách đọc; viết “từ tháng … đến tháng … năm …”")
    return replace_with(
        f"{spell_month(first, token.style)} đến tháng {spell_month(last, token.style)}"
        f" năm {spell_cardinal(int(token['months_year']), token.style)}",
        TokenClass.DAY,
    )


def speak_short_year(_: TokenContext) -> Verbalization:
    """Leave 07/4/20 as written: nobody knows which of the three is what."""
    return keep_written("năm có hai chữ số; viết đủ bốn chữ số, như 07/4/2020")


def _with_word_for_day(spoken: str, token: TokenContext) -> str:
    """Return a full date with the word ngày before it, unless it was just said."""
    is_said = token.follows(_WORD_FOR_DAY) or DAYS_BEFORE.search(token.before_with_digits)
    return spoken if is_said else f"ngày {spoken}"


def day_and_month(day: int, month: int, style: Style) -> str:
    """Return a day in words, "bảy tháng tư", without the word ngày."""
    return f"{spell_cardinal(day, style)} tháng {spell_month(month, style)}"


def is_day_of_year(day: int, month: int) -> bool:
    """Return whether there is such a day, in a leap year if need be."""
    return _exists(day, month, _LEAP_YEAR)


def _exists(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except (ValueError, OverflowError):
        return False
    return True


def _comes_before(first: list[int], day: int, month: int) -> bool:
    """Return whether a day, with or without its month, exists and comes before another."""
    first_day, first_month = [*first, month][:2]
    return is_day_of_year(first_day, first_month) and (first_month, first_day) < (month, day)


def _day(parts: list[int], style: Style) -> str:
    if len(parts) == 1:
        return spell_cardinal(parts[0], style)
    return day_and_month(parts[0], parts[1], style)
