"""A day and its month with a dash between them, 27-7, which has the form of a range."""

from __future__ import annotations

import re
from typing import Final

from bulletin.engine.late_pattern import compile_late
from bulletin.verbalize.counted_words import CLAUSE_END, counts_something, sentence_goes_on
from bulletin.verbalize.dates import (
    NAMED_DAY_TRIGGER,
    goes_on_days,
    is_day_of_year,
    spell_day_and_month,
)
from bulletin.verbalize.patterns import DASH
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import TokenClass, Verbalization, keep_written, replace_with
from bulletin.verbalize.written_numbers import is_month

_DAY_OR_DAYS: Final = "ngày và tháng, hay từ ngày đến ngày? viết dạng 27/7, hoặc “từ ngày … đến …”"
_DAY_OR_RANGE: Final = (
    "ngày và tháng, hay một khoảng? ngày thì viết dạng 27/7, khoảng thì viết “đến”"
)

_DAY_WORD: Final = compile_late(r"(?<!\w)(?:ngày|mùng|mồng)[\s(]+$", re.IGNORECASE)
_FEAST: Final = compile_late(
    r"(?<!\w)(?:dịp|lễ|tết|mừng|mít tinh|kỳ nghỉ|đợt nghỉ)[\s(]+$", re.IGNORECASE
)
_PART_OF_A_DAY: Final = compile_late(
    r"""(?<!\w)(?:sáng|trưa|chiều|tối|đêm|khuya|hôm|ngày)(?:\ (?:nay|qua|mai|kia|sớm|muộn))?[\s,(]+$
    |(?<!\w)(?:cuối\ tuần|thứ\ (?:hai|ba|tư|năm|sáu|bảy)|chủ\ nhật)[\s,(]+$""",
    re.VERBOSE | re.IGNORECASE,
)
# Mỗi sáng 2-3 người, một đêm 5-7 chuyến.
_EVERY: Final = compile_late(
    r"(?<!\w)(?:mỗi|hằng|hàng|các|một|những|buổi)\s+(?:buổi\s+)?"
    r"(?:sáng|trưa|chiều|tối|đêm|hôm|ngày)\s+$",
    re.IGNORECASE,
)
_DAY_LIMIT: Final = compile_late(
    r"""(?<!\w)(?:(?:tính|cho)\ (?:đến|tới)|(?:đến|tới)\ hết|(?:kể|tính|bắt\ đầu|áp\ dụng)\ từ|hết
    |trước|nhân)\s+$""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words before a day, and seldom before a number of things."""

_EVENT: Final = compile_late(
    r"""(?<!\w)(?:(?:khai|bế)\ (?:giảng|mạc)|khai\ (?:trương|hội)|nhập\ học|tựu\ trường|khởi\ công
    |khánh\ thành|(?:ra|xuất|tòng)\ quân|phát\ động|ra\ mắt|ra\ đời|bắt\ đầu
    |kết\ thúc|diễn\ ra)[\s(]+$""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words of what begins or ends on a day: khai giảng 5-9, khởi công 19-8."""

_FROM_OR_TO: Final = compile_late(
    r"(?<!\w)(?:đến|tới|vào|sau|hồi|sang (?:tuần|tháng)|(?:tuần|tháng) (?:này|trước|qua|tới|sau)"
    r"|hạn(?: chót| cuối| nộp)?:?)[\s,(]+$",
    re.IGNORECASE,
)
_FROM: Final = compile_late(r"(?<!\w)(?:từ|qua|là)[\s(]+$", re.IGNORECASE)
"""Words before a number of things as often as before a day."""

_UNTIL_NOW: Final = compile_late(r"\s+(?:đến|tới)\s+(?:nay|hết|cuối|đầu)(?!\w)")
_PREDICATE: Final = compile_late(r"\s*(?::|\s(?:đã|lại|bị|sẽ|thì|vừa)(?!\w))")
"""What a number of things is not followed by: … nhưng 1-4 lại họp."""

# Sáng 5-8 xã họp, sáng 2-3 xã đã báo cáo.
_BODY: Final = compile_late(
    r"\s*(?:ấp|xã|huyện|tỉnh|phường|trường|phòng|ban|sở|đoàn|hội|đội|tổ|chi|công an|cán bộ|đảng"
    r"|ông|bà|anh|chị|em|cô|chú|bệnh|đoàn)(?!\w)"
)
_ANNIVERSARY_TRIGGER: Final = compile_late(
    r"""(?<!\w)(?:quốc\ khánh|lao\ động|thiếu\ nhi|phụ\ nữ|nhà\ giáo|liệt\ sĩ|liệt\ sỹ|kỷ\ niệm
    |giải\ phóng|dương\ lịch|miền\ nam|đảng|thầy\ thuốc|truyền\ thống|cách\ mạng|thành\ lập
    |sinh\ nhật|khởi\ nghĩa
    |sinh\ nhật\ bác|mầm\ non|mẫu\ giáo|tiểu\ học|hẻm|ngõ|bệnh\ viện|nông\ trường|lâm\ trường
    |đường|phố|cầu|công\ viên|trường|quảng\ trường|chợ|nhà\ máy|công\ ty|quỹ|nghỉ)[\s(]+$""",
    re.VERBOSE | re.IGNORECASE,
)
"""The words after which a well-known day is that day: Quốc khánh 2-9, đường 3-2."""

_ANNIVERSARIES: Final = frozenset(
    {
        *(
            (1, 1),
            (9, 1),
            (3, 2),
            (27, 2),
            (8, 3),
            (24, 3),
            (26, 3),
            (30, 4),
            (1, 5),
            (7, 5),
            (13, 5),
        ),
        *((15, 5), (19, 5), (1, 6), (5, 6), (21, 6), (28, 6), (27, 7), (19, 8), (2, 9), (23, 9)),
        *((1, 10), (10, 10), (13, 10), (15, 10), (20, 10), (9, 11), (18, 11), (20, 11), (22, 12)),
    }
)
"""Days and months that streets, feasts and movements are named after."""

_QUOTE_ENDS: Final = compile_late('["”»]')
"""What a name that ends in its day is followed by: tổ “Mái ấm 19-5”."""

_LIST_GOES_ON: Final = compile_late(
    r"\s*(?:,|và|hoặc|hay|đến|tới|sang|rạng(?: sáng)?)\s+(?:ngày\s+)?"
)
# Lúc 8 giờ ngày 5-8, sáng ngày 5-8, thứ hai, ngày 5-8: one hour is of one day.
_ONE_DAY: Final = compile_late(
    r"(?<!\w)(?:giờ|phút|sáng|trưa|chiều|tối|đêm|hôm|chủ nhật|thứ (?:hai|ba|tư|năm|sáu|bảy))"
    r"(?:\s+(?:nay|qua|mai))?[\s,]+ngày\s+$",
    re.IGNORECASE,
)
_PAIRS_BEFORE: Final = compile_late(
    rf"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm)\s+(?:[0-9]{{1,2}}{DASH}[0-9]{{1,2}}(?:,|\s+và)\s+)+$",
    re.IGNORECASE,
)
_NEXT_DAY: Final = compile_late(
    rf"\s*(?:,|và|hoặc|đến|tới)\s+(?:ngày\s+)?(?P<day>[0-9]{{1,2}})\s?{DASH}\s?"
    r"(?P<month>[0-9]{1,2})(?!\w|[/.,][0-9])"
)


def verbalize_dashed_day(token: TokenContext) -> Verbalization | None:
    """Say 27-7 as a day of a month where the words show it; None: it is no day.

    In "ngày 5-7" the numbers may also be two days, in "sáng 2-3" a number of people.
    """
    day, month = token["low"], token["high"]
    if not (day.isdecimal() and is_month(month) and is_day_of_year(int(day), int(month))):
        return None
    why = _judge(token, int(day), int(month))
    if why is None:
        return None
    if why:
        return keep_written(why)
    return replace_with(spell_day_and_month(int(day), int(month), token.style), TokenClass.DAY)


def _judge(token: TokenContext, day: int, month: int) -> str | None:
    """Return "" for a day, the reason of a doubt for what may be one, None for anything else."""
    goes_down = day > month
    if token.follows(_FEAST) or names_anniversary(token, day, month):
        return ""
    if _begins_a_list(token, goes_down=goes_down):
        return ""
    if _ONE_DAY.search(token.before[-40:]) and not _EVERY.search(token.before):
        return ""
    is_counted = _is_counted(token)
    if token.follows(_DAY_WORD):
        if is_counted and _EVERY.search(token.before):
            return None
        return "" if goes_down else _DAY_OR_DAYS
    if goes_down and NAMED_DAY_TRIGGER.search(token.before):
        return ""
    if _goes_on_a_list(token) and (goes_down or not is_counted):
        return ""
    if _goes_on_an_unclear_list(token) and not is_counted:
        return "" if goes_down else _DAY_OR_DAYS
    if token.follows(_PART_OF_A_DAY):
        if goes_down:
            return ""
        if _EVERY.search(token.before) or (is_counted and not _BODY.match(token.after)):
            return None
        return "" if CLAUSE_END.match(token.written_after) else _DAY_OR_RANGE
    if token.follows(_EVENT) and not is_counted:
        is_over = CLAUSE_END.match(token.written_after) is not None
        return "" if goes_down or is_over else _DAY_OR_RANGE
    if token.follows(_DAY_LIMIT) and not is_counted:
        return "" if goes_down else _DAY_OR_RANGE
    if is_counted:
        return None
    if token.follows(_FROM_OR_TO):
        if goes_down or _UNTIL_NOW.match(token.written_after):
            return ""
        return _DAY_OR_RANGE
    if token.follows(_FROM) and _UNTIL_NOW.match(token.written_after):
        return ""
    if (day, month) in _ANNIVERSARIES and _QUOTE_ENDS.match(token.written_after):
        return ""
    if goes_down:
        return "" if token.follows(_FROM) else None
    is_from_day = token.follows(_FROM) and sentence_goes_on(token.after)
    if is_from_day or _PREDICATE.match(token.written_after):
        return _DAY_OR_RANGE
    return None


def names_anniversary(token: TokenContext, day: int, month: int) -> bool:
    """Return whether a day is that of a feast or of a name: Quốc khánh 2-9, đường 3/2."""
    return (day, month) in _ANNIVERSARIES and bool(
        token.follows(_ANNIVERSARY_TRIGGER) or NAMED_DAY_TRIGGER.search(token.before)
    )


def _goes_on_a_list(token: TokenContext) -> bool:
    """Return whether the token goes on a list of days: 30-4 và 1-5, ngày 22 và 23-3."""
    since = token.history.since_amount
    follows_day = token.history.last_class is TokenClass.DAY and since is not None
    if follows_day and _LIST_GOES_ON.fullmatch(since or ""):
        return True
    return goes_on_days(token.before_with_digits)


def _goes_on_an_unclear_list(token: TokenContext) -> bool:
    """Return whether a pair before this one may be a day or a range: ngày 3-8 và 6-8."""
    return _PAIRS_BEFORE.search(token.before_with_digits) is not None


def _begins_a_list(token: TokenContext, *, goes_down: bool) -> bool:
    """Return whether a list of days begins here: từ 27-7 đến 6-8, từ 1-5 đến 30-6."""
    found = _NEXT_DAY.match(token.written_after)
    if found is None:
        return False
    day, month = int(found["day"]), int(found["month"])
    # As ranges, 5-8 and 7-8 would overlap.
    is_same_month = month == int(token["high"]) and day > int(token["low"])
    return is_day_of_year(day, month) and (goes_down or day > month or is_same_month)


def _is_counted(token: TokenContext) -> bool:
    """Return whether something countable or a unit follows: 2-3 người, 7-9 giờ."""
    if any(token[f"{end}_{form}"] for end in ("low", "high") for form in ("attached", "apart")):
        return True
    return counts_something(token.after)
