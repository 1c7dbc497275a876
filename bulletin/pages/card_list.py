"""Lists of cards, split into pages: sections, campaigns, units, fields and months show one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import groupby

from bulletin.content.item import Item
from bulletin.edition.public_story import PublicStory
from bulletin.engine.fingerprint import fingerprint
from bulletin.model import addresses
from bulletin.model.campaign import Campaign
from bulletin.model.labels import SAMPLE_EVENT, SAMPLE_STORY
from bulletin.pages.chart import Chart
from bulletin.pages.facets import Choices
from bulletin.pages.lineage import Lineage
from bulletin.pages.page import Fact, FactValue, FeedLink, Figure, Page, View
from bulletin.pages.pagination import Pagination, format_page_title, paginate


@dataclass(frozen=True, slots=True)
class CardImage:
    """The picture on a story's card; its file is beside the story's page, at the address `page`."""

    figure: Figure
    page: str


@dataclass(frozen=True, repr=False)
class Card:
    """A story, campaign or event as an item of a list; `day` is None where no date is shown.

    `drawing` is the name of a drawing of the theme, for a card without a picture.
    `held` says in a preview why it is not public.

    A card is part of many pages, and the fingerprint of each page needs the `repr` of the card. So
    that is short, and computed once.
    """

    title: str
    address: str
    summary: str
    label: str
    day: dt.date | None = None
    unit: str | None = None
    sample: bool = False
    picture: CardImage | None = None
    drawing: str = ""
    held: str = ""

    @property
    def mark(self) -> str:
        """The mark of a sample, "" for what is real."""
        if not self.sample:
            return ""
        return SAMPLE_EVENT if self.address.startswith(addresses.EVENTS) else SAMPLE_STORY

    def __repr__(self) -> str:
        """Return the address and a fingerprint of all fields."""
        return f"Card({self.address!r}, {self._fingerprint})"

    @cached_property
    def _fingerprint(self) -> str:
        return fingerprint([getattr(self, one.name) for one in fields(self)]).hex()


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Cards of a list that stand together under a heading, which may be empty."""

    heading: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase of a campaign: its name, days and state in words ("" if not known), its decision."""

    name: str
    days: str
    state: str
    decision: FactValue | None


@dataclass(frozen=True, slots=True)
class ListView(View):
    """list.html: a page of cards, of a section, campaign, unit or field, with the facts of it."""

    lead: str
    facts: tuple[Fact, ...]
    heading: str
    cards: tuple[Card, ...]
    empty: str
    pagination: Pagination
    choices: tuple[Choices, ...] = ()
    chart: Chart | None = None
    lineage: Lineage | None = None
    phases: tuple[PhaseLine, ...] = ()
    groups: tuple[CardGroup, ...] = ()


MakeCards = Callable[[Sequence[PublicStory]], list[Card]]
"""A function that returns the cards of stories, in their order."""

NO_STORIES = "Chưa có tin, bài nào."


def iter_card_pages(
    *,
    address: str,
    section: str,
    title: str,
    lead: str,
    feeds: tuple[FeedLink, ...],
    cards: Sequence[Card],
    facts: Sequence[Fact] = (),
    body: Item[Campaign] | None = None,
    empty: str = NO_STORIES,
    choices: tuple[Choices, ...] = (),
    description: str = "",
    chart: Chart | None = None,
    lineage: Lineage | None = None,
    mark: str = "",
    phases: tuple[PhaseLine, ...] = (),
    headings: Sequence[str] = (),
) -> Iterator[Page]:
    """Yield the pages of a list of cards.

    Lead, facts, body, chart, lineage, phases and choices are on the first page only. `description`
    is for search engines; if it is empty, the lead is used, or else the title. `headings` has the
    heading of each card, for a list in groups.
    """
    entries = list(zip(cards, headings or [""] * len(cards), strict=True))
    for page_address, shown, pagination in paginate(address, entries):
        first = pagination.page_number == 1
        yield Page(
            address=page_address,
            template="list.html",
            title=format_page_title(title, pagination),
            description=description or lead or f"{title}: tin, bài về thi đua, khen thưởng.",
            section=section,
            feeds=feeds,
            view=ListView(
                lead=lead if first else "",
                facts=tuple(fact for fact in facts if fact.values) if first else (),
                heading="Tin, bài" if facts else "",
                cards=tuple(card for card, _ in shown),
                empty=empty,
                pagination=pagination,
                choices=choices if first else (),
                chart=chart if first else None,
                lineage=lineage if first else None,
                phases=phases if first else (),
                groups=_make_groups(shown),
            ),
            body=body if first else None,
            source=body.path if body else None,
            mark=mark,
        )


def _make_groups(entries: Sequence[tuple[Card, str]]) -> tuple[CardGroup, ...]:
    """Return the cards under their headings, or nothing if none of them has a heading."""
    if not any(heading for _, heading in entries):
        return ()
    return tuple(
        CardGroup(heading, tuple(card for card, _ in group))
        for heading, group in groupby(entries, key=lambda entry: entry[1])
    )
