"""The rules of units.yml: locations start with the position of the unit in the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bulletin.content.rules.known import unknown
from bulletin.model.record import Location, Mistake
from bulletin.model.unit import Unit
from bulletin.vietnamese.dates import short_date

Placed = tuple[int, Unit]
"""A valid unit and its position in the file."""


def unit_mistakes(units: Sequence[Placed], keys: Sequence[str]) -> Iterator[Mistake]:
    """Yield what is wrong among the valid `units`; `keys` are all keys written, broken units' too."""
    known = set(keys)
    by_key = {unit.key: unit for _, unit in units}
    for position, unit in units:
        yield from _period(position, unit)
        yield from _references(position, unit, known)
        yield from _ancestry(position, unit, by_key)


def _period(position: int, unit: Unit) -> Iterator[Mistake]:
    """A unit ends no earlier than it starts."""
    if unit.start is not None and unit.end is not None and unit.end < unit.start:
        yield Mistake((position, "to"), f"ngày cuối trước ngày đầu ({short_date(unit.start)})")


def _references(position: int, unit: Unit, known: set[str]) -> Iterator[Mistake]:
    """Parent, predecessors and successors are other units of the file."""
    named: list[tuple[Location, str]] = [(("parent",), unit.parent)] if unit.parent else []
    named += [(("predecessors", i), key) for i, key in enumerate(unit.predecessors)]
    named += [(("successors", i), key) for i, key in enumerate(unit.successors)]
    for location, key in named:
        if key == unit.key:
            yield Mistake((position, *location), "đơn vị không thể trỏ đến chính nó")
        elif key not in known:
            yield unknown((position, *location), "đơn vị", key, known)


def _ancestry(position: int, unit: Unit, by_key: Mapping[str, Unit]) -> Iterator[Mistake]:
    """No unit stands above itself."""
    seen = {unit.key}
    above = by_key.get(unit.parent or "")
    while above is not None and above.parent != above.key:
        if above.key in seen:
            if above.key == unit.key:
                message = "vòng lặp: đơn vị cấp trên lại nằm dưới đơn vị này"
                yield Mistake((position, "parent"), message)
            return
        seen.add(above.key)
        above = by_key.get(above.parent or "")
