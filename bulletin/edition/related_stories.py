"""Stories beside a story: related ones with the reason, and the way through a campaign.

A story's neighbours are those next to it in the selections it already stands in, so the work grows
with the number of stories and their selections, never with pairs of stories.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory

MOST = 4
_REACH = 2


class Reason(Enum):
    """Why a story stands beside another, the strongest first."""

    CAMPAIGN = "cùng phong trào"
    UNIT = "cùng đơn vị"
    FIELD = "cùng lĩnh vực"


@dataclass(frozen=True, slots=True)
class Related:
    """A story worth reading next, and why."""

    story: PublicStory
    reason: Reason


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands around a story; `older` and `newer` within its first campaign."""

    related: tuple[Related, ...]
    older: PublicStory | None
    newer: PublicStory | None


def neighbours(edition: Edition) -> Iterator[tuple[PublicStory, Neighbours]]:
    """Yield every public story with what stands around it, in the order of the edition."""
    places: dict[tuple[Reason, str], Mapping[str, int]] = {}
    for story in edition.stories:
        found: dict[str, Related] = {}
        older = newer = None
        for rank, (reason, key, stories) in enumerate(_selections(story, edition)):
            if (reason, key) not in places:
                places[reason, key] = _places(stories)
            place = places[reason, key][story.address]
            if rank == 0 and story.campaigns:
                newer = stories[place - 1] if place > 0 else None
                older = stories[place + 1] if place + 1 < len(stories) else None
            for other in _around(stories, place):
                found.setdefault(other.address, Related(other, reason))
            if len(found) >= MOST:
                break
        yield story, Neighbours(tuple(found.values())[:MOST], older, newer)


def _selections(
    story: PublicStory, edition: Edition
) -> Iterator[tuple[Reason, str, Sequence[PublicStory]]]:
    """Yield the selections a story stands in, the most telling first."""
    for campaign in story.campaigns:
        key = campaign.parts["campaign"]
        yield Reason.CAMPAIGN, key, edition.by_campaign[key]
    yield Reason.UNIT, story.unit.key, edition.by_unit[story.unit.key]
    for field in story.fields:
        yield Reason.FIELD, field.key, edition.by_field[field.key]


def _places(stories: Sequence[PublicStory]) -> Mapping[str, int]:
    return {story.address: place for place, story in enumerate(stories)}


def _around(stories: Sequence[PublicStory], place: int) -> Iterator[PublicStory]:
    """Yield the stories nearest in time to that at `place`: nearest first, newer before older."""
    for distance in range(1, _REACH + 1):
        if place >= distance:
            yield stories[place - distance]
        if place + distance < len(stories):
            yield stories[place + distance]
