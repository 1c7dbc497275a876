"""Roman numerals, which are numbers only after certain trigger words."""

from __future__ import annotations

import re
from typing import Final

from bulletin.engine.late_pattern import compile_late
from bulletin.verbalize.patterns import LOWER, RANGE_DASH, UPPER, YEAR
from bulletin.verbalize.spellout import spell_cardinal, spell_ordinal
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import Verbalization, keep_written, replace_with
from bulletin.vietnamese.syllable import plausible_syllable

ROMAN_NUMERAL: Final = (
    rf"(?<![\w/&-])(?P<roman>[IVX]+)(?:{RANGE_DASH}(?P<roman_to>[IVX]+)(?!\w))?"
    rf"(?:[/-](?P<roman_year>{YEAR}))?(?![\w&]|[-/]\w)"
)

_ROMAN: Final = compile_late(r"(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10}

_TRIGGER: Final = r"""(?<!\w)(?:khóa|khoá|lần\ thứ|thứ|thế\ k[ỷỉ]|quý|chương|phần|mục|phụ\ lục|tập
    |đại\ hội(?:\ đảng)?|hội\ nghị|hạng|loại|cấp|bậc|đợt|vùng|khu\ vực|nhóm|giai\ đoạn|k[ỳì]
    |lần|vòng|bảng|mức|quân\ khu|chiến\ tranh\ thế\ giới)\s+"""
_AFTER_TRIGGER: Final = compile_late(rf"{_TRIGGER}$", re.IGNORECASE | re.VERBOSE)
# quý I, II và III
_AFTER_ROMAN_NUMERAL: Final = compile_late(
    rf"{_TRIGGER}(?:[IVX]+\s*(?:,|và|hoặc|đến|[-–])\s*)+$", re.IGNORECASE | re.VERBOSE
)
_ORDINAL_TRIGGER: Final = compile_late(r"(?<!\w)thứ\s+$", re.IGNORECASE)
_CLASS_TRIGGER: Final = compile_late(r"(?<!\w)hạng\s+$", re.IGNORECASE)
_HEADING: Final = compile_late(r"[.)]\s+\W?(\w+)(?!\w|-\w)")
# Kênh I, but chữ V; a dot and a capital letter follow initials: ông V. Huy-gô.
_NUMBERED_THING: Final = compile_late(rf"(?<!\w)(?!(?:chữ|hình|vitamin)\s)[{UPPER}]?[{LOWER}]+[ ]$")
_INITIAL: Final = compile_late(rf"\.\s*[{UPPER}]")
_UNCLEAR: Final = "số La Mã hay chữ tắt? viết bằng chữ, hoặc thêm từ đứng trước, như “khóa XII”"


def parse_roman(letters: str) -> int | None:
    """Return the value of a Roman numeral from I to XXXIX in its proper form, otherwise None.

    From 40 on numerals are not known. Texts count congresses, terms, quarters and centuries this
    way, while L, C, D and M mostly mean something else (hạng C, cỡ XL).
    """
    if not letters or not _ROMAN.fullmatch(letters):
        return None
    values = [_ROMAN_VALUES[letter] for letter in letters]
    followers = [*values[1:], 0]
    return sum(
        -value if value < follower else value
        for value, follower in zip(values, followers, strict=True)
    )


def verbalize_roman_numeral(token: TokenContext) -> Verbalization:
    """Say a Roman numeral after a trigger: khóa XV, quý III/2025, lần thứ I, thế kỷ XIX-XX."""
    values = _parse_values(token)
    if values and (follows_roman_trigger(token) or _is_listed(token)):
        return replace_with(_spell_values(values, token))
    if len(values) == 1 and _is_heading_number(token):
        return replace_with(spell_cardinal(values[0], token.style))
    if token.written in token.spoken_forms:
        return replace_with(token.spoken_forms[token.written])
    if len(token.written) == 1:
        return keep_written(_UNCLEAR if _numbers_something(token) else "")
    if token.stands_in_heading(token.written):
        return keep_written()
    return keep_written(_UNCLEAR)


def _parse_values(token: TokenContext) -> list[int]:
    """Return the value of a numeral, or both ends of a range; none if one is no numeral."""
    first = parse_roman(token["roman"])
    last = parse_roman(token["roman_to"]) if token["roman_to"] else first
    if first is None or last is None:
        return []
    return [first, last] if token["roman_to"] else [first]


def _spell_values(values: list[int], token: TokenContext) -> str:
    """Return one numeral or a range in words, with the year after it if it has one."""
    is_ordinal = token.follows(_ORDINAL_TRIGGER) or (
        values == [1] and token.follows(_CLASS_TRIGGER)
    )
    spell = spell_ordinal if is_ordinal else spell_cardinal
    spoken = " đến ".join(spell(value, token.style) for value in values)
    if token["roman_year"]:
        return f"{spoken} năm {spell_cardinal(int(token['roman_year']), token.style)}"
    return spoken


def _is_heading_number(token: TokenContext) -> bool:
    """Return whether a heading starts here: "II. Nội dung", "V. Tổ chức".

    A single letter may be a part of a foreign name (V. Huy-gô): a Vietnamese syllable must follow.
    """
    found = _HEADING.match(token.written_after) if token.starts_line else None
    if found is None:
        return False
    return len(token.written) > 1 or (len(found[1]) > 1 and plausible_syllable(found[1].lower()))


def _numbers_something(token: TokenContext) -> bool:
    """Return whether a single letter may number what stands before it: kênh I, but ông X."""
    is_number = token.written in {"I", "V"} and not _INITIAL.match(token.written_after)
    return is_number and _NUMBERED_THING.search(token.before[-30:]) is not None


def _is_listed(token: TokenContext) -> bool:
    """Return whether the token goes on a list of numerals that began with a trigger."""
    return _AFTER_ROMAN_NUMERAL.search(token.before_with_digits) is not None


def follows_roman_trigger(token: TokenContext) -> bool:
    """Return whether the words before a token announce a Roman numeral."""
    return token.follows(_AFTER_TRIGGER)
