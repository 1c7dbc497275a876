"""A podcast as a value: a feed of recordings, with the data that only podcasts have.

Rules: PSP-1 (The Podcast RSS Standard, version 1.0) and the podcast namespace 1.0 that it uses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID, uuid5

from bulletin.feeds.feed import Enclosure, Feed, FeedItem

GOVERNMENT = "Government"
"""Apple's category for the podcasts of public bodies."""

# The UUID namespace that the specification of podcast:guid prescribes.
_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")

_IMAGE_ENDINGS = (".jpg", ".png")


@dataclass(frozen=True, slots=True)
class Transcript:
    """The transcript of a recording: its URL and its media type, for example `text/plain`."""

    url: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PodcastItem(FeedItem):
    """One recording: a feed item with an enclosure that is `seconds` long.

    `image` is the URL of a square picture of 1400 to 3000 pixels, and ends in .jpg or .png.

    Raises ValueError if `published` has no UTC offset or `image` has another ending.
    """

    enclosure: Enclosure
    seconds: float
    transcript: Transcript | None = None
    image: str | None = None

    def __post_init__(self) -> None:
        # Not `super()`: it does not work here, because dataclass(slots=True) makes a new class.
        FeedItem.__post_init__(self)
        _check_image_ending(self.image)


@dataclass(frozen=True, slots=True, kw_only=True)
class PodcastFeed(Feed):
    """A feed of recordings, with the data that players and directories ask for.

    `guid` stays the same for ever, even if the address changes. `category` is one of Apple's.
    `image` is the cover, with the same rules as for an item; PSP-1 asks for one. `locked` forbids
    hosting services to import the podcast; anybody may still subscribe.

    Raises ValueError if `fallback_date` has no UTC offset or `image` has another ending.
    """

    items: tuple[PodcastItem, ...] = ()
    guid: UUID
    category: str = GOVERNMENT
    image: str | None = None
    locked: bool = True

    def __post_init__(self) -> None:
        Feed.__post_init__(self)
        _check_image_ending(self.image)


def make_podcast_guid(first_address: str) -> UUID:
    """Return the guid of a podcast whose first URL was `first_address`.

    It is the same for http and https, and with or without slashes at the end. If the podcast moves,
    keep calling this with the first URL.
    """
    return uuid5(_NAMESPACE, first_address.split("://", 1)[-1].rstrip("/"))


def make_podcast_item(
    item: FeedItem,
    *,
    seconds: float,
    transcript: Transcript | None = None,
    image: str | None = None,
) -> PodcastItem:
    """Return the feed item as an item of a podcast.

    Raises ValueError if it has no enclosure, and in the cases of PodcastItem.
    """
    if item.enclosure is None:
        raise ValueError(f"{item.guid} has no recording")
    return PodcastItem(**_get_fields(item), seconds=seconds, transcript=transcript, image=image)


def make_podcast_feed(
    feed: Feed, items: Iterable[PodcastItem], *, guid: UUID, image: str | None = None
) -> PodcastFeed:
    """Return a podcast with the title and other data of `feed` and with these items, in order."""
    return PodcastFeed(**_get_fields(feed) | {"items": tuple(items)}, guid=guid, image=image)


def _get_fields(value: Feed | FeedItem) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _check_image_ending(address: str | None) -> None:
    # feedgen leaves such a cover out without an error.
    if address is not None and not address.endswith(_IMAGE_ENDINGS):
        raise ValueError(f"the image of a podcast ends in .jpg or .png: {address}")
