"""Two numbers with a slash between: a day, a month of a year, a share, or so many out of so many.

Nothing in 8/8 tells a day from a count. Cue words decide; without one the pair stays as written and
the editor is told.
"""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.amounts import number_in_context
from bulletin.verbalize.days import DAY_CUE, DAYS_BEFORE, day_and_month, is_day_of_year
from bulletin.verbalize.patterns import ALONE, CAPITAL, LEFT, WHOLE
from bulletin.verbalize.spellout import spell_cardinal, spell_month
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import TokenClass, Verbalization, keep_written, replace_with

PAIR: Final = rf"{LEFT}(?P<first>{WHOLE})/(?P<second>{WHOLE})(?P<hours>h(?!\w))?{ALONE}"

_UNCLEAR: Final = "ngày tháng hay tỉ số? viết “ngày 9/9”, “9 trên 9” hoặc viết bằng chữ"

# A day that has a name: ngày Quốc tế Phụ nữ 8/3, lễ Quốc khánh 2/9, ngày truyền thống 11/6.
_NAMED_DAY: Final = re.compile(
    rf"(?:[Nn]gày (?:[{CAPITAL}]|truyền thống|hội|thành lập)|[Ll]ễ\s|[Kk]ỷ niệm\s|Quốc khánh)"
    r"(?:[^\s,.;:()]*\s+(?:[-–]\s+)?){1,8}\(?$"
)
_FROM: Final = re.compile(r"(?<!\w)từ\s+$", re.IGNORECASE)
_FROM_DAY_TO: Final = re.compile(r"(?<!\w)từ\s+[0-9]{1,2}/[0-9]{1,2}\s+(?:đến|tới)\s+$", re.I)
_TO_DAY: Final = re.compile(
    r"\s+(?:đến|tới)\s+[0-9]{1,2}/[0-9]{1,2}(?![0-9/])(?P<next>.*)", re.DOTALL
)
_LIMIT: Final = re.compile(
    r"(?<!\w)(?:từ|trước|sau|hết|vào|(?:tính|cho) (?:đến|tới))\s+$", re.IGNORECASE
)
_UNTIL: Final = re.compile(r"(?<!\w)(?:đến|tới)\s+$", re.IGNORECASE)
_CHANGE: Final = re.compile(r"\s+(?:lên|xuống|còn|thành)(?!\w)")

_WHOLE_OF_A_SHARE: Final = re.compile(
    r"""\s+(?:số|tổng|diện\ tích|dân\ số|quãng|chặng|đoạn\ đường|thời\ gian|thời\ lượng|sản\ lượng
    |lượng|nhu\ cầu|thu\ nhập|chiều|kinh\ phí|chi\ phí|nguồn\ vốn|vốn|giá|ngân\ sách|khối\ lượng
    |mức|cuộc\ đời|đời|địa\ bàn|quỹ|đất|còn\ lại
    |héc-ta|ha|km|ki-lô-mét|kg|ki-lô-gam|mét|lít|tấn|công|sào|mẫu|giờ|thế\ kỷ)(?!\w)""",
    re.VERBOSE,
)
_SHARE_CUE: Final = re.compile(r"(?:chiếm|bằng|giảm|tăng)\s+(?:khoảng\s+|gần\s+|hơn\s+)?$", re.I)
_LARGEST_SHARER: Final = 10

_COUNTED: Final = re.compile(
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
_REACHED: Final = re.compile(r"(?<!\w)đạt\s+$", re.IGNORECASE)
_ISSUE: Final = re.compile(r"(?<!\w)(?:số|quý|kỳ)\s+$", re.IGNORECASE)
_MONTH: Final = re.compile(r"(?<!\w)tháng\s+$", re.IGNORECASE)


def speak_pair(token: TokenContext) -> Verbalization:
    """Say a pair as what its surroundings show it to be; without a sign leave it as written."""
    first, second = (int(re.sub(r"[.\s]", "", token[name])) for name in ("first", "second"))
    if _is_year(token["second"]) and not _COUNTED.match(token.after):
        return _month_of_year(token, first, second)
    is_day = max(len(token["first"]), len(token["second"])) <= 2 and is_day_of_year(first, second)
    if token["hours"]:
        return replace_with(f"{_out_of(token, first, second)} giờ", TokenClass.AMOUNT)
    if is_day and _surely_a_day(token, first, second):
        return replace_with(day_and_month(first, second, token.style), TokenClass.DAY)
    if first < second <= _LARGEST_SHARER and (
        _WHOLE_OF_A_SHARE.match(token.after)
        or (_SHARE_CUE.search(token.before) and not _CHANGE.match(token.after))
    ):
        part, whole = spell_cardinal(first, token.style), spell_cardinal(second, token.style)
        return replace_with(f"{part} phần {whole}", TokenClass.AMOUNT)
    if _is_count(token, first, second, is_day=is_day):
        return replace_with(_out_of(token, first, second), TokenClass.AMOUNT)
    return keep_written(_UNCLEAR)


def _month_of_year(token: TokenContext, first: int, year: int) -> Verbalization:
    """Say 4/2020: tháng is added where the text has left it out."""
    spoken_year = spell_cardinal(year, token.style)
    if token.follows(_ISSUE):
        number = number_in_context(token["first"], token.before, token.style)
        return replace_with(f"{number} năm {spoken_year}", TokenClass.DAY)
    if not 1 <= first <= 12 or len(token["first"]) > 2:
        return keep_written("không rõ là gì với năm; viết bằng chữ, như “số 15 năm 2020”")
    month = f"{spell_month(first, token.style)} năm {spoken_year}"
    return replace_with(month if token.follows(_MONTH) else f"tháng {month}", TokenClass.DAY)


def _surely_a_day(token: TokenContext, first: int, second: int) -> bool:
    before, after = token.before, token.after
    if token.follows(DAY_CUE) or DAYS_BEFORE.search(token.before_with_digits):
        return True
    is_counted = _COUNTED.match(after) or _WHOLE_OF_A_SHARE.match(after) or _CHANGE.match(after)
    if is_counted:
        return False
    if _NAMED_DAY.search(before) or _FROM_DAY_TO.search(token.before_with_digits):
        return True
    if token.follows(_FROM) and (until := _TO_DAY.match(after)):
        return not (_COUNTED.match(until["next"]) or _WHOLE_OF_A_SHARE.match(until["next"]))
    # After đến nothing but its size shows that 30/6 is no share.
    return token.follows(_LIMIT) or (first > second and token.follows(_UNTIL))


def _is_count(token: TokenContext, first: int, second: int, *, is_day: bool) -> bool:
    """Return whether a pair is so many out of so many."""
    if _is_year(token["first"]) and _is_year(token["second"]):
        return False
    is_day = is_day and (token.follows(_LIMIT) or token.follows(_UNTIL))
    if _COUNTED.match(token.after):
        return not is_day and (first <= second or not is_day_of_year(first, second))
    if token.follows(_REACHED):
        return first <= second
    return first <= second and not is_day_of_year(first, second)


def _out_of(token: TokenContext, first: int, second: int) -> str:
    return f"{spell_cardinal(first, token.style)} trên {spell_cardinal(second, token.style)}"


def _is_year(written: str) -> bool:
    return len(written) == 4 and written.isdecimal() and 1900 <= int(written) <= 2100
