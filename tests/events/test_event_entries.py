"""Events as the calendars of readers get them, read back with another library."""

from __future__ import annotations

import datetime as dt

import pytest
from ical.calendar_stream import IcsCalendarStream

from bulletin.edition.public_events import sort_by_start
from bulletin.feeds.calendar import to_ics
from bulletin.feeds.event_calendar import make_calendar_event
from tests.opened import MORNING, SITE, VIETNAM, Changes, events, on, opened


def entries(changes: Changes, now: dt.datetime = MORNING) -> bytes:
    """Return the calendar of the tiny bulletin with `changes`."""
    edition = opened(changes, now)
    found = [make_calendar_event(event, edition, SITE) for event in sort_by_start(edition.events)]
    return to_ics("Lịch", found, VIETNAM)


@pytest.mark.parametrize(
    ("start", "end", "from_", "to"),
    [
        (
            "2026-11-18T07:30",
            "2026-11-18T11:00",
            dt.datetime(2026, 11, 18, 7, 30, tzinfo=VIETNAM),
            dt.datetime(2026, 11, 18, 11, tzinfo=VIETNAM),
        ),
        # The last day belongs to it, and DTEND is the first day that does not.
        ("2026-11-18", "2026-11-20", dt.date(2026, 11, 18), dt.date(2026, 11, 21)),
        (
            "2026-11-18T07:30",
            "2026-11-20",
            dt.datetime(2026, 11, 18, 7, 30, tzinfo=VIETNAM),
            dt.datetime(2026, 11, 21, tzinfo=VIETNAM),
        ),
    ],
)
def test_days_and_hours_arrive_whole(
    start: str, end: str, from_: dt.date | dt.datetime, to: dt.date | dt.datetime
) -> None:
    text = entries(events({"hop": {"start": start, "end": end}})).decode()
    (event,) = IcsCalendarStream.calendar_from_ics(text).events
    assert (event.dtstart, event.dtend) == (from_, to)


def test_a_cancelled_event_stays_in_the_calendar_and_says_so() -> None:
    keys = {"cancelled": "true", "sample": "true"}
    changes = [{"date": "2026-11-10", "text": "Hủy vì mưa bão."}]
    text = entries(events({"hop": {**keys, "changes": changes}})).decode()
    (event,) = IcsCalendarStream.calendar_from_ics(text).events
    assert event.summary == "[Mẫu] ĐÃ HỦY: Gặp mặt"
    assert event.status is not None
    assert event.status.value == "CANCELLED"
    assert event.sequence == 2
    assert event.dtstamp == dt.datetime(2026, 11, 9, 17, tzinfo=dt.UTC)
    assert str(event.url) == f"{SITE}su-kien/2026/hop/"


def test_the_calendar_is_the_same_on_any_day_and_the_uid_for_ever() -> None:
    written = events({"hop": {}, "hop-hai": {"start": "2027-01-01"}})
    before, after = entries(written, on("2026-01-01")), entries(written, on("2030-01-01"))
    assert before == after
    moved = events({"hop": {"start": "2026-12-24T07:30", "title": "Tên khác"}})
    uids = [
        {event.uid for event in IcsCalendarStream.calendar_from_ics(text.decode()).events}
        for text in (entries(written), entries(moved))
    ]
    assert uids[1] == {"events/2026/hop@thidua.mau.example"} < uids[0]
