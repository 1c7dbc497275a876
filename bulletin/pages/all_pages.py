"""The pages of an edition, in groups; without the pages of docs/, radio, search and open data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from bulletin.content.media_files import MediaFiles
from bulletin.edition.channels import Channel
from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.edition.related_stories import NeighbourFinder
from bulletin.model import addresses
from bulletin.pages.archive_pages import iter_archive_groups
from bulletin.pages.award_pages import make_award_group
from bulletin.pages.board_page import make_board_group
from bulletin.pages.campaign_pages import iter_campaign_groups
from bulletin.pages.card_list import Card
from bulletin.pages.document_pages import iter_document_groups
from bulletin.pages.event_pages import make_event_group
from bulletin.pages.exemplar_pages import iter_exemplar_groups
from bulletin.pages.feeds_page import make_feed_links, make_feeds_group
from bulletin.pages.field_pages import iter_field_groups
from bulletin.pages.old_address_pages import iter_old_address_groups
from bulletin.pages.page import FeedLink, Page
from bulletin.pages.page_group import PageGroup
from bulletin.pages.question_pages import make_question_group
from bulletin.pages.story_page import make_story_card, make_story_group
from bulletin.pages.unit_pages import iter_unit_groups


def iter_pages(edition: Edition, channels: Sequence[Channel], media: MediaFiles) -> Iterator[Page]:
    """Yield every page of every group. `media` knows the files beside stories and documents."""
    groups = PageGroups(edition, channels, media)
    for group in chain(map(groups.of_story, edition.stories), groups.iter_others()):
        yield from group.make_pages()


@dataclass(frozen=True)
class PageGroups:
    """All pages in groups: one group for each story, and the others."""

    edition: Edition
    channels: Sequence[Channel]
    media: MediaFiles

    @cached_property
    def _feeds(self) -> dict[str, FeedLink]:
        return make_feed_links(self.channels)

    @cached_property
    def _neighbours(self) -> NeighbourFinder:
        return NeighbourFinder(self.edition)

    def of_story(self, story: PublicStory) -> PageGroup:
        """Return the group of a story, which is named by the address of its page."""
        neighbours = self._neighbours.find(story)
        return make_story_group(story, neighbours, self.edition, self._feeds, self.media)

    def iter_others(self) -> Iterator[PageGroup]:
        """Yield the groups of all other pages."""
        edition, feeds = self.edition, self._feeds
        all_stories_feed = (feeds[addresses.ALL_STORIES_FEED],)
        cards: dict[str, Card] = {}

        def make_cards(stories: Sequence[PublicStory]) -> list[Card]:
            # A story's card is on many pages, so it is made once.
            missing = (story for story in stories if story.address not in cards)
            cards.update((story.address, make_story_card(story)) for story in missing)
            return [cards[story.address] for story in stories]

        yield from iter_exemplar_groups(edition, make_cards, all_stories_feed)
        yield from iter_campaign_groups(edition, make_cards, feeds)
        yield from iter_unit_groups(edition, make_cards, feeds)
        yield from iter_field_groups(edition, make_cards, feeds)
        yield from iter_document_groups(edition, self.media.sizes, all_stories_feed)
        yield make_question_group(edition, all_stories_feed)
        yield make_event_group(edition, all_stories_feed)
        yield make_award_group(edition, (feeds[addresses.AWARDS_FEED],))
        yield from iter_archive_groups(edition, make_cards, feeds)
        yield from iter_old_address_groups(edition)
        yield make_feeds_group(self.channels)
        yield make_board_group(edition, all_stories_feed)
