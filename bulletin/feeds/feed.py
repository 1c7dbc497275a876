"""A feed as a value: what every format of it is written from.

The values come from validated content, so nothing is checked twice. The one exception is a date
without an offset: it is a mistake in our own code that would print a wrong hour without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A sound file that goes with an item.

    `url` is absolute, `length` is the exact size in bytes, `media_type` is as in `audio/mpeg`.
    """

    url: str
    length: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One story in a feed.

    `title`, `description`, `author` and `categories` are plain text; `content` is HTML with
    absolute addresses, or empty when there is only the description. `link` is absolute. `guid` is
    an identity that never changes and is not an address. `published` carries its offset.

    Raises ValueError when `published` has no offset.
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

    def __post_init__(self) -> None:
        _refuse_naive(self.published, f"published of {self.guid}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed and its items, in the order in which they are to appear.

    `link` is the page for people and `address` the feed's own place, both absolute. `title`,
    `description` and `publisher` are plain text; `language` is an ISO 639 code. `contact_email`
    is the editors' address, where they have one. `fallback_date` dates a feed without items; it
    comes from content, never from the clock, so that two builds are equal.

    Raises ValueError when `fallback_date` has no offset.
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
        _refuse_naive(self.fallback_date, f"fallback_date of {self.address}")

    @property
    def last_changed(self) -> datetime:
        """The newest item's date, or the fallback date when there is none."""
        return max((item.published for item in self.items), default=self.fallback_date)


def _refuse_naive(moment: datetime, what: str) -> None:
    # A tzinfo alone is not enough: the standard library calls a datetime naive as well when its
    # tzinfo gives no offset.
    if moment.utcoffset() is None:
        raise ValueError(f"{what} has no UTC offset: {moment.isoformat()}")
