"""A feed as a value, from which every format of it is written.

The values come from validated content and are not checked again, except that dates must have a UTC
offset: a date without one is a mistake in our own code, and would give a wrong hour in the feed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The sound file of an item.

    `url` is absolute, `length` is the exact size in bytes, `media_type` is for example
    `audio/mpeg`.
    """

    url: str
    length: int
    media_type: str


@dataclass(frozen=True, slots=True)
class FeedPicture:
    """The picture of an item: its absolute URL, its media type, and its size in pixels."""

    url: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One story in a feed.

    `title`, `description`, `author` and `categories` are plain text; `content` is HTML with
    absolute addresses, or empty if there is only the description. `link` is absolute. `guid` is an
    identity that never changes and is not an address. `published` has a UTC offset.

    Raises ValueError if `published` has no UTC offset.
    """

    title: str
    link: str
    guid: str
    published: datetime
    description: str
    content: str
    author: str
    categories: tuple[str, ...] = ()
    enclosure: Enclosure | None = None
    picture: FeedPicture | None = None

    def __post_init__(self) -> None:
        _check_offset(self.published, f"published of {self.guid}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed with its items, in their order.

    `link` is the URL of the page for people, `address` that of the feed itself. `title`,
    `description` and `publisher` are plain text; `language` is an ISO 639 code; `contact_email` is
    the editors' address, if they have one. `fallback_date` is the date of a feed without items. It
    comes from content, not from the clock, so that two builds are equal.

    Raises ValueError if `fallback_date` has no UTC offset.
    """

    title: str
    link: str
    address: str
    description: str
    publisher: str
    fallback_date: datetime
    items: tuple[FeedItem, ...] = ()
    language: str = "vi"
    contact_email: str | None = None

    def __post_init__(self) -> None:
        _check_offset(self.fallback_date, f"fallback_date of {self.address}")

    @property
    def last_changed(self) -> datetime:
        """The date of the newest item, or `fallback_date` if there is no item."""
        return max((item.published for item in self.items), default=self.fallback_date)


def _check_offset(moment: datetime, what: str) -> None:
    # `tzinfo` may be set and still give no offset; then the datetime is naive as well.
    if moment.utcoffset() is None:
        raise ValueError(f"{what} has no UTC offset: {moment.isoformat()}")
