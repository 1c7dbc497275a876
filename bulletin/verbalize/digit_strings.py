"""Numbers said figure by figure: after the word for such a number, and in names of programmes."""

from __future__ import annotations

import re
from typing import Final

from bulletin.engine.late_pattern import compile_late
from bulletin.verbalize.counted_words import CLAUSE_END, counts_something, sentence_goes_on
from bulletin.verbalize.patterns import UPPER, YEAR
from bulletin.verbalize.spellout import LONGEST_CARDINAL, spell_cardinal, spell_digits
from bulletin.verbalize.style import Style
from bulletin.verbalize.token_context import TokenContext, goes_on_list

UNCLEAR: Final = "số máy, số tài khoản hay số đếm? viết thêm “số” hoặc viết bằng chữ"

_LINE: Final = (
    r"điện thoại|hotline|đường dây nóng|tổng đài|số máy|đầu số|nhắn tin (?:đến|tới)|fax|telefax"
    r"|(?:cú pháp|soạn tin|nhắn tin|tin nhắn)(?:[^.;!?\n]{0,30}\s)?gửi(?: đến| tới| về)?"
    r"|máy bàn|di động|zalo"
    r"|(?<!\w)(?:đt|sđt|đtdđ|tel|phone)\.?"
)
_GAP: Final = r"(?:\s+số)?(?:\s+liên hệ)?\s*:?\s*(?:\([^()]{1,30}\)\s*)?$"
_LINE_TRIGGER: Final = compile_late(rf"(?:{_LINE}){_GAP}", re.IGNORECASE)
_CODE_TRIGGER: Final = compile_late(
    rf"(?:tài khoản|stk|(?<!\w)mst|mã số|mã số thuế|mã vạch|định danh|căn cước(?: công dân)?"
    rf"|chứng minh nhân dân|hộ chiếu|biển số|số hiệu){_GAP}",
    re.IGNORECASE,
)
_PRIZE: Final = r"giải (?:đặc biệt|nhất|nhì|ba|tư|năm|sáu|bảy|tám|khuyến khích)"
_DRAW_TRIGGER: Final = compile_late(
    r"(?:(?<!\w)(?:vé|dãy)(?: xổ)? số(?: may mắn| trúng(?: thưởng)?)?|(?<!giá )(?<!tiền )(?<!\w)vé"
    r"|(?<!\w)số (?:may mắn|trúng(?: thưởng)?|dự thưởng|báo danh|lô tô)"
    r"|(?<!\w)mã (?:dự|trúng|quay) thưởng|(?<!\w)phiếu (?:dự thưởng|bốc thăm|quay số|may mắn)"
    r"|(?<!\w)(?:quay|bốc|rút|trúng)(?: thăm| được| trúng| vào)? số"
    r"|(?:xổ số|quay số|quay thưởng|dự thưởng|lô tô|vé số)[^.!?\n]{0,120}(?<!\w)"
    rf"{_PRIZE}|(?<!\w)vé trúng(?: thưởng| giải)?)(?: (?:là|thuộc về|mang số))?{_GAP}",
    re.IGNORECASE,
)
"""The words for a number that is drawn or printed on a ticket: vé số, mã dự thưởng."""

_PRIZE_TRIGGER: Final = re.compile(rf"(?<!\w){_PRIZE}(?: (?:là|thuộc về))?{_GAP}", re.IGNORECASE)
_SHORTEST_OF_A_PRIZE: Final = 4
_YEAR: Final = re.compile(YEAR)
_NUMBERED: Final = compile_late(
    r"(?<!\w)(?:các |những |hai |ba |mang |có )?số:?\s+$", re.IGNORECASE
)
_WINS: Final = compile_late(
    r"(?:(?:,|;| và| hoặc) [0-9]{2,7})*\s+(?:(?:đã|vừa|cùng|may mắn|sẽ|được|đều)\s+)*"
    r"(?:trúng|đoạt giải|được giải|thuộc về|mở ngày)(?!\w)"
)
"""What comes after a drawn number, and after others of its list."""

_HINTS: Final = (
    *("thoại", "hotline", "nóng", "tổng đài", "máy", "fax", "di động", "zalo", "đt", "tel"),
    *("phone", "tài khoản", "stk", "mst", "nhắn", "gửi", "mã", "định danh", "cước", "chứng minh"),
    *("hộ chiếu", "biển", "hiệu", "số", "vé", "giải", "phiếu"),
)
"""One of them is in whatever the triggers match, in small letters; few texts have it nearby."""

_SHORTEST_LISTED: Final = 3
_LIST_LINK: Final = compile_late(
    r"(?:[,;-]|(?<!\w)(?:và|hay|hoặc))(?:\s+(?:gọi|số|gọi số))?\s+$", re.IGNORECASE
)
_FIGURE: Final = r"(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)"
_FIGURES: Final = rf"{_FIGURE}(?:,? {_FIGURE}){{2,}}"
_REMARK: Final = r"(?:\s?\([^()\n]{1,40}\)|\s[–-]\s(?:[^\W\d_]+\s?){1,5})?"
_LINK: Final = rf"{_REMARK}(?:\s?[,;-]|\s?và|\s?hay|\s?hoặc)(?: gọi| số| gọi số)?"
_LIST: Final = rf"{_FIGURES}(?:{_LINK} {_FIGURES})*{_LINK}\s+$"
_CALL_LIST: Final = compile_late(
    rf"(?:(?:(?<!\w)(?:gọi|liên hệ|báo|quay|bấm)(?: ngay)?(?: qua| theo)?(?: số)?|{_LINE}"
    rf"|(?:cấp cứu|cứu hỏa|công an|khẩn cấp)){_GAP[:-1]}\s+"
    rf"|(?<!\w)(?={_FIGURE}(?:,? {_FIGURE}){{6}}))"
    rf"{_LIST}",
    re.IGNORECASE,
)
"""The end of a list of telephone numbers, as it is said; seven figures are a number by themselves.

After a number may stand whose it is: 113 (công an), 114 – cứu hỏa.
"""

_DRAW_LIST: Final = compile_late(
    rf"(?:(?<!\w)(?:vé|số|{_PRIZE})|thưởng|may mắn|bốc thăm|báo danh|lô tô)\s*:?\s+{_LIST}",
    re.IGNORECASE,
)
"""The end of a list of drawn numbers, as it is said."""

_SURELY_A_CODE: Final = 6
"""Hardly anybody writes a count with so many digits without dots."""

_NUMBER_WORD: Final = compile_late(
    r"(?<!\w)(?:số|gọi|quay|bấm|nhắn|gửi|liên hệ|zalo)(?: số)?\s*:?\s*$", re.IGNORECASE
)

_NEXT_DIGITS: Final = compile_late(
    r"[ \u00a0.-]?[0-9]{2,}|\s(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)"
)

_DOCUMENT_NAME: Final = compile_late(
    r"""(?<!\w)(?:đề\ án|chỉ\ thị|nghị\ quyết|nghị\ định|quyết\ định|chương\ trình|dự\ án|kế\ hoạch
    |thông\ tư|công\ điện|mô\ hình|chuyên\ đề|kết\ luận|quy\ định|hướng\ dẫn|phong\ trào|chiến\ dịch
    |tổ\ công\ tác|ban\ chỉ\ đạo)\s+$""",
    re.VERBOSE | re.IGNORECASE,
)
_PROGRAMME: Final = compile_late(r"(?<!\w)(?:chương trình|ban chỉ đạo|đề án)\s+$", re.IGNORECASE)
_PROGRAMME_LIST: Final = compile_late(
    r"(?<!\w)(?:chương trình|ban chỉ đạo|đề án)\s+(?:0[0-9]|[1-9][0-9]{2})(?:,\s+[1-9][0-9]{2})*"
    r"\s*(?:,|và|hoặc)\s+$",
    re.IGNORECASE,
)
_CAPITAL: Final = compile_late(rf"[{UPPER}]\w*(?:\s\w+){{1,2}}\s+$")


def is_figure_by_figure(written: str, token: TokenContext) -> bool | None:
    """Return whether a number without a unit is said figure by figure; None: it is not clear.

    It must follow the word for a number, and no counted thing may come after it: điện thoại 115,
    but cuộc điện thoại 39 giây.
    """
    before = token.before[-80:]
    if len(written) >= _SURELY_A_CODE and written.isdecimal():
        return _is_long_code(written, before, token)
    if "." in written and goes_on_call(written, token):
        return None
    if written.isdecimal() and _is_drawn(written, before, token):
        return True
    if not _has_hint(before):
        return False
    is_line = _LINE_TRIGGER.search(before) is not None
    if not (is_line or _CODE_TRIGGER.search(before)) or counts_something(token.after):
        return False
    digits = re.sub(r"\D", "", written)
    if digits != written:
        if "," in written or not (is_line or " " in written):
            return False
        return None
    if len(digits) <= LONGEST_CARDINAL:
        return digits.startswith("0") and CLAUSE_END.match(token.after) is not None
    if _NEXT_DIGITS.match(token.written_after):
        return None
    return sentence_goes_on(token.after) or None


def _has_hint(before: str) -> bool:
    return any(map(before.lower().__contains__, _HINTS))


def _is_long_code(written: str, before: str, token: TokenContext) -> bool | None:
    """Return whether a number of many digits without dots is a code; None: it is not clear."""
    if counts_something(token.after):
        return False
    if _NEXT_DIGITS.match(token.written_after):
        return None
    triggers = (_LINE_TRIGGER, _CODE_TRIGGER, _NUMBER_WORD)
    if written.startswith("0") or any(trigger.search(before) for trigger in triggers):
        return True
    return goes_on_call(written, token) or _is_drawn(written, before, token) or None


def _is_drawn(written: str, before: str, token: TokenContext) -> bool:
    """Return whether a number was drawn, or is that of a ticket: vé số 45678, số 128 trúng giải."""
    if len(written) <= LONGEST_CARDINAL or not _has_hint(before):
        return False
    if counts_something(token.after):
        return False
    wins = _WINS.match(token.written_after) is not None
    if wins and token.follows(_NUMBERED):
        return True
    if _LIST_LINK.search(before[-16:]) and _DRAW_LIST.search(token.before):
        return True
    is_of_a_prize = (
        len(written) >= _SHORTEST_OF_A_PRIZE
        and not _YEAR.fullmatch(written)
        and _PRIZE_TRIGGER.search(before)
    )
    if not (is_of_a_prize or _DRAW_TRIGGER.search(token.before[-200:])):
        return False
    return wins or sentence_goes_on(token.after)


def goes_on_call(written: str, token: TokenContext) -> bool:
    """Return whether a number goes on a list of telephone numbers: gọi 113, 114 hoặc 115."""
    if len(written) < _SHORTEST_LISTED or not _LIST_LINK.search(token.before[-16:]):
        return False
    return _CALL_LIST.search(token.before) is not None and not counts_something(token.after)


def spell_name(written: str, token: TokenContext) -> str | None:
    """Return the number in the name of a programme: Đề án 06, Chương trình 135; None: no name."""
    before = token.before_with_digits
    is_listed = goes_on_list(before) and _PROGRAMME_LIST.search(before) is not None
    if not (is_listed or token.follows(_DOCUMENT_NAME)) or counts_something(token.after):
        return None
    if len(written) == 2 and written.startswith("0"):
        return spell_digits(written)
    if is_listed and len(written) == 3:
        return _spell_three(written, token.style)
    is_round = written.endswith("00") or not 101 <= int(written) <= 999
    if is_round or len(written) != 3 or not token.follows(_PROGRAMME):
        return None
    if not (sentence_goes_on(token.after) or _CAPITAL.search(token.before[-30:])):
        return None
    return _spell_three(written, token.style)


def _spell_three(written: str, style: Style) -> str:
    """Return 135 as "một ba lăm": the way names are said."""
    if written[1] in "01" or written[2] != "5":
        return spell_digits(written)
    return f"{spell_cardinal(int(written[0]), style)} {spell_digits(written[1])} lăm"
