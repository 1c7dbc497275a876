"""The awards of all public stories: what a bulletin of commendation lists."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.model.story import Award


class Level(Enum):
    """The level of who decided on an award, the highest first; the value is the text shown."""

    STATE = "Nhà nước"
    MINISTRY = "Bộ, ban, ngành trung ương"
    PROVINCE = "Tỉnh"
    DISTRICT = "Huyện"
    COMMUNE = "Xã"
    OTHER = "Cấp khác"


# In this order: "Sở Nội vụ tỉnh" is of a province, "phòng … huyện" of a district.
_LEVELS = (
    (
        Level.STATE,
        r"chủ tịch nước|nhà nước|thủ tướng|chính phủ|quốc hội|huân chương|huy chương|anh hùng",
    ),
    (Level.COMMUNE, r"\b(?:(?<!tác )(?<!thị )xã(?! hội)|phường|thị trấn|đặc khu|ấp|khu phố)\b"),
    (Level.DISTRICT, r"\b(?:huyện|quận|thị xã|thành phố thuộc tỉnh)\b"),
    (Level.PROVINCE, r"\b(?:tỉnh|thành phố)\b"),
    (Level.MINISTRY, r"\b(?:(?<!lạc )(?<!cán )bộ|trung ương|tổng liên đoàn|ban chấp hành)\b"),
)


@dataclass(frozen=True, slots=True)
class PublicAward:
    """An award of a public story; `position` counts the awards of the story from 1."""

    award: Award
    story: PublicStory
    position: int
    level: Level

    @property
    def day(self) -> dt.date | None:
        """The day of the decision, if it is known."""
        return self.award.date


def iter_awards(stories: Iterable[PublicStory]) -> Iterator[PublicAward]:
    """Yield the awards of `stories`: real before sample, the latest decision first.

    Those without a day come last; of one day, in the order of the stories.
    """
    found = [
        PublicAward(award, story, position, find_level(award))
        for story in stories
        for position, award in enumerate(story.front.awards, 1)
    ]
    found.sort(key=lambda one: one.day or dt.date.min, reverse=True)
    found.sort(key=lambda one: one.story.front.sample)
    yield from found


def iter_real_awards(edition: Edition) -> Iterator[PublicAward]:
    """Yield the awards of real stories that stand, the latest first."""
    for one in iter_awards(edition.stories):
        if not one.story.front.sample and not one.award.revoked:
            yield one


def find_level(award: Award) -> Level:
    """Return the level of who decided: as the issuer says, else of an order as its title says."""
    words = f"{award.issuer or ''}".casefold()
    if not words:
        is_state = re.search(r"huân chương|huy chương|anh hùng", award.title.casefold())
        return Level.STATE if is_state else Level.OTHER
    return next((level for level, pattern in _LEVELS if re.search(pattern, words)), Level.OTHER)
