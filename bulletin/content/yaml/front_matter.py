"""The front matter of a content file, taken off its body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.content.yaml.missing_fence import explain_missing_closing, explain_missing_opening

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_FENCE = re.compile(rf"^[{_INVISIBLE}]*---[ \t{_INVISIBLE}]*$", re.MULTILINE)
# What Word and careless hands make of `---`: one long dash, more dashes, spaces before it.
_LOOSE_FENCE = re.compile(
    rf"^[ \t{_INVISIBLE}]*(?:-{{3,}}|(?:- ){{2,}}-|[–—‒―−]{{1,4}}-?)[ \t{_INVISIBLE}]*$",
    re.MULTILINE,
)
LONGEST_FRONT = 64_000
"""Characters of front matter: a hundred times the usual, and no more than can be judged at once."""


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
        raise NoFrontMatter(*explain_missing_opening(text))
    closing = _find_closing(text, opening)
    if closing is None:
        raise NoFrontMatter(*explain_missing_closing(text))
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
