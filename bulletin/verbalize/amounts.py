"""Amounts: a number with its unit, a unit after a number in words, and the slash of a rate."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.counted_words import counts_something, sentence_goes_on
from bulletin.verbalize.digit_strings import UNCLEAR, is_figure_by_figure
from bulletin.verbalize.leftovers import UNREADABLE
from bulletin.verbalize.patterns import LOWER, NUMBER, NUMBER_START, SPACE, STANDALONE_END, UPPER
from bulletin.verbalize.spellout import NUMBER_WORDS
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.units import (
    AFTER_A_SLASH,
    AFTER_NUMBER_WORDS,
    ANYWHERE,
    MEASURES,
    PER_WORDS,
    make_unit_pattern,
    spell_unit,
)
from bulletin.verbalize.verbalization import TokenClass, Verbalization, keep_written, replace_with
from bulletin.verbalize.written_numbers import (
    explain_unclear_comma,
    parse_value,
    spell_number,
    spell_number_in_context,
)
from bulletin.vietnamese.syllable import plausible_syllable

AMOUNT: Final = (
    r"(?:(?<![^\s(\[“‘\"'])(?P<minus>[-−]))?"
    rf"{NUMBER_START}(?P<amount>{NUMBER}){make_unit_pattern('amount')}{STANDALONE_END}"
)
UNIT: Final = (
    rf"(?<!\w)(?P<unit_anywhere>{ANYWHERE})(?!\w)"
    rf"|(?<=\s)(?P<unit_after_words>{AFTER_NUMBER_WORDS})(?![\w])"
    rf"|(?<=/)(?P<unit_after_slash>{'|'.join(AFTER_A_SLASH)})(?!\w)"
)
PER_SLASH: Final = rf"(?<=[\w%‰²³$€£¥₫])/{SPACE}?(?=[{LOWER}{UPPER}])"

# Ấp 7,8: two of them, with no space between.
_TWO_NUMBERS: Final = re.compile(r"[0-9]{1,2},[0-9]{1,2}")
_NUMBERED: Final = re.compile(
    r"(?<!\w)(?:ấp|tổ|khóm|khu phố|thôn|đội|lớp|khối|phường|quận|nhóm|cụm|tuyến|ngày|tháng|thứ|quý"
    r"|điều|khoản|mục|chương|chi hội|chi bộ|khu vực|lô|thửa|kênh|cống|tiết)(?: số)?\s+$",
    re.IGNORECASE,
)
_TIME_OF_DAY: Final = re.compile(r"\s+(?:sáng|trưa|chiều|tối|đêm|khuya|ngày|hôm|thứ)(?!\w)")
_AT_HOUR: Final = re.compile(r"(?<!\w)(?:lúc|vào lúc|từ lúc|khoảng lúc)\s+$", re.IGNORECASE)
_JOINED_WORD: Final = re.compile(rf"-(?!(?:nay|chủ nhật)(?!\w))[{LOWER}{UPPER}]")
HOUR_OR_GRAM: Final = "giờ hay gam? viết “7 giờ” hoặc “7 gam”"
METRES_OR_AREA: Final = "mét lẻ hay mét vuông, mét khối? viết bằng chữ, như “một mét hai”"
_POWERS: Final = {"m2", "m3"}
_LENGTH: Final = re.compile(
    r"(?<!\w)(?:sâu|cao|dài|rộng|ngang|dày|ngập|dâng)"
    r"(?: (?:khoảng|hơn|gần|tới|đến|trên|dưới|thêm|chừng))?\s+$",
    re.IGNORECASE,
)
_HOURS_OF_A_DAY: Final = 24
_LEAST_PRICE: Final = 100
"""Đồng: no price is lower, but for one of a rate, and marks of exams are."""
_COUNT_WORDS: Final = NUMBER_WORDS | {"mỗi", "vài", "mấy", "chục", "rưỡi", "nửa", "nhiêu"}
_BULLET: Final = re.compile(r"[^\S\n]+[^\W\d_]")
_DEGREES: Final = re.compile(r"\s+(?:độ|phần)(?!\w)")
_COUNTED_WORDS: Final = re.compile(r"(?:\s?[^\W\d_]+(?:-[^\W\d_]+)*){0,3}")
_MONEY: Final = re.compile(
    r"(?<!\w)(?:đồng|đô-la Mỹ|ơ-rô|bảng Anh|yên Nhật|nhân dân tệ|nghìn|ngàn|triệu|tỷ|tỉ)$"
)
_MONEY_SCALE: Final = re.compile(r"(?:nghìn|ngàn|triệu|tỷ|tỉ)$")
_MONEY_WORDS: Final = re.compile(r"^(?:\s?(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng|đô-la|Mỹ|ơ-rô))*$")
_THING: Final = re.compile(rf"[{LOWER}]+(?![\w.]*/)")
_FIRST_WORD: Final = re.compile(r"ki-lô-\w+|\w+")


def verbalize_amount(token: TokenContext) -> Verbalization:
    """Say a number with its unit: -5, 1.938, 36,625, 98,5%, 15 ha, 350.000đ."""
    written = token["amount"]
    unit = find_unit(token, "amount")
    if why := explain_unclear_comma(written):
        return keep_written(why)
    if not unit and _TWO_NUMBERS.fullmatch(written) and token.follows(_NUMBERED):
        return keep_written("số thập phân hay hai số? hai số thì viết cách ra, như “7, 8”")
    if not unit and _is_note_number(token):
        return keep_written("số của ghi chú: bỏ đi, hoặc viết thành lời")
    if may_be_metres(written, unit, token):
        return keep_written(METRES_OR_AREA)
    if _may_be_points(written, unit, token):
        return keep_written("đồng hay điểm? viết “7,25 điểm” hoặc “50 đồng”")
    is_hour = may_be_hour(written, unit, token, is_attached=bool(token["amount_attached"]))
    if is_hour:
        return replace_with(f"{spell_number(written, token.style)} giờ", TokenClass.HOUR)
    if is_hour is None:
        return keep_written(HOUR_OR_GRAM)
    if not unit and _JOINED_WORD.match(token.written_after):
        return keep_written("số nối với chữ bằng gạch: viết bằng chữ")
    if not unit and is_figure_by_figure(written, token) is None:
        return keep_written(UNCLEAR)
    number = spell_number(written, token.style) if unit else spell_number_in_context(written, token)
    spoken = add_unit(number, unit, token)
    if token["minus"]:
        if not unit and _may_be_bullet(token):
            return keep_written("số âm hay gạch đầu dòng? gạch đầu dòng thì viết cách số ra")
        spoken = f"âm {spoken}"
    return replace_with(spoken, TokenClass.AMOUNT)


def verbalize_unit(token: TokenContext) -> Verbalization:
    """Say a unit without digits: mỗi km, ba mươi ha. Short units need a number word before them."""
    unit = token["unit_anywhere"]
    if unit == "Kg" and token.written_after.lstrip()[:1] == ":":
        return keep_written("“Kg:”: kính gửi hay ki-lô-gam? viết đầy đủ")
    if unit:
        return replace_with(token.spoken_forms.get(unit) or spell_unit(unit, token.style))
    words = token.before.split()
    if not words or words[-1].lower() not in _COUNT_WORDS:
        sign = token["unit_after_words"]
        return keep_written("" if sign[:1].isalpha() or not sign else UNREADABLE)
    if token["unit_after_slash"]:
        return replace_with(AFTER_A_SLASH[token["unit_after_slash"]])
    return replace_with(spell_unit(token["unit_after_words"], token.style))


def verbalize_per_slash(token: TokenContext) -> Verbalization:
    """Say the slash of a rate as một: triệu đồng/người/năm, 3 lượt/ngày."""
    per_word = _FIRST_WORD.match(token.after)
    since = token.history.since_amount
    follows_amount = since is not None and _COUNTED_WORDS.fullmatch(since)
    if (
        per_word
        and per_word[0] in PER_WORDS
        and (follows_amount or MEASURES.search(token.before[-20:]))
    ):
        return replace_with(" một ", TokenClass.AMOUNT)
    is_price = follows_amount and (since == "" or _MONEY_WORDS.search(since or ""))
    if _MONEY.search(token.before[-20:]) and (is_price or not _MONEY_SCALE.search(token.before)):
        thing = _THING.match(token.after)
        if thing and plausible_syllable(thing[0]):
            return replace_with(" một ", TokenClass.AMOUNT)
    return keep_written("dấu gạch chéo: viết bằng chữ, như “một”, “hoặc”, “trên”")


def _may_be_points(written: str, unit: str, token: TokenContext) -> bool:
    """Return whether `đ` may stand for marks of an exam: 7,25đ, but not in a rate, 90đ/phút."""
    is_rate = token.written_after.lstrip().startswith("/")
    return unit == "đ" and parse_value(written) < _LEAST_PRICE and not is_rate


def may_be_hour(written: str, unit: str, token: TokenContext, *, is_attached: bool) -> bool | None:
    """Return whether a number with g is an hour, as in 8g sáng; None: it is not clear."""
    if unit != "g" or parse_value(written) > _HOURS_OF_A_DAY:
        return False
    if _TIME_OF_DAY.match(token.after) or token.follows(_AT_HOUR):
        return True
    return None if is_attached or sentence_goes_on(token.after) else False


def may_be_metres(written: str, unit: str, token: TokenContext) -> bool:
    """Return whether 1m2 after a word for a length may be one metre and twenty: ngập 1m2."""
    return unit in _POWERS and len(written) == 1 and token.follows(_LENGTH)


def _is_note_number(token: TokenContext) -> bool:
    """Return whether the number alone stands in brackets, as that of a note: báo cáo [1]."""
    after = token.written_after
    is_alone = token.before.endswith("[") and after.startswith("]")
    return is_alone and not counts_something(after[1:])


def find_unit(token: TokenContext, group: str) -> str:
    """Return the unit that `make_unit_pattern(group)` matched, "" for none."""
    return token[f"{group}_attached"] or token[f"{group}_apart"]


def add_unit(spoken: str, unit: str, token: TokenContext) -> str:
    """Return a number in words with its unit after it, if it has one."""
    return f"{spoken} {spell_unit(unit, token.style)}" if unit else spoken


def _may_be_bullet(token: TokenContext) -> bool:
    """Return whether the minus may be a bullet: "-5 hộ nghèo" at the start of a line."""
    text = token.written_after
    return token.starts_line and bool(_BULLET.match(text)) and not _DEGREES.match(text)
