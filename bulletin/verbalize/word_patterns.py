"""The words of a lexicon made ready: spoken forms settled, and one pattern that finds the words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bulletin.verbalize.capitals import COMPOUND

_IN_CAPITALS: Final = re.compile(COMPOUND)
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_NOTHING: Final = r"(?!)"


def bare_compounds(spoken: dict[str, str]) -> dict[str, str]:
    """Return joined abbreviations without their joints as well: QP-AN is also written QPAN."""
    bare = {
        _NOT_LETTERS.sub("", word): reading
        for word, reading in spoken.items()
        if _IN_CAPITALS.fullmatch(word)
    }
    return {**bare, **spoken}


def is_in_capitals(word: str) -> bool:
    """Return whether the rule for abbreviations finds a word by its shape."""
    return _IN_CAPITALS.fullmatch(word) is not None


def pattern_of(words: Iterable[str]) -> str:
    """Return a pattern that finds any of the words as a whole, the longest it can.

    A word with a dot at its end (TM.) belongs to the signature block: it counts at the start of a
    line alone, because elsewhere the dot ends a sentence.
    """
    plain: list[str] = []
    dotted: list[str] = []
    for word in words:
        if word:
            (dotted if word.endswith(".") else plain).append(word)
    alternatives = [rf"(?<![\w-])(?:{_tree(plain)})(?![\w]|-\w)"] if plain else []
    alternatives += [rf"(?<![^\n])(?:{_tree(dotted)})"] if dotted else []
    return "|".join(alternatives) or _NOTHING


def beginning_of(words: Iterable[str]) -> str:
    """Return a pattern that finds where any of the words may begin, and hardly any other token.

    A search is fast where all branches start with a letter, so the look behind comes second.
    """
    rests: dict[str, list[str]] = {}
    for word in filter(None, words):
        rests.setdefault(word[0], []).append(word[1:])
    end = r"(?:(?!\w)|(?<=\.))"
    return "|".join(rf"{re.escape(first)}(?<!\w.){_tree(rests[first])}{end}" for first in rests)


def _tree(words: Iterable[str]) -> str:
    """Return the words as a pattern that shares beginnings, so that a miss is found at once."""
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
        re.escape(first) + (re.escape(rests[0]) if len(rests) == 1 else _tree(rests))
        for first, rests in branches.items()
    ]
    return f"(?:{'|'.join(paths)}){'?' if ends_here else ''}"
