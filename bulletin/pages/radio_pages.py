"""The pages for the radio station: the running order, and a page for each script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
MOST_PAST = 3
MOST_AIRED = 10
"""Programmes of the last days, and reports of stations, that the page shows."""

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
    """radio.html: (id, day) of withdrawn stories, programmes with something in them, what stations
    reported as aired, latest scripts.

    `unnamed` is the number of withdrawn stories whose ids are not shown. `coming` are today's and
    the next programmes, `past` the last ones before, `aired` (link, when and where). `planned` is
    false where the station has no programmes.
    """

    lead: str
    withdrawn: tuple[tuple[str, dt.date], ...]
    unnamed: int
    planned: bool
    coming: tuple[PlannedBroadcast, ...]
    past: tuple[PlannedBroadcast, ...]
    aired: tuple[tuple[Link, str], ...]
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

    `summaries` are those of all scripts, the newest first; `broadcasts` are the last and the coming
    ones in order of time. Samples are not offered.
    """
    by_address = {one.address: one for one in summaries}
    filled = [one for one in broadcasts if one.airings or one.too_long]
    past = [one for one in filled if one.day < edition.today and one.airings]
    scripts = (one for one in by_address.values() if not one.sample)
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
            planned=bool(edition.bulletin.station.aired_programmes),
            coming=tuple(_plan_broadcast(one) for one in filled if one.day >= edition.today),
            past=tuple(map(_plan_broadcast, past[: -MOST_PAST - 1 : -1])),
            aired=tuple(_find_aired(edition, by_address)),
            latest=tuple(map(_make_link, islice(scripts, MAX_SCRIPTS))),
        ),
    )


def _find_aired(
    edition: Edition, summaries: Mapping[str, ScriptSummary]
) -> Iterator[tuple[Link, str]]:
    """Yield what stations reported as aired, the latest first, each with when and where."""
    entries = [
        (entry.date, summaries[story.address], entry)
        for story in edition.cleared
        if not story.front.sample
        for entry in story.aired
    ]
    entries.sort(key=lambda it: (it[0], it[1].address), reverse=True)
    for day, summary, entry in entries[:MOST_AIRED]:
        when = ", ".join(filter(None, (short_date(day), entry.programme, entry.station)))
        yield _make_link(summary), when


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
        description=f"Bài đọc cho đài truyền thanh: {script.title}",
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
