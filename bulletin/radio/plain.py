"""The parts of the presenter's sheet, and scripts and running orders as plain text and JSON.

All text is in NFC with lines ended by LF. The sheet has one sentence a line, so that a presenter
does not lose the line. The text for a text-to-speech program has one paragraph a line instead,
because such programs pause at the end of every line.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from typing import Final

from bulletin.radio.running_order import Airing, Broadcast
from bulletin.radio.script import Priority, Script
from bulletin.vietnamese.dates import long_date, short_date, weekday
from bulletin.vietnamese.numbers import format_count, format_duration

END: Final = "hết"
WATCH: Final = "Từ cần chú ý"
SAMPLE_NOTICE: Final = "BÀI MẪU: đặt ra để minh họa, không có thật, không phát."
TOO_LONG: Final = "Dài hơn cả chương trình, không xếp được:"
NOTHING_TO_AIR: Final = "Chưa có tin, bài nào để phát."

PRIORITIES: Final = {
    Priority.ORDINARY: "thông thường",
    Priority.PREFERRED: "ưu tiên",
    Priority.URGENT: "khẩn cấp",
}
_RULE: Final = "-" * 72
# Space to write by hand what the office has not filled in.
_BLANK: Final = "…………"


def one_line(text: str) -> str:
    """Return the text in NFC on one line, with single spaces and no space at its ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def sheet_head(script: Script) -> tuple[tuple[str, str], ...]:
    """Return the rows of the sheet's head: label and value, in order."""
    syllables = (
        f"{format_count(script.syllables)} âm tiết, {format_count(script.rate)} âm tiết/phút"
    )
    entries = (
        ("Mã tin", script.code),
        ("Lần sửa", str(script.version)),
        ("Đối tượng", f"{script.section[:1].lower()}{script.section[1:]}"),
        ("Tên bài", script.title),
        ("Ước tính", f"{_seconds_in_words(script.seconds)} ({syllables})"),
        ("Người viết", script.writer),
        ("Người duyệt", script.approver),
        ("Ngày duyệt", short_date(script.approved) if script.approved else ""),
        ("Mức ưu tiên", PRIORITIES[script.priority]),
    )
    return tuple((label, one_line(value) or _BLANK) for label, value in entries)


def spoken_parts(script: Script) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """Return what is read aloud: headings, each with its paragraphs of sentences; none is empty."""
    headed = (
        ("LỜI DẪN", [script.lead]),
        ("NỘI DUNG", [paragraph.sentences for paragraph in script.paragraphs]),
        ("KẾT", [(script.closing,)]),
    )
    return tuple(
        (heading, tuple(filter(None, map(_clean_sentences, paragraphs))))
        for heading, paragraphs in headed
    )


def watch_words(script: Script) -> tuple[str, ...]:
    """Return the words to check before reading, each with its pronunciation where it has one."""
    return tuple(
        one_line(f"{written}: đọc là {reading}" if reading else written)
        for written, reading in script.watch
    )


def source_line(script: Script) -> str:
    """Return the line that names the source of the facts; "" when none is given."""
    source = one_line(script.source)
    return f"Nguồn: {source}" if source else ""


def format_spoken_text(script: Script) -> str:
    """Return only what is read aloud, with an empty line between paragraphs."""
    paragraphs = map(one_line, script.spoken.split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def rundown_title(broadcast: Broadcast[Script]) -> str:
    """Return the heading of a running order."""
    return f"THỨ TỰ PHÁT: {one_line(broadcast.programme.name)}"


def rundown_time(broadcast: Broadcast[Script]) -> str:
    """Return the line that says when a broadcast begins and how long it is."""
    programme, day = broadcast.programme, broadcast.day
    length = _seconds_in_words(programme.minutes * 60)
    return f"{programme.time:%H:%M}, {weekday(day)}, {long_date(day)}; thời lượng {length}"


def airing_title(airing: Airing[Script]) -> str:
    """Return the title in a running order, with notes on priority, repeat and sample after it."""
    script = airing.script
    notes = [] if script.priority is Priority.ORDINARY else [PRIORITIES[script.priority]]
    notes += ["phát lại"] if airing.repeat else []
    notes += ["bài mẫu, không phát"] if script.sample else []
    return one_line(f"{script.title} [{'; '.join(notes)}]" if notes else script.title)


def reference_line(script: Script) -> str:
    """Return the line that identifies the script's sheet and says how long it is."""
    return one_line(
        f"Mã tin: {script.code}, bản {script.version}; {_seconds_in_words(script.seconds)}"
    )


def rundown_totals(broadcast: Broadcast[Script]) -> str:
    """Return the line that adds up the time of a broadcast."""
    used, overhead, free = map(
        _seconds_in_words,
        (broadcast.seconds_used, broadcast.programme.overhead_seconds, broadcast.seconds_free),
    )
    return (
        f"Tổng cộng: {len(broadcast.airings)} tin, bài; đọc {used}; "
        f"nhạc hiệu, lời chào {overhead}; còn trống {free}."
    )


def format_rundown_text(broadcast: Broadcast[Script]) -> str:
    """Return the running order of a broadcast as a text that ends with the line `hết`."""
    lines = [rundown_title(broadcast), rundown_time(broadcast), _RULE, ""]
    for position, airing in enumerate(broadcast.airings, 1):
        lines += [f"{position}. {airing_title(airing)}", f"   {reference_line(airing.script)}", ""]
    lines += [rundown_totals(broadcast) if broadcast.airings else NOTHING_TO_AIR, ""]
    if broadcast.too_long:
        lines += [TOO_LONG]
        for script in broadcast.too_long:
            lines += [f"- {one_line(script.title)}", f"  {reference_line(script)}"]
        lines += [""]
    return _join_lines([*lines, END])


def format_rundown_json(broadcast: Broadcast[Script]) -> bytes:
    """Return the running order as a JSON object in UTF-8, with lengths in seconds.

    `items` are aired in this order; `too_long` will never be aired. The time is the station's.
    """
    programme = broadcast.programme
    document = {
        "programme": {
            "key": programme.key,
            "name": one_line(programme.name),
            "time": f"{programme.time:%H:%M}",
            "minutes": programme.minutes,
            "overhead_seconds": programme.overhead_seconds,
        },
        "date": broadcast.day.isoformat(),
        "seconds_used": broadcast.seconds_used,
        "seconds_free": broadcast.seconds_free,
        "items": [
            {**_script_facts(airing.script), "repeat": airing.repeat}
            for airing in broadcast.airings
        ],
        "too_long": [_script_facts(script) for script in broadcast.too_long],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _script_facts(script: Script) -> dict[str, str | int]:
    return {
        "code": one_line(script.code),
        "version": script.version,
        "title": one_line(script.title),
        "section": one_line(script.section),
        "address": script.address,
        "priority": script.priority.value,
        "syllables": script.syllables,
        "seconds": script.seconds,
        "sample": script.sample,
    }


def _clean_sentences(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(one_line, sentences)))


def _seconds_in_words(seconds: int) -> str:
    """Return a length in words, where 0 is allowed, unlike in `format_duration`."""
    return format_duration(seconds) if seconds else "0 giây"


def _join_lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
