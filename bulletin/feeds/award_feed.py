"""Makes the feed of commendations: an item for each award, whose story it leads to."""

from __future__ import annotations

import datetime as dt

from bulletin.edition.channels import MAX_STORIES, Channel
from bulletin.edition.edition import Edition
from bulletin.edition.public_awards import PublicAward, iter_awards
from bulletin.feeds.feed import Feed, FeedItem
from bulletin.feeds.story_feed import SAMPLE_PREFIX, fill_feed
from bulletin.model.labels import format_award

_REVOKED = "Đã thu hồi: "


def make_award_feed(channel: Channel, edition: Edition, *, site_name: str, site_url: str) -> Feed:
    """Return the feed of the latest awards; the result depends on content alone.

    An item is dated by its decision, or by the story where that day is not known.
    """
    root = site_url.rstrip("/")
    items = [_make_item(one, root) for one in iter_awards(channel.stories)]
    items.sort(key=lambda item: item.published, reverse=True)
    return fill_feed(channel, edition, items[:MAX_STORIES], site_name=site_name, site_url=site_url)


def _make_item(one: PublicAward, root: str) -> FeedItem:
    story = one.story
    zone = story.published.tzinfo
    day = dt.datetime.combine(one.day, dt.time(), zone) if one.day else story.published
    prefix = SAMPLE_PREFIX if story.front.sample else ""
    prefix += _REVOKED if one.award.revoked else ""
    return FeedItem(
        title=f"{prefix}{one.award.title}: {story.front.title}",
        link=root + story.address,
        guid=f"{story.guid}/khen-thuong-{one.position}",
        published=day,
        description=prefix + format_award(one.award),
        content="",
        author=story.front.author,
        categories=(one.level.value, story.unit.name),
    )
