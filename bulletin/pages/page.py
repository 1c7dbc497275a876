"""A page as a value: everything that its template needs, and nothing else.

Two equal pages give equal bytes, so the value of a page is also what its HTML depends on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from bulletin.content.item import Item
from bulletin.model.record import Record


@dataclass(frozen=True, slots=True)
class Link:
    """A text that links to a site path, or to a web address of another site.

    `note` is a word about it, such as the status of a document.
    """

    text: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A link to a feed: its title and site path."""

    title: str
    address: str


FactValue: TypeAlias = "str | Link"


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its values, shown as a definition list."""

    term: str
    values: tuple[FactValue, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its texts; `file` is the path of the original below the project root."""

    file: str
    alt: str
    credit: str


class View:
    """Base class of what one sort of page shows. Templates know the value as `view`.

    Each subclass belongs to one template and is defined beside the functions that make its pages.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NewsInfo:
    """A story for search engines: when it was published and last corrected, and its author."""

    published: dt.datetime
    changed: dt.datetime
    credit: str


@dataclass(frozen=True, slots=True)
class EventInfo:
    """An event for search engines.

    `start` and `end` are days, or times in the bulletin's time zone where an hour was written.
    """

    start: dt.date | dt.datetime
    end: dt.date | dt.datetime | None
    cancelled: bool
    place: str
    organizer: str


@dataclass(frozen=True, slots=True)
class FaqInfo:
    """A question for search engines: the title of the page; the body of the page is the answer."""


StructuredInfo: TypeAlias = "NewsInfo | EventInfo | FaqInfo"
"""What structured_data.py needs to describe a page to search engines."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    `section` is the address of the list that the page belongs to; `body` is the item whose Markdown
    the page shows, if any; `source` is the path of the file that an editor would change; `listed`
    says whether the page belongs in the sitemap; `figure` is its picture; `structured` describes it
    to search engines; samples have none, because they are invented: `mark` says that the page is of
    a sample (labels.py), and no search engine may list it. `held` is empty, or says that the page
    is not public, and why: only a preview has such a page.
    """

    address: str
    template: str
    title: str
    description: str
    section: str
    feeds: tuple[FeedLink, ...]
    view: View
    body: Item[Record] | None = None
    source: str | None = None
    listed: bool = True
    figure: Figure | None = None
    structured: StructuredInfo | None = None
    held: str = ""
    mark: str = ""

    @property
    def marked_title(self) -> str:
        """The title for programs and other sites, which show nothing else of the page."""
        return f"[{self.mark}] {self.title}" if self.mark else self.title

    @property
    def marked_description(self) -> str:
        """The description with the mark."""
        return f"[{self.mark}] {self.description}" if self.mark else self.description
