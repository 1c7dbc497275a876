"""The rules of events."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.content.item import Item
from bulletin.content.rules.reference_index import CAMPAIGN, EVENT_KIND, ReferenceIndex
from bulletin.content.rules.references import known_once, known_unit, real_unit, unit_on
from bulletin.model.event import Event
from bulletin.model.record import Mistake


def kind(event: Item[Event], known: ReferenceIndex) -> Iterator[Mistake]:
    """The kind is one of event-kinds.yml."""
    if known.event_kinds is not None and event.front.kind not in known.event_kinds:
        yield known.unknown(("kind",), EVENT_KIND, event.front.kind, known.event_kinds)


def period(event: Item[Event], known: ReferenceIndex) -> Iterator[Mistake]:
    """An event ends no earlier than it starts, and has an hour at its start if at its end."""
    front = event.front
    if front.starts_without_its_hour:
        message = "lúc kết thúc có giờ thì lúc bắt đầu cũng ghi giờ, như 2026-11-18T07:30"
        yield Mistake(("start",), message)
    if front.end is not None and front.end < front.start:
        hint = "; trong cùng một ngày thì ghi cả giờ, như 2026-11-18T11:00"
        same_day = front.end.date() == front.start.date()
        yield Mistake(("end",), "kết thúc trước khi bắt đầu" + (hint if same_day else ""))


def unit(event: Item[Event], known: ReferenceIndex) -> Iterator[Mistake]:
    """The unit is one of units.yml."""
    yield from known_unit(event.front.unit, known, lambda: event.front.start.date())


def unit_of_its_day(event: Item[Event], known: ReferenceIndex) -> Iterator[Mistake]:
    """The unit existed on the day of the event."""
    yield from unit_on(event.front.start.date(), event.front.unit, known)


def campaigns(event: Item[Event], known: ReferenceIndex) -> Iterator[Mistake]:
    """Each campaign is a folder of content/campaigns/, named once."""
    yield from known_once("campaigns", CAMPAIGN, event.front.campaigns, known.campaigns, known)


def real_unit_of_real(it: Item[Event], known: ReferenceIndex) -> Iterator[Mistake]:
    """Only samples stand in invented units."""
    yield from real_unit(it.front.unit, known, sample=it.front.sample)


RULES = (kind, period, unit, unit_of_its_day, real_unit_of_real, campaigns)
