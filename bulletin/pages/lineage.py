"""The lineage of a unit: its predecessors and its successors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bulletin.edition.edition import Edition
from bulletin.model import addresses
from bulletin.model.unit import Unit
from bulletin.vietnamese.dates import short_date


@dataclass(frozen=True, slots=True)
class LineageUnit:
    """A unit in a lineage: its name, the address of its page, the days of its existence as text."""

    name: str
    address: str
    years: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """A unit (`here`) between its predecessors and its successors."""

    before: tuple[LineageUnit, ...]
    here: LineageUnit
    after: tuple[LineageUnit, ...]


def make_lineage(unit: Unit, edition: Edition, by_key: Mapping[str, Unit]) -> Lineage | None:
    """Return the lineage of `unit` as `units.yml` has it; None if it has neither side.

    `by_key` are all units by their keys.
    """
    if not unit.predecessors and not unit.successors:
        return None
    return Lineage(
        before=tuple(_make_lineage_unit(by_key[key], edition) for key in unit.predecessors),
        here=_make_lineage_unit(unit, edition),
        after=tuple(_make_lineage_unit(by_key[key], edition) for key in unit.successors),
    )


def _make_lineage_unit(unit: Unit, edition: Edition) -> LineageUnit:
    if unit.start and unit.end:
        years = f"{short_date(unit.start)} – {short_date(unit.end)}"
    elif unit.start:
        years = f"từ {short_date(unit.start)}"
    else:
        years = f"đến {short_date(unit.end)}" if unit.end else ""
    return LineageUnit(edition.unit_label(unit), addresses.unit_address(unit.key), years)
