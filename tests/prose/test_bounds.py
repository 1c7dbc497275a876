"""The bounds of a text: a long honest one keeps them, and what would take minutes is refused.

Work is counted, not timed: no text that breaks a bound reaches the parser.
"""

from __future__ import annotations

import pytest

from bulletin.prose import bounds
from bulletin.prose.bounds import find_excess
from bulletin.prose.renderer import MarkdownRenderer, RenderedText
from tests.content.builder import find_messages, story
from tests.growth import count_calls

PARAGRAPH = (
    "Bà con ấp Mẫu **trồng** hoa; [xem](bai.md) `mã` &amp; *vui* (20 – 30 %), anh Năm nói.\n\n"
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# a\n" * 60_000, "150.000 ký tự"),
        ("# a\n" * 501, "500 tiêu đề"),
        ("a\n===\n" * 501, "500 tiêu đề"),
        ("&#x41;" * 200_000, "150.000 ký tự"),
        ("&#x41;" * 5_000, "5.000 dấu của Markdown"),
        *((sign * 5_001, "5.000 dấu của Markdown") for sign in "`*_~^\\&{}#="),
        ("` " * 5_001, "5.000 dấu của Markdown"),
        ("^a" * 5_001, "5.000 dấu của Markdown"),
        ("".join("`" * n + " " for n in range(1, 101)), "5.000 dấu của Markdown"),
        ("- a\n" * 5_001, "5.000 dòng"),
        ("|" * 20_001, "20.000 dấu '|'"),
        ("ABC " * 400_000, "150.000 ký tự"),
        ("TT KH CĐ " * 150_000, "150.000 ký tự"),
        ("> " * 21 + "a", "lồng nhiều tầng quá"),
        ("[" * 501, "500 dấu '['"),
        ("<" * 2_001, "2000 dấu '<'"),
    ],
)
def test_what_would_take_long_is_refused(text: str, words: str) -> None:
    found = find_excess(text)
    assert found is not None
    assert words in found.message
    assert "; " in found.message


def test_the_line_is_the_first_beyond_the_bound() -> None:
    found = find_excess("Lời.\n" * 10 + "# a\n" * 501)
    assert found is not None
    assert found.line == 511


@pytest.mark.parametrize(
    "text",
    [PARAGRAPH * 400, "| a | b |\n" * 4_000, "- mục\n" * 4_900, "# Tiêu đề\n\nLời.\n\n" * 400],
)
def test_a_very_long_text_keeps_them(text: str) -> None:
    assert find_excess(text) is None


@pytest.mark.slow
def test_nothing_is_done_with_a_text_that_breaks_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[int] = []
    render = MarkdownRenderer.render

    def note(self: MarkdownRenderer, text: str) -> RenderedText:
        rendered.append(len(text))
        return render(self, text)

    monkeypatch.setattr(MarkdownRenderer, "render", note)
    for text in ("# a\n" * 60_000, "ABC " * 100_000, "` " * 5_001):
        [found] = [line for line in find_messages(story(text)) if "cảnh báo" not in line]
        assert "lời văn có quá" in found
    assert max(rendered) < 100


def test_the_bounds_themselves_cost_little() -> None:
    assert count_calls(lambda size: find_excess("`a " * size), bounds.MOST_SIGNS) < 200
