"""The list of units, and a page with the stories of each unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory, count_real, put_real_first
from bulletin.model import addresses
from bulletin.model.labels import SAMPLE_UNIT
from bulletin.model.unit import Membership, Unit
from bulletin.pages.card_list import Card, MakeCards, iter_card_pages
from bulletin.pages.lineage import make_lineage
from bulletin.pages.page import Fact, FeedLink, Link, Page
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import page_addresses
from bulletin.pages.row_list import Row, make_row_list_group
from bulletin.vietnamese.collate import collation_key
from bulletin.vietnamese.dates import period, short_date

_LEAD = "Các đơn vị của địa bàn, xếp theo tên riêng; đơn vị đã sáp nhập vẫn có trang riêng."


def iter_unit_groups(
    edition: Edition, make_cards: MakeCards, feeds: Mapping[str, FeedLink]
) -> Iterator[PageGroup]:
    """Yield the list of units, then each unit; `feeds` are all feeds by address."""
    stories_of = {
        unit.key: put_real_first(edition.unit_tree.stories_with_predecessors(unit.key))
        for unit in edition.units
    }
    headings = _make_headings(edition)
    order = sorted(
        edition.units,
        key=lambda unit: (_rank(unit, edition), collation_key(unit.proper_name), unit.key),
    )
    yield make_row_list_group(
        addresses.UNITS,
        "Đơn vị",
        _LEAD,
        [
            _make_row(unit, edition, stories_of[unit.key], headings[_rank(unit, edition)])
            for unit in order
        ],
        (feeds[addresses.ALL_STORIES_FEED],),
    )
    by_key = {unit.key: unit for unit in edition.units}
    for unit in edition.units:
        address = addresses.unit_address(unit.key)
        stories = stories_of[unit.key]
        yield PageGroup(
            name=address,
            addresses=page_addresses(address, len(stories)),
            make_pages=partial(_iter_pages, unit, edition, stories, make_cards, feeds, by_key),
            stories=stories,
        )


_HEADINGS = ("Đơn vị hiện nay", "Đơn vị đã sáp nhập", "Đơn vị mẫu, không có thật")


def _rank(unit: Unit, edition: Edition) -> int:
    """Return the group of a unit: today's, those before, samples."""
    return 2 if unit.sample else int(unit.ended_before(edition.today))


def _make_headings(edition: Edition) -> tuple[str, str, str]:
    """Return the headings of the groups; units that ended on one day are called by it."""
    now, before, samples = _HEADINGS
    ended = {unit.end for unit in edition.units if unit.end and _rank(unit, edition) == 1}
    if len(ended) == 1:
        before = f"Trước {short_date(ended.pop() + dt.timedelta(days=1))}"
    return now, before, samples


def _make_row(unit: Unit, edition: Edition, stories: Sequence[PublicStory], heading: str) -> Row:
    real = count_real(stories)
    units = edition.unit_tree.units
    later = ", ".join(units[key].name_in_text for key in unit.successors)
    return Row(
        name=edition.unit_label(unit),
        address=addresses.unit_address(unit.key),
        note=f"nay thuộc {later}" if later else _format_type_and_years(unit),
        count=real,
        samples=len(stories) - real,
        heading=heading,
    )


def _iter_pages(
    unit: Unit,
    edition: Edition,
    stories: Sequence[PublicStory],
    make_cards: MakeCards,
    feeds: Mapping[str, FeedLink],
    by_key: Mapping[str, Unit],
) -> Iterator[Page]:
    def links(keys: Iterable[str]) -> tuple[Link, ...]:
        return tuple(Link(edition.unit_label(by_key[k]), addresses.unit_address(k)) for k in keys)

    children = [key for key in edition.unit_tree.iter_below(unit.key) if key != unit.key]
    yield from iter_card_pages(
        address=addresses.unit_address(unit.key),
        section=addresses.UNITS,
        title=unit.name if unit.sample else edition.unit_label(unit),
        lead="",
        feeds=(feeds[addresses.unit_feed(unit.key)],),
        cards=list(map(partial(_label_other, unit, edition), stories, make_cards(stories))),
        facts=[
            Fact("Loại", (unit.type,)),
            Fact("Thành lập ngày", (short_date(unit.start),) if unit.start else ()),
            Fact("Hoạt động đến hết ngày", (short_date(unit.end),) if unit.end else ()),
            Fact("Mã đơn vị hành chính", (unit.code,) if unit.code else ()),
            Fact("Trực thuộc", links([unit.parent] if unit.parent else [])),
            Fact("Gồm có", links(children)),
            Fact("Tên gọi khác", unit.aliases),
            Fact("Cụm thi đua", tuple(map(_format_cluster, unit.clusters))),
            Fact("Khen thưởng", _link_awards(stories)),
        ],
        lineage=make_lineage(unit, edition, by_key),
        mark=SAMPLE_UNIT if unit.sample else "",
    )


def _link_awards(stories: Sequence[PublicStory]) -> tuple[Link, ...]:
    """Return the link to the list of commendations, if stories of the unit have any."""
    count = sum(len(story.front.awards) for story in stories if not story.front.sample)
    if not any(story.front.awards for story in stories):
        return ()
    words = f"{count} khen thưởng trong danh sách" if count else "Xem danh sách khen thưởng"
    return (Link(words, addresses.COMMENDATIONS),)


def _label_other(unit: Unit, edition: Edition, story: PublicStory, card: Card) -> Card:
    """Return the card for the page of `unit`; another unit's card gets that unit's full label."""
    if story.unit.key == unit.key:
        return card
    return replace(card, unit=edition.unit_label(story.unit))


def _format_cluster(cluster: Membership) -> str:
    if cluster.start is None:
        return f"{cluster.name} (đến {short_date(cluster.end)})" if cluster.end else cluster.name
    return f"{cluster.name} ({period(cluster.start, cluster.end)})"


def _format_type_and_years(unit: Unit) -> str:
    """Return the type of the unit and the days of its existence, as far as they are known."""
    if unit.start is not None:
        return f"{unit.type}, {period(unit.start, unit.end)}"
    return f"{unit.type}, đến {short_date(unit.end)}" if unit.end is not None else unit.type
