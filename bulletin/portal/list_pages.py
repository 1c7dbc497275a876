"""The pages of a portal that list stories: front page, units, campaigns, fields, archive.

A list over all bulletins has 2,000 stories at most: nobody turns over more pages, and a country has
ten thousand stories in a month. The list of a unit has all of its stories. A function that makes
the pages of one list is given what it shows and nothing else, so that a worker can do it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bulletin.model import addresses
from bulletin.model.catalog import CampaignCard, PartitionKind
from bulletin.model.labels import CAMPAIGN_STORY, SUBJECTS
from bulletin.pages.archive_pages import ArchiveView
from bulletin.pages.card_list import Card, iter_card_pages
from bulletin.pages.page import Fact, FeedLink, Link, Page, View
from bulletin.pages.pagination import format_page_title, paginate
from bulletin.pages.row_list import Row, RowsView
from bulletin.portal.holdings import Holdings, Member, PortalStory, pick_latest
from bulletin.portal.matching import CampaignMatch
from bulletin.vietnamese.dates import short_date
from bulletin.vietnamese.numbers import format_count

_LATEST = 20
_OF_EACH = 5

MOST_LISTED = 2_000
_MOST_OF_EACH = 200
"""Stories of a list over all bulletins, and those of each of them, at most: a bulletin that
pretends to have a thousand stories in a month leaves room for the others."""

_MOST_LINKS = 200
"""Links from a campaign to bulletins that have a page on it."""

FORMER_NAMES = "/don-vi/ten-cu/"


@dataclass(frozen=True, slots=True)
class PortalHomeView(View):
    """portal.html: the latest stories, and how many bulletins there are."""

    lead: str
    latest: tuple[Card, ...]
    members: int
    failing: int
    empty: str


def make_card(story: PortalStory) -> Card:
    """Return the card of a story; it leads to the bulletin."""
    card = story.card
    return Card(
        title=card.title,
        address=story.url,
        summary=card.summary or "",
        label=SUBJECTS[card.subject] if card.subject else CAMPAIGN_STORY,
        day=story.day,
        unit=story.unit_label,
    )


def make_home_page(holdings: Holdings, lead: str, feeds: tuple[FeedLink, ...]) -> Page:
    """Return the front page."""
    return Page(
        address=addresses.HOME,
        template="portal.html",
        title="Tin, bài mới nhất",
        description=lead,
        section=addresses.HOME,
        feeds=feeds,
        view=PortalHomeView(
            lead=lead,
            latest=tuple(map(make_card, pick_latest(holdings.stories, _LATEST, _OF_EACH))),
            members=len(holdings.members),
            failing=sum(one.copy.state.failing_since is not None for one in holdings.members),
            empty="Chưa có tin, bài nào.",
        ),
    )


@dataclass(frozen=True, slots=True)
class StoryList:
    """What a list shows: the number of all its stories, and the latest of them."""

    count: int
    latest: tuple[PortalStory, ...]

    @classmethod
    def of(cls, stories: Sequence[PortalStory]) -> StoryList:
        """Return a list over all bulletins, which has a bound."""
        is_long = len(stories) > MOST_LISTED
        found = pick_latest(stories, MOST_LISTED, _MOST_OF_EACH) if is_long else tuple(stories)
        return cls(len(stories), found)

    @property
    def lead(self) -> str:
        """The sentence above a list that does not have all."""
        if self.count == len(self.latest):
            return ""
        return (
            f"Có {format_count(self.count)} tin, bài; ở đây là {format_count(len(self.latest))} "
            f"tin, bài mới nhất, mỗi bản tin nhiều nhất {_MOST_OF_EACH}. Còn lại: xem trang của "
            "từng đơn vị, hoặc tìm kiếm."
        )


def iter_unit_pages(holdings: Holdings) -> Iterator[Page]:
    """Yield the list of units and the list of former names."""
    members = sorted(holdings.members, key=lambda one: (not one.region, one.region))
    has_regions = any(one.region for one in members)
    rows = [
        Row(
            name=member.name,
            address=member.address,
            note=_format_former(member),
            count=len(holdings.by_unit.get(member.address, ())),
            heading=member.region or ("Chưa rõ đơn vị cấp trên" if has_regions else ""),
        )
        for member in members
    ]
    lead = "Mỗi bản tin là của một đơn vị. Tên cũ của đơn vị ghi ngay dưới tên mới."
    yield from _iter_row_pages(addresses.UNITS, "Đơn vị", lead, rows, addresses.UNITS)
    if former := holdings.former_names:
        lines = [
            Row(
                name=f"{one.name}{_format_years(*one.years)}",
                address=member.address,
                note=f"Nay thuộc: {member.name}",
                count=len(holdings.by_unit.get(member.address, ())),
            )
            for one in former
            for member in one.members
        ]
        words = "Tên đơn vị trước khi sắp xếp dẫn đến đơn vị ngày nay."
        yield from _iter_row_pages(FORMER_NAMES, "Tên đơn vị cũ", words, lines, addresses.UNITS)


def iter_pages_of_member(member: Member, stories: Sequence[PortalStory]) -> Iterator[Page]:
    """Yield the pages of a bulletin's unit, with all its stories, and those of the units below."""
    feeds = (FeedLink(member.name, f"/rss/don-vi/{member.key}.xml"),)
    by_part: dict[str, list[PortalStory]] = {}
    for story in stories:
        by_part.setdefault(story.unit, []).append(story)
    parts = sorted(by_part)
    inner = tuple(
        Link(member.units[key].name, address)
        for address in parts
        if (key := address.removeprefix(member.address).rstrip("/"))
    )
    names = tuple(unit.name for unit in member.former_names)
    facts = [
        Fact("Bản tin", (Link(member.root, member.link("/")),) if member.has_address else ()),
        Fact("Thuộc", (member.region,) if member.region else ()),
        Fact("Hợp thành từ", names),
        Fact("Đơn vị trực thuộc có bài", inner),
        Fact("Bản chép", (Link("xem tình trạng", f"{addresses.MEMBERS}{member.key}/"),)),
    ]
    yield from iter_card_pages(
        address=member.address,
        section=addresses.UNITS,
        title=member.name,
        lead=member.notice,
        feeds=feeds,
        cards=list(map(make_card, stories)),
        facts=facts,
        description=f"Tin, bài của bản tin {member.name}.",
    )
    for link in inner:
        yield from iter_card_pages(
            address=link.address,
            section=addresses.UNITS,
            title=f"{link.text}, {member.name}",
            lead="",
            feeds=feeds,
            cards=list(map(make_card, by_part[link.address])),
            facts=[Fact("Thuộc", (Link(member.name, member.address),))],
        )


def iter_campaign_pages(holdings: Holdings) -> Iterator[Page]:
    """Yield the list of campaigns."""
    cards = find_campaign_cards(holdings)
    order = sorted(
        holdings.campaigns, key=lambda m: (-len(holdings.by_campaign.get(m.key, ())), m.key)
    )
    rows = [
        Row(
            name=match.title,
            address=f"{addresses.CAMPAIGNS}{match.key}/",
            note=f"{len(cards[match.key])} bản tin",
            count=len(holdings.by_campaign.get(match.key, ())),
        )
        for match in order
    ]
    lead = "Phong trào cùng tên của các bản tin xếp chung; phong trào nhiều tin, bài xếp trước."
    yield from _iter_row_pages(addresses.CAMPAIGNS, "Phong trào", lead, rows, addresses.CAMPAIGNS)


def find_campaign_cards(holdings: Holdings) -> dict[str, list[tuple[CampaignCard, Member]]]:
    """Return what bulletins publish of each campaign of the portal, by its key."""
    cards: dict[str, list[tuple[CampaignCard, Member]]] = {}
    heads = {key: match for match in holdings.campaigns for key in match.keys}
    for card, member in holdings.iter_cards(PartitionKind.CAMPAIGNS):
        assert isinstance(card, CampaignCard)
        cards.setdefault(heads[card.key].key, []).append((card, member))
    return cards


def link_campaign(cards: Sequence[tuple[CampaignCard, Member]]) -> tuple[Link, ...]:
    """Return the links to the pages of a campaign in the bulletins; of many the first ones."""
    return tuple(
        Link(member.name, member.link(card.address), card.progress or "")
        for card, member in cards[:_MOST_LINKS]
    )


def iter_pages_of_campaign(
    match: CampaignMatch, links: tuple[Link, ...], stories: StoryList
) -> Iterator[Page]:
    """Yield the pages of a campaign."""
    yield from iter_card_pages(
        address=f"{addresses.CAMPAIGNS}{match.key}/",
        section=addresses.CAMPAIGNS,
        title=match.title,
        lead=stories.lead,
        feeds=(FeedLink(match.title, addresses.campaign_feed(match.key)),),
        cards=list(map(make_card, stories.latest)),
        facts=[Fact("Tên gọi khác", match.other_names), Fact("Ở các bản tin", links)],
    )


def iter_field_pages(holdings: Holdings) -> Iterator[Page]:
    """Yield the list of fields."""
    rows = [
        Row(name, addresses.field_address(key), "", len(holdings.by_field.get(key, ())))
        for key, name in holdings.fields.items()
    ]
    lead = "Tin, bài của mọi bản tin theo lĩnh vực đời sống."
    yield from _iter_row_pages(addresses.FIELDS, "Lĩnh vực", lead, rows, addresses.FIELDS)


def iter_pages_of_field(key: str, name: str, stories: StoryList) -> Iterator[Page]:
    """Yield the pages of a field."""
    yield from iter_card_pages(
        address=addresses.field_address(key),
        section=addresses.FIELDS,
        title=name,
        lead=stories.lead,
        feeds=(FeedLink(name, addresses.field_feed(key)),),
        cards=list(map(make_card, stories.latest)),
    )


def iter_archive_pages(holdings: Holdings) -> Iterator[Page]:
    """Yield the lists of years and months."""
    years = sorted(holdings.by_year, reverse=True)
    rows = {
        year: (
            Row(f"Năm {year}", addresses.year_address(year), "", len(holdings.by_year[year])),
            tuple(
                Row(f"Tháng {month}", addresses.month_address(year, month), "", len(found))
                for month in range(12, 0, -1)
                if (found := holdings.by_month.get((year, month)))
            ),
        )
        for year in years
    }
    lead = "Mọi tin, bài của các bản tin, theo năm và tháng."
    for address, title, shown in (
        (addresses.ARCHIVE, "Lưu trữ", years),
        *((addresses.year_address(year), f"Lưu trữ năm {year}", [year]) for year in years),
    ):
        yield Page(
            address=address,
            template="archive.html",
            title=title,
            description=lead,
            section=addresses.ARCHIVE,
            feeds=(),
            view=ArchiveView(
                lead if address == addresses.ARCHIVE else "",
                tuple(rows[year] for year in shown),
                "Chưa có tin, bài nào.",
            ),
        )


def iter_pages_of_month(year: int, month: int, stories: StoryList) -> Iterator[Page]:
    """Yield the pages of a month."""
    yield from iter_card_pages(
        address=addresses.month_address(year, month),
        section=addresses.ARCHIVE,
        title=f"Tin, bài tháng {month} năm {year}",
        lead=stories.lead,
        feeds=(FeedLink(f"Năm {year}", addresses.year_feed(year)),),
        cards=list(map(make_card, stories.latest)),
    )


def list_counts(holdings: Holdings) -> dict[str, int]:
    """Return how many stories each list of stories shows, by its address."""
    counts = {address: len(stories) for address, stories in holdings.by_unit.items()}
    counts |= {member.address: 0 for member in holdings.members if member.address not in counts}
    bounded = {
        **{
            f"{addresses.CAMPAIGNS}{match.key}/": holdings.by_campaign.get(match.key, ())
            for match in holdings.campaigns
        },
        **{addresses.field_address(key): holdings.by_field.get(key, ()) for key in holdings.fields},
        **{addresses.month_address(*month): found for month, found in holdings.by_month.items()},
    }
    return counts | {address: len(StoryList.of(found).latest) for address, found in bounded.items()}


def _iter_row_pages(
    address: str, title: str, lead: str, rows: Sequence[Row], section: str
) -> Iterator[Page]:
    for page_address, shown, pagination in paginate(address, rows, 100):
        yield Page(
            address=page_address,
            template="rows.html",
            title=format_page_title(title, pagination),
            description=lead,
            section=section,
            feeds=(),
            view=RowsView(
                lead if pagination.page_number == 1 else "",
                tuple(shown),
                "Chưa có mục nào.",
                pagination,
            ),
        )


def _format_former(member: Member) -> str:
    names = ", ".join(unit.name for unit in member.former_names)
    return f"Tên cũ: {names}" if names else ""


def _format_years(start: dt.date | None, end: dt.date | None) -> str:
    return f" (đến {short_date(end)})" if end else f" (từ {short_date(start)})" if start else ""
