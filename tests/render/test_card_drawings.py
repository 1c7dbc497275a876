"""The drawings of cards are those of the theme."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from bulletin.render.card_drawings import FILE, NAMES, SOURCE_KEY, find_source_key
from bulletin.render.card_palette import COLOURS

ASSETS = Path(__file__).parents[2] / "theme/assets"


def test_the_file_was_made_from_the_drawings_of_the_theme() -> None:
    """After a change of them: scripts/draw_cards.py."""
    with Image.open(FILE) as sheet:
        assert sheet.info[SOURCE_KEY] == find_source_key(ASSETS)
        assert max(sheet.convert("L").tobytes()) < len(COLOURS)
    views = re.findall('<view id="([^"]+)"', (ASSETS / "hinh.svg").read_text("utf-8"))
    assert tuple(views) == NAMES


def test_the_style_sheet_finds_each_drawing_in_its_row_of_the_file() -> None:
    styles = (ASSETS / "bulletin.css").read_text("utf-8")
    rows = dict(re.findall(r'\[data-drawing="([^"]+)"\] \{ --drawing: (\d+); \}', styles))
    assert rows == {name: str(row) for row, name in enumerate(NAMES) if row}
    last = len(NAMES) - 1
    assert f"calc(var(--drawing, 0) * 100% / {last}) / auto {len(NAMES)}00%" in styles
