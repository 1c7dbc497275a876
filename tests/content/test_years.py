"""A year that was mistyped is told, and an event at the end of time breaks nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from bulletin.model.event import Event
from tests.content.builder import EVENT, EVENT_KEYS, PERSON, STORY, page, problems, story

TODAY = dt.date(2026, 11, 28)


@pytest.mark.parametrize(
    ("date", "is_error", "message"),
    [
        ("1026-11-18", True, "năm 1026 trước khi bản tin ra đời (2020); có phải '2026-11-18'?"),
        ("0026-11-18", True, "năm 0026 trước khi bản tin ra đời (2020); có phải '2026-11-18'?"),
        ("2006-11-18", True, "năm 2006 trước khi bản tin ra đời (2020); có phải '2026-11-18'?"),
        ("2206-11-18", True, "năm 2206 còn xa quá, năm nay là 2026; có phải '2026-11-18'?"),
        ("9999-12-31", True, "năm 9999 còn xa quá, năm nay là 2026; có phải '2026-12-31'?"),
    ],
)
def test_the_year_of_a_story_is_judged(date: str, is_error: bool, message: str) -> None:
    found = problems({STORY: story(date=date, unit="ap-mau")}, today=TODAY)
    [year] = [
        problem for problem in found if "ra đời" in problem.message or "xa" in problem.message
    ]
    assert (year.field, year.is_error, year.message) == ("date", is_error, message)


def test_an_old_story_in_the_folder_of_its_year_is_doubtful() -> None:
    [found] = problems({STORY.replace("2026", "2015"): story(date="2015-02-03", unit="xa-cu")})
    assert found.message == "năm 2015 trước khi bản tin ra đời (2020); kiểm tra lại năm"
    assert not found.is_error


def test_an_old_story_bears_the_day_of_its_source() -> None:
    path = STORY.replace("2026", "2015")
    assert not problems(
        {path: story("Lời.", date="2015-02-03", unit="xa-cu", source="Báo, 3/2/2015")}
    )
    slipped = {STORY: story("Lời.", date="2015-02-03", unit="xa-cu", source="Báo, 3/2/2015")}
    assert problems(slipped)[0].is_error


def test_years_of_today_and_the_next_are_right() -> None:
    for year in (2020, 2026, 2027, 2028):
        day = f"{year}-11-18"
        unit = "xa-cu" if year == 2020 else "xa-moi"
        assert (
            not problems(
                {STORY.replace("2026", str(year)): story("Lời.", date=day, unit=unit)}, today=TODAY
            )
            or year == 2020
        )


@pytest.mark.parametrize("changes", [{"end": "9999-12-31"}, {"start": "9999-12-31"}])
def test_an_event_at_the_end_of_time_is_an_error(changes: dict[str, str]) -> None:
    keys = {"start": "2026-11-20", **changes}
    found = problems({EVENT: page(EVENT_KEYS, keys)}, today=TODAY)
    [year] = [problem for problem in found if "9999" in problem.message]
    assert (year.field, year.is_error) == (next(iter(changes)), True)


def test_an_event_at_the_end_of_time_is_over_then() -> None:
    event = Event.model_validate({**EVENT_KEYS, "start": "2026-11-20", "end": "9999-12-31"})
    assert event.over_from == dt.datetime.max


@pytest.mark.parametrize("date", ["1026-11-01", "0226-11-01", "3026-11-01"])
def test_any_other_date_of_an_impossible_year_is_an_error(date: str) -> None:
    person = {**PERSON, "consent": {**PERSON["consent"], "date": date}}
    found = problems({STORY: story(people=[person])}, today=TODAY)
    assert [p.field for p in found if p.is_error] == ["people[1].consent.date"]
