"""Decides whether a line of text is in one of the encodings from before Unicode.

A word is evidence for an encoding when it is not a Vietnamese syllable as written but becomes one,
correctly spelled, when it is converted. Spellings that no orthography of today has ("nh©n", "nhÊt",
"ngöôøi") are proof for their line. Other such words ("céng", "Keá") are hints, because a foreign
word can look the same ("tôt", "Loïc"). A line needs two hints, or one in a text where another line
is proved, and at least twice as many hints as words against it.
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
    VISCII_CHARACTERS,
    VNI_CHARACTERS,
    from_tcvn3,
    from_viscii,
    from_vni,
)
from bulletin.vietnamese.syllable import plausible_syllable


@dataclass(frozen=True, eq=False, slots=True)
class Encoding:
    """An old encoding: its converter, its characters, and spellings that occur in no other text."""

    name: str
    convert: Callable[[str], str]
    characters: frozenset[str]
    proof: re.Pattern[str]


class _Evidence(Enum):
    PROOF = "becomes a syllable, and nothing else is spelled so"
    HINT = "becomes a syllable, but a foreign word might too"
    NEUTRAL = "fits either reading"
    AGAINST = "good Vietnamese, or no Vietnamese in either reading"


# Old text stores letters as symbols (®, µ, °, the soft hyphen), which are part of its words.
_SYMBOLS: Final = "".join(
    sorted({one for one in TCVN3_CHARACTERS if not one.isalpha()} | set("°±´"))
)
WORD: Final = re.compile(f"[\\w{re.escape(_SYMBOLS)}]+")

_ETH: Final = str.maketrans("Ðð", "Đđ")
_DIGIT: Final = re.compile("[0-9_]")
# Symbols used as such (©, «), units (µm) and products (N·m, m×n).
_PLAIN_SYMBOL: Final = re.compile("[^A-Za-z]|µ.*|[A-Za-z][·×÷][A-Za-z]")

# The soft hyphen (ư) is the letter most often lost from TCVN3 text: "th\u00adëng" becomes "thëng".
# Where the rest is not a Vietnamese rhyme (ơng, ơc, ơu), the rhyme can only have been ươ….
_LOST_U_HORN: Final = re.compile(r"(?<![ưƯ])([ơờởỡớợ])(?=(?:ng|c|u)(?!\w))", re.IGNORECASE)


def _from_tcvn3_with_lost_letters(text: str) -> str:
    return _LOST_U_HORN.sub(r"ư\1", from_tcvn3(text))


TCVN3: Final = Encoding(
    name="TCVN3",
    convert=_from_tcvn3_with_lost_letters,
    characters=TCVN3_CHARACTERS,
    # A capital after a small letter (nhÊt); the symbols for đ and Đ before letters (®ua, §oµn); ư
    # as a soft hyphen; any symbol inside a word with three plain letters (nh©n). A symbol at the
    # end may be a footnote or a trade mark.
    proof=re.compile(
        "[a-z][À-ÖØ-Þ]|^®.|^§.\\w|[A-Za-z]\u00ad[A-Za-z]"
        "|^(?=(?:.*[A-Za-z]){3}).*[¡-¬®-¹»-¿×÷].*\\w$"
    ),
)
VNI: Final = Encoding(
    name="VNI",
    convert=from_vni,
    characters=VNI_CHARACTERS,
    # Pairs of a vowel and a mark that no language has. Pairs of French (Loïc, où), Irish (Seán) and
    # Spanish (Saúl) are not among them.
    proof=re.compile("[aeo][âåä]|aê|[aeouyôö][øõ]|[ôö][ùøûõï]|öô|^ñ..", re.IGNORECASE),
)
VISCII: Final = Encoding(
    name="VISCII",
    convert=from_viscii,
    characters=VISCII_CHARACTERS,
    # A symbol between letters (huy®n, v¾i), ươ (thß·ng).
    proof=re.compile(r"[^\W\d_][¡-¬®-¹»-¿][^\W\d_]|ß[·¾½¶þÞ]"),
)
ENCODINGS: Final = (TCVN3, VNI, VISCII)

# Signs that no text has between two letters: VPS, BK HCM, Vietware and others store letters there.
_STRANGE_SIGN: Final = "(?:[‚ƒ„†‡ˆ‰‹•˜™›¡¢£¤¥¦§¨©¬®¯°±´¶¸¹»¼½¾¿]|(?<=[a-z])[ŠŒŽŸ])"
_STRANGE_WORD: Final = re.compile(
    rf"(?<!\w)[^\W\d_]+(?:{_STRANGE_SIGN}[^\W\d_]*)*{_STRANGE_SIGN}[^\W\d_]+(?!\w)"
)
_FEWEST_STRANGE: Final = 2


def has_strange_word(piece: str) -> bool:
    """Return whether a text has one word with a sign between its letters."""
    return _STRANGE_WORD.search(piece) is not None


def find_strange_word(line: str) -> str | None:
    """Return the first word of a line in an old encoding of which no table is kept, as VPS.

    One such word may be a trade mark or a slip, so the line must have two.
    """
    found = _STRANGE_WORD.findall(line)
    return found[0] if len(found) >= _FEWEST_STRANGE else None


def is_evidence_for(word: str, encoding: Encoding) -> bool:
    """Return whether a word (NFC, as `WORD` finds it) is evidence that its line is so encoded."""
    return _judge_word(word, encoding) in (_Evidence.PROOF, _Evidence.HINT)


def detect_encodings(lines: Mapping[int, str]) -> dict[int, Encoding]:
    """Return the old encoding of each line that is in one, by the line's number.

    `lines` are those of one text, in NFC.
    """
    found: dict[int, Encoding] = {}
    doubtful: list[tuple[int, Encoding]] = []
    for line_number, line in lines.items():
        scores = [(_score(line, encoding), encoding) for encoding in ENCODINGS]
        best, encoding = max(scores, key=lambda pair: pair[0])
        if best >= 2:
            found[line_number] = encoding
        else:
            doubtful += [(line_number, encoding) for score, encoding in scores if score]
    proved = set(found.values())
    return {
        line_number: encoding for line_number, encoding in doubtful if encoding in proved
    } | found


def convert_line(line: str, encoding: Encoding) -> str:
    """Return the line in Unicode.

    In a line that is partly Unicode ("hòa"), only the words that are evidence are converted.
    """
    words = WORD.findall(line)
    is_partly_unicode = any(
        plausible_syllable(word) and _judge_word(word, encoding) is _Evidence.AGAINST
        for word in words
    )
    if not is_partly_unicode:
        return encoding.convert(line)

    def convert_word(match: re.Match[str]) -> str:
        word = match.group()
        return encoding.convert(word) if is_evidence_for(word, encoding) else word

    return WORD.sub(convert_word, line)


def _score(line: str, encoding: Encoding) -> int:
    """Return how strong the evidence is: 0 none, 1 a single hint, 2 or more enough."""
    evidence = [_judge_word(word, encoding) for word in WORD.findall(line)]
    proofs = evidence.count(_Evidence.PROOF)
    hints = evidence.count(_Evidence.HINT)
    if proofs:
        return 2 * proofs + hints
    return hints if hints >= 2 * evidence.count(_Evidence.AGAINST) else 0


@lru_cache(maxsize=1 << 15)
def _judge_word(word: str, encoding: Encoding) -> _Evidence:
    """Return what one word proves about the encoding of its line."""
    if _DIGIT.search(word):
        return _Evidence.NEUTRAL
    if plausible_syllable(word):
        could_be_old = all(one.isascii() or one in encoding.characters for one in word)
        return _Evidence.NEUTRAL if could_be_old else _Evidence.AGAINST
    if _PLAIN_SYMBOL.fullmatch(word):
        return _Evidence.NEUTRAL
    reading = encoding.convert(word)
    if encoding is VISCII and reading == word.translate(_ETH):
        return _Evidence.NEUTRAL  # a look-alike of đ alone, which converters of Unicode wrote
    if reading == word or not plausible_syllable(reading, tone_in_place=True):
        # An abbreviation (UBND, TÑKT) is not a syllable in any encoding.
        return _Evidence.NEUTRAL if word.isupper() else _Evidence.AGAINST
    return _Evidence.PROOF if encoding.proof.search(word) else _Evidence.HINT
