"""The emblem and the drawings of the theme as dots, for the cards of shared pages.

Cards are drawn without a program that reads SVG: scripts/draw_cards.py made the dots from
theme/assets/hinh.svg and logo.svg, as indices of the palette of a card.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from PIL import Image

FILE: Final = Path(__file__).parent / "card_drawings.png"
DRAWING_SIZE: Final = 112
EMBLEM_SIZE: Final = 40
NAMES: Final = (
    *("ban-tay", "ca-nhan", "cay-mam", "ho-gia-dinh", "khien", "loa", "mai-nha", "mo-hinh"),
    *("ngoi-sao", "phong-trao", "sach", "su-kien", "tap-the", "trai-tim"),
)
"""The views of hinh.svg, in the order in which they stand in the file."""

SOURCE_KEY: Final = "source"
"""The name of the text in the file that says from which SVG files it was drawn."""


def find_source_key(assets: Path) -> str:
    """Return what stands for the SVG files in the folder `assets`."""
    files = [(assets / name).read_bytes() for name in ("hinh.svg", "logo.svg")]
    return sha256(b"\n".join(files)).hexdigest()


@cache
def load_drawing(name: str) -> Image.Image:
    """Return a drawing as indices of the palette, one byte a dot."""
    top = NAMES.index(name) * DRAWING_SIZE
    return _sheet().crop((0, top, DRAWING_SIZE, top + DRAWING_SIZE))


@cache
def load_emblem() -> Image.Image:
    """Return the emblem as indices of the palette, one byte a dot."""
    top = len(NAMES) * DRAWING_SIZE
    return _sheet().crop((0, top, EMBLEM_SIZE, top + EMBLEM_SIZE))


@cache
def _sheet() -> Image.Image:
    with Image.open(FILE) as sheet:
        return sheet.convert("L")
