"""What stations have of their broadcasts: tables of a playout program, or a sheet of day and title.

Known are the log sheet of LibreTime (Start Time, Title), the timeline of AzuraCast (Date, Time,
Track, Playlist) and any sheet with a day and a title, with a line of names above or without one.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bulletin.vietnamese.fold import fold
from bulletin.vietnamese.normalise import normalise

LARGEST: Final = 20_000_000
"""Bytes: a year of a station that airs something every minute."""

_NAMES: Final[Mapping[str, str]] = {
    "day": "ngay|ngay phat|ngay phat song|date|day|start time|starts|start|played at|date played"
    "|thoi gian|datetime",
    "time": "time|gio|gio phat|luc",
    "title": "title|track title|track|ten|tieu de|ten bai|bai|tin bai|tin|ten tin bai|noi dung|song"
    "|ten tin|tac pham",
    "programme": "programme|program|chuong trinh|playlist|show|show name|buoi",
    "station": "station|dai|ten dai",
}
_COLUMNS: Final = {name: column for column, names in _NAMES.items() for name in names.split("|")}
_ISO: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_DAY_FIRST: Final = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_CLOCK: Final = re.compile(r"(?<!\d)(\d{1,2})(?::|h|g)(\d{2})(?!\d)(?::\d{2})?\s*([ap]m)?", re.I)
_LONGEST_CELL: Final = 5_000
"""Letters of a cell; a longer one is the rest of the table behind a quotation mark."""

_LONGEST: Final = 200
"""Letters of a name or a title that is kept."""


class UnreadableLog(Exception):
    """The table cannot be read; the message is a sentence in Vietnamese."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the table; `day` is None where none is written that exists. `time` is "05:00"."""

    line: int
    day: dt.date | None
    title: str
    time: str = ""
    programme: str = ""
    station: str = ""


def read_log(content: bytes) -> list[LogRow]:
    """Return the rows with a title; raises UnreadableLog."""
    if len(content) > LARGEST:
        raise UnreadableLog(f"tệp lớn hơn {LARGEST // 1_000_000} MB; tách ra từng năm")
    text = _decode(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text), delimiter=max("\t;,", key=first.count))
    try:
        rows = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error:
        raise UnreadableLog(
            f"dòng {reader.line_num} không đọc được; lưu lại dưới dạng CSV UTF-8"
        ) from None
    for line, cells in rows:
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            raise UnreadableLog(f"đến dòng {line} có một dấu ngoặc kép không đóng; sửa lại bảng")
    if not rows:
        raise UnreadableLog("tệp không có dòng nào")
    columns = _find_columns(rows[0][1])
    if columns is None:
        columns = _guess_columns(rows[0][1])
    else:
        rows = rows[1:]
    found = [_read_row(line, cells, columns) for line, cells in rows]
    return [row for row in found if row.title]


def _decode(content: bytes) -> str:
    """Return the text of a file as spreadsheets save it."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableLog("chữ trong tệp không phải UTF-8; lưu lại dưới dạng CSV UTF-8") from None


def _find_columns(cells: Sequence[str]) -> dict[str, int] | None:
    """Return where each column is by the names in the first line; None if these are no names."""
    columns: dict[str, int] = {}
    for position, cell in enumerate(cells):
        name = re.sub(r"[\W_]+", " ", fold(normalise(cell))).strip()
        if name in _COLUMNS:
            columns.setdefault(_COLUMNS[name], position)
    if not columns or any(_find_day(cell) for cell in cells):
        return None
    if missing := {"day": "ngày", "title": "tên bài"}.keys() - columns.keys():
        named = " và ".join({"day": "ngày", "title": "tên bài"}[one] for one in sorted(missing))
        raise UnreadableLog(f"dòng đầu không có cột {named}; đặt tên cột là 'ngày', 'tên bài'")
    return columns


def _guess_columns(cells: Sequence[str]) -> dict[str, int]:
    """Return the columns of a table without names: a day, then a title, then the programme."""
    days = [position for position, cell in enumerate(cells) if _find_day(cell)]
    if not days or len(cells) < 2:
        raise UnreadableLog(
            "không thấy cột ngày và cột tên bài; dòng đầu phải là tên cột, như: ngày,tên bài"
        )
    others = [position for position in range(len(cells)) if position != days[0]]
    return dict(zip(("day", "title", "programme"), (days[0], *others), strict=False))


def _read_row(line: int, cells: Sequence[str], columns: Mapping[str, int]) -> LogRow:
    def get(column: str) -> str:
        position = columns.get(column, len(cells))
        return clean(cells[position]) if position < len(cells) else ""

    time = get("time") or get("day")
    return LogRow(
        line,
        _find_day(get("day")),
        get("title"),
        _find_time(time),
        get("programme"),
        get("station"),
    )


def clean(text: str) -> str:
    """Return text on one line, without what cannot be seen and without the start of a formula."""
    line = "".join(one if one.isprintable() else " " for one in normalise(text))
    return " ".join(line.split()).lstrip("'=+-@ ")[:_LONGEST].strip()


def _find_day(text: str) -> dt.date | None:
    """Return the day in `text`, the day before the month unless the year is first."""
    if found := _ISO.search(text):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.search(text):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _find_time(text: str) -> str:
    """Return the time in `text` as "05:00", "" if there is none."""
    found = _CLOCK.search(text)
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2])
    half = (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""
