"""The chart of a campaign: which periods it shows, and how high its bars stand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bulletin.pages.chart import make_chart


def days(*written: str) -> list[dt.date]:
    """Return days from their ISO form."""
    return [dt.date.fromisoformat(day) for day in written]


@pytest.mark.parametrize(
    ("published", "heading", "bars"),
    [
        (
            days("2026-01-05", "2026-03-01", "2026-03-31"),
            "Số tin, bài theo tháng",
            [("1/2026", 1, 50), ("2/2026", 0, 0), ("3/2026", 2, 100)],
        ),
        (
            days("2024-12-31", "2025-01-01"),
            "Số tin, bài theo tháng",
            [("12/2024", 1, 100), ("1/2025", 1, 100)],
        ),
        (
            days("2024-12-31", "2027-01-01")[:1] + days("2025-03-01", "2026-12-31"),
            "Số tin, bài theo quý",
            [
                ("quý IV/2024", 1, 100), ("quý I/2025", 1, 100), ("quý II/2025", 0, 0),
                ("quý III/2025", 0, 0), ("quý IV/2025", 0, 0), ("quý I/2026", 0, 0),
                ("quý II/2026", 0, 0), ("quý III/2026", 0, 0), ("quý IV/2026", 1, 100),
            ],
        ),
    ],
    ids=["months", "across-the-year", "quarters"],
)  # fmt: skip
def test_a_chart_goes_from_the_first_story_to_the_last(
    published: list[dt.date], heading: str, bars: list[tuple[str, int, int]]
) -> None:
    found = make_chart(published)
    assert found is not None
    assert found.heading == heading
    assert [(bar.short_name, bar.count, bar.height) for bar in found.bars] == bars
    assert found.total == len(published)


def test_many_years_are_listed_by_the_year() -> None:
    found = make_chart(days("2011-09-20", "2026-11-01"))
    assert found is not None
    assert found.bars[0].full_name == "Năm 2011"
    assert len(found.bars) == 16


@pytest.mark.parametrize("published", [[], days("2026-01-05"), days("2026-01-05", "2026-01-31")])
def test_a_single_bar_would_say_nothing(published: list[dt.date]) -> None:
    assert make_chart(published) is None


@given(some.lists(some.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1))))
def test_every_story_is_counted_once_and_the_highest_bar_is_full(published: list[dt.date]) -> None:
    found = make_chart(published)
    if found is not None:
        assert sum(bar.count for bar in found.bars) == len(published) == found.total
        assert max(bar.height for bar in found.bars) == 100
        assert found.bars[0].count
        assert found.bars[-1].count
        assert make_chart(published[::-1]) == found
