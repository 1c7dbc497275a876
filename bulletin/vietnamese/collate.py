"""Sort keys in Vietnamese order: CLDR `vi`, as ICU sorts.

Whole strings are compared by letters first, then by tones, then by case, so "Hòa An" comes before
"Hoa Bình". (Printed dictionaries compare syllable by syllable; software compares as ICU does.)
"""

from __future__ import annotations

import unicodedata
from typing import Final, TypeAlias

from bulletin.vietnamese.syllable import COMBINING_TONES, TONED_VOWELS

CollationKey: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], str]
PersonKey: TypeAlias = tuple[CollationKey, CollationKey, CollationKey]

# Vietnamese has no f, j, w, z; they keep their Latin positions. Punctuation is in the order of
# CLDR's root collation, before digits, and counts like letters.
_SEQUENCE: Final = (
    "\t\n\r _-–—,;:!?.…'‘’\"“”()[]{}«»@*/\\&#%`^+<=>|~$0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
)
_PRIMARY: Final = {character: index for index, character in enumerate(_SEQUENCE)}
_TONES: Final = {mark: int(tone) for mark, tone in COMBINING_TONES.items()}
# A mark that is not a tone (the dots of ü) sorts after all tones.
_OTHER_MARK: Final = max(_TONES.values()) + 1


def collation_key(text: str) -> CollationKey:
    """Return a key that sorts strings in Vietnamese order.

    Letters: a ă â b c d đ e ê ... o ô ơ ... u ư v w x y z; then tones: ngang, huyền, hỏi, ngã, sắc,
    nặng; then lower before upper case. The text itself is the last part, so that only strings equal
    in NFC have equal keys. Characters outside the Latin alphabet come after it, by code point.
    """
    composed = unicodedata.normalize("NFC", text)
    primary: list[int] = []
    secondary: list[int] = []
    tertiary: list[int] = []
    for character in composed:
        lower = character.lower()
        for letter, marks in map(_split_marks, lower):
            if letter:
                primary.append(_PRIMARY.get(letter, len(_SEQUENCE) + ord(letter)))
                secondary.append(0)
                tertiary.append(int(lower != character))
            secondary.extend(marks)
    return tuple(primary), tuple(secondary), tuple(tertiary), composed


def person_key(name: str) -> PersonKey:
    """Return a key that sorts people by given name (the last word), then family name, then middle.

    Vietnamese lists of people are in this order: Lê Văn An, Trần An, Nguyễn Thị Bình.
    """
    words = name.split()
    family = words[0] if len(words) > 1 else ""
    given = words[-1] if words else ""
    middle = " ".join(words[1:-1])
    return collation_key(given), collation_key(family), collation_key(middle)


def _split_marks(character: str) -> tuple[str, list[int]]:
    """Return the base letter ("" for a combining mark alone) and the sort numbers of its marks."""
    if character in _PRIMARY:
        return character, []
    if character in TONED_VOWELS:
        vowel, tone = TONED_VOWELS[character]
        return vowel, [int(tone)]
    decomposed = unicodedata.normalize("NFD", character)
    letter = "" if unicodedata.combining(decomposed[0]) else decomposed[0]
    return letter, [_TONES.get(mark, _OTHER_MARK) for mark in decomposed[len(letter) :]]
