"""A campaign's progress as a bar chart: how many stories each month, quarter or year brought."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_MAX_BARS = 24
"""More bars would be too thin on a narrow phone."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A period of a chart: its names, the number of stories, the height of the bar in percent."""

    short_name: str
    full_name: str
    count: int
    height: int


@dataclass(frozen=True, slots=True)
class Chart:
    """How many stories were published in each period, in order; `total` counts all."""

    heading: str
    bars: tuple[Bar, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Period:
    """A length of time, in months, and what a heading calls it."""

    months: int
    name: str

    def index_of(self, day: dt.date) -> int:
        """Return the index of the period that contains `day`; year 0 begins with index 0."""
        return (day.year * 12 + day.month - 1) // self.months


_ROMAN = ("I", "II", "III", "IV")
_PERIODS = (_Period(1, "tháng"), _Period(3, "quý"), _Period(12, "năm"))


def make_chart(days: Sequence[dt.date]) -> Chart | None:
    """Return the chart of stories published on `days`; None if it would have a single bar.

    It runs from the first story to the last, whatever the day of the build, in the shortest periods
    that need at most 24 bars, or in years.
    """
    if not days:
        return None
    for period in _PERIODS:
        first, last = period.index_of(min(days)), period.index_of(max(days))
        if last - first < _MAX_BARS:
            break
    if first == last:
        return None
    counts = Counter(map(period.index_of, days))
    highest = max(counts.values())
    return Chart(
        heading=f"Số tin, bài theo {period.name}",
        bars=tuple(_make_bar(period, n, counts[n], highest) for n in range(first, last + 1)),
        total=len(days),
    )


def _make_bar(period: _Period, index: int, count: int, highest: int) -> Bar:
    year, part = divmod(index, 12 // period.months)
    match period.months:
        case 1:
            short_name, full_name = f"{part + 1}/{year}", f"tháng {part + 1} năm {year}"
        case 3:
            short_name, full_name = f"quý {_ROMAN[part]}/{year}", f"Quý {_ROMAN[part]} năm {year}"
        case _:
            short_name, full_name = str(year), f"Năm {year}"
    return Bar(short_name, full_name, count, height=round(100 * count / highest))
