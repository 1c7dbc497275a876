"""The bulletin of a month on paper: a value becomes a PDF."""

from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent / "fonts"
"""The folder of the fonts for print."""


class NoTypesetter(Exception):
    """Typst is not set up; the message is a sentence in Vietnamese."""
