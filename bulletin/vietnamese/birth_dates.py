"""The exact dates of birth of persons; a year alone may be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from bulletin.vietnamese.fold import fold
from bulletin.vietnamese.spoken_dates import write_figures


class BirthDate(NamedTuple):
    """A day of birth at `start`; it is not sure that it harms where the person is dead."""

    start: int
    year: str
    is_sure: bool


OLDEST: Final = 1925
"""Who was born before is history: no person of a story."""

_SIGN: Final = r"\s*[-/.–]\s*"
_DATE: Final = (
    rf"(?:(?P<iso>(?:19|20)\d\d){_SIGN}\d{{1,2}}{_SIGN}\d{{1,2}}(?!\d)"
    rf"|\d{{1,2}}{_SIGN}\d{{1,2}}(?:{_SIGN}(?P<year>(?:1\d|20)?\d\d))?(?!\d|{_SIGN}\d)"
    r"|(?:mùng |mồng )?(?:\d{1,2}|[^\W\d_]+(?: [^\W\d_]+){0,2}) tháng"
    r" (?:\d{1,2}|[^\W\d_]+(?: hai| một)?)"
    r"(?:,? (?:năm )?(?P<long>(?:1\d|20)\d\d)"
    r"|,? năm (?P<spoken>(?:một|hai) (?:nghìn|ngàn)(?: [^\W\d_]+){0,5}))?)"
)
_YEAR: Final = re.compile(r"(?:1\d|20)\d\d(?!\d)")
# Words whose last syllable is "sinh": "học sinh ngày 12/3", "hy sinh ngày 12/3".
_OTHER_WORDS: Final = re.compile(
    r"(?:học|thí|tuyển|vệ|hy|hi|khai|thực tập|an|phát|sản|sư|chúng|dân|môi|kháng|ký|kí|nam|nữ|sĩ"
    r"|môn|tân|song|mưu|hồi|tái|trường|giáng|phục|đản|quyên|cứu|hộ|bác|y|văn|thiên|tiền|lưu|sơ|hạ|quần"
    r"|nhân|tàn|diễn|phóng|giáo|đoàn|tự|triệt|thư|nghiên cứu|du|cựu|ghi|trọng|độ)\s+\Z",
    re.IGNORECASE,
)
_LABELS: Final = ("sinh", "Sinh", "SINH", "SN", "sn", "NS", "DOB", "đời")
_BIRTH: Final = re.compile(
    r"(?P<label>[^\W\d_]+)(?: vào)?(?: của [^\d.,;:()\n]{1,30}?)?(?P<day> ngày| hôm)?"
    r"[\s:.(*_|–-]*(?:ngày |là |: ?)?" + _DATE
)
_DAY_OF_BIRTH: Final = re.compile(r"ngày(?:,? tháng(?:,? năm)?|/tháng/năm)? \Z", re.IGNORECASE)
_DEAD: Final = re.compile(
    r"liệt sĩ|hy sinh|hi sinh|từ trần|qua đời|\bmất (?:ngày|năm)|\bcố [^\W\d_]|anh hùng|Mẹ Việt Nam"
)
_AROUND: Final = 100


def find_birth_dates(text: str) -> Iterator[BirthDate]:
    """Yield the days of birth in `text`; of a child, an adult or somebody who died.

    Look-alikes: "sinh năm 1980", "SN 1980" and "sinh tháng 3/1980" name no day, and
    "ngày sinh 19/5" no person; "học sinh ngày
    12/3", "hy sinh ngày 12/3/1968", "Giáng sinh 25/12" are other words; "ông Sinh ngày 12/3" is a
    name; "Ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890)" has words between; who was born before 1925
    is history.
    """
    for label in _LABELS:
        start = text.find(label)
        while start >= 0:
            if not text[start - 1 : start].isalpha() and (found := _BIRTH.match(text, start)):
                yield from _judge(text, found)
            start = text.find(label, start + 1)


def _judge(text: str, found: re.Match[str]) -> Iterator[BirthDate]:
    label, start = found["label"], found.start()
    if label not in _LABELS:
        return
    before = text[max(0, start - 20) : start]
    is_day_of_birth = _DAY_OF_BIRTH.search(before) is not None
    year = found["iso"] or found["year"] or found["long"] or ""
    if found["spoken"] and (figures := _YEAR.match(write_figures(fold(found["spoken"])))):
        year = figures[0]
    if label == "đời" and not before.endswith(("chào ", "Chào ")):
        return
    if is_day_of_birth and not year:
        return
    if not is_day_of_birth:
        is_word = label.lower() == "sinh"
        if is_word and _is_other_word(label, before):
            return
        if " của " in found.group() or (not year and not (is_word and found["day"])):
            return
    if len(year) == 4 and int(year) < OLDEST:
        return
    around = text[max(0, start - _AROUND) : found.end() + _AROUND]
    yield BirthDate(start, year, bool(year) and not _DEAD.search(around))


def _is_other_word(label: str, before: str) -> bool:
    if label[0] == "S":
        # "Sinh ngày" begins a sentence, a cell or a line; elsewhere it is a name.
        return before.strip(" *_|(\"'") != "" and before.rstrip(" *_")[-1] not in ".\n|:;(-,"
    return _OTHER_WORDS.search(before) is not None
