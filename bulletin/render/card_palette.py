"""The colours of a card for sharing: few, so that it is drawn with a palette and stays small."""

from __future__ import annotations

from typing import Final

Colour = tuple[int, int, int]

PAPER: Final[Colour] = (255, 253, 249)
INK: Final[Colour] = (33, 28, 24)
RED: Final[Colour] = (140, 26, 20)
GOLD: Final[Colour] = (242, 200, 75)

SHADES: Final = 7
"""Shades from paper to ink, and from paper to red."""

RED_SHADES, RED_AT, GOLD_AT = SHADES, 2 * SHADES, 2 * SHADES + 1
_BETWEEN: Final = 4
"""Shades between red and gold, for the edges of what is gold on red."""


def _mix(start: Colour, end: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(start, end, strict=True))
    return red, green, blue


COLOURS: Final[tuple[Colour, ...]] = (
    *(_mix(PAPER, INK, step / (SHADES - 1)) for step in range(SHADES)),
    *(_mix(PAPER, RED, step / (SHADES - 1)) for step in range(SHADES)),
    RED,
    GOLD,
    *(_mix(RED, GOLD, step / (_BETWEEN + 1)) for step in range(1, _BETWEEN + 1)),
)
"""All colours by their index: shades of ink, shades of red, red, gold, what is between these."""


def find_nearest_colour(colour: Colour) -> int:
    """Return the index of the colour that is nearest to `colour`."""

    def distance(index: int) -> int:
        return sum((a - b) ** 2 for a, b in zip(COLOURS[index], colour, strict=True))

    return min(range(len(COLOURS)), key=distance)
