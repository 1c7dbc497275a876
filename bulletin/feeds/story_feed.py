"""The items of the feeds, from public stories: a pure function of content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bulletin.edition.channels import Channel
from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.feeds.feed import Enclosure, Feed, FeedItem

SAMPLE_MARK = "[Bài mẫu] "


def summary_of(story: PublicStory) -> str:
    """Return the summary on one line."""
    return " ".join(story.front.summary.split())


def no_more(story: PublicStory) -> tuple[str, ...]:
    """Return no further categories."""
    return ()


@dataclass(frozen=True, slots=True)
class Dress:
    """How a feed tells a story.

    `content` gives the full text as HTML with absolute addresses, `description` plain text,
    `categories` what stands beside campaigns and fields.
    """

    content: Callable[[PublicStory], str]
    description: Callable[[PublicStory], str] = summary_of
    categories: Callable[[PublicStory], tuple[str, ...]] = no_more


def feed_of(
    channel: Channel,
    edition: Edition,
    *,
    site_name: str,
    site_url: str,
    dress: Dress,
    sizes: Mapping[str, int],
) -> Feed:
    """Return the feed of `channel`.

    `site_url` is the absolute address of the site's root; `sizes` gives the bytes of the files
    beside stories, by path.
    """
    bulletin = edition.bulletin
    root = site_url.rstrip("/")
    founded = dt.datetime.combine(bulletin.since, dt.time(), bulletin.time_zone)
    return Feed(
        title=f"{channel.title} – {site_name}",
        link=root + channel.page,
        address=root + channel.address,
        description=f"{channel.title}. {bulletin.description}",
        publisher=bulletin.publisher,
        contact_email=bulletin.contact.email,
        fallback_date=founded,
        items=tuple(_item(story, root, dress, sizes) for story in channel.stories),
    )


def _item(story: PublicStory, root: str, dress: Dress, sizes: Mapping[str, int]) -> FeedItem:
    front = story.front
    enclosure = None
    if front.audio is not None and story.audio_path is not None:
        enclosure = Enclosure(
            url=root + story.address + front.audio.file,
            length=sizes[story.audio_path],
            media_type="audio/mpeg",
        )
    mark = SAMPLE_MARK if front.sample else ""
    return FeedItem(
        title=mark + front.title,
        link=root + story.address,
        guid=story.guid,
        published=story.published,
        description=mark + dress.description(story),
        content=dress.content(story),
        author=front.author,
        categories=(
            *(campaign.front.title for campaign in story.campaigns),
            *(field.name for field in story.fields),
            *dress.categories(story),
        ),
        enclosure=enclosure,
    )
