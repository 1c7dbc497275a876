"""The lines of a text on which words stand that were taken from its page.

A page keeps the words of its text, and nearly always their order, but not the signs between them.
So a word is found by the words around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from bulletin.prose.words import WORD

_CONTEXT: Final = 6
"""Words on each side of a word by which its place in the text is distinguished from others."""

_MOST_TRIED: Final = 40
"""Places of one word that are compared: from the last word that was found on, then from the top."""


class WordLines:
    """Finds words of passages in a text. Passages are asked for in the order of the text."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._first_line = first_line
        self._next = 0
        """The index of the word behind the last one that was found."""

    def find_line(self, passage: Sequence[re.Match[str]], index: int) -> int:
        """Return the line on which the word at `index` of a passage stands.

        `passage` holds all its words (`WORD.finditer`). A word that is written otherwise in the
        text, with an entity or with a sign inside, is found by its neighbours.
        """
        for shift in range(_CONTEXT + 1):
            for near in (index + shift, index - shift):
                if 0 <= near < len(passage) and (at := self._find(passage, near)) is not None:
                    self._next = at + 1
                    return self._line_of(at)
        return self._line_of(self._next - 1)

    def _find(self, passage: Sequence[re.Match[str]], index: int) -> int | None:
        """Return the index in the text of the word at `index` of the passage."""
        known = self._indexes.get(passage[index][0], ())
        first = bisect_left(known, self._next)
        tried = [*known[first : first + _MOST_TRIED], *known[: min(first, _MOST_TRIED)]]
        around = [
            (near - index, passage[near][0])
            for near in range(max(0, index - _CONTEXT), min(len(passage), index + _CONTEXT + 1))
        ]
        best, most = None, 0
        for at in tried:
            equal = sum(self._word(at + shift) == word for shift, word in around)
            if equal > most:
                best, most = at, equal
                if most == len(around):
                    break
        return best

    def _word(self, index: int) -> str | None:
        return self._words[index][0] if 0 <= index < len(self._words) else None

    def _line_of(self, index: int) -> int:
        if not 0 <= index < len(self._words):
            return self._first_line
        return self._first_line + bisect_right(self._line_ends, self._words[index].start() - 1)

    @cached_property
    def _words(self) -> list[re.Match[str]]:
        return list(WORD.finditer(self._text))

    @cached_property
    def _indexes(self) -> dict[str, list[int]]:
        indexes: defaultdict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self._words):
            indexes[word[0]].append(index)
        return indexes

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self._text)]
