"""Makes calendar entries from public events; the result depends on content alone."""

from __future__ import annotations

import datetime as dt

from bulletin.edition.edition import Edition
from bulletin.edition.public_events import PublicEvent
from bulletin.feeds.calendar import CalendarEvent

_SAMPLE_PREFIX = "[Mẫu] "
_CANCELLED_PREFIX = "ĐÃ HỦY: "


def make_calendar_event(event: PublicEvent, edition: Edition, site_url: str) -> CalendarEvent:
    """Return the event as an entry of a calendar; `site_url` is the URL of the site's root.

    `sequence` counts the announced changes; a cancellation is one more. `stamp` is the day of the
    last change or, if there was none, the first day of the bulletin: not the day of the build.
    """
    front = event.front
    zone = edition.bulletin.time_zone
    last_change = max((change.date for change in front.changes), default=edition.bulletin.since)
    prefix = _SAMPLE_PREFIX if front.sample else ""
    prefix += _CANCELLED_PREFIX if front.cancelled else ""
    start: dt.date | dt.datetime
    end: dt.date | dt.datetime | None
    if front.all_day:
        start, end = front.start.date(), front.end.date() if front.end else None
    else:
        start = front.start.replace(tzinfo=zone)
        # If the end has no hour, the event lasts until the end of that day.
        end = front.over_from.replace(tzinfo=zone) if front.end else None
    return CalendarEvent(
        uid=f"{event.item.id}@{edition.bulletin.authority}",
        title=prefix + front.title,
        description=" ".join(front.summary.split()),
        place=front.place,
        url=site_url.rstrip("/") + event.item.address,
        start=start,
        end=end,
        sequence=len(front.changes) + front.cancelled,
        stamp=dt.datetime.combine(last_change, dt.time(), zone),
        cancelled=front.cancelled,
        categories=(event.kind,),
    )
