"""Labels of units for lists of all units. Two units can have one name, but rarely one label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bulletin.model.unit import Unit


def make_unit_labels(units: Sequence[Unit]) -> dict[str, str]:
    """Return the label of each unit by its key.

    The label is the name. If another unit has the same name, the years are added. If the label is
    still not unique, as for the hamlets called "Ấp Một", the name of the parent unit is added. An
    invented unit is called so.
    """
    by_key = {unit.key: unit for unit in units}
    names = Counter(unit.name for unit in units)
    labels = {u.key: u.name if names[u.name] == 1 else _add_years(u) for u in units}
    counts = Counter(labels.values())
    for key, label in labels.items():
        if counts[label] > 1 and (parent := by_key.get(by_key[key].parent or "")) is not None:
            labels[key] = f"{label}, {parent.name}"
        if by_key[key].sample:
            labels[key] += " (mẫu)"
    return labels


def _add_years(unit: Unit) -> str:
    if unit.start is not None and unit.end is not None:
        return f"{unit.name} ({unit.start.year}–{unit.end.year})"
    if unit.start is not None:
        return f"{unit.name} (từ năm {unit.start.year})"
    if unit.end is not None:
        return f"{unit.name} (đến năm {unit.end.year})"
    return unit.name
