"""The period of a report, and the same period of the year before."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.vietnamese.dates import short_date


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included; raises ValueError if there are none."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("the period ends before it begins")

    @staticmethod
    def of_year(year: int) -> Period:
        """Return the calendar year."""
        return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))

    @staticmethod
    def of_reporting_year(year: int) -> Period:
        """Return the year of administrative reports, 15 December to 14 December.

        Source: Decree 09/2019/NĐ-CP, article 12.
        """
        return Period(dt.date(year - 1, 12, 15), dt.date(year, 12, 14))

    def holds(self, day: dt.date | None) -> bool:
        """Return whether `day` is known and in the period."""
        return day is not None and self.first <= day <= self.last

    @property
    def year_before(self) -> Period:
        """The same period one year earlier; the end of a month stays the end of that month."""
        return Period(_go_back(self.first), _go_back(self.last, is_last=True))

    @property
    def year(self) -> int | None:
        """The year that the period stands for; None if it is no whole year."""
        year = self.last.year
        whole = (Period.of_year(year), Period.of_reporting_year(year))
        return year if self in whole else None

    @property
    def name(self) -> str:
        """The period in a sentence: "năm 2026", "từ ngày 01/4/2026 đến ngày 30/6/2026"."""
        return f"năm {self.year}" if self.year else self.days

    @property
    def days(self) -> str:
        """The first and the last day: "từ ngày 01/01/2026 đến ngày 31/12/2026"."""
        return f"từ ngày {short_date(self.first)} đến ngày {short_date(self.last)}"

    def iter_months(self) -> Iterator[tuple[int, int]]:
        """Yield (year, month) of each month of which a day is in the period."""
        month = self.first.year * 12 + self.first.month - 1
        while month <= self.last.year * 12 + self.last.month - 1:
            yield month // 12, month % 12 + 1
            month += 1


def _go_back(day: dt.date, *, is_last: bool = False) -> dt.date:
    """Return the day one year earlier."""
    year = day.year - 1
    longest = calendar.monthrange(year, day.month)[1]
    ends_month = day.day == calendar.monthrange(day.year, day.month)[1]
    return dt.date(year, day.month, longest if is_last and ends_month else min(day.day, longest))
