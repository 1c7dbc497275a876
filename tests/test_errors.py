"""What a problem is, how it is told, and in which order."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.errors import ContentError, Problem, Severity, in_order, report, summary

ERROR = Problem("content/a.md", 4, "date", "phải là ngày có thật")
WARNING = Problem("content/a.md", 5, "unit", "đã kết thúc", Severity.WARNING)

# docs-dev/contract.md, "Errors".
GRAMMAR = re.compile(r"(?P<path>[^:]+):(?P<line>[1-9][0-9]*): (?P<field>[^:]+): (?P<message>.+)")


def test_a_problem_follows_the_one_grammar() -> None:
    assert str(ERROR) == "content/a.md:4: date: phải là ngày có thật"
    assert str(WARNING) == "content/a.md:5: unit: cảnh báo: đã kết thúc"
    assert GRAMMAR.fullmatch(str(ERROR))
    assert GRAMMAR.fullmatch(str(WARNING))


def test_only_an_error_stops_publication() -> None:
    assert ERROR.is_error
    assert not WARNING.is_error


def test_problems_come_by_path_line_field_and_message_without_repeats() -> None:
    ordered = [
        Problem("content/a.md", 2, "b", "z"),
        Problem("content/a.md", 10, "a", "y"),
        Problem("content/a.md", 10, "b", "x"),
        Problem("content/a.md", 10, "b", "y"),
        Problem("content/a/b.md", 1, "a", "a"),
        Problem("content/b.md", 1, "a", "a"),
    ]
    assert in_order([*reversed(ordered), *ordered]) == ordered


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ([], "không có lỗi"),
        ([ERROR], "1 lỗi"),
        ([WARNING], "1 cảnh báo"),
        ([ERROR, WARNING, ERROR], "2 lỗi, 1 cảnh báo"),
    ],
)
def test_the_count(problems: list[Problem], words: str) -> None:
    assert summary(problems) == words


def test_a_report_is_the_problems_and_their_count() -> None:
    assert report([WARNING, ERROR, ERROR]) == f"{ERROR}\n{WARNING}\n1 lỗi, 1 cảnh báo"
    assert report([]) == "không có lỗi"


def test_a_content_error_carries_all_of_them_and_says_so() -> None:
    error = ContentError([WARNING, ERROR, WARNING])
    assert error.problems == [ERROR, WARNING]
    assert str(error) == report([ERROR, WARNING])


PROBLEMS = st.lists(
    st.builds(
        Problem,
        st.sampled_from(["content/a.md", "content/b.md"]),
        st.integers(1, 12),
        st.sampled_from(["date", "unit"]),
        st.sampled_from(["một", "hai"]),
        st.sampled_from(list(Severity)),
    )
)


@settings(deadline=None)
@given(PROBLEMS, st.randoms(use_true_random=False))
def test_the_report_does_not_depend_on_the_order_of_finding(
    problems: list[Problem], chance: random.Random
) -> None:
    shuffled = [*problems, *problems]
    chance.shuffle(shuffled)
    assert report(shuffled) == report(problems)
