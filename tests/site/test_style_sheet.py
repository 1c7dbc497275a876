"""The published style sheet says what the written one says."""

from __future__ import annotations

import re

from bulletin.site.style_sheet import STYLE_SHEET, make_style_sheet
from tests.site.built import ROOT

THEME = ROOT / "theme"


def test_nothing_but_comments_and_spaces_is_left_out() -> None:
    written = (THEME / STYLE_SHEET).read_text("utf-8")
    published = make_style_sheet(THEME).decode()
    assert "/*" not in published
    assert len(published) < len(written) * 0.85
    assert _squeeze(published) == _squeeze(written)


def test_spaces_stay_where_they_mean_something() -> None:
    published = make_style_sheet(THEME).decode()
    assert '{content:" — ";content:" — " / ""}' in published
    assert ".bt-card[data-drawing] :is(.bt-card__meta,.bt-card__title)" in published
    assert re.search(r"calc\([^)]* \* [^)]*\)", published)


def _squeeze(css: str) -> str:
    """Return `css` without any comment or space."""
    bare = re.sub(r"\s", "", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    return bare.replace(";}", "}")
