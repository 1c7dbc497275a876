"""Personal data that no text may publish: numbers of persons, days of birth, poor households.

Law 91/2025/QH15 protects them whether or not the person agreed to be named. Where each of these
checks stands is described in docs-dev/personal-data.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Final

from bulletin.content.source import BODY
from bulletin.errors import Problem, Severity
from bulletin.model.record import Location, Mistake
from bulletin.vietnamese.birth_dates import find_birth_dates
from bulletin.vietnamese.named_persons import find_children, find_poor_persons, find_titled_persons
from bulletin.vietnamese.personal_numbers import PersonalNumber, Sort, find_personal_numbers

_KEYS_WITHOUT_TEXT: Final = frozenset(
    {"id", "aliases", "file", "transcript", "unit", "fields", "campaigns", "date", "start", "end"}
)
_SURE: Final = {
    Sort.IDENTITY: "là dữ liệu cá nhân, không được đăng; xóa số này",
    Sort.TELEPHONE: (
        "của cá nhân không được đăng; xóa số này, hoặc thay bằng số của cơ quan, ghi rõ "
        "'điện thoại cơ quan …'"
    ),
    Sort.ACCOUNT: "không được đăng; xóa số này, ghi nơi tiếp nhận là cơ quan, đoàn thể nào",
}
_DOUBTFUL: Final = {
    Sort.IDENTITY: "có thể là của một người; nếu đúng thì xóa số này",
    Sort.TELEPHONE: (
        "có thể là của một người; của người thì xóa, của cơ quan thì ghi rõ 'đường dây nóng' "
        "hoặc 'điện thoại cơ quan' trước số"
    ),
    Sort.ACCOUNT: "của cơ quan, đoàn thể? đối chiếu từng chữ số với văn bản kêu gọi; không thì xóa",
}
_BIRTH: Final = "ngày sinh đầy đủ là dữ liệu cá nhân; chỉ ghi năm, như 'sinh năm {}', hoặc xóa đi"
_POOR: Final = (
    "'{}' là hộ nghèo hay khó khăn mà ghi cả họ tên và nơi ở cụ thể; bỏ bớt một điều, "
    "như 'một hộ ở ấp …'"
)
_NOT_AMONG_PEOPLE: Final = (
    "'{}' được nêu tên mà không có trong people; ghi người đó vào people với sự đồng ý (consent), "
    "hoặc bỏ tên"
)
_CHILD: Final = (
    "'{}' là trẻ em (dưới 16 tuổi) được nêu tên mà không có trong people với child: true; ghi sự "
    "đồng ý của em và của cha mẹ, hoặc bỏ tên: 'một học sinh lớp …'"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that must not be published; `start` is its position in the text."""

    start: int
    message: str
    severity: Severity = Severity.ERROR


def personal_problems(path: str, body: str, first_line: int, raw: object) -> Iterator[Problem]:
    """Yield the personal data in the body of a content file, whose front matter is `raw`."""
    text = _without_markup(body)
    for found in _find(text, *_names_of(raw), _year_of(raw)):
        yield _make_problem(path, text, first_line, found)


def personal_mistakes(raw: object) -> Iterator[Mistake]:
    """Yield the personal data in the values of a front matter, and who is named in its title."""
    names, children = _names_of(raw)
    year = _year_of(raw)
    texts = [(location, _without_markup(value)) for location, value in _iter_texts(raw, ())]
    # Hardly any front matter holds something: one look at all of it costs less than ten.
    if any(_find("\n\n.\n\n".join(value for _, value in texts), names, children, year)):
        for location, value in texts:
            for found in _find(value, names, children, year):
                yield Mistake(location, found.message, found.severity)
    if not isinstance(raw, Mapping) or "summary" not in raw or "start" in raw:
        return
    image = raw.get("image")
    alt = image.get("alt") if isinstance(image, Mapping) else None
    shown: list[tuple[Location, object]] = [(("title",), raw.get("title")), (("image", "alt"), alt)]
    for where, line in shown:
        if isinstance(line, str):
            for name in find_titled_persons(line):
                if not _is_among(name, names):
                    message = _NOT_AMONG_PEOPLE.format(name)
                    yield Mistake(where, message, Severity.WARNING)


def personal_problems_of_page(path: str, text: str) -> Iterator[Problem]:
    """Yield the personal data in a page written by hand, which may name officials to be called.

    Decree 42/2022/NĐ-CP wants contact officials named, so their telephone numbers are only doubted.
    """
    text = _without_markup(text)
    for number in find_personal_numbers(text):
        if number.sort is Sort.TELEPHONE and not number.is_sure:
            continue
        is_telephone = number.sort is Sort.TELEPHONE
        found = _say_number(number._replace(is_sure=number.is_sure and not is_telephone))
        yield _make_problem(path, text, 1, found)
    for found in _find_birth_dates(text):
        yield _make_problem(path, text, 1, found)


def _make_problem(path: str, text: str, first_line: int, found: _Found) -> Problem:
    line = first_line + text.count("\n", 0, found.start)
    return Problem(path, line, BODY, found.message, found.severity)


def _find(text: str, names: Set[str], children: Set[str], year: int | None) -> Iterator[_Found]:
    for number in find_personal_numbers(text):
        yield _say_number(number)
    yield from _find_birth_dates(text)
    if "|" in text:
        yield from _find_in_columns(text)
    for person in find_children(text, year):
        if not _is_among(person.name, children):
            yield _Found(person.start, _CHILD.format(person.name))
    for poor in find_poor_persons(text):
        if poor.is_exact or not _is_among(poor.name, names):
            yield _Found(poor.start, _POOR.format(poor.name), Severity.WARNING)


def _say_number(number: PersonalNumber) -> _Found:
    said = _SURE if number.is_sure else _DOUBTFUL
    severity = Severity.ERROR if number.is_sure else Severity.WARNING
    message = f"{number.sort.value} '{number.shown}' {said[number.sort]}"
    return _Found(number.start, message, severity)


def _find_birth_dates(text: str) -> Iterator[_Found]:
    for birth in find_birth_dates(text):
        severity = Severity.ERROR if birth.is_sure else Severity.WARNING
        yield _Found(birth.start, _BIRTH.format(birth.year or "1980"), severity)


# --- tables ---------------------------------------------------------------------------------------

_HEADER: Final = re.compile(
    r"sinh|điện thoại|\bS?ĐT\b|CCCD|CMND|căn cước|định danh|tài khoản|\bSTK\b|zalo", re.IGNORECASE
)


def _find_in_columns(text: str) -> Iterator[_Found]:
    """Yield what is personal in a cell because of the head of its column: "Ngày sinh", "CCCD"."""
    heads: dict[int, str] = {}
    start, was_table = 0, False
    for line in text.split("\n"):
        cells = line.strip().strip("|").split("|") if "|" in line else []
        if cells and not was_table:
            labels = enumerate(cell.strip() for cell in cells)
            heads = {column: label for column, label in labels if _HEADER.search(label)}
        elif cells and heads:
            yield from _judge_row(cells, heads, start)
        was_table = bool(cells)
        start += len(line) + 1


def _judge_row(cells: list[str], heads: Mapping[int, str], start: int) -> Iterator[_Found]:
    for column, label in heads.items():
        cell = cells[column].strip() if column < len(cells) else ""
        if any(find_personal_numbers(cell)) or any(find_birth_dates(cell)):
            continue  # reported without the head of the column
        labelled = f"{label}: {cell}"
        for number in find_personal_numbers(labelled):
            yield _say_number(number._replace(start=start))
        for found in _find_birth_dates(labelled):
            yield _Found(start, found.message, found.severity)


# --- texts ----------------------------------------------------------------------------------------


def _without_markup(text: str) -> str:
    """Return the text without what may stand between two digits; its lines stay."""
    for sign in ("**", "\\", "`", "&nbsp;", "&#160;"):
        if sign in text:
            text = text.replace(sign, " " if sign.startswith("&") else "")
    return text


def _names_of(raw: object) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names in `people`, and of them those of children."""
    people = raw.get("people") if isinstance(raw, Mapping) else None
    persons = (
        [one for one in people if isinstance(one, Mapping)] if isinstance(people, list) else []
    )
    named = [(str(one.get("name")), str(one.get("child")).lower()) for one in persons]
    return (
        frozenset(name for name, _ in named),
        frozenset(name for name, child in named if child == "true"),
    )


def _year_of(raw: object) -> int | None:
    """Return the year of a text, from the key `date` or `start`."""
    date = str(raw.get("date") or raw.get("start") or "") if isinstance(raw, Mapping) else ""
    return int(date[:4]) if re.match(r"20\d\d-", date) else None


def _is_among(name: str, names: Set[str]) -> bool:
    """Return whether a person is one of `names`, also as a part of a longer one."""
    return any(name.lower() in known.lower() or known.lower() in name.lower() for known in names)


def _iter_texts(value: object, location: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, Mapping):
        for key, below in value.items():
            if isinstance(key, str) and key not in _KEYS_WITHOUT_TEXT:
                yield from _iter_texts(below, (*location, key))
    elif isinstance(value, list):
        for position, below in enumerate(value):
            yield from _iter_texts(below, (*location, position))
