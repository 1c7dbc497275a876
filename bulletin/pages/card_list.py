"""A list of cards, cut into pages: what sections, campaigns, units, fields and months show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bulletin.content.item import Item
from bulletin.edition.public_story import PublicStory
from bulletin.model.campaign import Campaign
from bulletin.pages.page import Card, Chart, Choices, Fact, FeedLink, Lineage, ListView, Page
from bulletin.pages.pagination import page_title, paged

Cards = Callable[[Sequence[PublicStory]], list[Card]]
"""Gives the cards of stories."""

NO_STORIES = "Chưa có tin, bài nào."


def card_pages(
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
    narrowing: tuple[Choices, ...] = (),
    description: str = "",
    chart: Chart | None = None,
    lineage: Lineage | None = None,
) -> Iterator[Page]:
    """Yield the pages of a list of cards.

    Lead, facts, body, chart, lineage and the ways to narrow the list stand on the first only.
    `description` is for search engines; without it the lead, or the title, serves.
    """
    for place, shown, paging in paged(address, cards):
        first = paging.number == 1
        yield Page(
            address=place,
            template="list.html",
            title=page_title(title, paging),
            description=description or lead or f"{title}: tin, bài về thi đua, khen thưởng.",
            section=section,
            feeds=feeds,
            view=ListView(
                lead=lead if first else "",
                facts=tuple(fact for fact in facts if fact.values) if first else (),
                heading="Tin, bài" if facts else "",
                cards=tuple(shown),
                empty=empty,
                paging=paging,
                choices=narrowing if first else (),
                chart=chart if first else None,
                lineage=lineage if first else None,
            ),
            body=body if first else None,
            source=body.path if body else None,
        )
