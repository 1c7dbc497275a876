"""Related stories of a story, each with the reason, and the stories before and after it.

Related stories are those next to the story in its selections (campaign, unit, field). So the time
needed grows with the number of stories and selections, not with the number of pairs of stories.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

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


class NeighbourFinder:
    """Finds the neighbours of the public stories of an edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._selections: dict[tuple[Reason, str], _Selection] = {}

    def find(self, story: PublicStory) -> Neighbours:
        """Return the neighbours of a story."""
        found: dict[str, Related] = {}
        older = newer = None
        selections = _iter_selections(story, self._edition)
        for rank, (reason, key, all_stories) in enumerate(selections):
            selection = self._selections.get((reason, key))
            if selection is None:
                selection = self._selections[reason, key] = _Selection.of(all_stories)
            # A real story recommends no sample.
            stories = all_stories if story.front.sample else selection.real
            position = selection.positions[story.address]
            if rank == 0 and story.campaigns:
                newer = stories[position - 1] if position > 0 else None
                older = stories[position + 1] if position + 1 < len(stories) else None
            for other in _iter_nearest(stories, position):
                found.setdefault(other.address, Related(other, reason))
            if len(found) >= MAX_RELATED:
                break
        return Neighbours(tuple(found.values())[:MAX_RELATED], older, newer)


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


class _Selection(NamedTuple):
    """The real stories of a selection, and the index of each: a sample's among all."""

    real: Sequence[PublicStory]
    positions: Mapping[str, int]

    @classmethod
    def of(cls, stories: Sequence[PublicStory]) -> _Selection:
        real = real_of(stories)
        positions = _find_positions(stories)
        return cls(
            real, positions if len(real) == len(stories) else positions | _find_positions(real)
        )


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
