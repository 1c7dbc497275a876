"""The progress of a campaign as a chart: how many stories came in each month, quarter or year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.pages.page import Bar, Chart
from bulletin.vietnamese.dates import month_name

_MOST = 24
"""The most bars that a narrow phone shows apart."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A period so many months long, and its name in a heading."""

    months: int
    name: str

    def number(self, day: dt.date) -> int:
        """Return which period since the year 0 a day lies in."""
        return (day.year * 12 + day.month - 1) // self.months


_STEPS = (_Step(1, "tháng"), _Step(3, "quý"), _Step(12, "năm"))


def chart(days: Sequence[dt.date]) -> Chart | None:
    """Return the chart of stories published on `days`; None where it would have a single bar.

    It goes from the first story to the last, in the smallest periods that still stand apart; the
    day of the build has no part in it.
    """
    if not days:
        return None
    for step in _STEPS:
        first, last = step.number(min(days)), step.number(max(days))
        if last - first < _MOST:
            break
    if first == last:
        return None
    counts = Counter(map(step.number, days))
    top = max(counts.values())
    return Chart(
        heading=f"Số tin, bài theo {step.name}",
        bars=tuple(_bar(step, n, counts[n], top) for n in range(first, last + 1)),
        total=len(days),
    )


def _bar(step: _Step, number: int, count: int, top: int) -> Bar:
    year, period = divmod(number, 12 // step.months)
    match step.months:
        case 1:
            name, words = f"{period + 1}/{year}", month_name(year, period + 1)
        case 3:
            name, words = f"quý {period + 1}/{year}", f"Quý {period + 1} năm {year}"
        case _:
            name, words = str(year), f"Năm {year}"
    return Bar(name=name, words=words, count=count, height=round(100 * count / top))
