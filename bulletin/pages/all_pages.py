"""All pages of an edition that do not stand in docs/."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.content.media_files import MediaFiles
from bulletin.edition.channels import Channel
from bulletin.edition.edition import Edition, Progress
from bulletin.edition.public_events import EventState
from bulletin.edition.public_story import PublicStory
from bulletin.edition.related_stories import iter_neighbours
from bulletin.model import addresses
from bulletin.pages.archive_pages import iter_archive_groups
from bulletin.pages.document_pages import iter_document_groups
from bulletin.pages.event_pages import event_card, make_event_group
from bulletin.pages.feeds_page import feed_links, make_feeds_group
from bulletin.pages.lists import campaign_card, iter_list_groups
from bulletin.pages.old_address_pages import iter_old_address_groups
from bulletin.pages.page import Card, HomeView, Page
from bulletin.pages.page_group import PageGroup
from bulletin.pages.question_pages import make_question_group
from bulletin.pages.story_page import card, make_story_group

LATEST = 7
COMING = 4


def site_pages(edition: Edition, channels: Sequence[Channel], media: MediaFiles) -> Iterator[Page]:
    """Yield every page; `media` knows the files beside stories."""
    for group in iter_page_groups(edition, channels, media):
        yield from group.make_pages()


def iter_page_groups(
    edition: Edition, channels: Sequence[Channel], media: MediaFiles
) -> Iterator[PageGroup]:
    """Yield all pages in groups: first one group for each story, then the others."""
    feeds = feed_links(channels)
    everything = (feeds[addresses.ALL_STORIES_FEED],)
    made: dict[str, Card] = {}

    def cards(stories: Sequence[PublicStory]) -> list[Card]:
        # A story's card stands on many pages.
        missing = (story for story in stories if story.address not in made)
        made.update((story.address, card(story)) for story in missing)
        return [made[story.address] for story in stories]

    for story, around in iter_neighbours(edition):
        yield make_story_group(story, around, edition, feeds, media)
    yield from iter_list_groups(edition, cards, feeds)
    yield from iter_document_groups(edition, media.sizes, everything)
    yield make_question_group(edition, everything)
    yield make_event_group(edition, everything)
    yield from iter_archive_groups(edition, cards, feeds)
    yield from iter_old_address_groups(edition)
    yield make_feeds_group(channels)


def home_view(edition: Edition) -> HomeView:
    """Return what the front page adds to its hand-written words."""
    return HomeView(
        latest=tuple(card(story) for story in edition.stories[:LATEST]),
        coming=tuple(
            event_card(event) for event in edition.events if event.state is EventState.COMING
        )[:COMING],
        running=tuple(
            campaign_card(campaign, edition)
            for campaign in edition.campaigns
            if edition.progress(campaign.front) is Progress.RUNNING
        ),
    )
