"""Front matter, taken off the body."""

from __future__ import annotations

import pytest

from bulletin.content.yaml.front_matter import LONGEST_FRONT, NoFrontMatter, Split, split


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\na: b\n---\nLời\n", Split("a: b\n", 2, "Lời\n", 4)),
        ("---\na: b\n---\n\nLời\n", Split("a: b\n", 2, "\nLời\n", 4)),
        ("---\n---\n", Split("", 2, "", 3)),
        ("---\na: b\n---", Split("a: b\n", 2, "", 4)),
        ("---  \na: b\n---\t\nLời", Split("a: b\n", 2, "Lời", 4)),
        ("---\na: b\n---\nLời\n\n---\n\nthêm\n", Split("a: b\n", 2, "Lời\n\n---\n\nthêm\n", 4)),
        ("---\na: b\n----\nc: d\n---\n", Split("a: b\n----\nc: d\n", 2, "", 6)),
    ],
)
def test_two_parts_with_their_lines(text: str, parts: Split) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "\n---\na: b\n---\nLời",
        " ---\na: b\n---\nLời",
        "\u200e---\na: b\n\u200e---\u200f\nLời",
        "\ufeff---\na: b\n---\u00ad\nLời",
        "----\na: b\n---\nLời",
        "----\na: b\n----\nLời\n\n---\n",
        "—\na: b\n—\nLời\n\n---\n",
        "–––\na: b\n—\nLời",
        "- - -\na: b\n- - -\nLời",
        "---\na: b\n —\nLời",
        "---\na: b\n --- \nLời",
        "---\na: b\n-----\nLời",
    ],
)
def test_what_can_only_be_a_fence_is_one(text: str) -> None:
    parts = split(text)
    assert (parts.front, parts.body.split("\n")[0]) == ("a: b\n", "Lời")
    assert text.split("\n")[parts.body_line - 1] == "Lời"
    assert text.split("\n")[parts.front_line - 1] == "a: b"


def test_an_indented_line_of_dashes_in_a_value_is_no_fence() -> None:
    assert split("---\na: |\n  ---\n  x\n---\nLời").front == "a: |\n  ---\n  x\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "tệp rỗng"),
        ("Lời văn\n", 1, "dòng 1 đang là 'Lời văn'"),
        ("---\na: b\n", 2, "thiếu dòng --- đóng phần đầu"),
        ("---", 1, "thiếu dòng --- đóng phần đầu"),
    ],
)
def test_no_front_matter_is_reported_with_what_it_looks_like(
    text: str, line: int, message: str
) -> None:
    with pytest.raises(NoFrontMatter) as caught:
        split(text)
    found = caught.value
    assert (found.line, found.message[: len(message)]) == (line, message)


def test_a_whole_story_between_the_fences_is_not_judged_key_by_key() -> None:
    assert split(f"---\n{'a' * (LONGEST_FRONT - 1)}\n---\n").body_line == 4
    with pytest.raises(NoFrontMatter, match="dài quá"):
        split(f"---\n{'a' * LONGEST_FRONT}\n---\n")
