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
