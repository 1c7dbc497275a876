"""Codes of letters and digits: QL61, 9A1, 5G."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.patterns import UPPER
from bulletin.verbalize.roman_numerals import follows_roman_trigger
from bulletin.verbalize.spellout import spell_cardinal
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import Verbalization, keep_written, replace_with

_END: Final = r"(?![\w/]|[.,-][0-9])"
CODE: Final = rf"(?<![\w-])[{UPPER}]+-?[0-9][{UPPER}0-9]*(?:-[{UPPER}]{{1,3}}(?!\w))?{_END}"
"""A code that starts with a letter: QL61, ST25, COVID-19, and a boat's KG-91234-TS as a whole."""

DIGIT_CODE: Final = rf"(?<![\w-])(?:[0-9]+[{UPPER}][{UPPER}0-9]*|[0-9]{{1,3}}[a-e]){_END}"
"""A code that starts with a digit: 9A1, 5G, 02b."""

_FLIGHTS: Final = frozenset({"VN"})
"""Abbreviations that mean something else before a number: flight VN125."""

_SHORTEST_FLIGHT: Final = 3

_NUMBERED: Final = re.compile(rf"([{UPPER}]+)-?([0-9]{{1,4}})([{UPPER}]?)")
_SINGLE_LETTERS: Final = re.compile(r"(?:[^\W\d_](?![^\W\d_])-?|[0-9]{1,3}(?![0-9]))+")
_PIECE: Final = re.compile(r"[^\W\d_]|[0-9]+")

_WEEKDAY_OR_MONTH: Final = re.compile("T(?:0?[1-9]|1[0-2])")

_UNKNOWN: Final = (
    "chữ và số chưa rõ cách đọc: viết bằng chữ, hoặc thêm vào content/data/pronunciations.yml"
)


def verbalize_code(token: TokenContext) -> Verbalization:
    """Say a code: QL61 if QL is known, and single letters with their numbers: 9A1, 5G, 1A, 02b."""
    written = token.written
    numbered = _NUMBERED.fullmatch(written)
    if numbered and numbered[1] in token.spoken_forms and not _is_flight(numbered, token):
        number = spell_cardinal(int(numbered[2]), token.style)
        return replace_with(f"{token.spoken_forms[numbered[1]]} {number} {numbered[3]}".rstrip())
    if _WEEKDAY_OR_MONTH.fullmatch(written):
        return keep_written("thứ hay tháng? viết “thứ bảy” hoặc “tháng bảy”")
    # After a trigger of Roman numerals the letter could be one: khóa I2.
    if not _SINGLE_LETTERS.fullmatch(written) or follows_roman_trigger(token):
        return keep_written(_UNKNOWN)
    words = [
        spell_cardinal(int(piece), token.style) if piece.isdecimal() else piece
        for piece in _PIECE.findall(written)
    ]
    return replace_with(" ".join(words))


def _is_flight(numbered: re.Match[str], token: TokenContext) -> bool:
    """Return whether letters with a number are those of a flight or a model: VN125, QR974."""
    is_foreign = numbered[1] in token.lexicon.pronunciations
    return numbered[1] in _FLIGHTS or (is_foreign and len(numbered[2]) >= _SHORTEST_FLIGHT)
