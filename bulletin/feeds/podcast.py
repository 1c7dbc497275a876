"""A podcast as a value: a feed of recordings, and what it says beyond other feeds.

Rules: PSP-1 (The Podcast RSS Standard, version 1.0) and the podcast namespace 1.0 that it uses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID, uuid5

from bulletin.feeds.feed import Enclosure, Feed, FeedItem

GOVERNMENT = "Government"
"""The category, of Apple's list, for what public bodies say about their own work."""

# The namespace of all podcasts, from the specification of podcast:guid.
_PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")

_IMAGE_ENDINGS = (".jpg", ".png")


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of a recording: an absolute address and a media type as in `text/plain`."""

    url: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PodcastItem(FeedItem):
    """One recording: an item that has its sound, and how many `seconds` it takes to hear it.

    `image`, absolute and ending in .jpg or .png, is a square of 1400 to 3000 pixels.

    Raises ValueError when `published` has no offset or `image` ends otherwise.
    """

    enclosure: Enclosure
    seconds: float
    transcript: Transcript | None = None
    image: str | None = None

    def __post_init__(self) -> None:
        # By name: `super()` without arguments does not work in a class made anew for its slots.
        FeedItem.__post_init__(self)
        _refuse_other_images(self.image)


@dataclass(frozen=True, slots=True, kw_only=True)
class PodcastFeed(Feed):
    """A feed of recordings alone, which says of itself what players and directories ask for.

    `guid` stays with the podcast for good, whatever becomes of its address. `category` is one of
    Apple's. `image` is the cover, with the same rules as an item's; PSP-1 wants one. `locked`
    forbids hosting services to take the podcast over as their own; anybody may still subscribe.

    Raises ValueError when `fallback_date` has no offset or `image` has another ending.
    """

    items: tuple[PodcastItem, ...] = ()
    guid: UUID
    category: str = GOVERNMENT
    image: str | None = None
    locked: bool = True

    def __post_init__(self) -> None:
        Feed.__post_init__(self)
        _refuse_other_images(self.image)


def podcast_guid(first_address: str) -> UUID:
    """Return the identity of a podcast whose first address, absolute, was `first_address`.

    It is the same for http and https, and with or without slashes at the end. When the podcast
    moves, keep giving the first address.
    """
    return uuid5(_PODCASTS, first_address.split("://", 1)[-1].rstrip("/"))


def podcast_item(
    item: FeedItem,
    *,
    seconds: float,
    transcript: Transcript | None = None,
    image: str | None = None,
) -> PodcastItem:
    """Return an item of another feed as an item of a podcast.

    Raises ValueError when it has no sound, and as PodcastItem does.
    """
    if item.enclosure is None:
        raise ValueError(f"{item.guid} has no recording")
    return PodcastItem(**_values(item), seconds=seconds, transcript=transcript, image=image)


def podcast_feed(
    feed: Feed, items: Iterable[PodcastItem], *, guid: UUID, image: str | None = None
) -> PodcastFeed:
    """Return what `feed` says of itself as a podcast with these items, in the order given."""
    return PodcastFeed(**_values(feed) | {"items": tuple(items)}, guid=guid, image=image)


def _values(thing: Feed | FeedItem) -> dict[str, Any]:
    return {field.name: getattr(thing, field.name) for field in fields(thing)}


def _refuse_other_images(address: str | None) -> None:
    # feedgen leaves such a cover out without a word.
    if address is not None and not address.endswith(_IMAGE_ENDINGS):
        raise ValueError(f"the image of a podcast ends in .jpg or .png: {address}")
