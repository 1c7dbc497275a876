"""The lists: exemplars, campaigns, units, fields, and the pages of each campaign, unit, field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.edition.public_documents import index_by_slug
from bulletin.edition.public_story import PublicStory
from bulletin.model import addresses
from bulletin.model.campaign import Campaign
from bulletin.model.field import Field
from bulletin.model.unit import Membership, Unit
from bulletin.pages.card_list import Cards, card_pages
from bulletin.pages.chart import chart
from bulletin.pages.document_pages import document_link
from bulletin.pages.exemplar_pages import iter_exemplar_groups
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
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import page_addresses, page_title, paged
from bulletin.vietnamese.dates import period, short_date


def campaign_card(campaign: Item[Campaign], edition: Edition) -> Card:
    """Return the campaign as lists show it: its label says whether it is running."""
    return Card(
        title=campaign.front.title,
        address=campaign.address,
        summary=" ".join(campaign.front.summary.split()),
        label=edition.progress(campaign.front).value.capitalize(),
    )


def iter_list_groups(
    edition: Edition, cards: Cards, feeds: Mapping[str, FeedLink]
) -> Iterator[PageGroup]:
    """Yield every list."""
    all_feed = (feeds[addresses.ALL_STORIES_FEED],)
    yield from iter_exemplar_groups(edition, cards, all_feed)
    yield PageGroup(
        name=addresses.CAMPAIGNS,
        addresses=page_addresses(addresses.CAMPAIGNS, len(edition.campaigns)),
        make_pages=partial(_all_campaigns, edition, all_feed),
    )
    for campaign in edition.campaigns:
        stories = edition.by_campaign.get(campaign.parts["campaign"], ())
        yield PageGroup(
            name=campaign.address,
            addresses=page_addresses(campaign.address, len(stories)),
            make_pages=partial(_campaign_pages, campaign, edition, stories, cards, feeds),
            stories=stories,
            bodies=(campaign,),
        )
    yield _index(
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
        address = addresses.unit_address(unit.key)
        in_line = _unit_stories(unit, edition, by_key)
        yield PageGroup(
            name=address,
            addresses=page_addresses(address, len(in_line)),
            make_pages=partial(_unit_pages, unit, edition, in_line, cards, feeds, by_key),
            stories=in_line,
        )
    yield _index(
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
        address = addresses.field_address(field.key)
        stories = edition.by_field.get(field.key, ())
        yield PageGroup(
            name=address,
            addresses=page_addresses(address, len(stories)),
            make_pages=partial(_field_pages, field, stories, cards, feeds),
            stories=stories,
        )


def _all_campaigns(edition: Edition, feeds: tuple[FeedLink, ...]) -> Iterator[Page]:
    yield from card_pages(
        address=addresses.CAMPAIGNS,
        section=addresses.CAMPAIGNS,
        title="Phong trào thi đua",
        lead="Các phong trào thi đua đang diễn ra và đã kết thúc.",
        feeds=feeds,
        cards=[campaign_card(campaign, edition) for campaign in edition.campaigns],
        empty="Chưa có phong trào nào.",
    )


def _field_pages(
    field: Field,
    stories: Sequence[PublicStory],
    cards: Cards,
    feeds: Mapping[str, FeedLink],
) -> Iterator[Page]:
    yield from card_pages(
        address=addresses.field_address(field.key),
        section=addresses.FIELDS,
        title=field.name,
        lead=field.description or "",
        feeds=(feeds[addresses.field_feed(field.key)],),
        cards=cards(stories),
    )


def _campaign_pages(
    campaign: Item[Campaign],
    edition: Edition,
    stories: Sequence[PublicStory],
    cards: Cards,
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
    yield from card_pages(
        address=campaign.address,
        section=addresses.CAMPAIGNS,
        title=front.title,
        lead=" ".join(front.summary.split()),
        feeds=(feeds[addresses.campaign_feed(key)],),
        cards=cards(stories),
        facts=facts,
        body=campaign,
        chart=chart([story.published.date() for story in stories]),
    )


def _decision(campaign: Item[Campaign], edition: Edition) -> Iterator[Value]:
    """Yield what a campaign rests on, and each document of the library that its pages name."""
    decision = campaign.front.decision
    documents = index_by_slug(edition.documents)
    if decision is not None and decision in documents:
        yield document_link(documents[decision].item)
    elif decision:
        yield decision
    for item in edition.citations.find_in_text(f"{decision}\n{campaign.body}"):
        if item.parts["slug"] != decision:
            yield document_link(item)


def _unit_pages(
    unit: Unit,
    edition: Edition,
    stories: Sequence[PublicStory],
    cards: Cards,
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
        cards=list(map(partial(_under_its_name, unit, edition), stories, cards(stories))),
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


def _under_its_name(unit: Unit, edition: Edition, story: PublicStory, card: Card) -> Card:
    """Return a card on the page of `unit`, where those of older units say so."""
    if story.unit.key == unit.key:
        return card
    return replace(card, unit=edition.unit_label(story.unit))


def _unit_stories(
    unit: Unit, edition: Edition, by_key: Mapping[str, Unit]
) -> Sequence[PublicStory]:
    """Return the unit's stories and those of the units it came from."""
    line = [unit, *line_of(unit, by_key)]
    found = [edition.by_unit[one.key] for one in line if one.key in edition.by_unit]
    if len(found) < 2:
        return found[0] if found else ()
    stories = [story for of_unit in found for story in of_unit]
    stories.sort(key=lambda story: story.address)
    stories.sort(key=lambda story: story.published, reverse=True)
    return stories


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


def _index(
    address: str, title: str, lead: str, rows: Sequence[Row], feeds: tuple[FeedLink, ...]
) -> PageGroup:
    return PageGroup(
        name=address,
        addresses=page_addresses(address, len(rows)),
        make_pages=partial(_index_pages, address, title, lead, rows, feeds),
        extra_key=[row.count for row in rows],
    )


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
