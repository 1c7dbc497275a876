"""The events that are public, the coming ones first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from bulletin.content.item import Item
from bulletin.model.campaign import Campaign
from bulletin.model.event import Event
from bulletin.model.unit import Unit


class When(Enum):
    """Where an event stands at a moment."""

    COMING = "Sắp tới"
    PAST = "Đã qua"
    CANCELLED = "Đã hủy"


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """An event with its unit, kind and campaigns in place of their keys."""

    item: Item[Event]
    unit: Unit
    kind: str
    campaigns: tuple[Item[Campaign], ...]
    over: bool

    @property
    def front(self) -> Event:
        """What the front matter says."""
        return self.item.front

    @property
    def when(self) -> When:
        """What a reader must know first."""
        if self.front.cancelled:
            return When.CANCELLED
        return When.PAST if self.over else When.COMING


def public_events(
    items: Iterable[Item[Event]],
    now: dt.datetime,
    units: Mapping[str, Unit],
    kinds: Mapping[str, str],
    campaigns: Mapping[str, Item[Campaign]],
) -> tuple[PublicEvent, ...]:
    """Return the events: coming ones, the next first, then past ones, the latest first.

    `now` is naive, in the bulletin's zone; `kinds` gives the names of the kinds by key.
    """
    events = [
        PublicEvent(
            item=item,
            unit=units[item.front.unit],
            kind=kinds[item.front.kind],
            campaigns=tuple(campaigns[key] for key in item.front.campaigns),
            over=item.front.is_over(now),
        )
        for item in items
    ]
    coming = [event for event in events if not event.over]
    coming.sort(key=lambda e: (e.front.start, e.item.address))
    past = sorted((e for e in events if e.over), key=lambda e: e.item.address)
    past.sort(key=lambda e: e.front.start, reverse=True)
    return (*coming, *past)


def in_time(events: Iterable[PublicEvent]) -> list[PublicEvent]:
    """Return the events by their start, ties by address: an order that no day changes."""
    return sorted(events, key=lambda event: (event.front.start, event.item.address))
