"""Events: coming and past, cancelled, several days long, all day."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bulletin.edition.public_events import EventState
from bulletin.engine.safe_pickle import dump, load
from bulletin.model.event import Event
from bulletin.model.record import validate
from bulletin.model.values import WrittenMoment
from bulletin.pages.event_pages import EventsView
from bulletin.pages.facts_view import FactsView
from bulletin.pages.old_address_pages import (
    MovedView,
    format_redirect_table,
    iter_old_address_groups,
)
from tests.content.builder import BULLETIN_FILE, DATA, EVENT, EVENT_KEYS, page, problems
from tests.narrowing import require_type
from tests.opened import events, on, opened, pages_of, shown


def event(**changes: Any) -> Event:
    """Return a valid event with some keys changed."""
    found = validate(Event, {**EVENT_KEYS, **changes})
    assert isinstance(found, Event), found
    return found


@pytest.mark.parametrize(
    ("start", "end", "still", "over"),
    [
        ("2026-11-18T07:30", "2026-11-18T11:00", "2026-11-18T10:59", "2026-11-18T11:00"),
        # Nobody knows when it ends: not before its day does.
        ("2026-11-18T07:30", None, "2026-11-18T23:59", "2026-11-19T00:00"),
        ("2026-11-18", None, "2026-11-18T23:59", "2026-11-19T00:00"),
        ("2026-11-18", "2026-11-20", "2026-11-20T23:59", "2026-11-21T00:00"),
        ("2026-11-18T07:30", "2026-11-20", "2026-11-20T23:59", "2026-11-21T00:00"),
        ("2026-11-18T19:00", "2026-11-19T02:00", "2026-11-19T01:59", "2026-11-19T02:00"),
        ("2026-12-31", None, "2026-12-31T23:59", "2027-01-01T00:00"),
        ("2026-12-31T20:00", "2027-01-01T00:00", "2026-12-31T23:59", "2027-01-01T00:00"),
        ("2027-01-01T00:00", "2027-01-01T00:15", "2027-01-01T00:14", "2027-01-01T00:15"),
    ],
)
def test_an_event_is_over_when_its_end_has_passed(
    start: str, end: str | None, still: str, over: str
) -> None:
    one = event(start=start, end=end)
    assert not one.is_over(dt.datetime.fromisoformat(still))
    assert one.is_over(dt.datetime.fromisoformat(over))


MOMENTS = some.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 1, 5)).map(
    lambda moment: WrittenMoment.parse(moment.isoformat(timespec="minutes"))
)
DAYS = MOMENTS.map(lambda moment: WrittenMoment.parse(moment.date().isoformat()))
ENDS = some.none() | MOMENTS | DAYS


@given(MOMENTS, ENDS, MOMENTS, MOMENTS)
def test_what_is_over_stays_so_and_nothing_is_over_before_it_starts(
    start: WrittenMoment, end: WrittenMoment | None, now: dt.datetime, later: dt.datetime
) -> None:
    if end is not None and end < start:
        end = start
    one = event().model_copy(update={"start": start, "end": end})
    now, later = sorted((now, later))
    assert one.is_over(later) or not one.is_over(now)
    assert not one.is_over(start - dt.timedelta(minutes=1))
    assert one.over_from >= start


@pytest.mark.parametrize(
    ("start", "end", "reported"),
    [
        ("2026-11-18T07:30", "2026-11-18T07:30", []),
        ("2026-11-18T00:00", "2026-11-18T00:15", []),
        ("2026-11-18T20:00", "2026-11-19T00:00", []),
        ("2026-11-18", "2026-11-18", []),
        ("2026-11-18T07:30", "2026-11-18T07:29", ["end: kết thúc trước khi bắt đầu"]),
        (
            "2026-11-18T07:30",
            "2026-11-18",
            [
                "end: kết thúc trước khi bắt đầu; "
                "trong cùng một ngày thì ghi cả giờ, như 2026-11-18T11:00"
            ],
        ),
        ("2026-11-18", "2026-11-17", ["end: kết thúc trước khi bắt đầu"]),
        (
            "2026-11-18",
            "2026-11-18T11:00",
            ["start: lúc kết thúc có giờ thì lúc bắt đầu cũng ghi giờ, như 2026-11-18T07:30"],
        ),
    ],
)
def test_an_end_fits_its_start(start: str, end: str, reported: list[str]) -> None:
    found = problems({EVENT: page(EVENT_KEYS, {"start": start, "end": end})})
    assert all(problem.is_error for problem in found)
    wanted = [message.split("; trong cùng")[0] for message in reported]
    assert [f"{p.field}: {p.message}".split("; trong cùng")[0] for p in found] == wanted
    if reported and "trong cùng" in reported[0]:
        assert f"{found[0].field}: {found[0].message}" == reported[0]


@pytest.mark.parametrize("written", ["2026-12-25", "2026-12-25T00:00", "2026-12-25T07:30"])
def test_a_moment_knows_what_was_written(written: str) -> None:
    moment = event(start=written).start
    for one in (moment, copy.deepcopy(moment), load(dump(moment))):
        assert one.written == written
        assert one.has_hour == ("T" in written)
        assert one == dt.datetime.fromisoformat(written)


# --- in the edition -----------------------------------------------------------------------------

CALENDAR = events(
    {
        "da-qua": {"start": "2026-11-20T07:30", "end": "2026-11-20T11:00"},
        "dang-dien-ra": {"start": "2026-11-20", "end": "2026-11-27"},
        "hom-nay": {"start": "2026-11-23T07:30"},
        "mai-a": {"start": "2026-11-24"},
        "mai-b": {"start": "2026-11-24"},
        "huy": {"start": "2026-12-01T07:30", "cancelled": "true"},
        "huy-da-qua": {"start": "2026-10-01T07:30", "cancelled": "true"},
        "mau": {"start": "2026-12-24", "sample": "true"},
    }
)


def test_coming_events_stand_first_the_next_at_the_top_then_past_ones() -> None:
    found = [(e.item.parts["slug"], e.state) for e in opened(CALENDAR, on("2026-11-23", 9)).events]
    assert found == [
        ("dang-dien-ra", EventState.COMING),
        ("hom-nay", EventState.COMING),
        ("mai-a", EventState.COMING),
        ("mai-b", EventState.COMING),
        ("huy", EventState.CANCELLED),
        ("mau", EventState.COMING),
        ("da-qua", EventState.PAST),
        ("huy-da-qua", EventState.CANCELLED),
    ]


def test_the_same_events_are_past_a_year_later_the_latest_first() -> None:
    found = [event.item.parts["slug"] for event in opened(CALENDAR, on("2027-11-23")).events]
    assert found == [
        "mau",
        "huy",
        "mai-a",
        "mai-b",
        "hom-nay",
        "da-qua",
        "dang-dien-ra",
        "huy-da-qua",
    ]


def test_samples_can_be_left_out() -> None:
    without = BULLETIN_FILE.replace("samples: true", "samples: false")
    found = [
        e.item.parts["slug"] for e in opened({**CALENDAR, f"{DATA}/bulletin.yml": without}).events
    ]
    assert "mau" not in found
    assert len(found) == len(CALENDAR) - 1


# --- on pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-11-18T07:30", None, "Thứ Tư, 18/11/2026, 7 giờ 30"),
        ("2026-11-18T07:30", "2026-11-18T11:00", "Thứ Tư, 18/11/2026, 7 giờ 30 – 11 giờ"),
        ("2026-11-18", None, "Thứ Tư, 18/11/2026"),
        ("2026-11-18", "2026-11-18", "Thứ Tư, 18/11/2026"),
        ("2026-11-18", "2026-11-20", "18/11/2026 – 20/11/2026"),
        (
            "2026-11-18T19:00",
            "2026-11-19T02:00",
            "từ 19 giờ ngày 18/11 đến 2 giờ ngày 19/11/2026",
        ),
        ("2026-11-18T07:30", "2026-11-20", "từ 7 giờ 30 ngày 18/11 đến ngày 20/11/2026"),
        (
            "2026-11-18T20:00",
            "2026-11-19T00:00",
            "từ 20 giờ ngày 18/11 đến 0 giờ ngày 19/11/2026",
        ),
        ("2026-11-18T00:00", "2026-11-18T00:15", "Thứ Tư, 18/11/2026, 0 giờ – 0 giờ 15"),
        ("2026-11-18T00:00", None, "Thứ Tư, 18/11/2026, 0 giờ"),
    ],
)
def test_a_page_says_when(start: str, end: str | None, words: str) -> None:
    pages = pages_of(events({"hop": {"start": start, "end": end}}))
    assert shown(pages["/su-kien/2026/hop/"])["Thời gian"] == [words]


def test_a_page_says_first_that_the_event_is_cancelled_or_a_sample() -> None:
    pages = pages_of(CALENDAR)
    cancelled = require_type(pages["/su-kien/2026/huy/"].view, FactsView)
    sample = require_type(pages["/su-kien/2026/mau/"].view, FactsView)
    assert cancelled.label == "Đã hủy"
    assert cancelled.notice == "Sự kiện này đã hủy, không tổ chức nữa."
    assert sample.notice == ("Sự kiện minh họa, không có thật.")
    view = pages["/su-kien/"].view
    assert isinstance(view, EventsView)
    labels = {it.address.split("/")[3]: it.state for _, events in view.months for it in events}
    assert labels["huy"] == "Đã hủy"
    assert labels["da-qua"] == "Đã qua"
    assert labels["hom-nay"] == "Sắp tới"


def test_the_calendar_goes_by_month_and_keeps_the_past_apart() -> None:
    view = pages_of(CALENDAR, on("2026-11-23", 9))["/su-kien/"].view
    assert isinstance(view, EventsView)
    found = [(heading, [it.address.split("/")[3] for it in them]) for heading, them in view.months]
    assert found == [
        ("Sắp tới: tháng 11 năm 2026", ["dang-dien-ra", "hom-nay", "mai-a", "mai-b"]),
        ("Sắp tới: tháng 12 năm 2026", ["huy"]),
        ("Đã qua: tháng 11 năm 2026", ["da-qua"]),
        ("Đã qua: tháng 10 năm 2026", ["huy-da-qua"]),
        ("Sự kiện mẫu: tháng 12 năm 2026", ["mau"]),
    ]
    first = view.months[0][1][1]
    assert (first.day, first.weekday) == (dt.date(2026, 11, 23), "thứ Hai")


def test_announced_changes_stand_on_the_page() -> None:
    changes = [{"date": "2026-11-10", "text": "Dời sang buổi chiều."}]
    page = pages_of(events({"hop": {"changes": changes}}))["/su-kien/2026/hop/"]
    view = require_type(page.view, FactsView)
    assert view.changes == ((dt.date(2026, 11, 10), "Dời sang buổi chiều."),)


def test_without_events_the_list_says_so() -> None:
    view = pages_of({})["/su-kien/"].view
    assert isinstance(view, EventsView)
    assert view.months == ()
    assert view.empty == "Chưa có sự kiện nào."


def test_an_old_address_leads_to_the_event() -> None:
    old = "/su-kien/2026/ten-cu/"
    keys = {"aliases": [old], "id": "events/2026/ten-cu"}
    edition = opened({EVENT: page(EVENT_KEYS, keys)})
    new = "/su-kien/2026/hop-mat/"
    assert (
        f"/ban-tin{old} /ban-tin{new};"
        in format_redirect_table(edition, "https://mau.example/ban-tin/").decode().splitlines()
    )
    moved = next(one for one in iter_old_address_groups(edition) if old in one.addresses)
    assert [(p.address, p.view) for p in moved.make_pages()] == [(old, MovedView(new, "Gặp mặt"))]
