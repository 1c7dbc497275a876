"""The sheet for notice boards: the newest stories in large letters, on one page of A4."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil

from bulletin.edition.edition import Edition
from bulletin.edition.own_area import Area, find_area, put_own_first
from bulletin.edition.public_awards import PublicAward, iter_real_awards
from bulletin.edition.public_events import EventState
from bulletin.edition.public_story import PublicStory
from bulletin.model import addresses
from bulletin.model.labels import story_mark
from bulletin.pages.award_pages import AwardRow, make_award_row
from bulletin.pages.event_pages import format_when
from bulletin.pages.page import FeedLink, Page, View
from bulletin.pages.page_group import PageGroup
from bulletin.pages.story_page import figure_of
from bulletin.vietnamese.dates import short_date

_TITLE = "Bảng tin để in"
_DESCRIPTION = (
    "Một tờ A4 chữ lớn để dán bảng tin ở xã, ấp, nhà văn hóa: tin, bài mới nhất và mã quét."
)

# Millimetres between head and foot of the sheet, what a picture takes of them, and what a line of
# a text takes with the number of letters that fit on it, in the widest font that a device may have.
_ROOM, _PICTURE = 188.0, 35.0
_FIRST_TITLE, _TITLE_LINE, _TEXT_LINE, _HALF_LINE = (27, 12.5), (40, 8.7), (52, 8.2), (32, 6.3)
_AROUND = 10.5
_MOST_STORIES = 5
_MOST_EVENTS = 2
_MOST_AWARDS = 2
_SENTENCE = re.compile(r".+?[.!?…](?=\s|$)")


@dataclass(frozen=True, slots=True)
class BoardStory:
    """A story on the sheet: its title, what it tells in a few words, whence and of what day."""

    title: str
    text: str
    where: str
    mark: str


@dataclass(frozen=True, slots=True)
class BoardEvent:
    """A coming event on the sheet."""

    title: str
    when: str
    place: str


@dataclass(frozen=True, slots=True)
class BoardView(View):
    """board.html: what stands on the sheet; `month` is that of the newest story, "" without any."""

    month: str
    stories: tuple[BoardStory, ...]
    events: tuple[BoardEvent, ...]
    awards: tuple[AwardRow, ...]


def make_board_group(edition: Edition, feeds: tuple[FeedLink, ...]) -> PageGroup:
    """Return the group of the sheet alone."""
    stories = _choose_stories(edition)
    # All stories are read to find these two, so not when the page is made: its key names few.
    awards = tuple(islice(iter_real_awards(edition), _MOST_AWARDS))
    shown = [*stories, *(award.story for award in awards)]
    return PageGroup(
        name=addresses.BOARD,
        addresses=[addresses.BOARD],
        make_pages=lambda: [_make_page(edition, stories, awards, feeds)],
        stories=tuple({story.address: story for story in shown}.values()),
    )


def _choose_stories(edition: Edition) -> Sequence[PublicStory]:
    """Return the newest real stories of the own units, then of the region; else samples."""
    stories = put_own_first(edition, edition.stories)
    real = [story for story in stories if find_area(edition, story) is not Area.SAMPLE]
    real = [story for story in real if not story.front.sample]
    return (real or stories)[:_MOST_STORIES]


def _make_page(
    edition: Edition,
    stories: Sequence[PublicStory],
    awards: Sequence[PublicAward],
    feeds: tuple[FeedLink, ...],
) -> Page:
    newest = max((story.published for story in stories), default=None)
    figure = figure_of(stories[0]) if stories else None
    coming = [event for event in edition.events if event.state is EventState.COMING]
    coming = sorted(
        (event for event in coming if not event.front.sample), key=lambda event: event.front.start
    )
    events = tuple(
        BoardEvent(event.front.title, format_when(event), event.front.place)
        for event in coming[:_MOST_EVENTS]
    )
    rows = tuple(make_award_row(award, edition) for award in awards)
    room = _ROOM - (_PICTURE if figure else 0) - _measure_beside(events, rows)
    return Page(
        address=addresses.BOARD,
        template="board.html",
        title=_TITLE,
        description=_DESCRIPTION,
        section=addresses.BOARD,
        feeds=feeds,
        figure=figure,
        view=BoardView(
            month=f"Tháng {newest.month} năm {newest.year}" if newest else "",
            stories=tuple(_fit(stories, room)),
            events=events,
            awards=rows,
        ),
    )


def _fit(stories: Sequence[PublicStory], room: float) -> Iterator[BoardStory]:
    """Yield as many stories as the sheet has room for, at least one: the first one at length."""
    for place, story in enumerate(stories):
        summary = " ".join(story.front.summary.split())
        sentence = _SENTENCE.match(summary)
        text = summary if place == 0 or sentence is None else sentence[0]
        title = _FIRST_TITLE if place == 0 else _TITLE_LINE
        room -= _measure(story.front.title, title) + _measure(text, _TEXT_LINE) + _AROUND
        if room < 0 and place > 0:
            return
        yield BoardStory(
            title=story.front.title,
            text=text,
            where=f"{story.unit.name}, {short_date(story.published)}",
            mark=story_mark(story.front),
        )


def _measure_beside(events: Sequence[BoardEvent], awards: Sequence[AwardRow]) -> float:
    """Return the height of what stands below the stories, events beside awards."""
    coming = [(it.title, it.when + it.place) for it in events]
    given = [(it.title, it.story.text) for it in awards]
    columns = [
        sum(_measure(text, _HALF_LINE) for pair in column for text in pair)
        for column in (coming, given)
    ]
    return max(columns) + _AROUND if any(columns) else 0


def _measure(text: str, line: tuple[int, float]) -> float:
    """Return the height of a text in lines of (letters, millimetres)."""
    letters, height = line
    return ceil(len(text) / letters) * height
