"""What an editor is told about the reading aloud of a story: doubts and lines, length, void."""

from __future__ import annotations

import time

import pytest

from bulletin.content.read_aloud import read_aloud_problems
from tests.content.builder import STORY, read, story


def told(body: str, **keys: object) -> list[str]:
    library = read({STORY: story(body, **keys)})
    return [str(problem).removeprefix(f"{STORY}:") for problem in read_aloud_problems(library)]


def test_a_doubt_is_told_with_its_line() -> None:
    first = story("").count("\n")
    (said,) = told("Câu rõ ràng.\n\nHọp với CĐ xã.")
    assert said.startswith(f"{first + 3}: nội dung: cảnh báo: bài đọc: 'CĐ': ")


def test_what_is_clear_is_not_told() -> None:
    assert told("Câu rõ ràng, ngày 18/11/2026, có 12 hộ (5%).") == []


@pytest.mark.parametrize("body", ["[lời](https://a.example/CĐ)", "`CĐ`", "```\nCĐ\n```"])
def test_what_is_never_read_is_not_told(body: str) -> None:
    assert told(f"Lời văn.\n\n{body}") == []


def test_a_story_too_long_for_the_programme_is_told() -> None:
    (said,) = told("Bà con vui. " * 1_000)
    assert "quá chương trình 15 phút" in said
    assert told("Bà con vui. " * 1_000, broadcast={"text": "Bà con vui."}) == []


@pytest.mark.parametrize("body", ["", "`mã`", "![ảnh](https://a.example/a.jpg)"])
def test_a_story_without_words_is_told(body: str) -> None:
    (said,) = told(body)
    assert "không có lời văn để đọc" in said


def test_a_story_that_is_not_for_the_radio_is_left_alone() -> None:
    assert told("Họp với CĐ xã.", broadcast={"skip": True}) == []
    assert told("Họp với CĐ xã.", draft=True) == []


@pytest.mark.parametrize("piece", ["`", "` `` ", "`a``b", "```\n", "(", "]("])
def test_a_hostile_text_takes_no_more_time_than_a_long_one(piece: str) -> None:
    start = time.process_time()
    told("CĐ " + piece * (20_000 // len(piece)))
    assert time.process_time() - start < 20
