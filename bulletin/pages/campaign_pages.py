"""The list of campaigns, and a page with the stories of each campaign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.edition.public_documents import index_by_slug
from bulletin.edition.public_story import PublicStory, put_real_first, real_of
from bulletin.model import addresses
from bulletin.model.campaign import Campaign, Phase
from bulletin.model.campaign_progress import find_phase
from bulletin.pages.card_list import Card, MakeCards, PhaseLine, iter_card_pages
from bulletin.pages.chart import make_chart
from bulletin.pages.document_pages import (
    iter_documents_cited_by_campaign,
    make_document_link,
)
from bulletin.pages.page import Fact, FactValue, FeedLink, Link, Page
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import page_addresses
from bulletin.vietnamese.dates import period, short_date


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
        stories = put_real_first(edition.by_campaign.get(campaign.parts["campaign"], ()))
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
        Fact("Thời gian", () if front.phases else (period(front.started, front.ended),)),
        Fact("Phát động ngày", tuple(_iter_start(front))),
        Fact("Nơi phát động", (front.launched_by,)),
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
        chart=make_chart([story.published.date() for story in real_of(stories)]),
        phases=tuple(_iter_phases(campaign, edition)),
    )


def _iter_start(campaign: Campaign) -> Iterator[str]:
    """Yield the day of the launch of a campaign with phases, unless a phase begins on that day.

    A campaign whose launch is not known starts with its first phase, which says that day itself.
    """
    if campaign.phases and campaign.started not in {phase.start for phase in campaign.phases}:
        yield short_date(campaign.started)


def _iter_phases(campaign: Item[Campaign], edition: Edition) -> Iterator[PhaseLine]:
    running = find_phase(campaign.front, edition.today)
    for phase in reversed(campaign.front.phases):
        if phase is running:
            state = "Đang diễn ra"
        elif phase.start is not None and phase.start > edition.today:
            state = "Sắp bắt đầu"
        elif phase.end is not None and phase.end < edition.today:
            state = "Đã qua"
        else:
            state = ""
        decision = _find_decision(phase.decision, edition)
        yield PhaseLine(phase.name, _format_days(phase), state, decision)


def _format_days(phase: Phase) -> str:
    if phase.start is not None:
        return period(phase.start, phase.end)
    return f"đến {short_date(phase.end)}" if phase.end is not None else ""


def _find_decision(written: str | None, edition: Edition) -> FactValue | None:
    """Return a link to the document that `written` names, or the words where there is none."""
    if written is None:
        return None
    documents = index_by_slug(edition.documents)
    if written in documents:
        return make_document_link(documents[written].item)
    found = next(iter(edition.citations.find_in_text(written)), None)
    return written if found is None else make_document_link(found)


def _iter_documents(campaign: Item[Campaign], edition: Edition) -> Iterator[FactValue]:
    """Yield the decision on a campaign, then each document of the library that its text cites.

    Each is said once: what a phase names is not said again.
    """
    front = campaign.front
    said = {_find_decision(phase.decision, edition) for phase in front.phases}
    decision = _find_decision(front.decision, edition)
    cited = iter_documents_cited_by_campaign(campaign, edition)
    values = dict.fromkeys([decision, *map(make_document_link, cited)])
    yield from (value for value in values if value is not None and value not in said)
