"""All pages of an edition that do not stand in docs/."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.content.media_files import MediaFiles
from bulletin.edition.channels import Channel
from bulletin.edition.edition import Edition, Progress
from bulletin.edition.events import When
from bulletin.edition.relations import neighbours
from bulletin.edition.story import PublicStory
from bulletin.model import addresses
from bulletin.pages.archive import archive_chapters
from bulletin.pages.chapter import Chapter
from bulletin.pages.documents import document_chapters
from bulletin.pages.events import event_card, event_chapter
from bulletin.pages.feeds import feed_links, feeds_chapter
from bulletin.pages.gone import gone_chapters
from bulletin.pages.lists import campaign_card, list_chapters
from bulletin.pages.page import Card, HomeView, Page
from bulletin.pages.questions import question_chapter
from bulletin.pages.story import card, story_chapter

LATEST = 7
COMING = 4


def site_pages(edition: Edition, channels: Sequence[Channel], media: MediaFiles) -> Iterator[Page]:
    """Yield every page; `media` knows the files beside stories."""
    for chapter in site_chapters(edition, channels, media):
        yield from chapter.pages()


def site_chapters(
    edition: Edition, channels: Sequence[Channel], media: MediaFiles
) -> Iterator[Chapter]:
    """Yield all pages in chapters, those of the stories first, each of which is one."""
    feeds = feed_links(channels)
    everything = (feeds[addresses.ALL_STORIES_FEED],)
    made: dict[str, Card] = {}

    def cards(stories: Sequence[PublicStory]) -> list[Card]:
        # A story's card stands on many pages.
        missing = (story for story in stories if story.address not in made)
        made.update((story.address, card(story)) for story in missing)
        return [made[story.address] for story in stories]

    for story, around in neighbours(edition):
        yield story_chapter(story, around, edition, feeds, media)
    yield from list_chapters(edition, cards, feeds)
    yield from document_chapters(edition, media.sizes, everything)
    yield question_chapter(edition, everything)
    yield event_chapter(edition, everything)
    yield from archive_chapters(edition, cards, feeds)
    yield from gone_chapters(edition)
    yield feeds_chapter(channels)


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
