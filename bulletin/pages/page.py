"""A page as a value: everything that the theme needs to print it, and nothing else.

Two equal pages print to equal bytes, so a page is also what its printed form depends on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TypeAlias

from bulletin.content.item import Item
from bulletin.model.record import Record
from bulletin.model.story import Correction
from bulletin.radio.script import Script


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
class Figure:
    """A picture with its words; `file` is the path of the original below the project root."""

    file: str
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class CardImage:
    """The picture on a story's card; its file is beside the story's page, at the address `page`."""

    figure: Figure
    page: str


@dataclass(frozen=True, repr=False)
class Card:
    """A story or campaign as lists show it; `day` is None where a date says nothing.

    A card is in many lists, and each list's cache key needs its `repr`, so the text is kept.
    """

    title: str
    address: str
    summary: str
    label: str
    day: dt.date | None = None
    unit: str | None = None
    sample: bool = False
    picture: CardImage | None = None

    def __repr__(self) -> str:
        """Return all fields with their values, like the `repr` of every dataclass."""
        return self._repr

    @cached_property
    def _repr(self) -> str:
        values = [f"{one.name}={getattr(self, one.name)!r}" for one in fields(self)]
        return f"Card({', '.join(values)})"


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
class Choice:
    """One way to narrow a list: its name, page and number of entries, whether it is shown."""

    name: str
    address: str
    count: int
    current: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """The ways to narrow a list by one property."""

    heading: str
    choices: tuple[Choice, ...]

    @property
    def current(self) -> bool:
        """Whether the list shown is one of these."""
        return any(choice.current for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Nearby:
    """A related story: its title, where it is, and why it stands here."""

    title: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class AwardLine:
    """An award as a page tells it; `document` leads to the decision if the library has it."""

    title: str
    issuer: str | None
    decision: str | None
    document: str | None
    day: dt.date | None
    revoked: bool


@dataclass(frozen=True, slots=True)
class StoryView:
    """What a story's page shows; the body is set as HTML when the page is printed."""

    guid: str
    label: str
    when: str
    day: dt.date
    summary: str
    sample: bool
    facts: tuple[Fact, ...]
    awards: tuple[AwardLine, ...]
    corrections: tuple[Correction, ...]
    audio: Recording | None
    script: str | None
    related: tuple[Nearby, ...]
    older: Link | None
    newer: Link | None


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording: its length in words, its size in bytes, its transcript if there is one."""

    address: str
    length: str
    size: int
    transcript: str | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A period of a chart: its short and its full name, its number, its height in percent."""

    name: str
    words: str
    count: int
    height: int


@dataclass(frozen=True, slots=True)
class Chart:
    """How many stories came in each period, in order; `total` counts all."""

    heading: str
    bars: tuple[Bar, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Kin:
    """A unit on the map of a unit's line: its name, its page, the years it existed."""

    name: str
    address: str
    years: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a unit came from and what became of it."""

    before: tuple[Kin, ...]
    here: Kin
    after: tuple[Kin, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of cards: of a section, campaign, unit or field, with the facts of that."""

    lead: str
    facts: tuple[Fact, ...]
    heading: str
    cards: tuple[Card, ...]
    empty: str
    paging: Paging
    choices: tuple[Choices, ...] = ()
    chart: Chart | None = None
    lineage: Lineage | None = None


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
    coming: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as the table of documents shows it."""

    type: str
    number: str
    title: str
    address: str
    issuer: str
    issued: dt.date
    status: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A page of the table of documents."""

    lead: str
    rows: tuple[DocumentRow, ...]
    empty: str
    paging: Paging
    choices: tuple[Choices, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download: its address, its type as people say it, its size in bytes."""

    address: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class FactsView:
    """A page of facts about one thing: a document, a question, an event.

    `notice` is what a reader must know first; `text_first` sets the text before the facts; `beside`
    are groups of links below the text.
    """

    label: str
    lead: str
    notice: str
    facts: tuple[Fact, ...]
    download: Download | None = None
    beside: tuple[Fact, ...] = ()
    changes: tuple[tuple[dt.date, str], ...] = ()
    text_first: bool = False


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in the calendar: the day it starts, when and where it is, how it stands."""

    title: str
    address: str
    day: dt.date
    weekday: str
    when: str
    place: str
    unit: str
    kind: str
    state: str
    sample: bool


@dataclass(frozen=True, slots=True)
class EventsView:
    """A page of the calendar: months, each under its heading, with their events."""

    lead: str
    months: tuple[tuple[str, tuple[EventLine, ...]], ...]
    empty: str
    paging: Paging


@dataclass(frozen=True, slots=True)
class TopicsView:
    """Questions under their topics."""

    lead: str
    topics: tuple[tuple[str, tuple[Link, ...]], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """Years with their months."""

    lead: str
    years: tuple[tuple[Row, tuple[Row, ...]], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class TombstoneView:
    """What is left of a story that was taken down."""

    day: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class MovedView:
    """Where a page has gone."""

    target: str
    title: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """A table of the open data: its columns with their meaning, its two files."""

    heading: str
    count: int
    columns: tuple[tuple[str, str], ...]
    csv: str
    json: str


@dataclass(frozen=True, slots=True)
class DataView:
    """The page that explains the open data."""

    lead: str
    files: tuple[DataFile, ...]


@dataclass(frozen=True, slots=True)
class ScriptView:
    """A script as the presenter's sheet; the files beside it are ready to paste and to keep."""

    script: Script
    facts: tuple[Fact, ...]
    story: Link
    text: str
    word: str | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A broadcast: its programme, day and length in words, what it airs, what has no room in it."""

    programme: str
    when: str
    used: str
    airings: tuple[tuple[Link, str], ...]
    too_long: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RadioView:
    """The station's page: what not to air again, what is on today and next, the latest scripts."""

    lead: str
    withdrawn: tuple[tuple[str, dt.date], ...]
    slots: tuple[Slot, ...]
    latest: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The page of search: the lists to which it leads besides."""

    lists: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """A true story as news: when it came, when it was last put right, whose work it is."""

    published: dt.datetime
    changed: dt.datetime
    credit: str


@dataclass(frozen=True, slots=True)
class Happening:
    """An event; its moments are in the bulletin's zone, and mere days where `all_day` is true."""

    start: dt.datetime
    end: dt.datetime | None
    all_day: bool
    cancelled: bool
    place: str
    organizer: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer."""


About: TypeAlias = "Reported | Happening | Answered"
"""What programs are told of a page; of what is invented, nothing."""

View: TypeAlias = (
    "StoryView | ListView | IndexView | FeedsView | HomeView | TableView | FactsView | TopicsView"
    " | EventsView | ScriptView | RadioView | ArchiveView | TombstoneView | MovedView | DataView"
    " | SearchView"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    `section` is the address of the list that it belongs to; `body` the item whose Markdown it
    carries, if any; `source` the path of the file that an editor would change; `listed` whether the
    page belongs in the sitemap; `figure` its picture; `about` what programs are told of it.
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
    about: About | None = None
