"""Numbers with their units, ranges, and what an amount is counted for."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from bulletin.verbalize.days import day_and_month, is_day_of_year
from bulletin.verbalize.patterns import ALONE, CAPITAL, DASH, LEFT, NUMBER, RIGHT, SMALL, TO
from bulletin.verbalize.spellout import (
    NUMBER_WORDS,
    spell_cardinal,
    spell_decimal,
    spell_digits,
    spell_month,
    spell_ordinal,
)
from bulletin.verbalize.style import Style
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.units import (
    AFTER_A_NUMBER_IN_WORDS,
    AFTER_A_SLASH,
    ANYWHERE,
    APART,
    ATTACHED,
    MEASURES,
    SHARERS,
    UNITS,
)
from bulletin.verbalize.verbalization import TokenClass, Verbalization, keep_written, replace_with

_GAP: Final = "[ \u00a0\u202f]"


def _unit(group: str) -> str:
    return rf"(?:(?P<{group}_attached>{ATTACHED})|{_GAP}(?P<{group}_apart>{APART}))?"


RANGE: Final = rf"{LEFT}(?P<low>{NUMBER}){_unit('low')}{TO}(?P<high>{NUMBER}){_unit('high')}{ALONE}"
AMOUNT: Final = (
    r"(?:(?<![^\s(\[“‘\"'])(?P<minus>[-−]))?"
    rf"{LEFT}(?P<amount>{NUMBER}){_unit('amount')}{ALONE}"
)
UNIT: Final = (
    rf"(?<!\w)(?P<unit_anywhere>{ANYWHERE})(?!\w)"
    rf"|(?<=\s)(?P<unit_after>{AFTER_A_NUMBER_IN_WORDS})(?!\w)"
    rf"|(?<=/)(?P<unit_after_slash>{'|'.join(AFTER_A_SLASH)})(?!\w)"
)
SHARE: Final = rf"(?<=[\w%‰²³])/{_GAP}?(?=[{SMALL}{CAPITAL}])"
# A space before a dash but none after it is a minus: từ -5 đến 3.
JOINT: Final = (
    rf"(?<=[\w%²³'’])(?:(?:{DASH}{_GAP}?|{_GAP}{DASH}{_GAP})(?=[0-9]|nay(?!\w))"
    rf"|(?:{_GAP}[x×]{_GAP}|×)(?=[0-9]))"
)
PARTED: Final = rf"{LEFT}(?P<parted>[1-9][0-9]{{0,2}}{_GAP}(?!000)[0-9]{{3}}){RIGHT}"
DOTTED: Final = rf"{LEFT}(?P<dotted>[0-9]+(?:\.[0-9]+)+){ALONE}"

_FIGURE_BY_FIGURE: Final = re.compile(
    r"(?:điện thoại|hotline|đường dây nóng|tổng đài|số máy|tài khoản|mã số|định danh|căn cước)"
    r"(?:\s+số)?\s*:?\s*$",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(r"gọi(?: số)?\s+$", re.IGNORECASE)
_EMERGENCY: Final = re.compile("11[1-5]")
_LONGEST_NUMBER: Final = 15
_HOURS_OF_A_DAY: Final = 24
_HOW_MANY: Final = NUMBER_WORDS | {"mỗi", "vài", "mấy", "chục", "rưỡi", "nửa", "nhiêu"}
_SCORE: Final = re.compile(r"(?:tỷ số|tỉ số|thắng|thua|hòa)\s+$", re.IGNORECASE)
_DAY_OF_MONTH: Final = re.compile(r"(?<!\w)(?:ngày|dịp|lễ|mùng|mồng)\s+$", re.IGNORECASE)
_FEAST: Final = re.compile(r"(?<!\w)(?:dịp|lễ)\s+$", re.IGNORECASE)
_MONTH: Final = re.compile(r"tháng\s+$", re.IGNORECASE)
_HEADED: Final = re.compile(
    r"(?:mục|khoản|điểm|phần|điều|bảng|hình|biểu|phụ lục|chương|phiên bản)\s+$", re.IGNORECASE
)
_UNCLEAR_DASH: Final = "gạch nối: “đến” hay gì khác? viết bằng chữ"
_SAME_CLASS: Final = {
    TokenClass.AMOUNT: re.compile("nay"),
    TokenClass.DAY: re.compile(r"nay|[0-9]{1,2}\s?[/.-]\s?[0-9]"),
    TokenClass.HOUR: re.compile("[0-9]{1,2}(?:[hg:]|\\s?giờ)"),
    TokenClass.OTHER: re.compile(r"(?!)"),
}
_BULLET: Final = re.compile(r"[^\S\n]+[^\W\d_]")
_HEADING: Final = re.compile(rf"[.)]?\s+[{CAPITAL}0-9]")
_DEGREES: Final = re.compile(r"\s+(?:độ|phần)(?!\w)")
_SHARED: Final = re.compile(r"(?:\s?[^\W\d_]+(?:-[^\W\d_]+)*){0,3}")
_FIRST_WORD: Final = re.compile(r"ki-lô-\w+|\w+")


def speak_amount(token: TokenContext) -> Verbalization:
    """Say a number with its unit: -5, 1.938, 36,625, 98,5%, 15 ha, 350.000đ."""
    written = token["amount"]
    unit = token["amount_attached"] or token["amount_apart"]
    if why := _unclear_comma(written):
        return keep_written(why)
    if token["amount_attached"] == "g" and _value(written) <= _HOURS_OF_A_DAY:
        return keep_written("giờ hay gam? viết “7 giờ” hoặc “7 gam”")
    spoken = number_in_context(written, token.before, token.style)
    if unit:
        spoken = f"{spoken} {_unit_word(unit, token.style)}"
    if token["minus"]:
        text = token.written_after
        if token.starts_line and not unit and _BULLET.match(text) and not _DEGREES.match(text):
            return keep_written("số âm hay gạch đầu dòng? gạch đầu dòng thì viết cách số ra")
        spoken = f"âm {spoken}"
    return replace_with(spoken, TokenClass.AMOUNT)


def speak_range(token: TokenContext) -> Verbalization:
    """Say a range: 5-7 người, 2021 – 2025, 10-15%, tháng 7-8. What goes down is unclear."""
    low, high = token["low"], token["high"]
    low_unit = token["low_attached"] or token["low_apart"]
    high_unit = token["high_attached"] or token["high_apart"]
    if why := _unclear_comma(low) or _unclear_comma(high):
        return keep_written(why)
    if token.follows(_SCORE) and not (low_unit or high_unit):
        return keep_written("tỉ số: viết bằng chữ, như “hai một”")
    if token.follows(_MONTH) and _is_month(low) and len(high) == 4 and high.isdecimal():
        name = spell_month(int(low), token.style)
        return replace_with(f"{name} năm {spell_cardinal(int(high), token.style)}", TokenClass.DAY)
    if token.follows(_DAY_OF_MONTH) and low.isdecimal() and _is_month(high):
        day, month = int(low), int(high)
        if is_day_of_year(day, month) and (day > month or token.follows(_FEAST)):
            return replace_with(day_and_month(day, month, token.style), TokenClass.DAY)
        return keep_written(
            "ngày và tháng, hay từ ngày đến ngày? viết dạng 27/7, hoặc “từ ngày … đến …”"
        )
    if not low_unit and _value(low) >= _value(high):
        return keep_written("không rõ có phải một khoảng (nhỏ đến lớn) không; viết bằng chữ")
    first = number_in_context(low, token.before, token.style)
    if low_unit:
        first = f"{first} {_unit_word(low_unit, token.style)}"
    last = _plain_number(high, token.style)
    if token.follows(_MONTH) and _is_month(high):
        last = spell_month(int(high), token.style)
    if high_unit:
        last = f"{last} {_unit_word(high_unit, token.style)}"
    return replace_with(f"{first} đến {last}", TokenClass.AMOUNT)


def speak_unit(token: TokenContext) -> Verbalization:
    """Say a unit that stands alone: mỗi km, ba mươi ha. Short ones need a number before them."""
    unit = token["unit_anywhere"]
    if unit:
        return replace_with(token.spoken_forms.get(unit) or _unit_word(unit, token.style))
    words = token.before.split()
    if not words or words[-1].lower() not in _HOW_MANY:
        return keep_written()
    if token["unit_after_slash"]:
        return replace_with(AFTER_A_SLASH[token["unit_after_slash"]])
    return replace_with(_unit_word(token["unit_after"], token.style))


def speak_share(token: TokenContext) -> Verbalization:
    """Say the slash before what an amount is counted for: triệu đồng/người/năm, 3 lượt/ngày."""
    sharer = _FIRST_WORD.match(token.after)
    since = token.history.since_amount
    counted = since is not None and _SHARED.fullmatch(since)
    if sharer and sharer[0] in SHARERS and (counted or MEASURES.search(token.before[-20:])):
        return replace_with(" một ", TokenClass.AMOUNT)
    return keep_written()


def speak_joint(token: TokenContext) -> Verbalization:
    """Say what joins two days, two times or two amounts: 7h30-9h, 2020-nay, 3 x 5 m."""
    joint = token.written.strip()
    last_class, since = token.history.last_class, token.history.since_amount
    if since == "" and joint in {"x", "×"}:
        return replace_with(" nhân ")
    if since == "" and _SAME_CLASS[last_class].match(token.written_after):
        return replace_with(" đến ")
    return keep_written("" if token.written != joint or since is None else _UNCLEAR_DASH)


def speak_dotted(token: TokenContext) -> Verbalization:
    """Say the number of a section or a version: mục 2.1, công nghiệp 4.0."""
    written = token["dotted"]
    parts = written.split(".")
    is_version = len(parts) == 2 and parts[1] == "0"
    if is_version or token.follows(_HEADED) or _numbers_a_heading(token):
        return replace_with(" chấm ".join(spell_cardinal(int(part), token.style) for part in parts))
    return keep_written(
        "không rõ dấu chấm: số thập phân thì viết dấu phẩy (1,5), hàng nghìn thì đủ ba số"
    )


def speak_parted(_: TokenContext) -> Verbalization:
    """Leave 15 200 as written: one number with a space for a dot, or two numbers."""
    return keep_written("một số hay hai số? hàng nghìn viết dấu chấm, như 15.200")


def _numbers_a_heading(token: TokenContext) -> bool:
    """Return whether a line begins so: "2.1. Kết quả". A decimal is followed by a small letter."""
    return token.starts_line and _HEADING.match(token.written_after) is not None


def number_in_context(written: str, before: str, style: Style) -> str:
    """Return a number as it is said after these words: tháng tư, lần thứ nhất, tổng đài một một."""
    if not written.isdecimal() or len(written) > _LONGEST_NUMBER:
        return _plain_number(written, style)
    if _FIGURE_BY_FIGURE.search(before[-40:]):
        return spell_digits(written)
    if _EMERGENCY.fullmatch(written) and _CALLED.search(before[-12:]):
        return spell_digits(written)
    number = int(written)
    cue = before.rstrip().rpartition(" ")[2].lower() if before[-1:].isspace() else ""
    if cue == "thứ" or (cue == "hạng" and number == 1):
        return spell_ordinal(number, style)
    if cue == "tháng":
        return spell_month(number, style)
    return _plain_number(written, style)


def _plain_number(written: str, style: Style) -> str:
    """Return a number without regard to its surroundings; long codes figure by figure."""
    whole, _, fraction = re.sub(r"[.\s]", "", written).partition(",")
    if fraction:
        return spell_decimal(int(whole), fraction, style)
    if len(whole) > _LONGEST_NUMBER or (len(whole) > 2 and whole.startswith("0")):
        return spell_digits(whole)
    return spell_cardinal(int(whole), style)


def _unclear_comma(written: str) -> str:
    if written.endswith(",000"):
        return "dấu phẩy là hàng nghìn hay thập phân? hàng nghìn viết dấu chấm, như 1.000"
    return ""


def _value(written: str) -> Decimal:
    return Decimal(re.sub(r"[.\s]", "", written).replace(",", "."))


def _is_month(written: str) -> bool:
    return written.isdecimal() and 1 <= int(written) <= 12


def _unit_word(unit: str, style: Style) -> str:
    return f"phần {style.thousand}" if unit == "‰" else UNITS[unit]
