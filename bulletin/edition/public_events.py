"""Public events, the coming ones first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from bulletin.content.item import Item
from bulletin.model.campaign import Campaign
from bulletin.model.event import Event
from bulletin.model.unit import Unit


class EventState(Enum):
    """Whether an event is to come, over or cancelled; the value is the text shown."""

    COMING = "Sắp tới"
    PAST = "Đã qua"
    CANCELLED = "Đã hủy"


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """An event with its unit, its kind and its campaigns instead of their keys.

    `held` is empty, or says why the event is not public and only a preview shows it.
    """

    item: Item[Event]
    unit: Unit
    kind: str
    campaigns: tuple[Item[Campaign], ...]
    over: bool
    held: str = ""

    @property
    def front(self) -> Event:
        """The front matter."""
        return self.item.front

    @property
    def state(self) -> EventState:
        """The state shown: a cancelled event is cancelled, whether it is over or not."""
        if self.front.cancelled:
            return EventState.CANCELLED
        return EventState.PAST if self.over else EventState.COMING


def make_public_events(
    items: Iterable[Item[Event]],
    now: dt.datetime,
    units: Mapping[str, Unit],
    kinds: Mapping[str, str],
    campaigns: Mapping[str, Item[Campaign]],
    held: Mapping[str, str],
) -> tuple[PublicEvent, ...]:
    """Return the events: first the coming ones, the next first; then past ones, the latest first.

    `now` is naive, in the bulletin's time zone; `units`, `kinds` (their names) and `campaigns` are
    by key; `held` are the reasons by path (see PublicEvent).
    """
    events = [
        PublicEvent(
            item=item,
            unit=units[item.front.unit],
            kind=kinds[item.front.kind],
            campaigns=tuple(campaigns[key] for key in item.front.campaigns),
            over=item.front.is_over(now),
            held=held.get(item.path, ""),
        )
        for item in items
    ]
    coming = [event for event in events if not event.over]
    coming.sort(key=lambda e: (e.front.start, e.item.address))
    past = sorted((e for e in events if e.over), key=lambda e: e.item.address)
    past.sort(key=lambda e: e.front.start, reverse=True)
    return (*coming, *past)


def sort_by_start(events: Iterable[PublicEvent]) -> list[PublicEvent]:
    """Return the events sorted by start, then by address: the order is the same on every day."""
    return sorted(events, key=lambda event: (event.front.start, event.item.address))
