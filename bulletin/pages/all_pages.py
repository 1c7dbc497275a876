"""The pages of an edition, in groups; without the pages of docs/, radio, search and open data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.content.media_files import MediaFiles
from bulletin.edition.channels import Channel
from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.edition.related_stories import iter_neighbours
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
from bulletin.pages.page import Page
from bulletin.pages.page_group import PageGroup
from bulletin.pages.question_pages import make_question_group
from bulletin.pages.story_page import make_story_card, make_story_group
from bulletin.pages.unit_pages import iter_unit_groups


def iter_pages(edition: Edition, channels: Sequence[Channel], media: MediaFiles) -> Iterator[Page]:
    """Yield every page of every group. `media` knows the files beside stories and documents."""
    for group in iter_page_groups(edition, channels, media):
        yield from group.make_pages()


def iter_page_groups(
    edition: Edition, channels: Sequence[Channel], media: MediaFiles
) -> Iterator[PageGroup]:
    """Yield all pages in groups: first one group for each story, then the others."""
    feeds = make_feed_links(channels)
    all_stories_feed = (feeds[addresses.ALL_STORIES_FEED],)
    cards: dict[str, Card] = {}

    def make_cards(stories: Sequence[PublicStory]) -> list[Card]:
        # A story's card is on many pages, so it is made once.
        missing = (story for story in stories if story.address not in cards)
        cards.update((story.address, make_story_card(story)) for story in missing)
        return [cards[story.address] for story in stories]

    for story, neighbours in iter_neighbours(edition):
        yield make_story_group(story, neighbours, edition, feeds, media)
    yield from iter_exemplar_groups(edition, make_cards, all_stories_feed)
    yield from iter_campaign_groups(edition, make_cards, feeds)
    yield from iter_unit_groups(edition, make_cards, feeds)
    yield from iter_field_groups(edition, make_cards, feeds)
    yield from iter_document_groups(edition, media.sizes, all_stories_feed)
    yield make_question_group(edition, all_stories_feed)
    yield make_event_group(edition, all_stories_feed)
    yield make_award_group(edition, (feeds[addresses.AWARDS_FEED],))
    yield from iter_archive_groups(edition, make_cards, feeds)
    yield from iter_old_address_groups(edition)
    yield make_feeds_group(channels)
    yield make_board_group(edition, all_stories_feed)
