"""Makes calendar entries from public events, from their content and its history alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bulletin.edition.edition import Edition
from bulletin.edition.public_events import PublicEvent
from bulletin.feeds.calendar import CalendarEvent

_SAMPLE_PREFIX = "[Mẫu] "
_CANCELLED_PREFIX = "ĐÃ HỦY: "


@dataclass(frozen=True, slots=True)
class Revision:
    """How often the time or the place of an event was changed, and when it was the last time.

    `count` also has the entries of `changes` that were announced and then removed. `last` is None
    where nothing is known of a change; it has a UTC offset.
    """

    count: int = 0
    last: dt.datetime | None = None


FIRST_REVISION = Revision()


def make_calendar_event(
    event: PublicEvent, edition: Edition, site_url: str, revision: Revision = FIRST_REVISION
) -> CalendarEvent:
    """Return the event as an entry of a calendar; `site_url` is the URL of the site's root.

    `sequence` counts the changes of its `revision` and those that were announced; a cancellation is
    one more. `stamp` is the time of the last change or, if there was none, the first day of the
    bulletin: not the day of the build.
    """
    front = event.front
    zone = edition.bulletin.time_zone
    last_change = max((change.date for change in front.changes), default=edition.bulletin.since)
    stamp = dt.datetime.combine(last_change, dt.time(), zone)
    if revision.last is not None:
        stamp = max(stamp, revision.last)
    prefix = _SAMPLE_PREFIX if front.sample else ""
    prefix += _CANCELLED_PREFIX if front.cancelled else ""
    start: dt.date | dt.datetime
    end: dt.date | dt.datetime | None
    if front.all_day:
        start, end = front.start.date(), front.end.date() if front.end else None
    else:
        start = dt.datetime.combine(front.start, front.start.time(), zone)
        # If the end has no hour, the event lasts until the end of that day.
        over = front.over_from
        end = dt.datetime.combine(over, over.time(), zone) if front.end else None
    return CalendarEvent(
        uid=f"{event.item.id}@{edition.bulletin.authority}",
        title=prefix + front.title,
        description=" ".join(front.summary.split()),
        place=front.place,
        url=site_url.rstrip("/") + event.item.address,
        start=start,
        end=end,
        sequence=revision.count + len(front.changes) + front.cancelled,
        stamp=stamp,
        cancelled=front.cancelled,
        categories=(event.kind,),
    )
