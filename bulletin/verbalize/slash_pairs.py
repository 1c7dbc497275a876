"""Two numbers with a slash between them: a day, a month of a year, a fraction or a count.

8/8 may be a day (8 August) or a count (eight out of eight). The words around it decide; if they do
not, the pair is kept as written, with a doubt.
"""

from __future__ import annotations

import re
from typing import Final

from bulletin.engine.late_pattern import compile_late
from bulletin.verbalize.dashed_days import names_anniversary
from bulletin.verbalize.dates import (
    DAY_TRIGGER,
    NAMED_DAY_TRIGGER,
    goes_on_days,
    is_day_of_year,
    spell_day_and_month,
)
from bulletin.verbalize.patterns import INTEGER, LOWER, NUMBER_START, STANDALONE_END
from bulletin.verbalize.spellout import (
    spell_cardinal,
    spell_digits,
    spell_month,
    spell_ordinal,
)
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.units import UNITS
from bulletin.verbalize.verbalization import TokenClass, Verbalization, keep_written, replace_with
from bulletin.verbalize.written_numbers import spell_number_in_context

SLASH_PAIR: Final = (
    rf"{NUMBER_START}(?P<first>{INTEGER})/(?P<second>{INTEGER})(?P<hours>h(?!\w))?{STANDALONE_END}"
)

_UNCLEAR: Final = "ngày tháng hay tỉ số? viết “ngày 9/9”, “9 trên 9” hoặc viết bằng chữ"

_FROM_TRIGGER: Final = compile_late(r"(?<!\w)từ\s+$", re.IGNORECASE)
_FROM_DAY_TO_TRIGGER: Final = compile_late(
    r"(?<!\w)từ\s+[0-9]{1,2}/[0-9]{1,2}\s+(?:đến|tới)\s+$", re.IGNORECASE
)
_TO_DAY: Final = compile_late(
    r"\s+(?:đến|tới)\s+[0-9]{1,2}/[0-9]{1,2}(?![0-9/])(?P<next>.*)", re.DOTALL
)
_LIMIT_TRIGGER: Final = compile_late(
    r"(?<!\w)(?:từ|trước|sau|hết|vào|(?:tính|cho) (?:đến|tới))\s+$", re.IGNORECASE
)
_UNTIL_TRIGGER: Final = compile_late(r"(?<!\w)(?:đến|tới)\s+$", re.IGNORECASE)
_CHANGE: Final = compile_late(
    r"\s+(?:lên|xuống|còn|thành(?! (?:viên|phố|phần|tích|niên|quả|tựu)))(?!\w)"
)

_WHOLE_OF_A_FRACTION: Final = compile_late(
    r"""\s+(?:số|tổng|diện\ tích|dân\ số|quãng|chặng|đoạn\ đường|thời\ gian|thời\ lượng|sản\ lượng
    |lượng|nhu\ cầu|thu\ nhập|chiều|kinh\ phí|chi\ phí|nguồn\ vốn|vốn|giá|ngân\ sách|khối\ lượng
    |mức|cuộc\ đời|đời|địa\ bàn|quỹ|đất|còn\ lại
    |héc-ta|ha|km|ki-lô-mét|kg|ki-lô-gam|mét|lít|tấn|công|sào|mẫu|giờ|thế\ kỷ)(?!\w)""",
    re.VERBOSE,
)
"""The words after a fraction, for what it is a part of: 2/3 diện tích."""

_FRACTION_TRIGGER: Final = compile_late(
    r"(?:chiếm|bằng|giảm|tăng)\s+(?:khoảng\s+|gần\s+|hơn\s+)?$", re.IGNORECASE
)
_LARGEST_DENOMINATOR: Final = 10

_APPROXIMATELY: Final = compile_late(
    r"(?<!\w)(?:hơn|quá|gần|trên|khoảng|dưới|chưa (?:đến|tới|được)|xấp xỉ|ước chừng|non)\s+$",
    re.IGNORECASE,
)
"""A count is exact, so after these words a pair is a fraction: hơn 2/3 hộ."""

_AT_LEAST: Final = compile_late(
    r"(?<!\w)(?:ít nhất|nhiều nhất|tối thiểu|tối đa|chỉ còn|chỉ có|còn|được|mất|thuộc)\s+$",
    re.IGNORECASE,
)
_ALWAYS_A_FRACTION: Final = compile_late(
    r"(?<!\w)(?:hơn|quá|chưa (?:đến|tới|được)|xấp xỉ|ít nhất|tối thiểu|tối đa|chỉ còn)\s+$",
    re.IGNORECASE,
)
"""After these words a pair is no day, even if nothing follows: đã gặt hơn 2/3."""

_SMALL_DENOMINATORS: Final = frozenset({2, 3, 4})
_ENTITIES: Final = compile_late(
    r"\s+(?:xã|ấp|khóm|huyện|tỉnh|phường|thị trấn|thị xã|tổ|chi bộ|chi hội|chi đoàn|tiêu chí"
    r"|chỉ tiêu|trường)(?!\w)"
)
"""Things that are counted out of a known total, which may be ten or less: còn 2/9 ấp."""

_NOUN: Final = compile_late(
    rf"\s+(?!(?:thì|là|sẽ|này|tới|đến|năm|đã|đang|và|hoặc|hằng|hàng|vừa|mới)(?!\w))[{LOWER}]"
)

_COUNTED: Final = compile_late(
    r"""\s+(?:xã|ấp|thị\ trấn|thị\ xã|huyện|phường|tỉnh|thành\ phố|thôn|khu|khóm|tổ|hộ|gia\ đình
    |tiêu\ chí|chỉ\ tiêu|mục\ tiêu|nhiệm\ vụ|nội\ dung|đơn\ vị|cơ\ quan|cơ\ sở|trường|lớp
    |học\ sinh|em|cháu|người|đại\ biểu|đảng\ viên|đảng\ bộ|đoàn\ viên|hội\ viên|chi\ bộ|chi\ hội
    |chi\ đoàn|cán\ bộ|công\ chức|viên\ chức|công\ trình|thành\ viên|ủy\ viên|phiếu|đồng\ chí
    |mô\ hình|sản\ phẩm|hợp\ tác\ xã|doanh\ nghiệp|điểm|câu|phòng|ban|trạm|tuyến|cầu|căn|nhà|hồ\ sơ
    |thủ\ tục|văn\ bản(?!\ số)|bài|tin|dự\ án|kế\ hoạch|cụm|khối|cuộc|vụ|trường\ hợp|con|chiếc|bộ
    |cái|suất|lượt|đội|sở|nước|thanh\ niên|phụ\ nữ|nông\ dân|môn|tập\ thể|cá\ nhân|danh\ hiệu|giải
    |loa|kênh|tổng\ số|giờ|tuần|hội|quỹ|(?:ngày|tháng)(?=\s*(?:[.,;:!?)]|$)))(?!\w)""",
    re.VERBOSE,
)
"""The words after a count, for what is counted: 7/15 xã."""

_REACHED_TRIGGER: Final = compile_late(r"(?<!\w)đạt\s+$", re.IGNORECASE)
_ISSUE_TRIGGER: Final = compile_late(
    r"(?<!\w)(?:số|quý|k[ỳì]|đợt|vòng|lần|thứ|lớp|khóa|khoá|tuần|vụ|mùa|tập|phiên)\s+$",
    re.IGNORECASE,
)
_RANK_TRIGGER: Final = compile_late(r"(?<!\w)thứ\s+$", re.IGNORECASE)
_SCALE_TRIGGER: Final = compile_late(r"(?:tỷ lệ|tỉ lệ|bản đồ)\s+$", re.IGNORECASE)
_MONTH_TRIGGER: Final = compile_late(r"(?<!\w)tháng\s+$", re.IGNORECASE)


_EMERGENCY: Final = re.compile("11[1-5]")
_CALL_TRIGGER: Final = re.compile(
    r"(?<!\w)(?:gọi|quay|bấm|báo|điện thoại|đường dây nóng|tổng đài|hotline|liên hệ)"
    r"(?: (?:ngay|điện|đến|tới|theo|qua))*(?: số)?\s*:?\s+$",
    re.IGNORECASE,
)
_PRESSURE_TRIGGER: Final = compile_late(
    r"(?<!\w)huyết áp(?:\s(?!ngày|hôm|lúc|sáng|chiều|trước|sau|vào|từ|tháng)\w+){0,4}\s*[:(]?\s*$",
    re.IGNORECASE,
)


def verbalize_slash_pair(token: TokenContext) -> Verbalization:
    """Say a pair as what the words around it show; if they show nothing, keep it as written."""
    first, second = (int(re.sub(r"[.\s]", "", token[name])) for name in ("first", "second"))
    if _EMERGENCY.fullmatch(token["first"]) and _EMERGENCY.fullmatch(token["second"]):
        # Police and fire brigade, but 113/114 hộ is a count.
        if not _COUNTED.match(token.after) and _CALL_TRIGGER.search(token.before[-36:]):
            return replace_with(f"{spell_digits(token['first'])}, {spell_digits(token['second'])}")
        if not _COUNTED.match(token.after):
            return keep_written("số máy hay tỉ số? số máy thì viết “113 hoặc 114”")
    if token.follows(_SCALE_TRIGGER) and second > _LARGEST_DENOMINATOR:
        return keep_written("tỷ lệ: viết bằng chữ, như “một phần hai nghìn”")
    if _is_year(token["second"]) and not _COUNTED.match(token.after):
        return _verbalize_month_of_year(token, first, second)
    if _is_short_year(token, first, second):
        return keep_written("năm viết đủ bốn chữ số, như 7/2025")
    digits = max(len(token["first"]), len(token["second"]))
    may_be_day = digits <= 2 and is_day_of_year(first, second)
    hours = " giờ" if token["hours"] else ""
    if hours or _is_blood_pressure(token):
        return replace_with(f"{_spell_count(token, first, second)}{hours}", TokenClass.AMOUNT)
    if may_be_day and _is_surely_day(token, first, second):
        return replace_with(spell_day_and_month(first, second, token.style), TokenClass.DAY)
    if _is_fraction(token, first, second):
        part, whole = spell_cardinal(first, token.style), spell_ordinal(second, token.style)
        return replace_with(f"{part} phần {whole}", TokenClass.AMOUNT)
    if _is_count(token, first, second, may_be_day=may_be_day):
        return replace_with(_spell_count(token, first, second), TokenClass.AMOUNT)
    return keep_written(_UNCLEAR)


def _verbalize_month_of_year(token: TokenContext, first: int, year: int) -> Verbalization:
    """Say 4/2020 as a month and its year, with the word tháng if the text does not have it.

    After the word for what is numbered within a year it is that and the year: số 15/2020, quý
    4/2020, đợt 2/2024.
    """
    spoken_year = spell_cardinal(year, token.style)
    if token.follows(_ISSUE_TRIGGER):
        number = spell_number_in_context(token["first"], token)
        return replace_with(f"{number} năm {spoken_year}", TokenClass.DAY)
    if not 1 <= first <= 12 or len(token["first"]) > 2:
        return keep_written("không rõ là gì với năm; viết bằng chữ, như “số 15 năm 2020”")
    month = f"{spell_month(first, token.style)} năm {spoken_year}"
    spoken = month if token.follows(_MONTH_TRIGGER) else f"tháng {month}"
    return replace_with(spoken, TokenClass.DAY)


def _is_surely_day(token: TokenContext, first: int, second: int) -> bool:
    """Return whether a pair that may be a day and its month can be nothing else."""
    before, after = token.before, token.after
    if names_anniversary(token, first, second):
        return True
    if token.follows(DAY_TRIGGER) or goes_on_days(token.before_with_digits):
        return True
    if _COUNTED.match(after) or _WHOLE_OF_A_FRACTION.match(after) or _CHANGE.match(after):
        return False
    if NAMED_DAY_TRIGGER.search(before) or _FROM_DAY_TO_TRIGGER.search(token.before_with_digits):
        return True
    if token.follows(_FROM_TRIGGER) and (until := _TO_DAY.match(after)):
        return not (_COUNTED.match(until["next"]) or _WHOLE_OF_A_FRACTION.match(until["next"]))
    # After đến only the size of the numbers shows that 30/6 is no fraction.
    return token.follows(_LIMIT_TRIGGER) or (first > second and token.follows(_UNTIL_TRIGGER))


def _is_fraction(token: TokenContext, first: int, second: int) -> bool:
    """Return whether a pair is a fraction: 2/3 diện tích, chiếm 1/3."""
    if not first < second <= _LARGEST_DENOMINATOR:
        return False
    if _WHOLE_OF_A_FRACTION.match(token.after):
        return True
    if _CHANGE.match(token.after):
        return False
    if _FRACTION_TRIGGER.search(token.before):
        return True
    if token.follows(_APPROXIMATELY):
        return bool(token.follows(_ALWAYS_A_FRACTION) or _NOUN.match(token.after))
    if not token.follows(_AT_LEAST):
        return False
    is_count = second not in _SMALL_DENOMINATORS and _ENTITIES.match(token.after)
    return not is_count and bool(token.follows(_ALWAYS_A_FRACTION) or _NOUN.match(token.after))


def _is_count(token: TokenContext, first: int, second: int, *, may_be_day: bool) -> bool:
    """Return whether a pair is a count out of a total: 7/15 xã."""
    if _is_year(token["first"]) and _is_year(token["second"]):
        return False
    if _COUNTED.match(token.after):
        is_day = may_be_day and (token.follows(_LIMIT_TRIGGER) or token.follows(_UNTIL_TRIGGER))
        return not is_day and (first <= second or not is_day_of_year(first, second))
    if token.follows(_REACHED_TRIGGER):
        return first <= second
    return first <= second and not is_day_of_year(first, second)


def _spell_count(token: TokenContext, first: int, second: int) -> str:
    """Return a count out of a total in words: "bảy trên mười lăm"."""
    spell = spell_ordinal if token.follows(_RANK_TRIGGER) else spell_cardinal
    return f"{spell(first, token.style)} trên {spell_cardinal(second, token.style)}"


def _is_blood_pressure(token: TokenContext) -> bool:
    """Return whether a pair is the upper and lower pressure of the blood: 120/80 mmHg."""
    if len(token["first"]) not in {2, 3} or len(token["second"]) not in {2, 3}:
        return False
    is_named = _PRESSURE_TRIGGER.search(token.before[-60:]) is not None
    return is_named or token.after.lstrip().startswith(UNITS["mmHg"])


def _is_short_year(token: TokenContext, first: int, second: int) -> bool:
    """Return whether a pair may be a month and the end of its year: tháng 07/25."""
    is_pair = 1 <= first <= 12 < second and len(token["second"]) == 2
    return bool(is_pair and token.follows(_MONTH_TRIGGER) and not _COUNTED.match(token.after))


def _is_year(written: str) -> bool:
    """Return whether a number is a year from 1900 to 2100."""
    return len(written) == 4 and written.isdecimal() and 1900 <= int(written) <= 2100
