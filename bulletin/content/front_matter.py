"""The front matter of a content file, taken off its body."""

from __future__ import annotations

import re
from dataclasses import dataclass

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_FENCE = re.compile(rf"^[{_INVISIBLE}]*---[ \t{_INVISIBLE}]*$", re.MULTILINE)
# What Word and careless hands make of `---`: one long dash, more dashes, spaces before it.
_LOOSE_FENCE = re.compile(
    rf"^[ \t{_INVISIBLE}]*(?:-{{3,}}|(?:- ){{2,}}-|[–—‒―−]{{1,4}}-?)[ \t{_INVISIBLE}]*$",
    re.MULTILINE,
)
_KEY_LINE = re.compile(
    r"\s*$|\s+\S|-(?:\s|$)|#|[^\s:：=]{1,30}(?: [^\s:：=]{1,12}){0,3}\s*[:：=]|[\]}]"
)
"""A line that can stand in front matter: empty, indented, of a list, a comment or a key."""

LONGEST_FRONT = 64_000
"""Characters of front matter: a hundred times the usual, and no more than can be judged at once."""

EXAMPLE = "tệp phải bắt đầu bằng một dòng ---, các khóa, rồi một dòng --- nữa"


class NoFrontMatter(Exception):
    """The text does not begin with front matter; `line` is where to look."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Split:
    """Front matter and body, each with the line of the file on which it starts."""

    front: str
    front_line: int
    body: str
    body_line: int


def split(text: str) -> Split:
    """Return the two parts of `text`; raises NoFrontMatter when the fences are not there.

    Empty lines before the first fence do no harm, and a fence may be what Word makes of `---`.
    """
    start = len(text) - len(text.lstrip("\n \t"))
    start = text.rfind("\n", 0, start) + 1
    opening = _FENCE.match(text, start) or _LOOSE_FENCE.match(text, start)
    first = text.count("\n", 0, start) + 1
    if opening is None:
        raise NoFrontMatter(first if text.strip() else 1, _no_opening(text, first))
    closing = _find_closing(text, opening)
    if closing is None:
        line = _first_line_of_text(text, opening.end() + 1)
        line = first if line is None else line
        raise NoFrontMatter(line, "thiếu dòng --- đóng phần đầu; " + EXAMPLE)
    front = text[opening.end() + 1 : closing.start()]
    if len(front) > LONGEST_FRONT:
        raise NoFrontMatter(
            first, "phần khai giữa hai dòng --- dài quá; lời văn phải ở dưới dòng --- sau"
        )
    body_line = text.count("\n", 0, closing.end()) + 2
    return Split(front, first + 1, text[closing.end() + 1 :], body_line)


def _find_closing(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    """Return the second fence: a rule of --- in the body is the body's own.

    A fence that is not quite one counts where the first was of its kind, or where there is no
    other; within a text of the front matter there may be one with spaces before it.
    """
    fence = _FENCE.search(text, opening.end())
    sign = opening[0].strip()
    if fence is not None and sign == "---":
        return fence
    for loose in _LOOSE_FENCE.finditer(text, opening.end()):
        if fence is not None and loose.start() >= fence.start():
            return fence
        if loose[0].strip() == sign or fence is None:
            return loose
    return fence


def _no_opening(text: str, first: int) -> str:
    """Say what stands where the first fence should be."""
    if not text.strip():
        return f"tệp rỗng; {EXAMPLE}"
    found = " ".join(text.split("\n", first)[first - 1].split())
    shown = found if len(found) <= 40 else f"{found[:39]}…"
    return f"{EXAMPLE}; dòng {first} đang là '{shown}'"


def _first_line_of_text(text: str, start: int) -> int | None:
    """Return the first line from `start` on that can be no front matter: there the body begins."""
    line = text.count("\n", 0, start) + 1
    for offset, one in enumerate(text[start : start + LONGEST_FRONT].split("\n")):
        if not _KEY_LINE.match(one):
            return line + offset
    return None
