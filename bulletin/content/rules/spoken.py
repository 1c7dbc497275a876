"""Recordings that a station's program would pass over.

LibreTime takes what is new and not older, by its minute, than the newest recording it took before
(tests/feeds/test_libretime.py). A day without an hour counts as its midnight.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard

from bulletin.content.item import Item
from bulletin.content.rules.identity import Located
from bulletin.errors import Severity
from bulletin.model.record import Mistake, Record
from bulletin.model.story import Scope, Story

_LAST_MINUTE = dt.time(23, 59)


def is_spoken(front: Record) -> TypeGuard[Story]:
    """Return whether a story's recording is published."""
    return (
        isinstance(front, Story)
        and front.audio is not None
        and not front.draft
        and all(Scope.RADIO in person.consent.scope for person in front.people)
    )


def hours_missing(items: Sequence[Item[Record]]) -> Iterator[Located]:
    """Yield spoken stories without an hour on a day on which another one has its hour.

    If the other one is published first, the station never takes the one without.
    """
    by_day: defaultdict[dt.date, list[tuple[Item[Record], dt.datetime]]] = defaultdict(list)
    for item in items:
        if is_spoken(front := item.front):
            by_day[front.date.date()].append((item, front.date))
    for spoken in by_day.values():
        last, other = max((moment, item.path) for item, moment in spoken)
        for item, moment in spoken:
            if moment.time() == dt.time() and last > moment:
                yield item, Mistake(("date",), _say_missing(last, other), Severity.WARNING)


def _say_missing(last: dt.datetime, other: str) -> str:
    return (
        f"bản ghi âm không ghi giờ mà {other} cùng ngày có giờ {last:%H:%M}: đăng sau bài ấy thì "
        f"máy của đài bỏ qua; ghi giờ đăng, như {_after(last)}"
    )


def passed_over(
    old: Iterable[tuple[str, dt.datetime]], items: Iterable[Item[Record]], today: dt.date
) -> Iterator[Located]:
    """Yield the spoken stories that come now and are older than what the station already took.

    `old` has the identity and the moment of each recording that was published before.
    """
    taken = {identity: moment for identity, moment in old if moment.date() <= today}
    if not taken:
        return
    newest = max(taken.values())
    for item in items:
        front = item.front
        if is_spoken(front) and item.id not in taken and front.date < newest:
            message = (
                "bản ghi âm cũ hơn bản ghi mà đài đã nhận nên máy của đài bỏ qua; muốn đài nhận "
                f"thì ghi giờ đăng muộn hơn, như {_after(newest)}"
            )
            yield item, Mistake(("date",), message, Severity.WARNING)


def _after(moment: dt.datetime) -> str:
    """Return the next moment as an editor writes it."""
    if moment.time() >= _LAST_MINUTE:
        return moment.isoformat(timespec="minutes")
    return (moment + dt.timedelta(minutes=1)).isoformat(timespec="minutes")
