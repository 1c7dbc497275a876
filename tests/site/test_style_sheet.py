"""The published style sheet says what the written one says."""

from __future__ import annotations

import re

import pytest

from bulletin.site.style_sheet import STYLE_SHEET, make_style_sheet, shorten
from tests.site.built import ROOT

THEME = ROOT / "theme"


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("/* a: b; */\n.a { color: red; }\n", ".a{color:red}"),
        (
            ".a :is(p, li):hover > b {\n  margin: 0 auto;\n}",
            ".a :is(p,li):hover > b{margin:0 auto}",
        ),
        ('.a::before { content: " /* ; */ "; }', '.a::before{content:" /* ; */ "}'),
        (".a /* ** */ .b { width: calc(1px + 2px) }", ".a .b{width:calc(1px + 2px)}"),
        (
            "@media (width > 9em) and print { p { top: 0 } }",
            "@media (width > 9em) and print{p{top:0}}",
        ),
        (":root { --a: 1; }\n\n:root { --b: 2; }", ":root{--a:1}:root{--b:2}"),
    ],
)
def test_comments_and_needless_spaces_are_left_out(written: str, published: str) -> None:
    assert shorten(written) == published


def test_nothing_else_of_the_style_sheet_is_left_out() -> None:
    written = (THEME / STYLE_SHEET).read_text("utf-8")
    published = make_style_sheet(THEME).decode()
    assert "'" not in re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)
    assert _squeeze(published) == _squeeze(written)
    assert shorten(published) == published


def _squeeze(css: str) -> str:
    """Return `css` without any comment or space."""
    bare = re.sub(r"\s", "", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    return bare.replace(";}", "}")
