"""The station's pages: the running order, and a sheet for each script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence, Set

from bulletin.edition.edition import Edition
from bulletin.model import addresses
from bulletin.pages.page import Fact, FeedLink, Link, Page, RadioView, ScriptView, Slot
from bulletin.radio.plain import particulars
from bulletin.radio.running_order import Broadcast
from bulletin.radio.script import Script
from bulletin.vietnamese.dates import short_date, weekday
from bulletin.vietnamese.numbers import spoken_length

WITHDRAWN_DAYS = 30
"""Days for which the station is told not to air a withdrawn story again."""

LATEST = 20
_LEAD = (
    "Bài đọc soạn sẵn cho đài: số, ngày, chữ tắt đã viết thành lời. Chép lời đọc vào phần mềm của"
    " đài, hoặc in ra cho phát thanh viên."
)


def text_file(script: Script) -> str:
    """Return the address of the script as plain text."""
    return f"{addresses.script_address(script.address)}bai-doc.txt"


def word_file(script: Script) -> str:
    """Return the address of the script for word processors."""
    return f"{addresses.script_address(script.address)}bai-doc.docx"


def radio_pages(
    edition: Edition,
    scripts: Mapping[str, Script],
    broadcasts: Sequence[Broadcast],
    with_word_files: Set[str],
    feeds: tuple[FeedLink, ...],
) -> Iterator[Page]:
    """Yield the station's page and a page for each script.

    `broadcasts` are today's and the coming ones; `with_word_files` the addresses of the
    stories whose scripts also come as files for word processors.
    """
    for script in scripts.values():
        yield _sheet(script, script.address in with_word_files, feeds)
    since = edition.today - dt.timedelta(days=WITHDRAWN_DAYS)
    yield Page(
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
            latest=tuple(_link(script) for script in list(scripts.values())[:LATEST]),
        ),
    )


def _link(script: Script) -> Link:
    return Link(script.title, addresses.script_address(script.address))


def _slot(broadcast: Broadcast) -> Slot:
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


def _sheet(script: Script, has_word_file: bool, feeds: tuple[FeedLink, ...]) -> Page:
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
            text=text_file(script),
            word=word_file(script) if has_word_file else None,
        ),
        listed=False,
    )
