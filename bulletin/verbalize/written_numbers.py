"""Numbers written in digits: their value, their words, and two forms whose meaning is unclear."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from bulletin.verbalize.counted_words import counts_something, sentence_goes_on
from bulletin.verbalize.digit_strings import goes_on_call, is_figure_by_figure, spell_name
from bulletin.verbalize.months_and_weekdays import follows_month_word, spell_listed
from bulletin.verbalize.patterns import NUMBER_END, NUMBER_START, SPACE, STANDALONE_END, UPPER
from bulletin.verbalize.spellout import (
    spell_cardinal,
    spell_decimal,
    spell_digits,
    spell_month,
    spell_ordinal,
)
from bulletin.verbalize.style import Style
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.varieties import spell_bare_variety, spell_listed_variety
from bulletin.verbalize.verbalization import Verbalization, keep_written, replace_with

SPACED_NUMBER: Final = (
    rf"{NUMBER_START}(?P<spaced>[1-9][0-9]{{0,2}}{SPACE}(?!000)[0-9]{{3}}){NUMBER_END}"
)
DOTTED_NUMBER: Final = rf"{NUMBER_START}(?P<dotted>[0-9]+(?:\.[0-9]+)+){STANDALONE_END}"

_CALL_TRIGGER: Final = re.compile(
    r"(?<!\w)(?:gọi|quay|bấm|báo)(?: điện)?(?: ngay)?(?: đến| tới| về| theo| qua| cho)?"
    r"(?: đài| tổng đài| máy)?(?: số)?\s+$",
    re.IGNORECASE,
)
_NUMBERS_TRIGGER: Final = re.compile(r"(?<!\w)số:?\s+$", re.IGNORECASE)
_MORE_EMERGENCIES: Final = re.compile(r"(?:,| và| hoặc| hay)\s+11[1-5](?!\w|[.,][0-9])")
_ORDINAL_TRIGGER: Final = re.compile(r"(?<!\w)thứ\s+$", re.IGNORECASE)
_CLASS_TRIGGER: Final = re.compile(r"(?<!\w)hạng\s+$", re.IGNORECASE)
_SERVICE_TRIGGER: Final = re.compile(
    r"(?:cấp cứu|cứu hỏa|cảnh sát|công an|cứu nạn|cứu hộ|cứu thương|khẩn cấp|(?<!\w)trẻ em)"
    r"(?:\s+|\s?:\s*|\s\(|\s[–-]\s)$",
    re.IGNORECASE,
)
_EMERGENCY: Final = re.compile("11[1-5]")
_HEADING_TRIGGER: Final = re.compile(
    r"(?:mục|(?<!tài )khoản|điểm|phần|điều|bảng|hình|biểu|phụ lục|chương|phiên bản)\s+$",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(rf"[.)]?\s+[{UPPER}0-9]")

_LONGEST_NUMBER: Final = 15
"""A number with more digits is a code and read digit by digit."""


def keep_spaced_number(_: TokenContext) -> Verbalization:
    """Keep 15 200: it is one number with a space in place of a dot, or two numbers."""
    return keep_written("một số hay hai số? hàng nghìn viết dấu chấm, như 15.200")


def verbalize_dotted_number(token: TokenContext) -> Verbalization:
    """Say the number of a section or a version: mục 2.1, công nghiệp 4.0."""
    written = token["dotted"]
    parts = written.split(".")
    is_version = len(parts) == 2 and parts[1] == "0"
    if is_version or token.follows(_HEADING_TRIGGER) or _is_heading_number(token):
        return replace_with(" chấm ".join(spell_cardinal(int(part), token.style) for part in parts))
    return keep_written(
        "không rõ dấu chấm: số thập phân thì viết dấu phẩy (1,5), hàng nghìn thì đủ ba số"
    )


def _is_heading_number(token: TokenContext) -> bool:
    """Return whether a heading starts here: "2.1. Kết quả". A small letter follows a decimal."""
    return token.starts_line and _HEADING.match(token.written_after) is not None


def spell_number_in_context(written: str, token: TokenContext) -> str:
    """Return a number in the words it has after the words before the token.

    For instance tháng tư, lần thứ nhất, tổng đài một một một.
    """
    before, style = token.before, token.style
    if not written.isdecimal() or len(written) > _LONGEST_NUMBER:
        return spell_number(written, style)
    if is_figure_by_figure(written, token):
        return spell_digits(written)
    if name := spell_name(written, token):
        return name
    spoken = spell_listed(written, token) or spell_listed_variety(written, token)
    if spoken := spoken or spell_bare_variety(written, token):
        return spoken
    if goes_on_call(written, token):
        return spell_digits(written)
    is_emergency = _EMERGENCY.fullmatch(written) and not counts_something(token.after)
    if is_emergency and (
        _CALL_TRIGGER.search(before[-36:])
        or (_NUMBERS_TRIGGER.search(before[-8:]) and _MORE_EMERGENCIES.match(token.written_after))
        or (_SERVICE_TRIGGER.search(before[-15:]) and sentence_goes_on(token.after))
    ):
        return spell_digits(written)
    number = int(written)
    if token.follows(_ORDINAL_TRIGGER) or (number == 1 and token.follows(_CLASS_TRIGGER)):
        return spell_ordinal(number, style)
    if follows_month_word(token):
        return spell_month(number, style)
    return spell_number(written, style)


def spell_number(written: str, style: Style) -> str:
    """Return a number in words, whatever comes before it; long codes digit by digit."""
    whole, _, fraction = re.sub(r"[.\s]", "", written).partition(",")
    if fraction:
        return spell_decimal(int(whole), fraction, style)
    if len(whole) > _LONGEST_NUMBER or (len(whole) > 2 and whole.startswith("0")):
        return spell_digits(whole)
    return spell_cardinal(int(whole), style)


def explain_unclear_comma(written: str) -> str:
    """Return the reason of a doubt about the comma in 1,000; "" if the comma is clear."""
    if written.endswith(",000"):
        return "dấu phẩy là hàng nghìn hay thập phân? hàng nghìn viết dấu chấm, như 1.000"
    return ""


def parse_value(written: str) -> Decimal:
    """Return the value of a number: 1.938 -> 1938, 36,625 -> 36.625."""
    return Decimal(re.sub(r"[.\s]", "", written).replace(",", "."))


def is_month(written: str) -> bool:
    """Return whether a number is the number of a month, 1 to 12."""
    return written.isdecimal() and 1 <= int(written) <= 12
