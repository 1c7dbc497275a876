"""Plain text becomes the same HTML without Markdown as with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.prose import renderer
from bulletin.prose.plain_paragraphs import render_plain
from bulletin.prose.renderer import MarkdownRenderer

_WORDS = (
    "Bà con ấp Mẫu Đông góp 15.000 đồng “của ít lòng nhiều”. o v Ø ø § • 1. 12. 1) a) (1) 2/9 98,5%"
    " 435.000 1.28 7.000."
    " - – — -- --- ... … * _ ` # ## > : :: !!! ??? [a] (b) | \\ & < http://a.example 'x' \"y\" %% ²"
    " \u00a0 \u00ad Ấ̂p e\u0301 [TOC] === ''' ' ” “ “( (“ ( . , ; /"
    " [a](b.md) [bài](../../a-b/c-1.md) [x](a/) “[x](b.md)” ![a](b.md) [a](b.md)[c](d.md)"
    " [a](b.md)(c) [a][b] [a](b_c.md) [a](https://mau.example/a-B.html) x[a](b.md)."
    " [[a](b.md)](c.md) [a](a.md)["
).split(" ")
_LINE = st.builds(
    "{}{}".format,
    st.sampled_from(
        ["", "", "", "", "## ", "> ", "- ", "- ", "# ", "### ", "  ", "1. ", "-", "* "]
    ),
    st.lists(st.sampled_from(_WORDS), max_size=6).map(" ".join),
)
_TEXT = st.lists(
    st.tuples(_LINE, st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n"])), max_size=8
).map(lambda lines: "".join(line + end for line, end in lines))


def _render_by_markdown(text: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "render_plain", lambda text: None)
        return MarkdownRenderer().render(text).html


@given(_TEXT)
def test_plain_text_has_the_html_of_markdown(text: str) -> None:
    html = render_plain(text)
    if html is not None:
        assert html == _render_by_markdown(text)


def test_paragraphs_headings_quotations_lists_and_links_are_plain() -> None:
    text = (
        "Bà con góp 15.000 đồng.\n\n## Việc làm\n\n“Của ít lòng nhiều”, ông nói.\n\n"
        "- một cây cầu\n- hai con đường (ấp Mẫu), [bài khác](../2025/con-duong.md)\n\n"
        "> Giữ chữ tín.\n\n## Việc làm\n\n2 năm sau\n"
    )
    html = render_plain(text)
    assert html == _render_by_markdown(text)
    assert '<h2 id="viec-lam_1">' in html


@pytest.mark.parametrize(
    "text",
    [
        "Một dòng\nhai dòng",
        "1. một",
        "Ø một",
        "o  một",
        "**đậm**",
        "a_b",
        "> một\n\n> hai",
        "- một\n\n- hai",
        "- một\n- Ø hai",
        "Câu\n- một",
        "- một\nhai",
        f"## {'a' * 300}",
        "xa\u00a0gần",
        "a & b",
        "# Đầu",
        "ông A (*)",
        "xem https://mau.example/a=b",
        "hai  khoảng",
        " thụt vào",
        "cuối ",
        ": định nghĩa",
        "– một",
        "## Việc [a](b.md)",
        "[a](b.md) đầu dòng",
        "xem ![ảnh](b.md)",
        "xem [a](b.md",
        "xem [a] (b.md)",
        "xem [a](javascript:b)",
    ],
)
def test_all_else_is_left_to_markdown(text: str) -> None:
    assert render_plain(text) is None
