"""The events: a list with the coming ones first, and a page for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from bulletin.edition.edition import Edition
from bulletin.edition.public_events import PublicEvent
from bulletin.model import addresses
from bulletin.pages.page import (
    Card,
    Download,
    EventLine,
    EventsView,
    Fact,
    FactsView,
    FeedLink,
    Happening,
    Link,
    Page,
)
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import page_addresses, page_title, paged
from bulletin.vietnamese.dates import day_and_time, month_name, period, weekday

_LEAD = "Hội nghị, gặp gỡ, giao lưu, đối thoại với các điển hình; sắp tới đứng trước."


def event_file(event: PublicEvent) -> str:
    """Return the address of the event's own calendar file."""
    return f"{event.item.address}su-kien.ics"


def event_card(event: PublicEvent) -> Card:
    """Return the event as lists show it."""
    return Card(
        title=event.front.title,
        address=event.item.address,
        summary=" ".join(event.front.summary.split()),
        label=event.state.value,
        day=event.front.start.date(),
        unit=event.unit.name,
        sample=event.front.sample,
    )


def make_event_group(edition: Edition, feeds: tuple[FeedLink, ...]) -> PageGroup:
    """Return the calendar and the page of each event."""
    lists = page_addresses(addresses.EVENTS, len(edition.events))
    return PageGroup(
        name=addresses.EVENTS,
        addresses=[*lists, *(event.item.address for event in edition.events)],
        make_pages=partial(_pages, edition, feeds),
        bodies=[event.item for event in edition.events],
    )


def _pages(edition: Edition, feeds: tuple[FeedLink, ...]) -> Iterator[Page]:
    for place, shown, paging in paged(addresses.EVENTS, edition.events):
        yield Page(
            address=place,
            template="events.html",
            title=page_title("Sự kiện", paging),
            description=_LEAD,
            section=addresses.EVENTS,
            feeds=feeds,
            view=EventsView(
                lead=_LEAD if paging.number == 1 else "",
                months=tuple(_months(shown)),
                empty="Chưa có sự kiện nào.",
                paging=paging,
            ),
        )
    for event in edition.events:
        yield _page(event, edition, feeds)


def _months(events: Sequence[PublicEvent]) -> Iterator[tuple[str, tuple[EventLine, ...]]]:
    """Yield the events by month, in the order they have, the past apart from what is coming."""
    for (over, year, month), group in groupby(events, key=_month_of):
        heading = f"{'Đã qua' if over else 'Sắp tới'}: {month_name(year, month).lower()}"
        yield heading, tuple(map(_line, group))


def _month_of(event: PublicEvent) -> tuple[bool, int, int]:
    return event.over, event.front.start.year, event.front.start.month


def _line(event: PublicEvent) -> EventLine:
    front = event.front
    return EventLine(
        title=front.title,
        address=event.item.address,
        day=front.start.date(),
        weekday=weekday(front.start.date()),
        when=when_in_words(event),
        place=front.place,
        unit=event.unit.name,
        kind=event.kind,
        state=event.state.value,
        sample=front.sample,
    )


def when_in_words(event: PublicEvent) -> str:
    """Return when the event is: day, weekday and hour, or the days from first to last."""
    start, end = event.front.start, event.front.end
    if end is not None and end.date() != start.date():
        if event.front.all_day:
            return period(start.date(), end.date())
        return f"từ {day_and_time(start)} đến {day_and_time(end)}"
    hours = ""
    if not event.front.all_day:
        hours = f"{start:%H:%M}" + (f"–{end:%H:%M}" if end else "") + ", "
    return f"{hours}{weekday(start.date())}, {day_and_time(dt.datetime.combine(start, dt.time()))}"


def _page(event: PublicEvent, edition: Edition, feeds: tuple[FeedLink, ...]) -> Page:
    front = event.front
    unit = Link(edition.unit_label(event.unit), addresses.unit_address(event.unit.key))
    facts = [
        Fact("Thời gian", (when_in_words(event),)),
        Fact("Nơi tổ chức", (front.place,)),
        Fact("Loại", (event.kind,)),
        Fact("Đơn vị", (unit,)),
        Fact("Phong trào", tuple(Link(c.front.title, c.address) for c in event.campaigns)),
    ]
    return Page(
        address=event.item.address,
        template="facts.html",
        title=front.title,
        description=" ".join(front.summary.split()),
        section=addresses.EVENTS,
        feeds=feeds,
        view=FactsView(
            label=event.state.value,
            lead=" ".join(front.summary.split()),
            notice=_notice(event),
            facts=tuple(fact for fact in facts if fact.values),
            download=Download(event_file(event), "lịch (.ics)", 0),
            changes=tuple((change.date, change.text) for change in front.changes),
        ),
        body=event.item,
        source=event.item.path,
        about=None if front.sample else _happening(event, edition.bulletin.time_zone),
    )


def _happening(event: PublicEvent, zone: dt.tzinfo) -> Happening:
    front = event.front
    return Happening(
        start=front.start.replace(tzinfo=zone),
        end=front.end.replace(tzinfo=zone) if front.end else None,
        all_day=front.all_day,
        cancelled=front.cancelled,
        place=front.place,
        organizer=event.unit.name,
    )


def _notice(event: PublicEvent) -> str:
    notices = []
    if event.front.cancelled:
        notices.append("Sự kiện này đã hủy, không tổ chức nữa.")
    if event.front.sample:
        notices.append("Sự kiện mẫu: bịa ra để minh họa, không có thật.")
    return " ".join(notices)
