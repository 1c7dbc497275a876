"""What is not public: drafts, stories dated later, samples while the bulletin leaves samples out.

The check lists it, a preview shows it marked, and no built site holds it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bulletin.content.assembly import Library
from bulletin.model.bulletin import Bulletin
from bulletin.model.record import Record
from bulletin.model.story import Story
from bulletin.vietnamese.dates import short_date


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A valid file that is not public, and the reason in Vietnamese."""

    path: str
    title: str
    reason: str

    def __str__(self) -> str:
        return f"chưa đăng: {self.path}: {self.title}, {self.reason}"


def find_held_back(library: Library, now: dt.datetime) -> list[HeldBack]:
    """Return what of `library` is not public at `now` (with a UTC offset), sorted by path."""
    day_ago = local_day_ago(now, library.bulletin.time_zone)
    return [
        HeldBack(item.path, str(getattr(item.front, "title", "")), reason)
        for item in library.items
        if (reason := find_reason(item.front, library.bulletin, now, day_ago))
    ]


def find_reason(front: Record, bulletin: Bulletin, now: dt.datetime, day_ago: dt.datetime) -> str:
    """Return why a record is not public at `now`; an empty text when it is public.

    Any kind may have the keys `draft` and `sample`. `day_ago` is the local time a day before `now`.
    """
    reasons = []
    if getattr(front, "draft", False):
        reasons.append("bản nháp (draft: true)")
    if getattr(front, "sample", False) and not bulletin.samples:
        reasons.append("để làm mẫu (sample: true) mà bản tin thôi đăng mẫu (samples: false)")
    if (
        isinstance(front, Story)
        and front.date > day_ago
        and front.date.replace(tzinfo=bulletin.time_zone) > now
    ):
        hour = f"{front.date:%H:%M} " if (front.date.hour, front.date.minute) != (0, 0) else ""
        reasons.append(f"đến {hour}ngày {short_date(front.date)}")
    return ", ".join(reasons)


def local_day_ago(now: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Return the local time in `zone` 24 hours before `now`, naive.

    Every naive local time up to this one is in the past, because no change of clocks is as long as
    a day. To compare naive times is much faster than to compare aware times of two zones, and
    nearly all stories are older than this.
    """
    return now.astimezone(zone).replace(tzinfo=None) - dt.timedelta(days=1)
