"""The calendar: golden bytes, read back by another library, and the same on any day.

The reader is `ical`, which shares nothing with the `icalendar` that writes.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import ical.calendar
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from bulletin.feeds.calendar import PRODUCT, CalendarEvent, to_ics
from tests.golden import check_golden
from tests.narrowing import require, require_type
from tests.trying import try_examples

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[2]
SITE = "https://thidua.example"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NAME = "Sự kiện thi đua, khen thưởng; xã Mẫu Một"

MEETING = CalendarEvent(
    uid="tag:thidua.example,2026:events/2026/hoi-nghi-mau",
    title="Hội nghị điển hình tiên tiến, gương người tốt; xã Mẫu Một",
    description='Thành phần: tổ trưởng; tổ phó, "hội viên".\nTài liệu: C:\\Nhà\\mẫu.\r\nHết.',
    place="Nhà văn hóa ấp Mẫu Hai, xã Mẫu Một",
    url=f"{SITE}/su-kien/2026/hoi-nghi-mau/",
    start=dt.datetime(2026, 11, 18, 7, 30, tzinfo=VIETNAM),
    end=dt.datetime(2026, 11, 18, 11, 0, tzinfo=VIETNAM),
    sequence=2,
    stamp=dt.datetime(2026, 11, 2, 6, 59, 30, tzinfo=VIETNAM),
    categories=("Hội nghị", "Lúa, tôm; và \\ cua"),
)
CONTEST = CalendarEvent(
    uid="events/2026/hoi-thi-mau@thidua.example",
    title="Hội thi “Ấp sáng – xanh – sạch – đẹp, đường ngõ trật tự, mọi nhà có số”, lần thứ nhất",
    description="Ba ngày đường phố rộn ràng, người người đến xem, ai cũng được vào cửa. " * 6,
    place="Sân vận động xã Mẫu Một",
    url=f"{SITE}/su-kien/2026/hoi-thi-mau/",
    start=dt.date(2026, 12, 30),
    end=dt.date(2027, 1, 1),
    sequence=0,
    stamp=dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
)
CANCELLED = CalendarEvent(
    uid="events/2026/giao-luu-mau@thidua.example",
    title="Giao lưu Trường Mẫu Ba",
    description="",
    place="Trường Mẫu Ba",
    url=f"{SITE}/su-kien/2026/giao-luu-mau/",
    start=dt.date(2026, 12, 5),
    end=None,
    sequence=1,
    stamp=dt.datetime(2026, 12, 1, 8, tzinfo=VIETNAM),
    cancelled=True,
    categories=("Giao lưu",),
)
OPEN_END = CalendarEvent(
    uid="events/2026/doi-thoai-mau@thidua.example",
    title="Đối thoại với hợp tác xã Mẫu Bốn",
    description="Bắt đầu sau giờ Ngọ.",
    place="",
    url=f"{SITE}/su-kien/2026/doi-thoai-mau/",
    # Told from elsewhere: 13:00 in Vietnam.
    start=dt.datetime(2026, 12, 9, 6, 0, tzinfo=dt.UTC),
    end=None,
    sequence=0,
    stamp=dt.datetime(2026, 12, 1, 8, tzinfo=VIETNAM),
)
EVENTS = (MEETING, CONTEST, CANCELLED, OPEN_END)
EACH_EVENT = pytest.mark.parametrize(
    "event", EVENTS, ids=["meeting", "contest", "cancelled", "open end"]
)


def read(*events: CalendarEvent, name: str = NAME) -> ical.calendar.Calendar:
    """Return the calendar as the other library reads it."""
    return IcsCalendarStream.calendar_from_ics(to_ics(name, events, VIETNAM).decode())


def read_one(event: CalendarEvent) -> Event:
    """Return one event as the other library reads it."""
    (found,) = read(event).events
    return found


def categories_of(event: CalendarEvent) -> tuple[str, ...]:
    """Return the categories of an event as icalendar reads them."""
    (found,) = icalendar.Calendar.from_ical(to_ics(NAME, [event], VIETNAM)).events
    return tuple(found.categories)


def lines(*events: CalendarEvent) -> list[str]:
    """Return the content lines of a calendar, unfolded, without their line ends."""
    text = to_ics(NAME, events, VIETNAM).decode()
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_golden(update_goldens: bool) -> None:
    # Git keeps the text files of this project with LF; the next test looks at the line ends.
    document = to_ics(NAME, EVENTS, VIETNAM).replace(b"\r\n", b"\n")
    check_golden(GOLDEN / "events.ics", document, update_goldens)


def test_every_line_ends_in_crlf_and_has_at_most_75_octets() -> None:
    document = to_ics(NAME, EVENTS, VIETNAM)
    assert document.endswith(b"\r\n")
    physical = document.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in physical)
    # Long enough to have been folded, and filled as far as the letters allow.
    assert 73 <= max(map(len, physical)) <= 75
    for line in physical:
        line.decode()  # no letter is cut in two


# --- read back by another library ---------------------------------------------------------------


def test_the_calendar_says_what_it_is() -> None:
    calendar = read(*EVENTS)
    assert (calendar.version, calendar.prodid) == ("2.0", PRODUCT)
    assert calendar.name == [NAME]
    assert [extra.value for extra in calendar.extras if extra.name == "x-wr-calname"] == [
        NAME.replace(",", "\\,").replace(";", "\\;")
    ]
    assert calendar.method is None
    assert [zone.tz_id for zone in calendar.timezones] == ["Asia/Ho_Chi_Minh"]


def test_events_stay_in_order() -> None:
    assert [event.uid for event in read(*EVENTS).events] == [event.uid for event in EVENTS]
    assert [event.uid for event in read(*EVENTS[::-1]).events] == [e.uid for e in EVENTS[::-1]]


@EACH_EVENT
def test_a_reader_gets_everything_about_an_event(event: CalendarEvent) -> None:
    found = read_one(event)
    assert found.uid == event.uid
    assert found.summary == event.title
    assert found.description == (event.description.replace("\r\n", "\n") or None)
    assert found.location == (event.place or None)
    assert found.url == event.url
    assert found.dtstart == event.start
    assert found.sequence == event.sequence
    assert found.dtstamp == found.last_modified == event.stamp
    assert found.status == ("CANCELLED" if event.cancelled else "CONFIRMED")
    assert found.transparency == "TRANSPARENT"
    assert found.extras == []


@EACH_EVENT
def test_a_reader_gets_the_categories(event: CalendarEvent) -> None:
    # Not with `ical`, which cuts a category at its escaped comma too.
    assert categories_of(event) == event.categories


def test_several_days_end_with_the_day_after_the_last() -> None:
    found = read_one(CONTEST)
    assert found.dtend == dt.date(2027, 1, 2)
    assert found.computed_duration == dt.timedelta(days=3)
    assert "DTSTART;VALUE=DATE:20261230" in lines(CONTEST)
    assert "DTEND;VALUE=DATE:20270102" in lines(CONTEST)


def test_one_day_may_be_written_with_or_without_its_end() -> None:
    assert read_one(CANCELLED).dtend is None
    assert read_one(CANCELLED).computed_duration == dt.timedelta(days=1)
    assert read_one(replace(CANCELLED, end=CANCELLED.start)).dtend == dt.date(2026, 12, 6)


def test_moments_are_written_in_the_zone_whatever_their_offset() -> None:
    assert read_one(MEETING).dtend == MEETING.end
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20261118T073000" in lines(MEETING)
    assert "DTEND;TZID=Asia/Ho_Chi_Minh:20261118T110000" in lines(MEETING)
    assert "DTSTAMP:20261101T235930Z" in lines(MEETING)
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20261209T130000" in lines(OPEN_END)


@pytest.mark.parametrize("end", [None, OPEN_END.start], ids=["no end", "end as it starts"])
def test_a_moment_without_length_has_no_end(end: dt.datetime | None) -> None:
    event = replace(OPEN_END, end=end)
    assert not any(line.startswith("DTEND") for line in lines(event))
    assert read_one(event).computed_duration == dt.timedelta(0)


def test_the_zone_is_described_by_one_rule() -> None:
    (zone,) = read(MEETING).timezones
    (rule,) = zone.standard
    assert zone.daylight == []
    assert rule.tz_offset_from.offset == rule.tz_offset_to.offset == dt.timedelta(hours=7)
    assert require(rule.dtstart) < dt.datetime(2020, 1, 1)


def test_another_zone_is_described_by_its_own_rules() -> None:
    text = to_ics(NAME, [MEETING], ZoneInfo("Asia/Tokyo")).decode()
    calendar = IcsCalendarStream.calendar_from_ics(text)
    assert [zone.tz_id for zone in calendar.timezones] == ["Asia/Tokyo"]
    assert "DTSTART;TZID=Asia/Tokyo:20261118T093000\r\n" in text
    assert "TZOFFSETTO:+0900\r\n" in text


def test_a_calendar_without_events_still_holds_a_component() -> None:
    calendar = read()
    assert calendar.events == []
    assert len(calendar.timezones) == 1


# --- text comes through whole -------------------------------------------------------------------

PLAIN_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
    | st.sampled_from(",;:\\nN\"' \t\nưđ"),
    min_size=1,
    max_size=120,
)


def test_text_is_escaped() -> None:
    text = replace(
        MEETING, title="một, hai; ba: \\n \\N \\\nbốn\rnăm\r\nsáu", categories=("a,b", "c")
    )
    assert r"SUMMARY:một\, hai\; ba: \\n \\N \\\nbốn\nnăm\nsáu" in lines(text)
    assert r"CATEGORIES:a\,b,c" in lines(text)


@try_examples(40)
@given(PLAIN_TEXT)
def test_text_is_kept_to_the_letter(text: str) -> None:
    event = replace(MEETING, uid=text, title=text, description=text, place=text)
    calendar = read(event, name=text)
    (found,) = calendar.events
    assert calendar.name == [text]
    assert found.uid == found.summary == found.description == found.location == text


@try_examples(40)
@given(st.lists(PLAIN_TEXT, min_size=1, max_size=3))
def test_categories_are_kept_to_the_letter(categories: list[str]) -> None:
    assert categories_of(replace(MEETING, categories=tuple(categories))) == tuple(categories)


@try_examples(40)
@given(PLAIN_TEXT)
def test_any_text_is_folded_between_letters(text: str) -> None:
    for line in to_ics(text, [replace(MEETING, description=text)], VIETNAM).split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@pytest.mark.parametrize("character", ["\x0b", "\x00", "\x1f", "\x7f"], ids=ascii)
def test_a_control_character_is_not_published(character: str) -> None:
    for wrong in (
        replace(MEETING, title=f"Hội{character}nghị"),
        replace(MEETING, categories=("Hội nghị", character)),
    ):
        with pytest.raises(ValueError, match="control character in .*" + re.escape("\\")):
            to_ics(NAME, [wrong], VIETNAM)
    with pytest.raises(ValueError, match="control character"):
        to_ics(f"Lịch{character}", [], VIETNAM)


# --- what cannot be an event --------------------------------------------------------------------

NAIVE = dt.datetime(2026, 11, 18, 9, 0)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"start": NAIVE}, "2026-11-18T09:00:00 has no UTC offset"),
        ({"end": NAIVE}, "2026-11-18T09:00:00 has no UTC offset"),
        ({"stamp": NAIVE}, "2026-11-18T09:00:00 has no UTC offset"),
        ({"end": dt.date(2026, 11, 19)}, "a day, the other a moment"),
        ({"start": dt.date(2026, 11, 17)}, "a day, the other a moment"),
        ({"end": dt.datetime(2026, 11, 18, 7, 29, tzinfo=VIETNAM)}, "ends before it starts"),
    ],
)
def test_a_mistake_of_our_own_is_refused(changes: dict[str, dt.date], complaint: str) -> None:
    with pytest.raises(ValueError, match=f"hoi-nghi-mau: .*{complaint}"):
        # Whichever date it is, its keys name fields that hold dates.
        replace(MEETING, **changes)  # type: ignore[arg-type]


# --- the bytes depend on the events alone -------------------------------------------------------


class LookedAtTheClock(Exception):
    """Someone asked for the time."""


class Impostor(type):
    """A class of datetime that takes every real datetime for its own."""

    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, cls.__mro__[1])


def stopped(kind: type[dt.date]) -> type[dt.date]:
    """Return a class of date or datetime that fails when asked for the time."""

    def fail(*_: object) -> None:
        raise LookedAtTheClock

    asked = dict.fromkeys(("now", "today", "utcnow"), staticmethod(fail))
    return require_type(Impostor(kind.__name__, (kind,), asked), type)


def test_the_clock_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = to_ics(NAME, EVENTS, VIETNAM)
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "icalendar" or name == to_ics.__module__:
            for kind in (dt.date, dt.datetime):
                if vars(module).get(kind.__name__) is kind:
                    monkeypatch.setattr(module, kind.__name__, stopped(kind))
    with pytest.raises(LookedAtTheClock):
        icalendar.Event.new(summary="this one takes the moment for its stamp")
    assert to_ics(NAME, EVENTS, VIETNAM) == wanted


@pytest.mark.slow
@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8"},
    ],
    ids=["west", "east"],
)
def test_another_machine_gives_the_same_bytes(surroundings: dict[str, str]) -> None:
    program = (
        "import locale, sys; locale.setlocale(locale.LC_ALL, '')\n"
        "from bulletin.feeds.calendar import to_ics\n"
        "from tests.feeds.test_calendar import EVENTS, NAME, VIETNAM\n"
        "sys.stdout.buffer.write(to_ics(NAME, EVENTS, VIETNAM))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **surroundings, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert done.stdout == to_ics(NAME, EVENTS, VIETNAM)
