"""The entries of the calendars, from public events: a pure function of content."""

from __future__ import annotations

import datetime as dt

from bulletin.edition.edition import Edition
from bulletin.edition.public_events import PublicEvent
from bulletin.feeds.calendar import CalendarEvent

_SAMPLE = "[Mẫu] "
_CANCELLED = "ĐÃ HỦY: "


def calendar_event(event: PublicEvent, edition: Edition, site_url: str) -> CalendarEvent:
    """Return the event for calendars.

    SEQUENCE counts the announced changes, the cancellation among them; the stamp is the day of the
    last change, else the day the bulletin began, so that bytes depend on content alone.
    """
    front = event.front
    zone = edition.bulletin.time_zone
    stamped = max((change.date for change in front.changes), default=edition.bulletin.since)
    mark = (_SAMPLE if front.sample else "") + (_CANCELLED if front.cancelled else "")
    start: dt.date | dt.datetime
    end: dt.date | dt.datetime | None
    if front.all_day:
        start, end = front.start.date(), front.end.date() if front.end else None
    else:
        start = front.start.replace(tzinfo=zone)
        # An end without an hour is the whole of that day.
        end = front.over_from.replace(tzinfo=zone) if front.end else None
    return CalendarEvent(
        uid=f"{event.item.id}@{edition.bulletin.authority}",
        title=mark + front.title,
        description=" ".join(front.summary.split()),
        place=front.place,
        url=site_url.rstrip("/") + event.item.address,
        start=start,
        end=end,
        sequence=len(front.changes) + front.cancelled,
        stamp=dt.datetime.combine(stamped, dt.time(), zone),
        cancelled=front.cancelled,
        categories=(event.kind,),
    )
