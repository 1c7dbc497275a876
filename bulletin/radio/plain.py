"""Scripts and running orders as plain text and JSON: UTF-8 in NFC, lines ended by LF.

The presenter's sheet has one sentence a line, where the eye finds it again. The text for a reading
machine has one paragraph a line instead, because such machines pause at the end of every line.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from typing import Final

from bulletin.radio.running_order import Airing, Broadcast
from bulletin.radio.script import Priority, Script
from bulletin.vietnamese.dates import long_date, short_date, weekday
from bulletin.vietnamese.numbers import count, spoken_length

END: Final = "hết"
WATCH: Final = "Từ cần chú ý"
SAMPLE_NOTICE: Final = "BÀI MẪU: bịa ra để minh họa, không có thật, không phát."
TOO_LONG: Final = "Dài hơn cả chương trình, không xếp được:"
NOTHING_TO_AIR: Final = "Chưa có tin, bài nào để phát."

PRIORITIES: Final = {
    Priority.ORDINARY: "thông thường",
    Priority.PREFERRED: "ưu tiên",
    Priority.URGENT: "khẩn cấp",
}
_RULE: Final = "-" * 72
# Room for a pen, where the office has not said who or when.
_BLANK: Final = "…………"


def one_line(text: str) -> str:
    """Return the text in NFC on one line, with single plain spaces and none at its ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def particulars(script: Script) -> tuple[tuple[str, str], ...]:
    """Return the head of the sheet: labels and values, in order."""
    syllables = f"{count(script.syllables)} âm tiết, {count(script.rate)} âm tiết/phút"
    entries = (
        ("Mã tin", script.code),
        ("Bản", str(script.version)),
        ("Chuyên mục", script.section),
        ("Tên bài", script.title),
        ("Ước tính", f"{_length(script.seconds)} ({syllables})"),
        ("Người viết", script.writer),
        ("Người duyệt", script.approver),
        ("Ngày duyệt", short_date(script.approved) if script.approved else ""),
        ("Mức ưu tiên", PRIORITIES[script.priority]),
    )
    return tuple((label, one_line(value) or _BLANK) for label, value in entries)


def parts(script: Script) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """Return what is read aloud: headings, each with its paragraphs of sentences, none empty."""
    everything = (
        ("LỜI DẪN", [script.lead]),
        ("NỘI DUNG", [paragraph.sentences for paragraph in script.paragraphs]),
        ("KẾT", [(script.closing,)]),
    )
    return tuple(
        (heading, tuple(filter(None, map(_sentences, paragraphs))))
        for heading, paragraphs in everything
    )


def watch_words(script: Script) -> tuple[str, ...]:
    """Return the words worth a look, each with its reading where it has one."""
    return tuple(
        one_line(f"{written}: đọc là {reading}" if reading else written)
        for written, reading in script.watch
    )


def source(script: Script) -> str:
    """Return the line that says where the facts come from; "" when the writer is the source."""
    named = one_line(script.source)
    return f"Nguồn: {named}" if named else ""


def spoken_text(script: Script) -> str:
    """Return what is read aloud and nothing else, paragraphs apart by an empty line."""
    paragraphs = map(one_line, script.spoken.split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def rundown_title(broadcast: Broadcast[Script]) -> str:
    """Return the heading of a running order."""
    return f"THỨ TỰ PHÁT: {one_line(broadcast.programme.name)}"


def rundown_moment(broadcast: Broadcast[Script]) -> str:
    """Return when a broadcast begins and how long it is."""
    programme, day = broadcast.programme, broadcast.day
    length = _length(programme.minutes * 60)
    return f"{programme.time:%H:%M}, {weekday(day)}, {long_date(day)}; thời lượng {length}"


def airing_title(airing: Airing[Script]) -> str:
    """Return the title in a running order, after it what sets the airing apart."""
    script = airing.script
    marks = [] if script.priority is Priority.ORDINARY else [PRIORITIES[script.priority]]
    marks += ["phát lại"] if airing.repeat else []
    marks += ["bài mẫu, không phát"] if script.sample else []
    return one_line(f"{script.title} [{'; '.join(marks)}]" if marks else script.title)


def identification(script: Script) -> str:
    """Return what finds the script's sheet, and how long it is."""
    return one_line(f"Mã tin: {script.code}, bản {script.version}; {_length(script.seconds)}")


def rundown_sum(broadcast: Broadcast[Script]) -> str:
    """Return how the time of a broadcast is spent."""
    return (
        f"Tổng cộng: {len(broadcast.airings)} tin, bài; đọc {_length(broadcast.seconds_used)}; "
        f"nhạc hiệu, lời chào {_length(broadcast.programme.overhead_seconds)}; "
        f"còn trống {_length(broadcast.seconds_free)}."
    )


def rundown_text(broadcast: Broadcast[Script]) -> str:
    """Return the running order of a broadcast as a list, which ends with the line `hết`."""
    lines = [rundown_title(broadcast), rundown_moment(broadcast), _RULE, ""]
    for number, airing in enumerate(broadcast.airings, 1):
        lines += [f"{number}. {airing_title(airing)}", f"   {identification(airing.script)}", ""]
    lines += [rundown_sum(broadcast) if broadcast.airings else NOTHING_TO_AIR, ""]
    if broadcast.too_long:
        lines += [TOO_LONG]
        for script in broadcast.too_long:
            lines += [f"- {one_line(script.title)}", f"  {identification(script)}"]
        lines += [""]
    return _text([*lines, END])


def rundown_json(broadcast: Broadcast[Script]) -> bytes:
    """Return the running order as a JSON object in UTF-8, lengths in seconds.

    `items` are aired in their order; `too_long` were left out for good. The time is the station's.
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
            {**_facts(airing.script), "repeat": airing.repeat} for airing in broadcast.airings
        ],
        "too_long": [_facts(script) for script in broadcast.too_long],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _facts(script: Script) -> dict[str, str | int]:
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


def _sentences(written: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(one_line, written)))


def _length(seconds: int) -> str:
    """Return a length in words; a recording has no length zero, spare time has."""
    return spoken_length(seconds) if seconds else "0 giây"


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
