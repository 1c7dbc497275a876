"""All pages of an edition that do not stand in docs/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bulletin.edition.channels import Channel
from bulletin.edition.edition import Edition, Progress
from bulletin.pages.feeds import feed_links, feeds_page
from bulletin.pages.lists import campaign_card, list_pages
from bulletin.pages.page import HomeView, Page
from bulletin.pages.story import card, story_page

LATEST = 8


def site_pages(
    edition: Edition, channels: Sequence[Channel], sizes: Mapping[str, int]
) -> Iterator[Page]:
    """Yield every page; `sizes` gives the bytes of the files beside stories, by path."""
    feeds = feed_links(channels)
    for story in edition.stories:
        yield story_page(story, edition, feeds, sizes)
    yield from list_pages(edition, feeds)
    yield feeds_page(channels)


def home_view(edition: Edition) -> HomeView:
    """Return what the front page adds to its hand-written words."""
    return HomeView(
        latest=tuple(card(story) for story in edition.stories[:LATEST]),
        running=tuple(
            campaign_card(campaign, edition)
            for campaign in edition.campaigns
            if edition.progress(campaign.front) is Progress.RUNNING
        ),
    )
