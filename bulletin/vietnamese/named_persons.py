"""Who is named in a text in a way that needs consent: in a title, as a child, as poor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from bulletin.engine.late_pattern import compile_late
from bulletin.vietnamese.person_names import FULL_NAME, LONG_NAME, UPPER, is_no_person_of_today


class Child(NamedTuple):
    """A child under 16 who is named at `start`."""

    name: str
    start: int


class PoorPerson(NamedTuple):
    """A person of a poor household named with where they live; `is_exact`: with house or street."""

    name: str
    start: int
    is_exact: bool


_TITLE: Final = (
    r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]háu|[Bb]é|[Cc]ụ|[Tt]hầy"
    r"|[Ll]ão nông|[Tt]hầy giáo|[Cc]ô giáo|[Nn]ghệ nhân|[Cc]ựu chiến binh|[Nn]ông dân|[Hh]ộ"
    r"|[Gg]ia đình)"
)
_TITLED: Final = compile_late(rf"(?<![\w]){_TITLE} (?P<name>{FULL_NAME})\b")

_CLASS_OR_AGE: Final = (
    r"[,(\s–-]*(?:(?:hiện |đang |là |hiện đang )*(?:học sinh|HS|học)[\s,(]*)?"
    r"(?:lớp (?:[1-9](?!\d)|lá|chồi|mầm)|(?:mới |vừa )?(?:tròn )?(?:\d|1[0-5]) (?:tuổi|tháng tuổi))"
)
_MORE_NAMES: Final = rf"(?:(?:,| và|, và) (?:(?:em|cháu|bé) )?{FULL_NAME}){{0,4}}"
_CHILD_WORD: Final = (
    r"(?<!\w)(?:[Ee]m|[Cc]háu|[Bb]é|[Hh]ọc sinh|[Cc]on trai|[Cc]on gái)(?: học sinh| gái| trai)?"
)
_CHILD_NAMED: Final = compile_late(
    rf"{_CHILD_WORD} (?P<name>{FULL_NAME})\b{_MORE_NAMES}{_CLASS_OR_AGE}"
)
# "Trần Thị Thử, học sinh lớp 5", without a word for a child before the name.
_PUPIL_NAMED: Final = compile_late(
    rf"(?<!\w)(?P<before>[^\W\d_]+ )?(?P<name>{LONG_NAME.pattern})[,(\s–-]*"
    r"(?:(?:hiện|đang|là|cũng là|hiện là) )*(?:học sinh|HS|em học sinh)[\s,(]*"
    r"(?:lớp (?:[1-9](?!\d)|lá|chồi|mầm)"
    r"|(?:Trường )?(?:Tiểu học|TH|THCS|TH&THCS|Trung học cơ sở|Mầm non|Mẫu giáo)\b)"
)
# What behind the name makes the three patterns match; nearly no text has any of it.
_MAY_BE_CHILD: Final = compile_late(
    r"lớp (?:[1-9](?!\d)|lá|chồi|mầm)|\d(?<!\d\d)(?:(?<=1)[0-5])? (?:tháng )?tuổi"
)
_MAY_BE_PUPIL: Final = compile_late(
    r"(?:học sinh|HS)[\s,(]*(?:lớp |Trường |Tiểu học|TH|Trung học cơ sở|Mầm non|Mẫu giáo)"
)
_MAY_BE_BORN: Final = compile_late(r"(?:sinh năm|sinh|SN|s\.n\.?)[\s:]*20\d\d\b")
_ADULT_WORDS: Final = frozenset("ông bà anh chị cô chú bác cụ thầy giáo trường đường chí".split())
_BORN: Final = compile_late(
    rf"(?:{_CHILD_WORD} (?P<titled>{FULL_NAME})|(?P<name>{LONG_NAME.pattern}))\b[,(\s–-]*"
    r"(?:sinh năm|sinh|SN|s\.n\.?)[\s:]*(?P<year>20\d\d)\b"
)
_CHILD_UNDER: Final = 16

_POOR_WORD: Final = (
    r"(?:[Hh]ộ (?:rất )?(?:cận )?nghèo|[Hh]ộ khó khăn|[Hh]oàn cảnh (?:đặc biệt |rất )?khó khăn"
    r"|[Gg]ia đình (?:rất |đặc biệt )?khó khăn|[Hh]ộ chính sách|[Hh]ộ bảo trợ)"
)
_NAME: Final = rf"(?:{_TITLE} )?(?P<name>{LONG_NAME.pattern}|(?<=\w ){FULL_NAME})"
_POOR_FIRST: Final = compile_late(rf"{_POOR_WORD}(?: là| của| gồm|:| có)*(?:[\s:(–-]+){_NAME}")
_POOR_AFTER: Final = compile_late(rf"{LONG_NAME.pattern}(?P<between>[^.!?\n]{{0,70}}?){_POOR_WORD}")
# Between a name and "hộ nghèo": then somebody does something for a poor household.
_ACTS: Final = compile_late(
    r"trao|tặng|thăm|hỗ trợ|giúp|vận động|đến|cho|phát biểu|xây|bàn giao|chủ tịch|bí thư|trưởng"
    r"|phó|giám đốc|cán bộ|đại diện|đồng chí|hiệu|chủ nhiệm|mang|góp|đóng"
    r"|nhà hảo tâm|thoát|không còn|chia sẻ với|những|các|nhiều|\d+ hộ",
    re.IGNORECASE,
)
_OFFICIAL: Final = compile_late(
    r"[\s,(–-]*(?:nguyên )?(?:chủ tịch|phó|bí thư|trưởng|giám đốc|cán bộ|đại diện|phát biểu"
    r"|cho biết|nhấn mạnh|trao|đề nghị|khẳng định|đã (?:trao|đến|thăm|tặng))",
    re.IGNORECASE,
)
_OFFICE_HELD: Final = compile_late(
    r"[\s,(–-]*(?:(?:được|tái|tiếp tục|vừa|chính thức|làm|giữ|nhận|trở thành) ?){0,3}"
    r"(?:chức|nhiệm vụ|bầu|bổ nhiệm|chủ tịch|phó|bí thư|trưởng|giám đốc|đắc cử|hiệu trưởng)",
    re.IGNORECASE,
)
"""Behind a name: an official, who is named because of the office."""
_STREET: Final = compile_late(
    rf"số nhà \d|nhà số \d|\b(?:hẻm|ngõ|ngách|kiệt) (?:số )?\d|\bđường (?:số \d|[{UPPER}])"
    rf"|\bsố \d+\w?(?:/\d+)*,? (?:đường|hẻm|ngõ|ấp|tổ|khu phố)|\btổ (?:dân phố )?(?:số )?\d"
)
_HAMLET: Final = compile_late(rf"\b(?:[Ấấ]p|[Kk]hóm|[Tt]hôn|[Xx]óm|[Kk]hu phố|[Bb]uôn) [{UPPER}\d]")
_SENTENCE: Final = compile_late(r"(?:[^.!?\n]|[.!?](?!\s|$)|\n(?!\s*\n))+")


def find_titled_persons(text: str) -> Iterator[str]:
    """Yield the full names in a line that follow "ông", "chị", "hộ" and the like.

    Look-alikes: schools, streets and funds with a person's name have no such word before it; who is
    history or is named with an office ("giữ chức Chủ tịch") is left out; "Bác Hồ" is no full name.
    """
    for found in _TITLED.finditer(text):
        if not is_no_person_of_today(found["name"]) and not _OFFICE_HELD.match(text, found.end()):
            yield found["name"]


def find_children(text: str, year: int | None = None) -> Iterator[Child]:
    """Yield the children named in `text` with a class from 1 to 9, a school or an age below 16.

    Where `year` of the text is known, the year of birth tells too. Look-alikes: "cô giáo …, dạy
    lớp 5" has another word before the name; "em …, lớp 12" may be 16; the class or age stands right
    behind the name; who is history is left out.
    """
    found = dict[int, str]()
    # To look for a word costs a twentieth of what the patterns do.
    if ("lớp" in text or "tuổi" in text) and _MAY_BE_CHILD.search(text):
        found |= {one.start("name"): one["name"] for one in _CHILD_NAMED.finditer(text)}
    if ("học sinh" in text or "HS" in text) and _MAY_BE_PUPIL.search(text):
        for one in _PUPIL_NAMED.finditer(text):
            if (one["before"] or "").strip().lower() not in _ADULT_WORDS:
                found[one.start("name")] = one["name"]
    has_born = any(map(text.__contains__, ("sinh", "SN", "s.n")))
    if year is not None and has_born and _MAY_BE_BORN.search(text):
        for one in _BORN.finditer(text):
            if year - int(one["year"]) < _CHILD_UNDER:
                group = "titled" if one["titled"] else "name"
                found[one.start(group)] = one[group]
    for start, name in sorted(found.items()):
        if not is_no_person_of_today(name):
            yield Child(name, start)


def find_poor_persons(text: str) -> Iterator[PoorPerson]:
    """Yield who is named as poor in a sentence that says where they live.

    Look-alikes: officials and donors ("ông …, Chủ tịch xã, trao nhà cho hộ nghèo ở ấp …"): between
    their name and the word for poor stands what they do or are.
    """
    if "nghèo" not in text and "khó khăn" not in text:
        return
    for sentence in _SENTENCE.finditer(text):
        said = " ".join(sentence.group().split("\n"))
        if "nghèo" not in said and "khó khăn" not in said:
            continue
        is_exact = _STREET.search(said) is not None
        if (is_exact or _HAMLET.search(said)) and (name := _find_poor_name(said)):
            start = sentence.start() + max(0, sentence.group().find(name.split()[0]))
            yield PoorPerson(name, start, is_exact)


def _find_poor_name(sentence: str) -> str | None:
    for found in _POOR_FIRST.finditer(sentence):
        if not _OFFICIAL.match(sentence, found.end()):
            return found["name"]
    for found in _POOR_AFTER.finditer(sentence):
        if not _ACTS.search(found["between"]):
            return LONG_NAME.match(sentence, found.start())[0]  # type: ignore[index]
    return None
