"""Text without diacritics, as people type it, and the nearest match among such words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Final

from bulletin.vietnamese.syllable import TONED_VOWELS, WITH_TONE

# Only the combining accents of Latin, Greek and Cyrillic. To Unicode the vowel signs of Khmer are
# marks too, but without them a Khmer word is another word.
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")

_SEPARATORS: Final = re.compile(r"[\s_-]+")


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics, đ as d: "Điển hình" -> "dien hinh".

    Spaces and all other characters stay. The result is the same for NFC and NFD input, and folding
    it again changes nothing. Suggestions for misspelled keys and the search index are based on it.
    """
    if text.isascii():
        return text.lower()
    # Decomposed again after lower(), because the lower case of a few letters has a mark.
    lower = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).lower())
    bare = _ACCENTS.sub("", lower).replace("đ", "d")
    return unicodedata.normalize("NFC", bare)


def _new_style_endings() -> dict[str, str]:
    """Return the old-style spelling of each new-style one, for the open rhymes oa, oe, uy."""
    endings: dict[str, str] = {}
    for toned, (vowel, tone) in TONED_VOWELS.items():
        glide = {"a": "o", "e": "o", "y": "u"}.get(vowel)
        if glide is None:
            continue
        new, old = glide + toned, WITH_TONE[glide, tone] + vowel
        for style in (str.lower, str.upper, str.capitalize):
            endings[style(new)] = style(old)
    return endings


_NEW_STYLE_ENDINGS: Final = _new_style_endings()
# The u of qu belongs to the onset, so "quý" is the same in both styles.
_NEW_STYLE: Final = re.compile(rf"(?<![qQ])(?:{'|'.join(_NEW_STYLE_ENDINGS)})(?![^\W\d_])")


def tone_key(text: str) -> str:
    """Return `text` in NFC with the tones of open oa, oe, uy placed in the old style.

    "hoà" and "hòa" both give "hòa", "thuý" and "thúy" both "thúy". Closed rhymes (hoàn), qu-
    (quý) and letter case do not change. Use it only to compare; what an author wrote is never
    replaced by it.
    """
    composed = unicodedata.normalize("NFC", text)
    return _NEW_STYLE.sub(lambda match: _NEW_STYLE_ENDINGS[match.group()], composed)


def find_nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `word` was probably meant to be, or None if none is near.

    Both are folded, and spaces, `_` and `-` are treated as equal, so "Đông Thái" finds "dong-thai".
    Near means at most one edit (a letter too many, missing or wrong, or two exchanged) for every
    three letters of `word`, never more than four, and fewer than it has letters. The first of
    equally near candidates is returned.
    """
    wanted = _comparison_form(word)
    limit = min(max(1, len(wanted) // 3), 4, len(wanted) - 1)
    letters = Counter(wanted)
    best: str | None = None
    for candidate in candidates:
        form = _comparison_form(candidate)
        # An edit changes one letter at most: counting letters settles nearly all of ten thousand
        # paths in a hundredth of the time.
        if abs(len(form) - len(wanted)) > limit or (letters - Counter(form)).total() > limit:
            continue
        distance = _edit_distance(wanted, form, limit)
        if distance <= limit:
            best, limit = candidate, distance - 1
        if limit < 0:
            break
    return best


def _comparison_form(text: str) -> str:
    return _SEPARATORS.sub("-", fold(text).strip())


def _edit_distance(left: str, right: str, limit: int) -> int:
    """Return the number of edits between the words, or `limit` + 1 as soon as there are more.

    This is the Damerau-Levenshtein distance in which no part of the text is edited twice.
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before_previous: list[int] = []
    previous = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            distance = min(
                previous[column] + 1,
                current[column - 1] + 1,
                previous[column - 1] + (letter != other),
            )
            exchanged = (
                row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other
            )
            if exchanged:
                distance = min(distance, before_previous[column - 2] + 1)
            current.append(distance)
        if min(current) > limit:
            return limit + 1
        before_previous, previous = previous, current
    return previous[-1]
