"""What units are called where all of them stand side by side: names repeat, labels hardly do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bulletin.model.unit import Unit


def unit_labels(units: Sequence[Unit]) -> dict[str, str]:
    """Return the label of each unit by its key.

    That is its name; where another unit bears the same name, with its years; where that does not
    tell them apart either, as with the hamlets called "Ấp Một", with the unit above it.
    """
    by_key = {unit.key: unit for unit in units}
    names = Counter(unit.name for unit in units)
    labels = {u.key: u.name if names[u.name] == 1 else _with_years(u) for u in units}
    times = Counter(labels.values())
    return {
        key: f"{label}, {above.name}"
        if times[label] > 1 and (above := by_key.get(by_key[key].parent or "")) is not None
        else label
        for key, label in labels.items()
    }


def _with_years(unit: Unit) -> str:
    if unit.start is not None and unit.end is not None:
        return f"{unit.name} ({unit.start.year}–{unit.end.year})"
    if unit.start is not None:
        return f"{unit.name} (từ năm {unit.start.year})"
    if unit.end is not None:
        return f"{unit.name} (đến năm {unit.end.year})"
    return unit.name
