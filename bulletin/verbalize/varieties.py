"""Names of varieties of rice and other crops: OM 5451, ST25, giống ngô NK 7328.

The letters are spelled. A number of one or two figures is said as a number, a longer one figure by
figure, as farmers and seed companies say it.
"""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.counted_words import counts_something, sentence_goes_on
from bulletin.verbalize.patterns import UPPER, YEAR
from bulletin.verbalize.spellout import LONGEST_CARDINAL, spell_cardinal, spell_digits
from bulletin.verbalize.style import Style
from bulletin.verbalize.token_context import TokenContext, goes_on_list
from bulletin.verbalize.verbalization import Verbalization, keep_written, replace_with

_KNOWN: Final = "OMCS|OM|ST|IR|MTL"
"""Letters of rice of the Mekong delta, which mean nothing else before a number."""

_CROPS: Final = "giống lúa gạo nếp ngô bắp mía sắn khoai đậu dừa xoài".split()
_AFTER_A_CROP: Final = "|".join(
    f"(?<={form} )" for crop in _CROPS for form in (crop, crop.capitalize())
)
_YEAR: Final = rf"{YEAR}(?![0-9])"

VARIETY: Final = (
    rf"(?<![\w-])(?P<variety>{_KNOWN}|(?:{_AFTER_A_CROP})[{UPPER}]{{2,4}}(?!.?{_YEAR}))"
    rf"(?P<variety_gap>[ \u00a0\u202f-]?)(?P<variety_number>[0-9]{{1,5}})(?![\w/%]|[.,–-][0-9])"
)
"""The name of a variety: letters that are known, or any letters after the word for a crop."""

_LETTERS: Final = {
    "A": "a",
    "B": "bê",
    "C": "xê",
    "D": "đê",
    "Đ": "đê",
    "E": "e",
    "F": "ép",
    "G": "giê",
    "H": "hát",
    "I": "i",
    "J": "gi",
    "K": "ca",
    "L": "e-lờ",
    "M": "em",
    "N": "en",
    "O": "ô",
    "P": "pê",
    "Q": "quy",
    "R": "e-rờ",
    "S": "ét",
    "T": "tê",
    "U": "u",
    "V": "vê",
    "W": "vê-kép",
    "X": "ích",
    "Y": "y",
    "Z": "dét",
}
_CROP: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_CROPS)})\s+$", re.IGNORECASE)
_SOLD: Final = re.compile(r"\s+(?:(?:có )?giá|bán|mua|thơm|dẻo|tươi|ướt|khô)(?!\w)")
_BARE: Final = re.compile(rf"(?!{_YEAR})[1-9][0-9]{{2,4}}")
_LISTED: Final = re.compile(
    rf"(?<!\w)(?:{_KNOWN})[ -]?[0-9]{{1,5}}(?:,\s+[0-9]{{3,5}})*\s*(?:,|và|hoặc|hay)\s+$"
)


def verbalize_variety(token: TokenContext) -> Verbalization:
    """Say the name of a variety; with a space and a counted thing behind it is not clear."""
    letters, number = token["variety"], token["variety_number"]
    if token["variety_gap"].isspace() and counts_something(token.after):
        return keep_written("tên giống hay số đếm? tên giống thì viết liền, như “OM5451”")
    spoken = token.spoken_forms.get(letters) or _spell_letters(letters)
    if spoken is None:
        return keep_written("tên giống chưa rõ cách đọc: viết bằng chữ")
    return replace_with(f"{spoken} {_spell_number(number, token.style)}")


def spell_bare_variety(written: str, token: TokenContext) -> str | None:
    """Return the number of a variety whose letters are left out: giống lúa 5451, not lúa 2024."""
    if not _BARE.fullmatch(written) or not token.follows(_CROP):
        return None
    is_name = _SOLD.match(token.after) or sentence_goes_on(token.after)
    return spell_digits(written) if is_name else None


def spell_listed_variety(written: str, token: TokenContext) -> str | None:
    """Return the number of a variety whose letters stand before another one: OM 4900 và 5451."""
    before = token.before_with_digits
    if len(written) <= LONGEST_CARDINAL or not goes_on_list(before) or not _LISTED.search(before):
        return None
    return None if counts_something(token.after) else spell_digits(written)


def _spell_letters(letters: str) -> str | None:
    """Return the names of letters: OM is "ô-em"; None if one of them has a mark."""
    names = [_LETTERS.get(letter) for letter in letters]
    return "-".join(name for name in names if name) if all(names) else None


def _spell_number(number: str, style: Style) -> str:
    """Return the number of a variety: 25 as a number, 5451 and 08 figure by figure."""
    if len(number) <= LONGEST_CARDINAL and not number.startswith("0"):
        return spell_cardinal(int(number), style)
    return spell_digits(number)
