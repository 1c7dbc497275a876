"""Dates and hours as people write them, read so that a message can propose the right form.

Only proposals come from here: no date is taken that an editor did not write in the form of the
bulletin, because 3/4/2026 and 11/18/2026 show that people mean different things.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

from bulletin.engine.late_pattern import compile_late
from bulletin.vietnamese.fold import fold
from bulletin.vietnamese.look_alikes import plain_form
from bulletin.vietnamese.spoken_dates import write_figures

_VIETNAM: Final = dt.timezone(dt.timedelta(hours=7))
"""Vietnam has one zone and no summer time (Decision 134/2002/QĐ-TTg)."""

_MONTHS: Final = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH_WORD: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ENGLISH_MONTH: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)

_DAYS: Final = (
    # 2026-11-18, 2026/1/8, 2026.11.18
    compile_late(
        r"(?<!\d)(?P<y>\d{4})\s*[-/. ]\s*(?P<m>\d{1,2})\s*[-/. ]\s*(?P<d>\d{1,2})(?![\d:])"
    ),
    # 18/11/2026, 18-11-26, 18.11.2026, 18 / 11 / 2026
    compile_late(
        r"(?<![\d:])(?P<d>\d{1,2})\s*[-/., ]\s*(?P<m>\d{1,2})\s*[-/., ]\s*(?P<y>\d{4}|\d{2})"
        r"(?![\d:]|\s*[-/.]\s*\d)"
    ),
    # ngày 18 tháng 11 năm 2026, 18 tháng Mười Một, 2026, 18 thg 11 2026
    compile_late(
        r"(?:ngay |mung |mong )?(?<!\d)(?P<d>\d{1,2})\s*(?:thang|thg\.?|th\.?)\s*"
        rf"(?P<m>\d{{1,2}}|{_MONTH_WORD})\s*[,/-]?\s*(?:nam\s*)?(?P<y>\d{{4}})(?!\d)"
    ),
    # 18 November 2026, November 18, 2026
    compile_late(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<m>{_ENGLISH_MONTH})\.?,?[ -]"
        r"(?P<y>\d{4})(?!\d)"
    ),
    compile_late(
        rf"(?P<m>{_ENGLISH_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})(?!\d)"
    ),
    # 20261118, 18112026
    compile_late(r"(?<!\d)(?P<y>[12]\d{3})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    compile_late(r"(?<!\d)(?P<d>[0-3]\d)(?P<m>[01]\d)(?P<y>[12]\d{3})(?!\d)"),
)
_HOUR: Final = compile_late(
    r"(?<![\d+-])(?P<h>\d{1,2})(?:"
    r"\s*:\s*(?P<a>\d{2})(?::\d{2}(?:[.,]\d+)?)?"
    r"|\s*(?:gio|h|g)(?:\s*(?P<b>\d{1,2})\s*(?:phut|ph|p|')?|\s*(?P<half>ruoi))?"
    r"(?:\s*\d{1,2}\s*giay)?"
    r"|(?=\s*[ap]\.?m\b)"
    r")(?![\d])\s*(?P<half_day>[ap]\.?m\.?|sang|trua|chieu|toi|dem)?"
)
_ZONE: Final = compile_late(
    r"(?:(?<=\d)z|\b(?:utc|gmt)\s*(?P<u>[+-]\s*\d{1,2})?(?::?00)?"
    r"|(?P<s>[+-])(?P<zh>\d{2}):?(?P<zm>\d{2}))"
    r"(?![\d])"
)
_FILLING: Final = compile_late(
    r"[\s,;.()|'\"-]+|\b(?:t(?=\s*$)|ngay|luc|vao|hoi|tu|nam|thang|gio|viet|vietnam|ict|duong|lich|va"
    r"|(?:thu|t)\s*(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s*nhat|cn|sang|trua|chieu|toi|dem"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b"
)
_AFTER_NOON: Final = compile_late(r"\b(?:chieu|toi)\b")
_LETTERS_FOR_DIGITS: Final = str.maketrans("oOlI", "0011")
_DIGITS_AND_LETTERS: Final = compile_late(r"(?<![^\W\d_])[\doOlI]*\d[\doOlI]*(?![^\W\d_])")
_TWO_DIGIT_YEARS: Final = 2000


class WrittenDate(NamedTuple):
    """A day, and the time of the day if one was written; in Vietnam's zone."""

    day: dt.date
    time: dt.time | None = None


def read_date(text: str) -> WrittenDate | None:
    """Return the day and time that `text` means; None if that is not clear.

    There must be exactly one day, of a calendar that has it, and nothing that is neither day, hour
    nor a word that goes with them. The day is read before the month, unless only the other order
    gives a month. What is written with a zone is turned into Vietnam's time.
    """
    text = write_figures(fold(plain_form(text))).strip()
    text = _DIGITS_AND_LETTERS.sub(lambda found: found[0].translate(_LETTERS_FOR_DIGITS), text)
    if "am lich" in text or len(text) > 80:
        return None
    for pattern in _DAYS:
        for found in pattern.finditer(text):
            if day := _make_day(found):
                rest = f"{text[: found.start()].removesuffix('t')} {text[found.end() :]}"
                return _add_time(day, re.sub(r"^ t(?=\d)", " ", rest))
    return None


_NUMBERS: Final = compile_late(r"(?<!\d)(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*\d{4}(?!\d)")
_YEAR_FIRST: Final = compile_late(
    r"(?<!\d)\d{4}\s*[-/.]\s*(?:0?[1-9]|1[0-2])\s*[-/.]\s*\d{1,2}(?!\d)"
)
_MONTH_NAMED: Final = compile_late(
    rf"(?<!\d)\d{{1,2}}\s*(?:(?:thang|thg\.?)\s*(?:\d{{1,2}}|{_MONTH_WORD})|(?:{_ENGLISH_MONTH})\.?)"
    r"\s*[,/-]?\s*(?:nam\s*)?\d{4}(?!\d)"
)
_BESIDE_DATE: Final = compile_late(r"[\s,.'\"-]+|\b(?:ngay|mung|mong|luc|vao|hoi)\b|\bt(?=\s*\d)")
_CLOCK: Final = compile_late(r"\d{1,2}\s*(?:[:hg]|gio)\s*\d{2}(?::00)?\s*(?:phut|ph|p|\+07:?00)?")


def is_one_date(text: str) -> bool:
    """Return whether `text`, in which `read_date` finds a day, can mean no other day and time.

    3/4/2026 may be the third of April or the fourth of March, 18/11/26 the eighteenth or the
    twenty-sixth, 5 o'clock may be in the afternoon, and an hour may be that of another zone.
    """
    text = write_figures(fold(plain_form(text)))
    numbers = _NUMBERS.search(text)
    found = numbers or _YEAR_FIRST.search(text) or _MONTH_NAMED.search(text)
    if found is None:
        return False
    if numbers and numbers[1] != numbers[2] and max(int(numbers[1]), int(numbers[2])) <= 12:
        return False
    rest = _BESIDE_DATE.sub(" ", f"{text[: found.start()]} {text[found.end() :]}").strip()
    return not rest or _CLOCK.fullmatch(rest) is not None


def format_moment(written: WrittenDate) -> str:
    """Return the form that the bulletin takes: 2026-11-18, or 2026-11-18T07:30."""
    if written.time is None:
        return written.day.isoformat()
    return f"{written.day.isoformat()}T{written.time:%H:%M}"


def read_time(text: str) -> dt.time | None:
    """Return the time of the day that `text` means: "5h", "5 giờ 30", "17:00:00"."""
    text = fold(plain_form(text)).strip()
    found = _HOUR.fullmatch(text) or re.fullmatch(r"(?P<h>\d{1,2})\s*[.hg:]\s*(?P<a>\d{2})?", text)
    return None if found is None else _make_time(found)


def _make_day(found: re.Match[str]) -> dt.date | None:
    year, month, day = found["y"], found["m"], int(found["d"])
    number = _MONTHS[month] if month in _MONTHS else int(month)
    full_year = int(year) + (_TWO_DIGIT_YEARS if len(year) == 2 else 0)
    for one, other in ((number, day), (day, number)):
        try:
            return dt.date(full_year, one, other)
        except ValueError:
            if month in _MONTHS or number <= 12:
                return None
    return None


def _make_time(found: re.Match[str]) -> dt.time | None:
    parts = found.groupdict()
    hour = int(parts["h"])
    minute = 30 if parts.get("half") else int(parts.get("a") or parts.get("b") or 0)
    half_day = (parts.get("half_day") or "").replace(".", "")
    if half_day in {"pm", "chieu", "toi"} and hour < 12:
        hour += 12
    elif half_day == "am" and hour == 12:
        hour = 0
    try:
        return dt.time(hour, minute)
    except ValueError:
        return None


def _add_time(day: dt.date, rest: str) -> WrittenDate | None:
    zone = None
    hour = _HOUR.search(rest)
    time = None
    if hour is not None:
        time = _make_time(hour)
        if time is None:
            return None
        if time.hour < 12 and not hour["half_day"] and _AFTER_NOON.search(rest):
            time = time.replace(hour=time.hour + 12)
        # A zone stands only behind an hour.
        after = rest[hour.end() :]
        if found := _ZONE.search(f"0{after}" if after.startswith("z") else after):
            zone = _offset(found)
            after = after.replace(found[0], " ", 1)
        rest = f"{rest[: hour.start()]} {after}"
    if _FILLING.sub("", rest):
        return None
    if zone is not None and time is not None:
        try:
            local = dt.datetime.combine(day, time, dt.timezone(zone)).astimezone(_VIETNAM)
        except (ValueError, OverflowError):
            return None
        return WrittenDate(local.date(), local.time())
    return WrittenDate(day, time)


def _offset(found: re.Match[str]) -> dt.timedelta:
    if found["s"]:
        offset = dt.timedelta(hours=int(found["zh"]), minutes=int(found["zm"]))
        return -offset if found["s"] == "-" else offset
    return dt.timedelta(hours=int((found["u"] or "0").replace(" ", "")))
