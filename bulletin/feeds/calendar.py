"""Events as a calendar to subscribe to, by way of icalendar. No other module imports it.

Rules: RFC 5545 (iCalendar), RFC 5546 (scheduling, which this is not), RFC 7986 (a calendar's name).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone
from icalendar.prop import vInline

PRODUCT = "-//Bulletin//Thi đua, khen thưởng//VI"
"""Names the program that wrote the file (RFC 5545, 3.7.3); people do not get to see it."""

# The years for which the time zone is described. They are fixed, so that the description is the
# same on any day, and begin after the last change of the clocks in Vietnam, in 1975: a zone of one
# rule is understood by every program.
_ZONE_FROM = date(2000, 1, 1)
_ZONE_UNTIL = date(2038, 1, 1)

# CONTROL of RFC 5545, 3.1, but for the line ends, which are escaped.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One event in a calendar.

    `uid` never changes; `sequence` counts the changes since the event was announced, from 0, and
    `stamp` is the moment of the last of them. `title`, `description`, `place` and `categories` are
    plain text; empty ones are left out. `url` is the absolute address of the event's page.
    `start` and `end` are both days, and then `end` is the last day itself, or both moments with
    an offset. An event without `end` takes the one day, or has no known length.

    Raises ValueError when a moment has no offset, a day meets a moment, or the end comes first.
    """

    uid: str
    title: str
    description: str
    place: str
    url: str
    start: date | datetime
    end: date | datetime | None
    sequence: int
    stamp: datetime
    cancelled: bool = False
    categories: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for moment in (self.start, self.end, self.stamp):
            if isinstance(moment, datetime) and moment.utcoffset() is None:
                raise ValueError(f"{self.uid}: {moment.isoformat()} has no UTC offset")
        if self.end is None:
            return
        if isinstance(self.start, datetime) != isinstance(self.end, datetime):
            raise ValueError(f"{self.uid}: one of start and end is a day, the other a moment")
        if self.end < self.start:
            raise ValueError(f"{self.uid}: ends before it starts")


def to_ics(name: str, events: Sequence[CalendarEvent], zone: ZoneInfo) -> bytes:
    """Return the calendar `name` with these events, in the order given, as iCalendar in UTF-8.

    Moments are written in `zone`, which the file describes from 2000 to 2037. Equal events give
    equal bytes whatever the day, the machine and the hash seed. There is no METHOD: it would make
    the file a message between an organizer and those invited, and is then refused without both.

    Raises ValueError for control characters, such as Word's vertical tab.
    """
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", _text(PRODUCT))
    # The standard name, and the older one that most programs go by.
    calendar.add("NAME", _text(name))
    calendar.add("X-WR-CALNAME", _text(name))
    # Always there: a calendar without events must still hold one component.
    calendar.add_component(_described(zone))
    for event in events:
        calendar.add_component(_component(event, zone))
    document: bytes = calendar.to_ical()
    return document


@cache
def _described(zone: ZoneInfo) -> Timezone:
    # icalendar dates a change of the clocks by the new time where RFC 5545, 3.6.5, asks for the
    # old. Vietnam has none in those years.
    description = Timezone.from_tzinfo(zone, first_date=_ZONE_FROM, last_date=_ZONE_UNTIL)
    # A remark of icalendar's own about the years, in English.
    description.pop("COMMENT", None)
    return description


def _component(event: CalendarEvent, zone: ZoneInfo) -> Event:
    component = Event()
    component.add("UID", _text(event.uid))
    component.add("SUMMARY", _text(event.title))
    for key, value in (("DESCRIPTION", event.description), ("LOCATION", event.place)):
        if value:
            component.add(key, _text(value))
    component.add("URL", event.url)
    _add_period(component, event, zone)
    component.add("SEQUENCE", event.sequence)
    # icalendar writes these two in UTC, as it must.
    component.add("DTSTAMP", event.stamp)
    component.add("LAST-MODIFIED", event.stamp)
    component.add("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED")
    # What a district offers does not make those who subscribe to it busy.
    component.add("TRANSP", "TRANSPARENT")
    if event.categories:
        component.add("CATEGORIES", vInline(",".join(map(_text, event.categories))))
    return component


def _add_period(component: Event, event: CalendarEvent, zone: ZoneInfo) -> None:
    if isinstance(event.start, datetime):
        component.add("DTSTART", event.start.astimezone(zone))
        # An end must be later than its start, and a moment without an end ends as it starts.
        if isinstance(event.end, datetime) and event.end > event.start:
            component.add("DTEND", event.end.astimezone(zone))
    else:
        component.add("DTSTART", event.start)
        if event.end is not None:
            # The end of a file is the first day on which all is over.
            component.add("DTEND", event.end + timedelta(days=1))


def _text(value: str) -> vInline:
    r"""Return a TEXT value, escaped as RFC 5545, 3.3.11 says.

    icalendar's own escaping takes a written `\N` for a line end.
    """
    if _CONTROL.search(value):
        raise ValueError(f"a calendar may not hold the control character in {value!r}")
    return vInline(_LINE_END.sub(r"\\n", re.sub(r"[\\;,]", r"\\\g<0>", value)))
