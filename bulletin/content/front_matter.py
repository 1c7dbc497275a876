"""The front matter of a content file, taken off its body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.content.missing_fence import explain_missing_closing, explain_missing_opening

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)

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
    """Return the two parts of `text`; raises NoFrontMatter when the fences are not there."""
    fences = list(_iter_two(text))
    if not fences or fences[0].start() != 0:
        raise NoFrontMatter(*explain_missing_opening(text))
    if len(fences) < 2:
        raise NoFrontMatter(*explain_missing_closing(text))
    opening, closing = fences
    front = text[opening.end() + 1 : closing.start()]
    if len(front) > LONGEST_FRONT:
        raise NoFrontMatter(
            1, "phần khai giữa hai dòng --- dài quá; lời văn phải ở dưới dòng --- sau"
        )
    body_line = text.count("\n", 0, closing.end()) + 2
    return Split(front, 2, text[closing.end() + 1 :], body_line)


def _iter_two(text: str) -> list[re.Match[str]]:
    """Return at most the first two fence lines: a rule of --- in the body is the body's own."""
    first = _FENCE.match(text)
    if first is None:
        return []
    second = _FENCE.search(text, first.end())
    return [first] if second is None else [first, second]
