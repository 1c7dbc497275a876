"""The pages for the radio station: the running order, and a page for each script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from bulletin.edition.edition import Edition
from bulletin.model import addresses
from bulletin.model.labels import SAMPLE_STORY, mark_text
from bulletin.pages.page import Fact, FeedLink, Link, Page, View
from bulletin.radio.plain import sheet_head
from bulletin.radio.running_order import Broadcast
from bulletin.radio.script import Script, ScriptSummary
from bulletin.vietnamese.dates import short_date, weekday
from bulletin.vietnamese.numbers import format_duration

WITHDRAWN_DAYS = 30
"""For so many days the page lists a withdrawn story as not to be aired again."""

MAX_SCRIPTS = 20
_LEAD = (
    "Bài đọc soạn sẵn cho đài: số, ngày, chữ tắt đã viết thành lời. Chép lời đọc vào phần mềm của"
    " đài, hoặc in ra cho phát thanh viên."
)


@dataclass(frozen=True, slots=True)
class ScriptView(View):
    """script.html: a script for the presenter; `text` and `word` are addresses of its files."""

    script: Script
    facts: tuple[Fact, ...]
    story: Link
    text: str
    word: str | None


@dataclass(frozen=True, slots=True)
class PlannedBroadcast:
    """A broadcast with its texts: day and time, total length, and (script, length) of each airing.

    `too_long` are the scripts that are longer than the programme.
    """

    programme: str
    when: str
    used: str
    airings: tuple[tuple[Link, str], ...]
    too_long: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RadioView(View):
    """radio.html: (id, day) of withdrawn stories, today's and coming broadcasts, latest scripts.

    `unnamed` is the number of withdrawn stories whose ids are not shown.
    """

    lead: str
    withdrawn: tuple[tuple[str, dt.date], ...]
    unnamed: int
    broadcasts: tuple[PlannedBroadcast, ...]
    latest: tuple[Link, ...]


def script_text_address(address: str) -> str:
    """Return the address of the text file of the script of the story at `address`."""
    return f"{addresses.script_address(address)}bai-doc.txt"


def script_word_address(address: str) -> str:
    """Return the address of the Word file of the script of the story at `address`."""
    return f"{addresses.script_address(address)}bai-doc.docx"


def make_radio_page(
    edition: Edition,
    summaries: Iterable[ScriptSummary],
    broadcasts: Sequence[Broadcast[ScriptSummary]],
    feeds: tuple[FeedLink, ...],
) -> Page:
    """Return the station's page.

    `summaries` are those of all scripts, the newest first; `broadcasts` are today's and the coming
    ones.
    """
    since = edition.today - dt.timedelta(days=WITHDRAWN_DAYS)
    return Page(
        address=addresses.RADIO,
        template="radio.html",
        title="Phát thanh",
        description=_LEAD,
        section=addresses.RADIO,
        feeds=feeds,
        view=RadioView(
            lead=_LEAD,
            withdrawn=tuple(
                (tombstone.id, tombstone.date)
                for tombstone in edition.tombstones
                if tombstone.was_on_air and not tombstone.hidden and tombstone.date >= since
            ),
            unnamed=len(
                {
                    tombstone.id
                    for tombstone in edition.tombstones
                    if tombstone.was_on_air and tombstone.hidden and tombstone.date >= since
                }
            ),
            broadcasts=tuple(map(_plan_broadcast, broadcasts)),
            latest=tuple(map(_make_link, islice(summaries, MAX_SCRIPTS))),
        ),
    )


def _make_link(summary: ScriptSummary) -> Link:
    mark = f"{SAMPLE_STORY}, không phát" if summary.sample else ""
    return Link(mark_text(summary.title, mark), addresses.script_address(summary.address))


def _plan_broadcast(broadcast: Broadcast[ScriptSummary]) -> PlannedBroadcast:
    day = broadcast.day
    return PlannedBroadcast(
        programme=broadcast.programme.name,
        when=f"{broadcast.programme.time:%H:%M}, {weekday(day)}, {short_date(day)}",
        used=format_duration(broadcast.seconds_used),
        airings=tuple(
            (_make_link(airing.script), format_duration(airing.script.seconds))
            for airing in broadcast.airings
        ),
        too_long=tuple(map(_make_link, broadcast.too_long)),
    )


def make_script_page(script: Script, has_word_file: bool, feeds: tuple[FeedLink, ...]) -> Page:
    """Return the page of a script; it is not in the sitemap."""
    return Page(
        address=addresses.script_address(script.address),
        template="script.html",
        title=f"Bài đọc: {script.title}",
        description=f"Bài đọc cho {script.station}: {script.title}",
        section=addresses.RADIO,
        feeds=feeds,
        view=ScriptView(
            script=script,
            facts=tuple(Fact(term, (value,)) for term, value in sheet_head(script)),
            story=Link(script.title, script.address),
            text=script_text_address(script.address),
            word=script_word_address(script.address) if has_word_file else None,
        ),
        listed=False,
        mark=SAMPLE_STORY if script.sample else "",
    )
