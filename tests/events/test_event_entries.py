"""Events as the calendars of readers get them, read back with another library."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest
from ical.calendar_stream import IcsCalendarStream

from bulletin.edition.public_events import sort_by_start
from bulletin.feeds.calendar import to_ics
from bulletin.feeds.event_calendar import Revision, make_calendar_event
from bulletin.pages.page import EventInfo
from tests.opened import MORNING, SITE, VIETNAM, Changes, events, on, opened, pages_of


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
        # Midnight is an hour like any other where it was written.
        (
            "2026-12-31T20:00",
            "2027-01-01T00:00",
            dt.datetime(2026, 12, 31, 20, tzinfo=VIETNAM),
            dt.datetime(2027, 1, 1, tzinfo=VIETNAM),
        ),
        (
            "2027-01-01T00:00",
            "2027-01-01T00:15",
            dt.datetime(2027, 1, 1, tzinfo=VIETNAM),
            dt.datetime(2027, 1, 1, 0, 15, tzinfo=VIETNAM),
        ),
        ("2026-12-25T00:00", None, dt.datetime(2026, 12, 25, tzinfo=VIETNAM), None),
        ("2026-12-25", None, dt.date(2026, 12, 25), None),
    ],
)
def test_days_and_hours_arrive_whole(
    start: str,
    end: str | None,
    from_: dt.date | dt.datetime,
    to: dt.date | dt.datetime | None,
) -> None:
    document = entries(events({"hop": {"start": start, "end": end}}))
    (event,) = IcsCalendarStream.calendar_from_ics(document.decode()).events
    assert (event.dtstart, event.dtend) == (from_, to)
    (same,) = icalendar.Calendar.from_ical(document).events
    found = same.DTSTART, same.DTEND
    assert found == (from_, to)


def test_search_engines_get_the_hours_that_were_written() -> None:
    def info(start: str, end: str | None) -> tuple[object, object]:
        pages = pages_of(events({"hop": {"start": start, "end": end, "sample": "false"}}))
        (found,) = (page.structured for at, page in pages.items() if at.endswith("/hop/"))
        assert isinstance(found, EventInfo)
        return found.start, found.end

    assert info("2026-12-31T20:00", "2027-01-01T00:00") == (
        dt.datetime(2026, 12, 31, 20, tzinfo=VIETNAM),
        dt.datetime(2027, 1, 1, tzinfo=VIETNAM),
    )
    assert info("2026-12-31T20:00", "2027-01-01") == (
        dt.datetime(2026, 12, 31, 20, tzinfo=VIETNAM),
        dt.date(2027, 1, 1),
    )
    assert info("2026-12-25", None) == (dt.date(2026, 12, 25), None)


def test_a_renamed_event_keeps_its_uid_with_its_id() -> None:
    before = entries(events({"hop": {}})).decode()
    after = entries(events({"hop-moi": {"id": "events/2026/hop"}})).decode()
    uids = [IcsCalendarStream.calendar_from_ics(text).events[0].uid for text in (before, after)]
    assert uids[0] == uids[1] == "events/2026/hop@thidua.mau.example"


def test_a_revision_counts_and_has_its_time() -> None:
    edition = opened(events({"hop": {"cancelled": "true"}}))
    (event,) = edition.events
    last = dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)
    entry = make_calendar_event(event, edition, SITE, Revision(2, last))
    assert (entry.sequence, entry.stamp) == (3, last)


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
