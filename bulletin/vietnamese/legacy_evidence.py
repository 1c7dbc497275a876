"""Whether a line of text is in one of the encodings that came before Unicode.

A word speaks for an encoding when it is no Vietnamese syllable as it stands but becomes one,
correctly spelled, when it is converted. Spellings that no living orthography has ("nh©n", "nhÊt",
"ngöôøi") prove a line. Other such words ("céng", "Keá") are hints, for a foreign word can look the
same ("tôt", "Loïc"): it takes two of them, or one in a text where another line is proved, and
never more than half as many words against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from bulletin.vietnamese.legacy_encodings import (
    TCVN3_CHARACTERS,
    VNI_CHARACTERS,
    from_tcvn3,
    from_vni,
)
from bulletin.vietnamese.syllable import plausible_syllable


@dataclass(frozen=True, eq=False, slots=True)
class Encoding:
    """An old encoding: how to read it, its characters, and the spellings that nothing else has."""

    name: str
    convert: Callable[[str], str]
    characters: frozenset[str]
    proof: re.Pattern[str]


class _Testimony(Enum):
    PROOF = "becomes a syllable, and nothing else is spelled so"
    HINT = "becomes a syllable, but a foreign word might too"
    SILENCE = "fits either reading"
    AGAINST = "good Vietnamese, or no Vietnamese in either reading"


# Old text stores letters as signs (®, µ, the soft hyphen), which belong to its words.
_SIGNS: Final = "".join(sorted(sign for sign in TCVN3_CHARACTERS if not sign.isalpha()))
WORD: Final = re.compile(f"[\\w{re.escape(_SIGNS)}]+")

_DIGIT: Final = re.compile("[0-9_]")
# Signs that are themselves (©, «), units (µm) and products (N·m, m×n).
_PLAIN_SIGN: Final = re.compile("[^A-Za-z]|µ.*|[A-Za-z][·×÷][A-Za-z]")

# The soft hyphen is the letter most often lost from TCVN3 text: "th\u00adëng" arrives as "thëng".
# Where what is left is no rhyme of Vietnamese (ơng, ơc, ơu), it can only have been ươ.
_LOST_U_HORN: Final = re.compile(r"(?<![ưƯ])([ơờởỡớợ])(?=(?:ng|c|u)(?!\w))", re.IGNORECASE)


def _from_tcvn3_with_lost_letters(text: str) -> str:
    return _LOST_U_HORN.sub(r"ư\1", from_tcvn3(text))


TCVN3: Final = Encoding(
    name="TCVN3",
    convert=_from_tcvn3_with_lost_letters,
    characters=TCVN3_CHARACTERS,
    # A capital after a small letter (nhÊt); the signs for đ and Đ before letters (®ua, §oµn); ư as
    # a soft hyphen; any sign inside a word with three plain letters (nh©n). A sign at the end may
    # be a footnote or a trade mark instead.
    proof=re.compile(
        "[a-z][À-ÖØ-Þ]|^®.|^§.\\w|[A-Za-z]\u00ad[A-Za-z]"
        "|^(?=(?:.*[A-Za-z]){3}).*[¡-¬®-¹»-¿×÷].*\\w$"
    ),
)
VNI: Final = Encoding(
    name="VNI",
    convert=from_vni,
    characters=VNI_CHARACTERS,
    # Marks after vowels in pairs that no language has; not among them those of French (Loïc, où),
    # Irish (Seán) and Spanish (Saúl).
    proof=re.compile("[aeo][âåä]|aê|[aeouyôö][øõ]|[ôö][ùøûõï]|öô|^ñ..", re.IGNORECASE),
)
ENCODINGS: Final = (TCVN3, VNI)


def speaks_for(word: str, encoding: Encoding) -> bool:
    """Return whether one word (NFC, as `WORD` finds it) is evidence that its line is so encoded."""
    return _testimony(word, encoding) in (_Testimony.PROOF, _Testimony.HINT)


def encodings_of(lines: Mapping[int, str]) -> dict[int, Encoding]:
    """Return the encoding of each line of one text (by its number, NFC) that is in an old one."""
    found: dict[int, Encoding] = {}
    doubtful: list[tuple[int, Encoding]] = []
    for number, line in lines.items():
        weights = [(_weight(line, encoding), encoding) for encoding in ENCODINGS]
        heaviest, encoding = max(weights, key=lambda pair: pair[0])
        if heaviest >= 2:
            found[number] = encoding
        else:
            doubtful += [(number, encoding) for weight, encoding in weights if weight]
    proved = set(found.values())
    return {number: encoding for number, encoding in doubtful if encoding in proved} | found


def converted(line: str, encoding: Encoding) -> str:
    """Return the line in Unicode.

    Of a line that is good in part, only the words that must be converted are: "hòa" in it is good.
    """
    words = WORD.findall(line)
    is_good_in_part = any(
        plausible_syllable(word) and _testimony(word, encoding) is _Testimony.AGAINST
        for word in words
    )
    if not is_good_in_part:
        return encoding.convert(line)

    def convert_word(match: re.Match[str]) -> str:
        word = match.group()
        return encoding.convert(word) if speaks_for(word, encoding) else word

    return WORD.sub(convert_word, line)


def _weight(line: str, encoding: Encoding) -> int:
    """Return how much speaks for the encoding: 0 nothing, 1 a hint alone, from 2 on enough."""
    testimonies = [_testimony(word, encoding) for word in WORD.findall(line)]
    proofs = testimonies.count(_Testimony.PROOF)
    hints = testimonies.count(_Testimony.HINT)
    if proofs:
        return 2 * proofs + hints
    return hints if hints >= 2 * testimonies.count(_Testimony.AGAINST) else 0


@lru_cache(maxsize=1 << 15)
def _testimony(word: str, encoding: Encoding) -> _Testimony:
    """Return what one word says about the encoding of its line."""
    if _DIGIT.search(word):
        return _Testimony.SILENCE
    if plausible_syllable(word):
        could_be_old = all(sign.isascii() or sign in encoding.characters for sign in word)
        return _Testimony.SILENCE if could_be_old else _Testimony.AGAINST
    if _PLAIN_SIGN.fullmatch(word):
        return _Testimony.SILENCE
    reading = encoding.convert(word)
    if reading == word or not plausible_syllable(reading, tone_in_place=True):
        # An abbreviation (UBND, TÑKT) is no syllable in any encoding.
        return _Testimony.SILENCE if word.isupper() else _Testimony.AGAINST
    return _Testimony.PROOF if encoding.proof.search(word) else _Testimony.HINT
