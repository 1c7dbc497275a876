"""The order of Vietnamese lists: CLDR `vi`, as ICU sorts it.

Whole strings are compared by letters first, then by tones, then by case, so "Hòa An" stands before
"Hoa Bình". (Printed dictionaries compare syllable by syllable; lists on screens do as ICU does.)
"""

from __future__ import annotations

import unicodedata
from typing import Final, TypeAlias

from bulletin.vietnamese.syllable import COMBINING_TONES, TONED_VOWELS

CollationKey: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], str]
PersonKey: TypeAlias = tuple[CollationKey, CollationKey, CollationKey]

# Vietnamese has no f, j, w, z of its own; they keep their Latin places. Punctuation stands in the
# order of CLDR's root, before digits, and counts like letters.
_SEQUENCE: Final = (
    "\t\n\r _-–—,;:!?.…'‘’\"“”()[]{}«»@*/\\&#%`^+<=>|~$0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
)
_PRIMARY: Final = {character: place for place, character in enumerate(_SEQUENCE)}
_TONES: Final = {mark: int(tone) for mark, tone in COMBINING_TONES.items()}
# A mark that is no tone (the dots of ü) sorts after all tones.
_OTHER_MARK: Final = max(_TONES.values()) + 1


def collation_key(text: str) -> CollationKey:
    """Return a key that sorts strings in Vietnamese order.

    Letters: a ă â b c d đ e ê ... o ô ơ ... u ư v w x y z; then tones: ngang, huyền, hỏi, ngã, sắc,
    nặng; then small before capital. The text itself comes last, so that only strings equal in NFC
    have equal keys. Characters outside the Latin alphabet follow it by code point.
    """
    composed = unicodedata.normalize("NFC", text)
    primary: list[int] = []
    secondary: list[int] = []
    tertiary: list[int] = []
    for character in composed:
        small = character.lower()
        for letter, marks in map(_letter_and_marks, small):
            if letter:
                primary.append(_PRIMARY.get(letter, len(_SEQUENCE) + ord(letter)))
                secondary.append(0)
                tertiary.append(int(small != character))
            secondary.extend(marks)
    return tuple(primary), tuple(secondary), tuple(tertiary), composed


def person_key(name: str) -> PersonKey:
    """Return a key that sorts people by given name (the last word), then family name, then middle.

    This is how Vietnamese lists of people are ordered: Lê Văn An, Trần An, Nguyễn Thị Bình.
    """
    words = name.split()
    family = words[0] if len(words) > 1 else ""
    given = words[-1] if words else ""
    middle = " ".join(words[1:-1])
    return collation_key(given), collation_key(family), collation_key(middle)


def _letter_and_marks(small: str) -> tuple[str, list[int]]:
    """Return the letter that counts first in the order (empty for a lone mark) and the marks."""
    if small in _PRIMARY:
        return small, []
    if small in TONED_VOWELS:
        vowel, tone = TONED_VOWELS[small]
        return vowel, [int(tone)]
    decomposed = unicodedata.normalize("NFD", small)
    letter = "" if unicodedata.combining(decomposed[0]) else decomposed[0]
    return letter, [_TONES.get(mark, _OTHER_MARK) for mark in decomposed[len(letter) :]]
