"""The events: a list with the coming ones first, and a page for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from bulletin.edition.edition import Edition
from bulletin.edition.public_events import PublicEvent
from bulletin.model import addresses
from bulletin.model.labels import SAMPLE_EVENT
from bulletin.model.values import WrittenMoment
from bulletin.pages.card_list import Card
from bulletin.pages.facts_view import Download, FactsView
from bulletin.pages.page import EventInfo, Fact, FeedLink, Link, Page, View
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import Pagination, format_page_title, page_addresses, paginate
from bulletin.vietnamese.dates import period, short_date, spoken_hour, weekday

_LEAD = "Hội nghị, gặp gỡ, giao lưu, đối thoại với các điển hình; việc sắp diễn ra xếp trước."


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in the list; `day` is its first day, `when` says what its day does not say yet."""

    title: str
    address: str
    day: dt.date
    weekday: str
    when: str
    place: str
    unit: str
    kind: str
    state: str
    sample: bool
    held: str


@dataclass(frozen=True, slots=True)
class EventsView(View):
    """events.html: months as (heading, events)."""

    lead: str
    months: tuple[tuple[str, tuple[EventLine, ...]], ...]
    empty: str
    pagination: Pagination


def event_calendar_address(event: PublicEvent) -> str:
    """Return the address of the event's own calendar file."""
    return f"{event.item.address}su-kien.ics"


def make_event_card(event: PublicEvent) -> Card:
    """Return the event's card; the heading above says whether the event is to come."""
    return Card(
        title=event.front.title,
        address=event.item.address,
        summary=" ".join(event.front.summary.split()),
        label=event.state.value if event.front.cancelled else event.kind,
        day=event.front.start.date(),
        unit=event.unit.name,
        sample=event.front.sample,
        held=event.held,
    )


def make_event_group(edition: Edition, feeds: tuple[FeedLink, ...]) -> PageGroup:
    """Return the group of the list and of the page of each event."""
    lists = page_addresses(addresses.EVENTS, len(edition.events))
    return PageGroup(
        name=addresses.EVENTS,
        addresses=[*lists, *(event.item.address for event in edition.events)],
        make_pages=partial(_iter_pages, edition, feeds),
        bodies=[event.item for event in edition.events],
    )


def _iter_pages(edition: Edition, feeds: tuple[FeedLink, ...]) -> Iterator[Page]:
    events = sorted(edition.events, key=lambda event: event.front.sample)
    for page_address, shown, pagination in paginate(addresses.EVENTS, events):
        yield Page(
            address=page_address,
            template="events.html",
            title=format_page_title("Sự kiện", pagination),
            description=_LEAD,
            section=addresses.EVENTS,
            feeds=feeds,
            view=EventsView(
                lead=_LEAD if pagination.page_number == 1 else "",
                months=tuple(_iter_months(shown)),
                empty="Chưa có sự kiện nào.",
                pagination=pagination,
            ),
        )
    for event in edition.events:
        yield _make_page(event, edition, feeds)


def _iter_months(events: Sequence[PublicEvent]) -> Iterator[tuple[str, tuple[EventLine, ...]]]:
    """Yield (heading, events) of each month; order is kept.

    Past events and samples have months of their own.
    """
    for (sample, over, year, month), group in groupby(events, key=_month_of):
        state = SAMPLE_EVENT if sample else "Đã qua" if over else "Sắp tới"
        yield f"{state}: tháng {month} năm {year}", tuple(map(_make_line, group))


def _month_of(event: PublicEvent) -> tuple[bool, bool, int, int]:
    start = event.front.start
    return event.front.sample, event.over, start.year, start.month


def _make_line(event: PublicEvent) -> EventLine:
    front = event.front
    return EventLine(
        title=front.title,
        address=event.item.address,
        day=front.start.date(),
        weekday=weekday(front.start.date()),
        when=_format_hours(event),
        place=front.place,
        unit=event.unit.name,
        kind=event.kind,
        state=event.state.value,
        sample=front.sample,
        held=event.held,
    )


def format_when(event: PublicEvent) -> str:
    """Return the time of the event in words: weekday, day and hours, or first and last day."""
    start, end = event.front.start, event.front.end
    if end is not None and end.date() != start.date():
        if event.front.all_day:
            return period(start.date(), end.date())
        first = short_date(start).removesuffix(f"/{end.year}")
        return f"từ {_format_hour(start)}ngày {first} đến {_format_hour(end)}ngày {short_date(end)}"
    words = weekday(start.date())
    day = f"{words[:1].upper()}{words[1:]}, {short_date(start)}"
    if event.front.all_day:
        return day
    until = f" – {spoken_hour(end)}" if end and end.has_hour else ""
    return f"{day}, {spoken_hour(start)}{until}"


def _format_hours(event: PublicEvent) -> str:
    """Return the hours of the event in words, and its last day; "" for one whole day."""
    start, end = event.front.start, event.front.end
    if end is not None and end.date() != start.date():
        first = f"từ {_format_hour(start)}" if start.has_hour else ""
        return f"{first}đến {_format_hour(end)}ngày {short_date(end)}"
    if event.front.all_day:
        return ""
    return spoken_hour(start) + (f" – {spoken_hour(end)}" if end and end.has_hour else "")


def _format_hour(moment: WrittenMoment) -> str:
    """Return the hour before a day, "7 giờ 30 "; "" where no hour was written."""
    return f"{spoken_hour(moment)} " if moment.has_hour else ""


def _make_page(event: PublicEvent, edition: Edition, feeds: tuple[FeedLink, ...]) -> Page:
    front = event.front
    unit = Link(edition.unit_label(event.unit), addresses.unit_address(event.unit.key))
    facts = [
        Fact("Thời gian", (format_when(event),)),
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
            notice=_make_notice(event),
            facts=tuple(fact for fact in facts if fact.values),
            download=Download(event_calendar_address(event), "Thêm vào lịch điện thoại", 0),
            changes=tuple((change.date, change.text) for change in front.changes),
            share_label=f"{event.state.value} · {event.kind}" if front.cancelled else event.kind,
        ),
        body=event.item,
        source=event.item.path,
        listed=not event.held,
        held=f"sự kiện chưa đăng, {event.held}" if event.held else "",
        mark=SAMPLE_EVENT if front.sample else "",
        structured=None if front.sample else _make_event_info(event, edition.bulletin.time_zone),
    )


def _make_event_info(event: PublicEvent, zone: dt.tzinfo) -> EventInfo:
    front = event.front
    return EventInfo(
        start=_in_zone(front.start, zone),
        end=_in_zone(front.end, zone) if front.end else None,
        cancelled=front.cancelled,
        place=front.place,
        organizer=event.unit.name,
    )


def _in_zone(moment: WrittenMoment, zone: dt.tzinfo) -> dt.date | dt.datetime:
    return dt.datetime.combine(moment, moment.time(), zone) if moment.has_hour else moment.date()


def _make_notice(event: PublicEvent) -> str:
    notices = []
    if event.front.cancelled:
        notices.append("Sự kiện này đã hủy, không tổ chức nữa.")
    if event.front.sample:
        notices.append("Sự kiện minh họa, không có thật.")
    return " ".join(notices)
