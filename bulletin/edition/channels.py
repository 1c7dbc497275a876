"""Which feeds there are, with the stories and the page for people of each.

Rule: docs-dev/contract.md, "Feeds".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.model import addresses

MAX_STORIES = 30
"""Stories in a feed; the feed of a year has all stories of that year."""


class Selection(Enum):
    """How a feed selects its stories."""

    ALL = "all"
    RADIO = "radio"
    AUDIO = "audio"
    AWARDS = "awards"
    CAMPAIGN = "campaign"
    UNIT = "unit"
    FIELD = "field"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed: its address, its title without the site's name, its page for people, its stories.

    `predecessors` are the units whose stories the feed of a unit offers besides its own: their
    items say of which unit they are.
    """

    selection: Selection
    address: str
    title: str
    page: str
    stories: tuple[PublicStory, ...]
    predecessors: frozenset[str] = frozenset()


def iter_channels(edition: Edition) -> Iterator[Channel]:
    """Yield every feed of the edition; empty ones too, because every address must keep working."""
    yield Channel(
        Selection.ALL,
        addresses.ALL_STORIES_FEED,
        "Tất cả tin, bài",
        addresses.HOME,
        edition.published[:MAX_STORIES],
    )
    cleared = edition.cleared
    yield Channel(
        Selection.RADIO,
        addresses.RADIO_FEED,
        "Tin, bài cho đài phát thanh",
        addresses.FEEDS,
        cleared[:MAX_STORIES],
    )
    yield Channel(
        Selection.AUDIO,
        addresses.AUDIO_FEED,
        "Bản ghi âm",
        addresses.RADIO,
        # Stations' machines air what stands there: a sample never does.
        tuple(s for s in cleared if s.front.audio and not s.front.sample)[:MAX_STORIES],
    )
    yield Channel(
        Selection.AWARDS,
        addresses.AWARDS_FEED,
        "Khen thưởng",
        addresses.COMMENDATIONS,
        _published(tuple(story for story in edition.stories if story.front.awards)),
    )
    for campaign in edition.campaigns:
        key = campaign.parts["campaign"]
        yield Channel(
            Selection.CAMPAIGN,
            addresses.campaign_feed(key),
            campaign.front.title,
            campaign.address,
            _published(edition.by_campaign.get(key, ()))[:MAX_STORIES],
        )
    for unit in edition.units:
        yield Channel(
            Selection.UNIT,
            addresses.unit_feed(unit.key),
            edition.unit_label(unit),
            addresses.unit_address(unit.key),
            _published(edition.unit_tree.stories_with_predecessors(unit.key))[:MAX_STORIES],
            edition.unit_tree.find_predecessors(unit.key),
        )
    for field in edition.fields:
        yield Channel(
            Selection.FIELD,
            addresses.field_feed(field.key),
            field.name,
            addresses.field_address(field.key),
            _published(edition.by_field.get(field.key, ()))[:MAX_STORIES],
        )
    for year in sorted(edition.by_year, reverse=True):
        yield Channel(
            Selection.YEAR,
            addresses.year_feed(year),
            f"Năm {year}",
            addresses.FEEDS,
            _published(edition.by_year[year]),
        )


def _published(stories: tuple[PublicStory, ...]) -> tuple[PublicStory, ...]:
    """Return the stories without those that only a preview shows: no feed can mark them."""
    return tuple(story for story in stories if not story.held)


def iter_feed_addresses(story: PublicStory) -> Iterator[str]:
    """Yield the addresses of the feeds that select `story`: campaigns, unit, fields, year."""
    yield from (addresses.campaign_feed(c.parts["campaign"]) for c in story.campaigns)
    yield addresses.unit_feed(story.unit.key)
    yield from (addresses.field_feed(field.key) for field in story.fields)
    yield addresses.year_feed(story.published.year)
