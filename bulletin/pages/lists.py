"""The lists: exemplars, campaigns, units, fields, and the pages of each campaign, unit, field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bulletin.content.item import Item
from bulletin.edition.documents import by_slug
from bulletin.edition.edition import Edition
from bulletin.edition.story import PublicStory
from bulletin.model import addresses
from bulletin.model.campaign import Campaign
from bulletin.model.unit import Membership, Unit
from bulletin.pages.cards import card_pages
from bulletin.pages.chart import chart
from bulletin.pages.documents import document_link
from bulletin.pages.exemplars import exemplar_pages
from bulletin.pages.lineage import lineage
from bulletin.pages.page import (
    Card,
    Fact,
    FeedLink,
    IndexView,
    Link,
    Page,
    Row,
    Value,
)
from bulletin.pages.paging import page_title, paged
from bulletin.vietnamese.dates import period, short_date


def campaign_card(campaign: Item[Campaign], edition: Edition) -> Card:
    """Return the campaign as lists show it: its label says whether it is running."""
    return Card(
        title=campaign.front.title,
        address=campaign.address,
        summary=" ".join(campaign.front.summary.split()),
        label=edition.progress(campaign.front).value.capitalize(),
    )


def list_pages(
    edition: Edition, cards: Mapping[str, Card], feeds: Mapping[str, FeedLink]
) -> Iterator[Page]:
    """Yield every page of every list; `cards` holds that of each story by its address."""
    all_feed = (feeds[addresses.ALL_STORIES_FEED],)
    yield from exemplar_pages(edition, cards, all_feed)
    yield from card_pages(
        address=addresses.CAMPAIGNS,
        section=addresses.CAMPAIGNS,
        title="Phong trào thi đua",
        lead="Các phong trào thi đua đang diễn ra và đã kết thúc.",
        feeds=all_feed,
        cards=[campaign_card(campaign, edition) for campaign in edition.campaigns],
        empty="Chưa có phong trào nào.",
    )
    for campaign in edition.campaigns:
        yield from _campaign_pages(campaign, edition, cards, feeds)
    yield from _index_pages(
        addresses.UNITS,
        "Đơn vị",
        "Các đơn vị của địa bàn, xếp theo vần; đơn vị đã kết thúc vẫn giữ trang của mình.",
        [
            Row(
                name=edition.unit_label(unit),
                address=addresses.unit_address(unit.key),
                note=_years(unit),
                count=len(edition.by_unit.get(unit.key, ())),
            )
            for unit in edition.units
        ],
        all_feed,
    )
    by_key = {unit.key: unit for unit in edition.units}
    for unit in edition.units:
        yield from _unit_pages(unit, edition, cards, feeds, by_key)
    yield from _index_pages(
        addresses.FIELDS,
        "Lĩnh vực",
        "Tin, bài xếp theo lĩnh vực công tác.",
        [
            Row(
                name=field.name,
                address=addresses.field_address(field.key),
                note=field.description or "",
                count=len(edition.by_field.get(field.key, ())),
            )
            for field in edition.fields
        ],
        all_feed,
    )
    for field in edition.fields:
        yield from card_pages(
            address=addresses.field_address(field.key),
            section=addresses.FIELDS,
            title=field.name,
            lead=field.description or "",
            feeds=(feeds[addresses.field_feed(field.key)],),
            cards=_cards(edition.by_field.get(field.key, ()), cards),
        )


def _cards(stories: Sequence[PublicStory], cards: Mapping[str, Card]) -> list[Card]:
    return [cards[story.address] for story in stories]


def _campaign_pages(
    campaign: Item[Campaign],
    edition: Edition,
    cards: Mapping[str, Card],
    feeds: Mapping[str, FeedLink],
) -> Iterator[Page]:
    front = campaign.front
    key = campaign.parts["campaign"]
    named = {field.key: field.name for field in edition.fields}
    facts = [
        Fact("Tình trạng", (edition.progress(front).value.capitalize(),)),
        Fact("Thời gian", (period(front.started, front.ended),)),
        Fact("Phát động", (front.launched_by,)),
        Fact("Văn bản", tuple(_decision(campaign, edition))),
        Fact("Tên gọi khác", front.other_names),
        Fact("Lĩnh vực", tuple(Link(named[k], addresses.field_address(k)) for k in front.fields)),
    ]
    stories = edition.by_campaign.get(key, ())
    yield from card_pages(
        address=campaign.address,
        section=addresses.CAMPAIGNS,
        title=front.title,
        lead=" ".join(front.summary.split()),
        feeds=(feeds[addresses.campaign_feed(key)],),
        cards=_cards(stories, cards),
        facts=facts,
        body=campaign,
        chart=chart([story.published.date() for story in stories]),
    )


def _decision(campaign: Item[Campaign], edition: Edition) -> Iterator[Value]:
    """Yield what a campaign rests on, and each document of the library that its pages name."""
    decision = campaign.front.decision
    documents = by_slug(edition.documents)
    if decision is not None and decision in documents:
        yield document_link(documents[decision].item)
    elif decision:
        yield decision
    for item in edition.citations.in_text(f"{decision}\n{campaign.body}"):
        if item.parts["slug"] != decision:
            yield document_link(item)


def _unit_pages(
    unit: Unit,
    edition: Edition,
    cards: Mapping[str, Card],
    feeds: Mapping[str, FeedLink],
    by_key: Mapping[str, Unit],
) -> Iterator[Page]:
    def links(keys: Sequence[str]) -> tuple[Link, ...]:
        return tuple(Link(edition.unit_label(by_key[k]), addresses.unit_address(k)) for k in keys)

    yield from card_pages(
        address=addresses.unit_address(unit.key),
        section=addresses.UNITS,
        title=edition.unit_label(unit),
        lead="",
        feeds=(feeds[addresses.unit_feed(unit.key)],),
        cards=_unit_cards(unit, edition, cards, by_key),
        facts=[
            Fact("Loại", (unit.type,)),
            Fact("Có hiệu lực từ", (short_date(unit.start),) if unit.start else ()),
            Fact("Kết thúc", (short_date(unit.end),) if unit.end else ()),
            Fact("Mã đơn vị hành chính", (unit.code,) if unit.code else ()),
            Fact("Cấp trên", links([unit.parent] if unit.parent else [])),
            Fact("Tiền thân", links(unit.predecessors)),
            Fact("Kế thừa", links(unit.successors)),
            Fact("Tên gọi khác", unit.aliases),
            Fact("Cụm thi đua", tuple(map(_cluster, unit.clusters))),
        ],
        lineage=lineage(unit, edition, by_key),
    )


def _unit_cards(
    unit: Unit, edition: Edition, cards: Mapping[str, Card], by_key: Mapping[str, Unit]
) -> list[Card]:
    """Return the unit's stories and those of the units it came from, each under its own name."""
    line = {unit.key: unit}
    for older in line_of(unit, by_key):
        line[older.key] = older
    stories = [story for key in line for story in edition.by_unit.get(key, ())]
    stories.sort(key=lambda story: story.address)
    stories.sort(key=lambda story: story.published, reverse=True)
    return [
        replace(cards[story.address], unit=edition.unit_label(story.unit))
        if story.unit.key != unit.key
        else cards[story.address]
        for story in stories
    ]


def line_of(unit: Unit, by_key: Mapping[str, Unit]) -> Iterator[Unit]:
    """Yield the units that `unit` came from, the nearest first, each once."""
    seen = {unit.key}
    waiting = list(unit.predecessors)
    while waiting:
        key = waiting.pop(0)
        if key not in seen:
            seen.add(key)
            yield by_key[key]
            waiting += by_key[key].predecessors


def _cluster(cluster: Membership) -> str:
    if cluster.start is None:
        return f"{cluster.name} (đến {short_date(cluster.end)})" if cluster.end else cluster.name
    return f"{cluster.name} ({period(cluster.start, cluster.end)})"


def _years(unit: Unit) -> str:
    """Return the type of a unit and the days between which it existed, as far as known."""
    if unit.start is not None:
        return f"{unit.type}, {period(unit.start, unit.end)}"
    return f"{unit.type}, đến {short_date(unit.end)}" if unit.end is not None else unit.type


def _index_pages(
    address: str, title: str, lead: str, rows: Sequence[Row], feeds: tuple[FeedLink, ...]
) -> Iterator[Page]:
    for place, shown, paging in paged(address, rows):
        yield Page(
            address=place,
            template="rows.html",
            title=page_title(title, paging),
            description=lead,
            section=address,
            feeds=feeds,
            view=IndexView(lead=lead, rows=tuple(shown), empty="Chưa có mục nào.", paging=paging),
        )
