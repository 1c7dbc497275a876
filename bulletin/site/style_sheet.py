"""The style sheet of every page as it is published: without comments and needless spaces.

These are a fifth of its bytes after compression, and every reader's first page waits for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

STYLE_SHEET: Final = "assets/bulletin.css"


def make_style_sheet(theme: Path) -> bytes:
    """Return the style sheet as it is published; `theme` is the folder of the theme."""
    # What only some builds need is imported where it is needed: it takes long.
    from rcssmin import cssmin

    published: str = cssmin((theme / STYLE_SHEET).read_text("utf-8"))
    return published.encode()
