"""The list of units, and a page with the stories of each unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.model import addresses
from bulletin.model.unit import Membership, Unit
from bulletin.pages.card_list import Card, MakeCards, iter_card_pages
from bulletin.pages.lineage import make_lineage
from bulletin.pages.page import Fact, FeedLink, Link, Page
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import page_addresses
from bulletin.pages.row_list import Row, make_row_list_group
from bulletin.vietnamese.dates import period, short_date


def iter_unit_groups(
    edition: Edition, make_cards: MakeCards, feeds: Mapping[str, FeedLink]
) -> Iterator[PageGroup]:
    """Yield the list of units, then each unit; `feeds` are all feeds by address."""
    yield make_row_list_group(
        addresses.UNITS,
        "Đơn vị",
        "Các đơn vị của địa bàn, xếp theo vần; đơn vị đã kết thúc vẫn giữ trang của mình.",
        [
            Row(
                name=edition.unit_label(unit),
                address=addresses.unit_address(unit.key),
                note=_format_type_and_years(unit),
                count=len(edition.by_unit.get(unit.key, ())),
            )
            for unit in edition.units
        ],
        (feeds[addresses.ALL_STORIES_FEED],),
    )
    by_key = {unit.key: unit for unit in edition.units}
    for unit in edition.units:
        address = addresses.unit_address(unit.key)
        stories = _find_stories(unit, edition, by_key)
        yield PageGroup(
            name=address,
            addresses=page_addresses(address, len(stories)),
            make_pages=partial(_iter_pages, unit, edition, stories, make_cards, feeds, by_key),
            stories=stories,
        )


def _iter_pages(
    unit: Unit,
    edition: Edition,
    stories: Sequence[PublicStory],
    make_cards: MakeCards,
    feeds: Mapping[str, FeedLink],
    by_key: Mapping[str, Unit],
) -> Iterator[Page]:
    def links(keys: Sequence[str]) -> tuple[Link, ...]:
        return tuple(Link(edition.unit_label(by_key[k]), addresses.unit_address(k)) for k in keys)

    yield from iter_card_pages(
        address=addresses.unit_address(unit.key),
        section=addresses.UNITS,
        title=edition.unit_label(unit),
        lead="",
        feeds=(feeds[addresses.unit_feed(unit.key)],),
        cards=list(map(partial(_label_predecessor, unit, edition), stories, make_cards(stories))),
        facts=[
            Fact("Loại", (unit.type,)),
            Fact("Có hiệu lực từ", (short_date(unit.start),) if unit.start else ()),
            Fact("Kết thúc", (short_date(unit.end),) if unit.end else ()),
            Fact("Mã đơn vị hành chính", (unit.code,) if unit.code else ()),
            Fact("Cấp trên", links([unit.parent] if unit.parent else [])),
            Fact("Tiền thân", links(unit.predecessors)),
            Fact("Kế thừa", links(unit.successors)),
            Fact("Tên gọi khác", unit.aliases),
            Fact("Cụm thi đua", tuple(map(_format_cluster, unit.clusters))),
        ],
        lineage=make_lineage(unit, edition, by_key),
    )


def _label_predecessor(unit: Unit, edition: Edition, story: PublicStory, card: Card) -> Card:
    """Return the card for the page of `unit`; a predecessor's card gets that unit's full label."""
    if story.unit.key == unit.key:
        return card
    return replace(card, unit=edition.unit_label(story.unit))


def _find_stories(
    unit: Unit, edition: Edition, by_key: Mapping[str, Unit]
) -> Sequence[PublicStory]:
    """Return the stories of the unit and of all its predecessors, in the order of the edition."""
    units = [unit, *_iter_predecessors(unit, by_key)]
    found = [edition.by_unit[one.key] for one in units if one.key in edition.by_unit]
    if len(found) < 2:
        return found[0] if found else ()
    stories = [story for of_unit in found for story in of_unit]
    stories.sort(key=lambda story: story.address)
    stories.sort(key=lambda story: story.published, reverse=True)
    return stories


def _iter_predecessors(unit: Unit, by_key: Mapping[str, Unit]) -> Iterator[Unit]:
    """Yield the predecessors of `unit`, their predecessors and so on, breadth first, each once."""
    seen = {unit.key}
    waiting = list(unit.predecessors)
    while waiting:
        key = waiting.pop(0)
        if key not in seen:
            seen.add(key)
            yield by_key[key]
            waiting += by_key[key].predecessors


def _format_cluster(cluster: Membership) -> str:
    if cluster.start is None:
        return f"{cluster.name} (đến {short_date(cluster.end)})" if cluster.end else cluster.name
    return f"{cluster.name} ({period(cluster.start, cluster.end)})"


def _format_type_and_years(unit: Unit) -> str:
    """Return the type of the unit and the days of its existence, as far as they are known."""
    if unit.start is not None:
        return f"{unit.type}, {period(unit.start, unit.end)}"
    return f"{unit.type}, đến {short_date(unit.end)}" if unit.end is not None else unit.type
