"""All pages of an edition that do not stand in docs/."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.content.media_files import MediaFiles
from bulletin.edition.channels import Channel
from bulletin.edition.edition import Edition, Progress
from bulletin.edition.events import When
from bulletin.edition.relations import neighbours
from bulletin.model import addresses
from bulletin.pages.archive import archive_pages
from bulletin.pages.documents import document_pages
from bulletin.pages.events import event_card, event_pages
from bulletin.pages.feeds import feed_links, feeds_page
from bulletin.pages.gone import moved_pages, tombstone_pages
from bulletin.pages.lists import campaign_card, list_pages
from bulletin.pages.page import HomeView, Page
from bulletin.pages.questions import question_pages
from bulletin.pages.story import card, story_page

LATEST = 7
COMING = 4


def site_pages(edition: Edition, channels: Sequence[Channel], media: MediaFiles) -> Iterator[Page]:
    """Yield every page; `media` knows the files beside stories."""
    feeds = feed_links(channels)
    everything = (feeds[addresses.ALL_STORIES_FEED],)
    for story, around in neighbours(edition):
        yield story_page(story, around, edition, feeds, media)
    cards = {story.address: card(story) for story in edition.stories}
    yield from list_pages(edition, cards, feeds)
    yield from document_pages(edition, media.sizes, everything)
    yield from question_pages(edition, everything)
    yield from event_pages(edition, everything)
    yield from archive_pages(edition, cards, feeds)
    yield from moved_pages(edition)
    yield from tombstone_pages(edition)
    yield feeds_page(channels)


def home_view(edition: Edition) -> HomeView:
    """Return what the front page adds to its hand-written words."""
    return HomeView(
        latest=tuple(card(story) for story in edition.stories[:LATEST]),
        coming=tuple(event_card(event) for event in edition.events if event.when is When.COMING)[
            :COMING
        ],
        running=tuple(
            campaign_card(campaign, edition)
            for campaign in edition.campaigns
            if edition.progress(campaign.front) is Progress.RUNNING
        ),
    )
