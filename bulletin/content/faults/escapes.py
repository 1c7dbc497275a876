"""Letters that stand as codes for machines in the words of a file: what is meant is proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bulletin.content.source import BODY
from bulletin.content.yaml.front_matter import Split
from bulletin.errors import Problem
from bulletin.model.record import Location, Mistake
from bulletin.vietnamese.escapes import Escaped, find_escaped

_MOST_LINES: Final = 3
"""So many lines of one body are reported one by one: more come from one mistake."""

_LONGEST_PROPOSAL: Final = 200


def escape_problems(path: str, parted: Split) -> list[Problem]:
    """Return the lines of a body that hold codes in the place of letters."""
    found = [
        (number, escaped)
        for number, line in enumerate(parted.body.split("\n"), parted.body_line)
        if (escaped := find_escaped(line))
    ]
    if len(found) > _MOST_LINES:
        line, escaped = found[0]
        message = f"{_say(escaped)} (còn {len(found) - 1} dòng nữa như vậy; nên lấy lại bản gốc)"
        return [Problem(path, line, BODY, message)]
    return [Problem(path, line, BODY, _say(escaped)) for line, escaped in found]


def escape_mistakes(raw: object, location: Location = ()) -> Iterator[Mistake]:
    """Yield the values of a front matter that hold codes in the place of letters."""
    if isinstance(raw, str):
        if escaped := find_escaped(raw):
            yield Mistake(location, _say(escaped))
    elif isinstance(raw, Mapping):
        for key, below in raw.items():
            yield from escape_mistakes(below, (*location, key))
    elif isinstance(raw, list):
        for position, below in enumerate(raw):
            yield from escape_mistakes(below, (*location, position))


def _say(escaped: Escaped) -> str:
    meant = " ".join(escaped.line.split())
    if len(meant) > _LONGEST_PROPOSAL:
        meant = f"{meant[: _LONGEST_PROPOSAL - 1]}…"
    return f"chữ bị đổi thành mã máy: '{escaped.written}'; có phải '{meant}'?"
