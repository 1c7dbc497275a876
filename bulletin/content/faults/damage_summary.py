"""Damage that has hit a whole file: one problem for all of it instead of one for each line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bulletin.vietnamese.legacy import Damage, DamageKind

_FEWEST_LINES = 4
_SHARE = 0.5
"""The part of the lines with letters beyond ASCII that must be hit."""

_OF_WHOLE_FILES = frozenset(
    {
        DamageKind.TCVN3,
        DamageKind.VNI,
        DamageKind.VISCII,
        DamageKind.OLD_ENCODING,
        DamageKind.LOST_LETTERS,
    }
)
"""The kinds of damage that are cured at their origin, and not line by line."""


def find_whole_damage(damages: Sequence[Damage], raw: str) -> tuple[Damage, int] | None:
    """Return the first damage of the kind that has hit most lines of `raw`, and how many it hit.

    None if most lines that could show damage are sound.
    """
    counts = Counter(damage.kind for damage in damages if damage.kind in _OF_WHOLE_FILES)
    if not counts:
        return None
    kind, hit = counts.most_common(1)[0]
    if hit < _FEWEST_LINES:
        return None
    lines = sum(not line.isascii() or "?" in line for line in raw.split("\n"))
    if hit < _SHARE * lines:
        return None
    return next(damage for damage in damages if damage.kind is kind), hit
