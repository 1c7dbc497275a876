"""Patterns that find the words of a lexicon, and where one of them may start."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bulletin.verbalize.abbreviations import COMPOUND

_IN_CAPITALS: Final = re.compile(COMPOUND)
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_NO_MATCH: Final = r"(?!)"


def add_unjoined_forms(spoken_forms: dict[str, str]) -> dict[str, str]:
    """Return spoken forms, also for joined abbreviations without joiner: QP-AN is written QPAN."""
    unjoined = {
        _NOT_LETTERS.sub("", word): spoken
        for word, spoken in spoken_forms.items()
        if _IN_CAPITALS.fullmatch(word)
    }
    return {**unjoined, **spoken_forms}


def is_in_capitals(word: str) -> bool:
    """Return whether the rule for abbreviations finds a word by its shape."""
    return _IN_CAPITALS.fullmatch(word) is not None


def make_word_pattern(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words as a whole word, the longest one possible.

    A word that ends with a dot (TM.) belongs to the signature block. It matches only at the start
    of a line, because elsewhere the dot ends a sentence.
    """
    plain: list[str] = []
    dotted: list[str] = []
    for word in words:
        if word:
            (dotted if word.endswith(".") else plain).append(word)
    alternatives = [rf"(?<![\w-])(?:{_make_trie_pattern(plain)})(?![\w]|-\w)"] if plain else []
    alternatives += [rf"(?<![^\n])(?:{_make_trie_pattern(dotted)})"] if dotted else []
    return "|".join(alternatives) or _NO_MATCH


def make_start_pattern(words: Iterable[str]) -> str:
    """Return a pattern that matches where any of the words may start, and seldom elsewhere.

    Every branch starts with a letter and looks behind only after it: `re` searches such a pattern
    fast.
    """
    rests: dict[str, list[str]] = {}
    for word in filter(None, words):
        rests.setdefault(word[0], []).append(word[1:])
    end = r"(?:(?!\w)|(?<=\.))"
    return "|".join(
        rf"{re.escape(first)}(?<!\w.){_make_trie_pattern(rests[first])}{end}" for first in rests
    )


def _make_trie_pattern(words: Iterable[str]) -> str:
    """Return the words as a trie of alternatives, so that a mismatch is found at once."""
    branches: dict[str, list[str]] = {}
    ends_here = False
    for word in sorted(set(words)):
        if word:
            branches.setdefault(word[0], []).append(word[1:])
        else:
            ends_here = True
    if not branches:
        return ""
    paths = [
        re.escape(first) + (re.escape(rests[0]) if len(rests) == 1 else _make_trie_pattern(rests))
        for first, rests in branches.items()
    ]
    return f"(?:{'|'.join(paths)}){'?' if ends_here else ''}"
