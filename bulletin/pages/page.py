"""A page as a value: everything that the theme needs to print it, and nothing else.

Two equal pages print to equal bytes, so a page is also what its printed form depends on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from bulletin.content.item import Item
from bulletin.model.record import Record
from bulletin.model.story import Award, Correction


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a site path."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that concerns a page: its title and site path."""

    title: str
    address: str


Value: TypeAlias = "str | Link"


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its values, to be shown as a definition."""

    term: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A story or campaign as lists show it; `day` is None where a date says nothing."""

    title: str
    address: str
    summary: str
    label: str
    day: dt.date | None = None
    unit: str | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page of a list stands: its number, how many there are, the pages around it."""

    number: int
    total: int
    numbers: tuple[tuple[int, str], ...]
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of a plain index: a name, where it leads, what to know of it, how many stories."""

    name: str
    address: str
    note: str
    count: int


@dataclass(frozen=True, slots=True)
class StoryView:
    """What a story's page shows; the body is set as HTML when the page is printed."""

    label: str
    when: str
    day: dt.date
    summary: str
    sample: bool
    facts: tuple[Fact, ...]
    awards: tuple[Award, ...]
    corrections: tuple[Correction, ...]
    image: Figure | None
    audio: Recording | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its words."""

    address: str
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording, its size in bytes and its transcript if there is one."""

    address: str
    size: int
    transcript: str | None


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of cards: of a section, campaign, unit or field, with the facts of that."""

    lead: str
    facts: tuple[Fact, ...]
    heading: str
    cards: tuple[Card, ...]
    empty: str
    paging: Paging


@dataclass(frozen=True, slots=True)
class IndexView:
    """A page of rows, in order."""

    lead: str
    rows: tuple[Row, ...]
    empty: str
    paging: Paging


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one sort, and what a station or reader does with them."""

    heading: str
    advice: str
    feeds: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True)
class FeedsView:
    """The page that explains the feeds."""

    groups: tuple[FeedGroup, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the front page adds to the words of docs/index.md."""

    latest: tuple[Card, ...]
    running: tuple[Card, ...]


View: TypeAlias = "StoryView | ListView | IndexView | FeedsView | HomeView"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    `section` is the address of the list that it belongs to; `body` the item whose Markdown it
    carries, if any; `source` the path of the file that an editor would change.
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
