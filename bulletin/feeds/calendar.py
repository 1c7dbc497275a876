"""Writes calendars to subscribe to, with icalendar. No other module imports that library.

Rules: RFC 5545 (iCalendar), RFC 5546 (invitations, which these files are not), RFC 7986 (the name
of a calendar).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

# icalendar takes long to import, and most builds make no calendar anew: it is imported below.
if TYPE_CHECKING:
    from icalendar import Event, Timezone
    from icalendar.prop import vInline

PRODUCT = "-//Bulletin//Thi đua, khen thưởng//VI"
"""The program that wrote the file (RFC 5545, 3.7.3); calendar programs do not show it."""

# The years for which the file describes the time zone. They are fixed, so that the description is
# the same on every day. They begin after 1975, when clocks in Vietnam were last changed: every
# program understands a time zone with a single rule.
_ZONE_FROM = date(2000, 1, 1)
_ZONE_UNTIL = date(2038, 1, 1)

_REFRESH = timedelta(hours=12)

# CONTROL of RFC 5545, 3.1, without the line ends, which are escaped.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One event in a calendar.

    `uid` never changes. `sequence` counts the changes since the event was announced, from 0, and
    `stamp` is the time of the last change. `title`, `description`, `place` and `categories` are
    plain text; empty ones are left out. `url` is the absolute address of the event's page. `start`
    and `end` are either both days (`end` is the last day) or both times with a UTC offset. Without
    `end`, the event lasts one day, or its length is unknown.

    Raises ValueError if a time has no offset, only one of `start` and `end` is a day, or `end` is
    before `start`.
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
    """Return the calendar `name` with `events`, in the order given, as iCalendar in UTF-8.

    Times are in `zone`, which the file describes for the years 2000 to 2037. Equal events give
    equal bytes on every day, on every machine and with every hash seed. There is no METHOD: it
    would make the file an invitation, which programs refuse if it has no organizer and attendees.

    Raises ValueError for control characters, such as Word's vertical tab.
    """
    from icalendar import Calendar
    from icalendar.prop import vDuration

    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", _escape_text(PRODUCT))
    # The standard property, and the older one that most programs read.
    calendar.add("NAME", _escape_text(name))
    calendar.add("X-WR-CALNAME", _escape_text(name))
    # How often a program may ask for the file again: the standard property, and Microsoft's.
    calendar.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(_REFRESH))
    # Always present: a calendar without events must still have one component.
    calendar.add_component(_describe_zone(zone))
    for event in events:
        calendar.add_component(_make_component(event, zone))
    document: bytes = calendar.to_ical()
    return document


@cache
def _describe_zone(zone: ZoneInfo) -> Timezone:
    from icalendar import Timezone

    # For a change of clocks icalendar writes the new local time; RFC 5545, 3.6.5, asks for the old
    # one. Vietnam has no change in these years.
    description = Timezone.from_tzinfo(zone, first_date=_ZONE_FROM, last_date=_ZONE_UNTIL)
    # icalendar adds a comment about the years, in English.
    description.pop("COMMENT", None)
    return description


def _make_component(event: CalendarEvent, zone: ZoneInfo) -> Event:
    from icalendar import Event
    from icalendar.prop import vInline

    component = Event()
    component.add("UID", _escape_text(event.uid))
    component.add("SUMMARY", _escape_text(event.title))
    for key, value in (("DESCRIPTION", event.description), ("LOCATION", event.place)):
        if value:
            component.add(key, _escape_text(value))
    component.add("URL", event.url)
    _add_period(component, event, zone)
    component.add("SEQUENCE", event.sequence)
    # icalendar writes these two in UTC, as the RFC asks.
    component.add("DTSTAMP", event.stamp)
    component.add("LAST-MODIFIED", event.stamp)
    component.add("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED")
    # A public event does not make the subscriber busy.
    component.add("TRANSP", "TRANSPARENT")
    if event.categories:
        component.add("CATEGORIES", vInline(",".join(map(_escape_text, event.categories))))
    return component


def _add_period(component: Event, event: CalendarEvent, zone: ZoneInfo) -> None:
    if isinstance(event.start, datetime):
        component.add("DTSTART", event.start.astimezone(zone))
        # DTEND must be later than DTSTART. A component without DTEND ends when it starts.
        if isinstance(event.end, datetime) and event.end > event.start:
            component.add("DTEND", event.end.astimezone(zone))
    else:
        component.add("DTSTART", event.start)
        if event.end is not None and event.end < date.max:
            # DTEND is the first day after the event.
            component.add("DTEND", event.end + timedelta(days=1))


def _escape_text(value: str) -> vInline:
    r"""Return a TEXT value, escaped by RFC 5545, 3.3.11.

    The escaping of icalendar is not used: it turns a literal `\N` into a line end.
    """
    from icalendar.prop import vInline

    if _CONTROL.search(value):
        raise ValueError(f"a calendar may not hold the control character in {value!r}")
    return vInline(_LINE_END.sub(r"\\n", re.sub(r"[\\;,]", r"\\\g<0>", value)))
