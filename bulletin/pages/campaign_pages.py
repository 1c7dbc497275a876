"""The list of campaigns, and a page with the stories of each campaign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.edition.public_documents import index_by_slug
from bulletin.edition.public_story import PublicStory
from bulletin.model import addresses
from bulletin.model.campaign import Campaign
from bulletin.pages.card_list import Card, MakeCards, iter_card_pages
from bulletin.pages.chart import make_chart
from bulletin.pages.document_pages import (
    iter_documents_cited_by_campaign,
    make_document_link,
)
from bulletin.pages.page import Fact, FactValue, FeedLink, Link, Page
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import page_addresses
from bulletin.vietnamese.dates import period


def format_progress(campaign: Campaign, edition: Edition) -> str:
    """Return the words for the progress of `campaign`, with a capital."""
    words = edition.describe_progress(campaign)
    return words[:1].upper() + words[1:]


def make_campaign_card(campaign: Item[Campaign], edition: Edition) -> Card:
    """Return the campaign's card; the label says whether the campaign is running."""
    return Card(
        title=campaign.front.title,
        address=campaign.address,
        summary=" ".join(campaign.front.summary.split()),
        label=format_progress(campaign.front, edition),
    )


def iter_campaign_groups(
    edition: Edition, make_cards: MakeCards, feeds: Mapping[str, FeedLink]
) -> Iterator[PageGroup]:
    """Yield the list of campaigns, then each campaign; `feeds` are all feeds by address."""
    yield PageGroup(
        name=addresses.CAMPAIGNS,
        addresses=page_addresses(addresses.CAMPAIGNS, len(edition.campaigns)),
        make_pages=partial(_iter_list_pages, edition, (feeds[addresses.ALL_STORIES_FEED],)),
    )
    for campaign in edition.campaigns:
        stories = edition.by_campaign.get(campaign.parts["campaign"], ())
        yield PageGroup(
            name=campaign.address,
            addresses=page_addresses(campaign.address, len(stories)),
            make_pages=partial(_iter_campaign_pages, campaign, edition, stories, make_cards, feeds),
            stories=stories,
            bodies=(campaign,),
        )


def _iter_list_pages(edition: Edition, feeds: tuple[FeedLink, ...]) -> Iterator[Page]:
    yield from iter_card_pages(
        address=addresses.CAMPAIGNS,
        section=addresses.CAMPAIGNS,
        title="Phong trào thi đua",
        lead="Các phong trào thi đua đang diễn ra và đã kết thúc.",
        feeds=feeds,
        cards=[make_campaign_card(campaign, edition) for campaign in edition.campaigns],
        empty="Chưa có phong trào nào.",
    )


def _iter_campaign_pages(
    campaign: Item[Campaign],
    edition: Edition,
    stories: Sequence[PublicStory],
    make_cards: MakeCards,
    feeds: Mapping[str, FeedLink],
) -> Iterator[Page]:
    front = campaign.front
    key = campaign.parts["campaign"]
    field_names = {field.key: field.name for field in edition.fields}
    facts = [
        Fact("Tình trạng", (format_progress(front, edition),)),
        Fact("Thời gian", (period(front.started, front.ended),)),
        Fact("Phát động", (front.launched_by,)),
        Fact("Văn bản", tuple(_iter_documents(campaign, edition))),
        Fact("Tên gọi khác", front.other_names),
        Fact(
            "Lĩnh vực",
            tuple(Link(field_names[k], addresses.field_address(k)) for k in front.fields),
        ),
    ]
    yield from iter_card_pages(
        address=campaign.address,
        section=addresses.CAMPAIGNS,
        title=front.title,
        lead=" ".join(front.summary.split()),
        feeds=(feeds[addresses.campaign_feed(key)],),
        cards=make_cards(stories),
        facts=facts,
        body=campaign,
        chart=make_chart([story.published.date() for story in stories]),
    )


def _iter_documents(campaign: Item[Campaign], edition: Edition) -> Iterator[FactValue]:
    """Yield the decision on a campaign, then each document of the library that its text cites."""
    decision = campaign.front.decision
    documents = index_by_slug(edition.documents)
    if decision is not None and decision in documents:
        yield make_document_link(documents[decision].item)
    elif decision:
        yield decision
    for item in iter_documents_cited_by_campaign(campaign, edition):
        if item.parts["slug"] != decision:
            yield make_document_link(item)
