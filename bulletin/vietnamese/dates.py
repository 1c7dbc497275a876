"""Dates and times as Vietnamese administrative documents write them.

Decree 30/2020/NĐ-CP (form of administrative documents): a day below 10 and the months 1 and 2 have
a leading zero, the other months do not.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

_WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def long_date(day: date) -> str:
    """Return the date in words and figures: "ngày 07 tháng 4 năm 2020"."""
    return f"ngày {day.day:02} {month_name(day.year, day.month)}"


def short_date(day: date) -> str:
    """Return the date in figures: "07/4/2020"."""
    return f"{day.day:02}/{_month(day.month)}/{day.year}"


def day_and_time(moment: datetime) -> str:
    """Return time and date, "07:30, ngày 07/4/2020", in the moment's own time zone.

    Midnight means that no time was given; then the result is the date alone, "07/4/2020".
    """
    if (moment.hour, moment.minute) == (0, 0):
        return short_date(moment)
    return f"{moment:%H:%M}, ngày {short_date(moment)}"


def spoken_hour(moment: datetime) -> str:
    """Return the hour as people say it: "7 giờ 30", "8 giờ"."""
    return f"{moment.hour} giờ" + (f" {moment.minute:02}" if moment.minute else "")


def period(start: date, end: date | None) -> str:
    """Return "07/4/2020 – 31/12/2020"; without an end "từ 07/4/2020"; for one day that day."""
    if end is None:
        return f"từ {short_date(start)}"
    if short_date(start) == short_date(end):
        return short_date(start)
    return f"{short_date(start)} – {short_date(end)}"


def month_name(year: int, month: int) -> str:
    """Return "tháng 4 năm 2020"; `month` is 1 to 12 and follows the rule of leading zeros."""
    return f"tháng {_month(month)} năm {year}"


def weekday(day: date) -> str:
    """Return the day of the week, "thứ Hai" to "Chủ nhật"."""
    return _WEEKDAYS[day.weekday()]


def _month(month: int) -> str:
    return f"{month:02}" if month <= 2 else str(month)
