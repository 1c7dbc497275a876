"""Numbers that belong to one person: of an identity card, a telephone, a bank account.

Law 91/2025/QH15 and Decree 356/2025 protect them. A number is judged by its own shape (a province's
code, a mobile prefix), by the words before it ("CCCD", "STK") and by the word after it ("đồng").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import chain, islice
from typing import Final, NamedTuple

from bulletin.engine.late_pattern import compile_late
from bulletin.vietnamese.digit_runs import DigitRun, iter_digit_runs
from bulletin.vietnamese.person_names import LONG_NAME
from bulletin.vietnamese.telephone_numbers import LABEL as TELEPHONE_LABEL
from bulletin.vietnamese.telephone_numbers import OFFICE, Owner, find_owner

MOST_NUMBERS: Final = 200
"""Numbers of one text that are reported: who pastes a longer list knows by then."""


class Sort(Enum):
    """What a number is; the value is its name in a message."""

    IDENTITY = "số giấy tờ cá nhân"
    TELEPHONE = "số điện thoại"
    ACCOUNT = "số tài khoản"


class PersonalNumber(NamedTuple):
    """A number that belongs to one person, or may: then it is not `is_sure`.

    `start` is its position in the text. `shown` is its beginning and end: reports are public, so
    that a message must not repeat the number.
    """

    sort: Sort
    start: int
    shown: str
    is_sure: bool = True


_LINK: Final = r"(?:[\s:.=*_|\"'(–-]|số|là|của|mang|có|thẻ|cá nhân|mới|cũ){0,12}\Z"
_IDENTITY: Final = (
    r"(?:\b(?:CCCD|CMND|CMTND|CMT|CMTQĐ|CC|BHYT|BHXH|GPLX)|căn cước(?: công dân)?"
    r"|chứng minh (?:nhân dân|thư|quân đội|sĩ quan)|định danh(?: cá nhân)?|giấy tờ tùy thân"
    r"|hộ chiếu|passport|bảo hiểm (?:y tế|xã hội)|giấy phép lái xe|bằng lái(?: xe)?)"
)
_IDENTITY_BESIDE: Final = compile_late(_IDENTITY + _LINK, re.IGNORECASE)
_IDENTITY_NEAR: Final = compile_late(_IDENTITY + r"\b[^\d.;!?\n]{0,30}\Z", re.IGNORECASE)
# Circular 07/2016/TT-BCA: 001 to 096 are provinces, then sex and century.
_CITIZEN: Final = compile_late(r"0(?:0[1-9]|[1-8]\d|9[0-6])[0-3]\d{8}")
# The card of nine digits: 01 to 38 are provinces.
_OLD_CARD: Final = compile_late(r"(?:0[1-9]|[12]\d|3[0-8])\d{7}")

_BESIDE: Final = 60
"""Characters around an account's number in which its owner is named."""

_ACCOUNT: Final = compile_late(
    r"(?:\b(?:STK|số TK|TK số|TKNH)\b|số tài khoản|tài khoản số|số thẻ(?: ngân hàng| ATM)"
    r"|tài khoản(?: ngân hàng| cá nhân| nhận tiền)?\s*[:=]|\bTK\s*:)[^\d.;!?\n]{0,40}\Z",
    re.IGNORECASE,
)
_ACCOUNT_BESIDE: Final = compile_late(
    r"(?:\b(?:TK|tài khoản(?: ngân hàng| cá nhân| ATM)?)[\s:(*_]*(?:\w+bank|ngân hàng \w+)?[\s:*_]*"
    r"|\b\w{2,}bank\b[\s:(*_–-]*(?:số)?[\s:]*)\Z",
    re.IGNORECASE,
)
_BANK_AFTER: Final = compile_late(
    r"[\s,;:(*_–-]*(?:tại |mở tại |của )?(?:ngân hàng|\w{2,}bank\b)", re.IGNORECASE
)

# Codes of goods, firms and papers have as many digits as those of persons.
_CODE: Final = compile_late(
    r"(?:\bmã|thuế|\b(?:MST|MSDN|ĐKKD|GPKD|IMEI|ISBN|ISSN|ID)\b|số hiệu|sê-?ri\b|seri|serial|\blô\b"
    r"|vận đơn|hóa đơn|đơn hàng|giấy phép|giấy chứng nhận|doanh nghiệp|văn bản|công văn"
    r"|quyết định|hồ sơ|biên lai|tọa độ|thửa|gói thầu|dự án|hợp đồng|công trình|thiết bị|tờ trình"
    r"|phiên bản|\bsổ\b|\bcode)[^\d.;!?\n]{0,25}\Z",
    re.IGNORECASE,
)
_DATE_OR_YEARS: Final = compile_late(
    r"(?:1[89]|20)\d\d ?[-–.] ?(?:(?:1[89]|20)\d\d|\d{1,2} ?[-–.] ?\d{1,2})"
    r"|\d{1,2} ?[-–.] ?\d{1,2} ?[-–.] ?(?:1[89]|20)\d\d"
)
_GOES_ON_BEFORE: Final = compile_late(
    r"(?:[^\W\d_][-–]?|[_@#&?=]|(?:^|\D)\d{1,3}[,:]|(?:^|\D)\d{0,7}/|\d\.)\Z"
)
_GOES_ON_AFTER: Final = compile_late(
    r"\s?[/_-]\s?[^\W\d_]|[^\W\d_]|[,:/]\d(?!\d{7,11}\b)|[.,]\d|\.[a-z]{2,4}\b"
)
_MONEY: Final = compile_late(
    r"[\s*_]*(?:đồng\b(?! (?:chí|bào|bằng|hành|nghiệp|đội|thời))|đ\b|₫|VN[ĐD]|USD|US\$|\$|€|euro"
    r"|đô la|triệu|tỷ|tỉ\b)",
    re.IGNORECASE,
)
_QUANTITY: Final = compile_late(
    r"[\s*_]*(?:tệ\b|riel|nghìn|ngàn|trăm|%|phần trăm|người|nhân khẩu|lượt|hộ\b|học sinh|đoàn viên"
    r"|hội viên|đảng viên|cử tri|phiếu|cổ ph|bản\b|trang\b|tờ\b|cuốn|quyển|cái\b|chiếc|con\b|cây"
    r"|tấn\b|tạ\b|kg|ký\b|kilô|gam|gram|g\b|mg|lít|ml|m[23²³]?\b|mét|km|cm|mm|ha\b|héc"
    r"|công đất|giờ\b|phút|giây|kWh|kW|kV|MW|MB|GB|byte|bit\b|điểm|lần|đơn vị|sản phẩm|tài khoản"
    r"|cuộc gọi|tin nhắn|hồ sơ|giao dịch|xu\b|lon\b|chai|thùng|bao\b|viên|liều|mũi|suất|phần\b"
    r"|hạt|trứng)",
    re.IGNORECASE,
)
_URL: Final = compile_late(
    r"(?:https?://|www\.|[\w-]\.(?:vn|com|net|org|example)\b)", re.IGNORECASE
)
_CHAT: Final = compile_late(
    r"(?:zalo\.me|wa\.me|viber\.me|t\.me|tel:|sms:)\S{0,12}\Z", re.IGNORECASE
)

# One of these is in every text that a label of the patterns above and of telephone numbers matches.
_HINTS: Final = (
    *("cccd", "cmnd", "cmt", "cc", "bhyt", "bhxh", "gplx", "căn cước", "chứng minh", "định danh"),
    *(
        "giấy tờ",
        "hộ chiếu",
        "passport",
        "bảo hiểm",
        "giấy phép lái",
        "bằng lái",
        "stk",
        "tk",
        "bank",
    ),
    *(
        "tài khoản",
        "số thẻ",
        "ngân hàng",
        "đt",
        "sdt",
        "dt",
        "dđ",
        "tel",
        "phone",
        "mobile",
        "zalo",
    ),
    *("viber", "whatsapp", "fax", "momo", "điện thoại", "di động", "số máy", "máy bàn", "gọi"),
    *("nhắn tin", "alo", "zalo.me", "wa.me", "t.me", "sms:"),
)

_SPOKEN_DIGIT: Final = "không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín"
_SPOKEN_START: Final = "hông "
_SPOKEN: Final = compile_late(
    rf"hông(?:[ ,.]+(?:{_SPOKEN_DIGIT})\b(?! (?:đồng|người|hộ|mươi|trăm))){{8,}}"
)
_LETTERED_LABELS: Final = ("ộ chiếu", "assport", "BHYT", "ảo hiểm y tế")
_WITH_LETTERS: Final = compile_late(
    r"[^\W\d_]+(?: chiếu| hiểm y tế)?[^\d.;!?\n]{0,20}?"
    r"\b(?P<number>[A-Z]\d{7,8}|[A-Z]{2}[ .]?\d(?:[ .]?\d){10,12})\b"
)


def find_personal_numbers(text: str) -> Iterator[PersonalNumber]:
    """Return the numbers in `text` that belong to persons; those of offices are left out.

    Look-alikes: a unit follows an amount; a number of a document, a date, a decimal fraction or a
    code goes on before or after its digits; codes of firms and goods have their own words; digits
    in a web address are no text. Ten digits that begin with 0 are a telephone number only with a
    prefix in use, nine and twelve a card's only with the code of a province. Without a label,
    groups that do not begin with 0 are an amount.
    """
    everything = chain(_find_digits(text), _find_spoken(text), _find_with_letters(text))
    return islice(everything, MOST_NUMBERS)


def _find_digits(text: str) -> Iterator[PersonalNumber]:
    last_end = -1
    for run in iter_digit_runs(text):
        if run.start >= last_end and (found := _judge(run)):
            last_end = run.end
            yield found


def _find_spoken(text: str) -> Iterator[PersonalNumber]:
    """Yield telephone numbers written as words: "không chín một hai …"."""
    start = text.find(_SPOKEN_START)
    while start >= 0:
        if found := _SPOKEN.match(text, start):
            yield PersonalNumber(Sort.TELEPHONE, start, f"k{found.group()[:14]}…")
        start = text.find(_SPOKEN_START, start + 1 if found is None else found.end())


def _find_with_letters(text: str) -> Iterator[PersonalNumber]:
    """Yield the numbers of passports and of cards of health insurance, which hold letters."""
    for label in _LETTERED_LABELS:
        start = text.find(label)
        while start >= 0:
            if found := _WITH_LETTERS.match(text, start):
                shown = _mask(found["number"])
                yield PersonalNumber(Sort.IDENTITY, found.start("number"), shown)
            start = text.find(label, start + 1)


def _judge(run: DigitRun) -> PersonalNumber | None:
    # Most runs are dates, years and amounts: only the others are worth the slow patterns.
    if _DATE_OR_YEARS.fullmatch(run.written) or (
        run.digits[0] != "0" and not _may_be_personal(run)
    ):
        return None
    if _MONEY.match(run.text, run.end):
        return None
    beside = run.before[-1:]
    if beside and not beside.isspace():
        word = run.before.rsplit(None, 1)[-1] if run.before.strip() else ""
        if _CHAT.search(word):
            return PersonalNumber(Sort.TELEPHONE, run.start, _mask(run.digits))
        if _URL.search(word):
            return None
    return _judge_account(run) or _judge_identity(run) or _judge_telephone(run)


def _may_be_personal(run: DigitRun) -> bool:
    """Return whether the shape of a run that begins with 1 to 9, or a word around it, says more."""
    if len(run.digits) == 9 and len(run.sizes) == 1:
        return True
    if run.digits.startswith("84") and run.before.rstrip(" (").endswith("+"):
        return True
    around = f"{run.before}{run.text[run.end : run.end + 40]}".lower()
    return any(hint in around for hint in _HINTS)


def _judge_account(run: DigitRun) -> PersonalNumber | None:
    """An account's number has 7 digits or more and stands after its label, or beside its bank."""
    if _QUANTITY.match(run.text, run.end) or TELEPHONE_LABEL.search(run.before):
        return None
    labelled = _ACCOUNT.search(run.before) is not None
    beside = len(run.digits) >= 8 and (
        _ACCOUNT_BESIDE.search(run.before) is not None
        or (len(run.sizes) == 1 and _BANK_AFTER.match(run.text, run.end) is not None)
    )
    if not labelled and not beside:
        return None
    before, after = run.clause
    around = f"{before[-_BESIDE:]} {after[:_BESIDE]}"
    is_sure = OFFICE.search(around) is None or LONG_NAME.search(around) is not None
    return PersonalNumber(Sort.ACCOUNT, run.start, _mask(run.digits), is_sure)


def _judge_identity(run: DigitRun) -> PersonalNumber | None:
    """A card's number has 9 or 12 digits, and a label or the code of a province."""
    digits = run.digits
    found = PersonalNumber(Sort.IDENTITY, run.start, _mask(digits))
    if _QUANTITY.match(run.text, run.end):
        return None
    if 8 <= len(digits) <= 13 and _IDENTITY_BESIDE.search(run.before):
        return found
    if len(digits) in {9, 10, 12} and _IDENTITY_NEAR.search(run.before):
        return found
    if len(digits) not in {9, 12} or _is_part_of_more(run) or TELEPHONE_LABEL.search(run.before):
        return None
    if len(digits) == 12:
        is_grouped = set(run.sizes) <= {3, 6, 12, 4} and 1 <= len(run.sizes) <= 4
        return found if is_grouped and _CITIZEN.fullmatch(digits) else None
    if len(run.sizes) > 1 and (digits[0] != "0" or set(run.sizes) != {3}):
        return None
    return found if _OLD_CARD.fullmatch(digits) else None


def _judge_telephone(run: DigitRun) -> PersonalNumber | None:
    if not TELEPHONE_LABEL.search(run.before) and _is_part_of_more(run):
        return None
    is_amount = run.digits[0] != "0" and not run.before.endswith("+")
    if is_amount and _QUANTITY.match(run.text, run.end):
        return None
    owner = find_owner(run)
    if owner is None or owner is Owner.OFFICE:
        return None
    is_sure = owner is Owner.PERSON
    return PersonalNumber(Sort.TELEPHONE, run.start, _mask(run.digits), is_sure)


def _is_part_of_more(run: DigitRun) -> bool:
    """Return whether the digits belong to a code, a number of a document, a date or a fraction."""
    return (
        _GOES_ON_BEFORE.search(run.before) is not None
        or _GOES_ON_AFTER.match(run.text, run.end) is not None
        or _CODE.search(run.before) is not None
    )


def _mask(digits: str) -> str:
    return f"{digits[:3]}…{digits[-2:]}"
