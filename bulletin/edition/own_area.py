"""Stories of the bulletin's own units, of the region around them, and samples."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory, put_real_first


class Area(Enum):
    """Where a story belongs; the value is the heading above such stories in a list."""

    OWN = ""
    REGION = "Ở tỉnh, ở vùng"
    SAMPLE = "Bài mẫu"


def find_area(edition: Edition, story: PublicStory) -> Area:
    """Return the area of `story`; a bulletin that names no units of its own has only one."""
    if not edition.own_units:
        return Area.OWN
    if story.front.sample:
        return Area.SAMPLE
    return Area.OWN if story.unit.key in edition.own_units else Area.REGION


def put_own_first(edition: Edition, stories: Sequence[PublicStory]) -> Sequence[PublicStory]:
    """Return real stories of the own units, of the region, then samples, each in their order."""
    if not edition.own_units:
        return put_real_first(stories)
    order = list(Area)
    return sorted(stories, key=lambda story: order.index(find_area(edition, story)))
