"""Front matter, taken off the body."""

from __future__ import annotations

import pytest

from bulletin.content.front_matter import EXAMPLE, LONGEST_FRONT, NoFrontMatter, Split, split


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
    ("text", "message"),
    [
        ("", EXAMPLE),
        ("Lời văn\n", EXAMPLE),
        ("\n---\na: b\n---\n", EXAMPLE),
        (" ---\na: b\n---\n", EXAMPLE),
        ("----\na: b\n---\n", EXAMPLE),
        ("---\na: b\n", f"thiếu dòng --- đóng phần đầu; {EXAMPLE}"),
        ("---\na: b\n --- \n", f"thiếu dòng --- đóng phần đầu; {EXAMPLE}"),
        ("---", f"thiếu dòng --- đóng phần đầu; {EXAMPLE}"),
    ],
)
def test_no_front_matter_is_told_with_what_it_looks_like(text: str, message: str) -> None:
    with pytest.raises(NoFrontMatter) as caught:
        split(text)
    assert (caught.value.line, caught.value.message) == (1, message)


def test_a_whole_story_between_the_fences_is_not_judged_key_by_key() -> None:
    assert split(f"---\n{'a' * (LONGEST_FRONT - 1)}\n---\n").body_line == 4
    with pytest.raises(NoFrontMatter, match="dài quá"):
        split(f"---\n{'a' * LONGEST_FRONT}\n---\n")
