"""Makes a feed from the public stories of a channel; the result depends on content alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bulletin.edition.channels import Channel
from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.feeds.feed import Enclosure, Feed, FeedItem, FeedPicture

SAMPLE_PREFIX = "[Bài mẫu] "


def format_summary(story: PublicStory) -> str:
    """Return the story's summary on one line."""
    return " ".join(story.front.summary.split())


def no_picture(story: PublicStory) -> FeedPicture | None:
    """Return no picture."""
    return None


def no_categories(story: PublicStory) -> tuple[str, ...]:
    """Return no categories."""
    return ()


@dataclass(frozen=True, slots=True)
class FeedItemRenderer:
    """The functions that make the texts of a feed item from a story.

    `content` returns the full text as HTML with absolute addresses, `description` plain text,
    `categories` the categories in addition to campaigns and fields, `picture` the story's picture.
    """

    content: Callable[[PublicStory], str]
    description: Callable[[PublicStory], str] = format_summary
    categories: Callable[[PublicStory], tuple[str, ...]] = no_categories
    picture: Callable[[PublicStory], FeedPicture | None] = no_picture


def make_feed(
    channel: Channel,
    edition: Edition,
    *,
    site_name: str,
    site_url: str,
    renderer: FeedItemRenderer,
    size_of: Callable[[str], int],
) -> Feed:
    """Return the feed of `channel`.

    `site_url` is the URL of the site's root; `size_of` gives the bytes of what is published of the
    recording at a content path.
    """
    root = site_url.rstrip("/")
    items = [
        _make_item(story, root, renderer, size_of, _make_prefix(story, channel, edition))
        for story in channel.stories
    ]
    return fill_feed(channel, edition, items, site_name=site_name, site_url=site_url)


def fill_feed(
    channel: Channel, edition: Edition, items: Iterable[FeedItem], *, site_name: str, site_url: str
) -> Feed:
    """Return the feed of `channel` with these items."""
    bulletin = edition.bulletin
    root = site_url.rstrip("/")
    return Feed(
        title=f"{channel.title} – {site_name}",
        link=root + channel.page,
        address=root + channel.address,
        description=f"{channel.title}. {bulletin.description}",
        publisher=bulletin.publisher,
        contact_email=bulletin.contact.working_email,
        fallback_date=dt.datetime.combine(bulletin.since, dt.time(), bulletin.time_zone),
        items=tuple(items),
    )


def _make_prefix(story: PublicStory, channel: Channel, edition: Edition) -> str:
    """Return the marks before an item's title: a sample, a story of the unit's predecessor."""
    prefix = SAMPLE_PREFIX if story.front.sample else ""
    if story.unit.key in channel.predecessors:
        prefix += f"[{edition.unit_label(story.unit)}] "
    return prefix


def _make_item(
    story: PublicStory,
    root: str,
    renderer: FeedItemRenderer,
    size_of: Callable[[str], int],
    prefix: str,
) -> FeedItem:
    front = story.front
    enclosure = None
    if front.audio is not None and story.audio_path is not None:
        enclosure = Enclosure(
            url=root + story.address + front.audio.file,
            length=size_of(story.audio_path),
            media_type="audio/mpeg",
        )
    return FeedItem(
        title=prefix + front.title,
        link=root + story.address,
        guid=story.guid,
        published=story.published,
        description=prefix + renderer.description(story),
        content=renderer.content(story),
        author=front.author,
        categories=(
            *(campaign.front.title for campaign in story.campaigns),
            *(field.name for field in story.fields),
            *renderer.categories(story),
        ),
        enclosure=enclosure,
        picture=renderer.picture(story),
    )
