"""What can be meant in one way only, and what cannot: the edge of what is fixed."""

from __future__ import annotations

import pytest

from bulletin.content.faults.mixed_letters import mixed_letter_problems
from bulletin.content.yaml.edits import replace_in_line
from bulletin.errors import LineFix
from bulletin.model.record import Cure
from bulletin.vietnamese.written_dates import is_one_date
from tests.content.builder import STORY


@pytest.mark.parametrize(
    "text",
    [
        *("18/11/2026", "18-11-2026", "18.11.2026", "11/18/2026", "3/3/2026", "2026/4/3"),
        *("2026.11.18", "ngày 3 tháng 4 năm 2026", "3 tháng Tư 2026", "3 April 2026"),
        *("18/11/2026 7h30", "07:30 18/11/2026", "2026-11-18T07:30:00+07:00", "ngày 18/11/2026"),
    ],
)
def test_a_date_with_one_meaning(text: str) -> None:
    assert is_one_date(text)


@pytest.mark.parametrize(
    "text",
    [
        *("3/4/2026", "18/11/26", "11/2026", "18 tháng 11", "18/11/2026 7 giờ tối"),
        *("18/11/2026 5h", "2026-11-18T07:30Z", "18/11/2026 và 19/11/2026", "2026-13-04"),
    ],
)
def test_a_date_with_more_meanings_or_none(text: str) -> None:
    assert not is_one_date(text)


@pytest.mark.parametrize(
    ("line", "cure", "right"),
    [
        ("ngày: 1", Cure("ngày", "date", is_key=True), "date: 1"),
        ("  - “tên” : x # tên: y", Cure("“tên”", "name", is_key=True), "  - name : x # tên: y"),
        ("x: {a: 1, tên: 2}", Cure("tên", "name", is_key=True), "x: {a: 1, name: 2}"),
        ("draft: 'không'  # vì sao", Cure("không", "false"), "draft: false  # vì sao"),
        ("- tập thể", Cure("tập thể", "collective"), "- collective"),
        ("scope: [web, đài]", Cure("đài", "radio"), "scope: [web, radio]"),
        # It stands there twice, or not as such.
        ("scope: [đài, đài]", Cure("đài", "radio"), None),
        ("title: tên", Cure("tên", "name", is_key=True), None),
        ("draft: >", Cure("không", "false"), None),
    ],
)
def test_a_line_is_changed_in_one_place(line: str, cure: Cure, right: str | None) -> None:
    assert replace_in_line(line, cure) == right


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("Bà con \u041cẫu vui.", "Bà con Mẫu vui."),
        ("\uff28ội nghị", "Hội nghị"),
        ("Họp \u0421\u0421\u0421\u0420.", None),
        ("Lá \u03b2 và tia \u03b3, \u0394t", None),
        ("Đường hoa", None),
    ],
)
def test_a_word_of_two_alphabets(line: str, right: str | None) -> None:
    found = list(mixed_letter_problems(STORY, f"---\nunit: x\u0430-moi\n---\n{line}\n", 4))
    assert [problem.fix for problem in found] == ([LineFix(4, line, right)] if right else [])
    assert not any(problem.is_error for problem in found)
