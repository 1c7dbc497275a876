"""How much of everything a text may hold: what a long story needs many times over.

Python-Markdown takes time with the square of some signs: 20,000 headings in 80 kB take 46 seconds.
A list of such signs would never be complete, so every text is bounded in all of them before it is
rendered. At all bounds together a text takes one or two seconds.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final, NamedTuple

MOST_LETTERS: Final = 150_000
"""Characters of a text: 20 times the longest of the bulletin, a whole law."""

MOST_LINES: Final = 5_000
MOST_HEADINGS: Final = 500
MOST_SIGNS: Final = 5_000
"""Characters that are neither letters, digits, spaces nor the punctuation of prose and tables."""

MOST_CELLS: Final = 20_000
DEEPEST: Final = 20
"""Quotations in each other."""

_HEADING: Final = re.compile(r"^ {0,3}#|^ {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_SIGN: Final = re.compile(r"[^\w\s.,;:?!\"'()/%–“”‘’…|-]|_")
_COUNTED: Final = (
    (re.compile(r"\["), "[", 500, "dấu '['"),
    (re.compile("<"), "<", 2_000, "dấu '<'"),
    (_HEADING, "#=-", MOST_HEADINGS, "tiêu đề"),
    (re.compile(r"\|"), "|", MOST_CELLS, "dấu '|'"),
    (_SIGN, "", MOST_SIGNS, "dấu của Markdown"),
)
"""What is counted, characters of which each has one, how much there may be, and its name. Unmatched
brackets are the dearest signs: 3,000 of them would take 20 seconds."""

_QUOTED: Final = re.compile(rf"^[ \t]*(?:>[ \t]*){{{DEEPEST + 1},}}", re.MULTILINE)


class Excess(NamedTuple):
    """A bound that a text breaks, in Vietnamese with the cure, and the line where it is broken."""

    message: str
    line: int


def find_excess(text: str) -> Excess | None:
    """Return the first bound that `text` breaks. The work grows with its size and no faster."""
    if len(text) > MOST_LETTERS:
        line = text.count("\n", 0, MOST_LETTERS) + 1
        return Excess(_say(MOST_LETTERS, "ký tự", _DIVIDE), line)
    if text.count("\n") > MOST_LINES:
        return Excess(_say(MOST_LINES, "dòng", _DIVIDE), MOST_LINES + 1)
    if text.count(">") > DEEPEST and (deep := _QUOTED.search(text)):
        line = text.count("\n", 0, deep.start()) + 1
        message = f"lời văn lồng nhiều tầng quá (hơn {DEEPEST} dấu '>'); bỏ bớt dấu trích dẫn"
        return Excess(message, line)
    for pattern, characters, most, what in _COUNTED:
        # Counting characters takes a fraction of the time, and no text but a hostile one has more.
        there = sum(map(text.count, characters)) if characters else len(text)
        if there > most and len(pattern.findall(text)) > most:
            last = next(islice(pattern.finditer(text), most, None))
            line = text.count("\n", 0, last.start()) + 1
            return Excess(_say(most, what, _DELETE), line)
    return None


_DIVIDE: Final = "tách thành nhiều bài"
_DELETE: Final = "xóa dấu thừa hoặc tách thành nhiều bài"


def _say(most: int, what: str, cure: str) -> str:
    shown = f"{most:,}".replace(",", ".") if most > 2_000 else str(most)
    return f"lời văn có quá {shown} {what}; {cure}"
