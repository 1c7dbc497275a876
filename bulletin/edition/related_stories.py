"""Related stories of a story, each with the reason, and the stories before and after it.

Related stories are those next to the story in its selections (campaign, unit, field). So the time
needed grows with the number of stories and selections, not with the number of pairs of stories.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory, real_of

MAX_RELATED = 4
_MAX_DISTANCE = 2


class Reason(Enum):
    """Why stories are related, the strongest reason first; the value is the text shown."""

    CAMPAIGN = "cùng phong trào"
    UNIT = "cùng đơn vị"
    FIELD = "cùng lĩnh vực"


@dataclass(frozen=True, slots=True)
class Related:
    """A related story, and why it is related."""

    story: PublicStory
    reason: Reason


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The related stories of a story; `older` and `newer` are those next to it in its campaign."""

    related: tuple[Related, ...]
    older: PublicStory | None
    newer: PublicStory | None


def iter_neighbours(edition: Edition) -> Iterator[tuple[PublicStory, Neighbours]]:
    """Yield every public story with its neighbours, in the order of the edition."""
    positions: dict[tuple[Reason, str], dict[str, int]] = {}
    real: dict[tuple[Reason, str], Sequence[PublicStory]] = {}
    for story in edition.stories:
        found: dict[str, Related] = {}
        older = newer = None
        for rank, (reason, key, all_stories) in enumerate(_iter_selections(story, edition)):
            selection = (reason, key)
            if selection not in real:
                real[selection] = real_of(all_stories)
                positions[selection] = _find_positions(all_stories) | _find_positions(
                    real[selection]
                )
            # A real story recommends no sample.
            stories = all_stories if story.front.sample else real[selection]
            position = positions[selection][story.address]
            if rank == 0 and story.campaigns:
                newer = stories[position - 1] if position > 0 else None
                older = stories[position + 1] if position + 1 < len(stories) else None
            for other in _iter_nearest(stories, position):
                found.setdefault(other.address, Related(other, reason))
            if len(found) >= MAX_RELATED:
                break
        yield story, Neighbours(tuple(found.values())[:MAX_RELATED], older, newer)


def _iter_selections(
    story: PublicStory, edition: Edition
) -> Iterator[tuple[Reason, str, Sequence[PublicStory]]]:
    """Yield the selections that contain `story`, that of the strongest reason first."""
    for campaign in story.campaigns:
        key = campaign.parts["campaign"]
        yield Reason.CAMPAIGN, key, edition.by_campaign[key]
    yield Reason.UNIT, story.unit.key, edition.by_unit[story.unit.key]
    for field in story.fields:
        yield Reason.FIELD, field.key, edition.by_field[field.key]


def _find_positions(stories: Sequence[PublicStory]) -> dict[str, int]:
    """Return the index of each story in `stories`, by address."""
    return {story.address: position for position, story in enumerate(stories)}


def _iter_nearest(stories: Sequence[PublicStory], position: int) -> Iterator[PublicStory]:
    """Yield the stories around that at index `position`: nearest first, newer before older."""
    for distance in range(1, _MAX_DISTANCE + 1):
        if position >= distance:
            yield stories[position - distance]
        if position + distance < len(stories):
            yield stories[position + distance]
