"""Why a file that came in is not taken, and the limits of every archive that is opened."""

from __future__ import annotations

from typing import Final

LARGEST_PACKAGE: Final = 60_000_000
"""Bytes of a package, and of all its files together."""

LARGEST_RATIO: Final = 100
"""How many times larger than packed a file may be; text reaches 10, deflate at most 1032."""


class Refused(Exception):
    """Why nothing of a file is taken, in one Vietnamese sentence for its sender."""
