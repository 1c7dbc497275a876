"""Telephone numbers of persons, and of offices, which may be published.

Decree 42/2022/NĐ-CP wants an office's number and hotline on its site; a person's number is personal
data (Law 91/2025/QH15). So the words around a number decide whose it is.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from bulletin.engine.late_pattern import compile_late
from bulletin.vietnamese.digit_runs import DigitRun
from bulletin.vietnamese.person_names import LONG_NAME, UPPER


class Owner(Enum):
    """Whose a telephone number is, as far as the words around it say."""

    PERSON = "person"
    DOUBTFUL = "doubtful"
    OFFICE = "office"


LABEL: Final = compile_late(
    r"(?:\b(?:ĐT|SĐT|SDT|DT|ĐTDĐ|DĐ|Tel|Telephone|Phone|Mobile|Zalo|Viber|Whatsapp|Fax|Momo)\b"
    r"|(?:ĐT|SĐT|SDT|Zalo)(?=\Z)|điện thoại|di động|số máy|máy bàn|\bgọi(?: cho)?|nhắn tin|\balo\b)"
    r"(?:[\s:.=*_|\"'(/–-]|số|là|của|theo|bàn|riêng|di động|cá nhân|liên hệ|qua|Zalo|nhà|em|tôi"
    r"|(?:anh|chị|ông|bà|cô|chú|bác) \w+){0,12}\Z",
    re.IGNORECASE,
)
_PLUS: Final = compile_late(r"\+\s?\(?\Z|\(\+?\Z")
_MOBILE: Final = compile_late(r"(?:0|84|0084|840)(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")
# Until 2018; some are still in old texts.
_OLD_MOBILE: Final = compile_late(r"(?:0|84)1(?:2\d|6[2-9]|8[68]|99)\d{7}")
_LANDLINE: Final = compile_late(r"(?:0|84|0084)2\d{8,9}")
_SERVICE: Final = compile_late(r"1[89]00\d{2,6}")
_PAIRS_IN_A_LINE: Final = compile_late(r"\d\d(?: \d\d){4}")
_SIZES_THAT_BEGIN_WITH_TWO: Final = {(2, 8), (2, 4, 4), (2, 3, 3, 2), (2, 2, 3, 3)}

_HOTLINE: Final = compile_late(
    r"đường dây nóng|hotline|tổng đài|số nóng|trực ban|trực (?:cấp cứu|chỉ huy|tiếp|24)|thường trực"
    r"|tiếp công dân|(?:số|gọi) (?:cứu hộ|cấp cứu|cứu hỏa)"
    r"|(?:điện thoại|ĐT|SĐT|số máy)(?: của)?:? (?:cơ quan|văn phòng|trụ sở|bàn|đơn vị|công vụ)",
    re.IGNORECASE,
)
OFFICE: Final = compile_late(
    r"\b(?:UBND|HĐND|UBMTTQ|MTTQ|TTYT|BCH|BTC|BTV|HTX|VP)\b|[ỦU]y ban|Hội đồng|[Vv]ăn phòng"
    r"|[Tt]rạm |[Cc]ông an |[Cc]ơ quan|[Đđ]ài |[Tt]rung tâm|[Pp]hòng (?:[A-ZĐ]|tiếp|giao)"
    r"|\bSở |\bBan |[Bb]an (?:biên tập|tổ chức|chỉ|quản|vận)|[Tt]rường |[Hh]ợp tác xã"
    r"|Mặt trận|\bHội |\bĐoàn |\b[Qq]uỹ |[Bb]ộ phận|[Bb]ưu điện|[Tt]òa soạn|[Cc]ông ty|[Bb]ệnh viện"
    r"|Kho bạc|[Đđ]ảng ủy|[Cc]hi (?:nhánh|cục)|[Tt]hư viện|[Nn]hà văn hóa|\b[Bb]áo (?!cho)|[Đđ]ồn "
    r"|[Nn]ghĩa trang"
)
_PERSON: Final = compile_late(
    r"\b(?:(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]háu|[Tt]hầy|[Đđ]ồng chí"
    rf"|[Đđ]/c|[Gg]ặp|Mr|Ms)\.? +[{UPPER}]\w*"
    r"|(?:nhà|của|máy|số) riêng|cá nhân|gia đình|(?i:số của) (?:tôi|em|anh|chị))"
)


def find_owner(run: DigitRun) -> Owner | None:
    """Return whose telephone number `run` is; None if it is none.

    What is no telephone number: groups of a number with a unit ("912.345.678 đồng"), which do not
    begin with 0; five pairs in a row ("05 10 15 20 25"), a decimal fraction ("0.912345678"), a
    date ("03.05.2026"), codes of firms and goods (the caller leaves them out), numbers of services
    ("1900 1234"), short ones ("114").
    """
    digits = run.digits
    label = LABEL.search(run.before)
    if _SERVICE.fullmatch(digits):
        return None
    is_mobile = bool(_MOBILE.fullmatch(digits) or _OLD_MOBILE.fullmatch(digits))
    is_landline = not is_mobile and _LANDLINE.fullmatch(digits) is not None
    if label is None:
        abroad = digits.startswith("84")
        if abroad and not _PLUS.search(run.before):
            return None
        if not (is_mobile or is_landline) or (not abroad and not _is_grouped_like_one(run)):
            return None
    elif not (is_mobile or is_landline):
        if len(digits) > 12 or len(run.sizes) > 5:
            return None
        # A digit too many or too few, or without area or 0.
        is_mobile = len(digits) >= 9 and digits[0] in "035789"
        if not is_mobile and not (len(digits) <= 10 and digits[0] in "2368" and _is_near(label)):
            return None
    return _judge_words(run, is_mobile=is_mobile)


def _is_near(label: re.Match[str]) -> bool:
    return len(label.group()) < 20


def _is_grouped_like_one(run: DigitRun) -> bool:
    if set(run.sizes) == {1}:
        return len(run.sizes) == 10
    if run.sizes[0] == 1 or _PAIRS_IN_A_LINE.fullmatch(run.written):
        return False
    if run.sizes[0] > 2 or run.sizes in _SIZES_THAT_BEGIN_WITH_TWO:
        return True
    return "." in run.written and len(set(run.written) - set("0123456789")) == 1


_BESIDE: Final = 45
"""Characters before a mobile number in which the office stands whose number it is."""


def _judge_words(run: DigitRun, *, is_mobile: bool) -> Owner:
    before, after = run.clause
    if is_mobile:
        # Nearly every sentence of news names an office: it must stand beside the number.
        before, after = before[-_BESIDE:], after[: _BESIDE // 2]
    has_hotline = _HOTLINE.search(before) is not None
    offices = [found.start() for found in OFFICE.finditer(before)]
    persons = [found.start() for found in _PERSON.finditer(before)]
    persons += [found.start() for found in LONG_NAME.finditer(before)]
    is_of_person = bool(persons) and (not offices or max(persons) > max(offices))
    has_office = bool(offices) or OFFICE.search(after[:50]) is not None
    if has_hotline:
        return Owner.DOUBTFUL if is_of_person else Owner.OFFICE
    if is_of_person:
        return Owner.PERSON if is_mobile or not has_office else Owner.DOUBTFUL
    if has_office:
        return Owner.DOUBTFUL if is_mobile else Owner.OFFICE
    return Owner.PERSON if is_mobile else Owner.DOUBTFUL
