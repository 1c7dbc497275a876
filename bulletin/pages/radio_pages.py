"""The station's pages: the running order, and a sheet for each script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import islice

from bulletin.edition.edition import Edition
from bulletin.model import addresses
from bulletin.pages.page import Fact, FeedLink, Link, Page, RadioView, ScriptView, Slot
from bulletin.radio.plain import particulars
from bulletin.radio.running_order import Broadcast
from bulletin.radio.script import Cue, Script
from bulletin.vietnamese.dates import short_date, weekday
from bulletin.vietnamese.numbers import spoken_length

WITHDRAWN_DAYS = 30
"""Days for which the station is told not to air a withdrawn story again."""

LATEST = 20
_LEAD = (
    "Bài đọc soạn sẵn cho đài: số, ngày, chữ tắt đã viết thành lời. Chép lời đọc vào phần mềm của"
    " đài, hoặc in ra cho phát thanh viên."
)


def text_file(address: str) -> str:
    """Return the address of the script, as plain text, of the story at `address`."""
    return f"{addresses.script_address(address)}bai-doc.txt"


def word_file(address: str) -> str:
    """Return the address of the script, for word processors, of the story at `address`."""
    return f"{addresses.script_address(address)}bai-doc.docx"


def radio_page(
    edition: Edition,
    cues: Iterable[Cue],
    broadcasts: Sequence[Broadcast[Cue]],
    feeds: tuple[FeedLink, ...],
) -> Page:
    """Return the station's page.

    `cues` are those of all scripts, newest first; `broadcasts` are today's and the coming ones.
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
                (stone.id, stone.date)
                for stone in edition.tombstones
                if stone.was_story and stone.date >= since
            ),
            slots=tuple(map(_slot, broadcasts)),
            latest=tuple(map(_link, islice(cues, LATEST))),
        ),
    )


def _link(cue: Cue) -> Link:
    return Link(cue.title, addresses.script_address(cue.address))


def _slot(broadcast: Broadcast[Cue]) -> Slot:
    day = broadcast.day
    return Slot(
        programme=broadcast.programme.name,
        when=f"{broadcast.programme.time:%H:%M}, {weekday(day)}, {short_date(day)}",
        used=spoken_length(broadcast.seconds_used),
        airings=tuple(
            (_link(airing.script), spoken_length(airing.script.seconds))
            for airing in broadcast.airings
        ),
        too_long=tuple(map(_link, broadcast.too_long)),
    )


def script_page(script: Script, has_word_file: bool, feeds: tuple[FeedLink, ...]) -> Page:
    """Return the page of a script."""
    return Page(
        address=addresses.script_address(script.address),
        template="script.html",
        title=f"Bài đọc: {script.title}",
        description=f"Bài đọc cho {script.station}: {script.title}",
        section=addresses.RADIO,
        feeds=feeds,
        view=ScriptView(
            script=script,
            facts=tuple(Fact(term, (value,)) for term, value in particulars(script)),
            story=Link(script.title, script.address),
            text=text_file(script.address),
            word=word_file(script.address) if has_word_file else None,
        ),
        listed=False,
    )
