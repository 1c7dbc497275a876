"""The line of a unit: which units it came from, and which came after it."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.edition.edition import Edition
from bulletin.model import addresses
from bulletin.model.unit import Unit
from bulletin.pages.page import Kin, Lineage
from bulletin.vietnamese.dates import short_date


def lineage(unit: Unit, edition: Edition, by_key: Mapping[str, Unit]) -> Lineage | None:
    """Return the unit between its predecessors and successors; None where it has neither.

    A unit that was cut into several stands before each of them, as `units.yml` tells it.
    """
    if not unit.predecessors and not unit.successors:
        return None
    return Lineage(
        before=tuple(_kin(by_key[key], edition) for key in unit.predecessors),
        here=_kin(unit, edition),
        after=tuple(_kin(by_key[key], edition) for key in unit.successors),
    )


def _kin(unit: Unit, edition: Edition) -> Kin:
    if unit.start and unit.end:
        years = f"{short_date(unit.start)} – {short_date(unit.end)}"
    elif unit.start:
        years = f"từ {short_date(unit.start)}"
    else:
        years = f"đến {short_date(unit.end)}" if unit.end else ""
    return Kin(edition.unit_label(unit), addresses.unit_address(unit.key), years)
