"""A story that stands there twice is told, nearly the same too, and what is only alike is not."""

from __future__ import annotations

import pytest

from bulletin.content.sketch import find_copies, make_sketch
from tests.content.builder import QUESTION, QUESTION_KEYS, STORY, page, problems, story

OTHER = STORY.replace("duong-hoa", "hang-cay")
WORDS = [
    f"{onset}{rhyme}" for rhyme in ("an", "ông", "ươi", "iết", "oa") for onset in "bcdđhlmnrtv"
]


def text(seed: int, length: int = 200) -> str:
    """Return a text of words in an order that the seed decides."""
    state, words = seed * 7919 + 1, []
    for _ in range(length):
        state = (state * 1103515245 + 12345) % 2**31
        words.append(WORDS[(state >> 8) % len(WORDS)])
    return " ".join(words) + ".\n"


def changed(body: str, every: int) -> str:
    """Return the text with one word in so many replaced."""
    words = body.split()
    return " ".join("khác" if at % every == 0 else word for at, word in enumerate(words)) + "\n"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (text(1), f"lời văn trùng với {STORY}; nếu là một bài thì giữ một"),
        (text(1).upper().replace(" ", "  "), f"lời văn trùng với {STORY}"),
        (changed(text(1), 40), "lời văn gần như trùng (khoảng "),
    ],
)
def test_a_story_under_two_names_is_reported(body: str, said: str) -> None:
    [found] = problems({STORY: story(text(1)), OTHER: story(body, title="Hàng cây")})
    assert (found.path, found.field, found.is_error) == (OTHER, "tệp", False)
    assert found.message.startswith(said)
    assert STORY in found.message


def test_what_is_only_alike_in_part_is_left_in_peace() -> None:
    for body in (text(2), changed(text(1), 6), text(1, 60) + text(3), "Lời văn.\n"):
        assert not problems({STORY: story(text(1)), OTHER: story(body, title="Hàng cây")})


def test_questions_are_compared_with_questions() -> None:
    question = page(QUESTION_KEYS, {}, text(1))
    again = QUESTION.replace("hoi-mot", "hoi-hai")
    assert not problems({STORY: story(text(1)), QUESTION: question})
    [found] = problems({QUESTION: question, again: page(QUESTION_KEYS, {"title": "B?"}, text(1))})
    assert found.message.startswith(f"lời văn trùng với {QUESTION}".replace("hoi-mot", "hoi-hai"))


@pytest.mark.slow
def test_a_text_that_all_have_makes_no_million_pairs() -> None:
    sketches = {f"{number}": make_sketch(text(1)) for number in range(3_000)}
    assert sum(1 for _ in find_copies(sketches)) == 2_999


def test_a_short_text_has_no_sketch() -> None:
    assert make_sketch("Lời văn.") == b""
