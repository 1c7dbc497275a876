"""The rules of units.yml: locations start with the position of the unit in the list."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bulletin.content.rules.guessing import Names
from bulletin.content.rules.reference_index import UNIT, unknown
from bulletin.model.record import Location, Mistake
from bulletin.model.unit import Membership, Unit
from bulletin.vietnamese.dates import short_date

_SHARED = {"code": "mã", "name": "tên"}

Placed = tuple[int, Unit]
"""A valid unit and its position in the file."""


def unit_mistakes(units: Sequence[Placed], keys: Sequence[str]) -> Iterator[Mistake]:
    """Yield what is wrong among the valid `units`; `keys` are all keys, broken units' too."""
    known = set(keys)
    by_key = {unit.key: unit for _, unit in units}
    names = {key: names_of_unit(unit) for key, unit in by_key.items()}
    for position, unit in units:
        yield from _period(position, unit)
        yield from _references(position, unit, known, names)
        yield from _ancestry(position, unit, by_key)
        yield from _succession(position, unit, by_key)
        yield from _clusters(position, unit)
        yield from _samples(position, unit, by_key)
        yield from _targets(position, unit)
    yield from _overlaps(units)


def names_of_unit(unit: Unit) -> tuple[str, ...]:
    """Return the names by which editors know a unit."""
    return (unit.name, *unit.aliases)


def _samples(position: int, unit: Unit, by_key: Mapping[str, Unit]) -> Iterator[Mistake]:
    """A real unit has to do with real units only."""
    if unit.sample:
        return
    for what, keys in (
        ("parent", [unit.parent or ""]),
        ("predecessors", unit.predecessors),
        ("successors", unit.successors),
    ):
        for key in keys:
            if key in by_key and by_key[key].sample:
                message = f"'{key}' là đơn vị mẫu; đơn vị này cũng phải ghi sample: true"
                yield Mistake((position, what), message)


def _period(position: int, unit: Unit) -> Iterator[Mistake]:
    """A unit ends no earlier than it starts."""
    if unit.start is not None and unit.end is not None and unit.end < unit.start:
        yield Mistake((position, "to"), f"ngày cuối trước ngày đầu ({short_date(unit.start)})")


def _references(position: int, unit: Unit, known: set[str], names: Names) -> Iterator[Mistake]:
    """Parent, predecessors and successors are other units of the file, each named once."""
    named: list[tuple[Location, str]] = [(("parent",), unit.parent)] if unit.parent else []
    named += [(("predecessors", i), key) for i, key in enumerate(unit.predecessors)]
    named += [(("successors", i), key) for i, key in enumerate(unit.successors)]
    for location, key in named:
        if key == unit.key:
            yield Mistake((position, *location), "đơn vị không thể trỏ đến chính nó")
        elif key not in known:
            yield unknown((position, *location), UNIT, key, known, names)
    for what, keys in (("predecessors", unit.predecessors), ("successors", unit.successors)):
        for i, key in enumerate(keys):
            if key in keys[:i]:
                yield Mistake((position, what, i), f"đơn vị '{key}' viết hai lần; bỏ một")


def _succession(position: int, unit: Unit, by_key: Mapping[str, Unit]) -> Iterator[Mistake]:
    """A successor starts after its predecessor ended, and each names the other."""
    for i, key in enumerate(unit.predecessors):
        older = by_key.get(key)
        if older is None or older is unit:
            continue
        here = (position, "predecessors", i)
        if older.end is None:
            yield Mistake(here, f"{older.name} ({key}) chưa ghi ngày kết thúc (to)")
        elif unit.start is not None and unit.start <= older.end:
            message = (
                f"{older.name} ({key}) kết thúc ngày {short_date(older.end)}, "
                f"không trước ngày {short_date(unit.start)} của đơn vị này"
            )
            yield Mistake(here, message)
        if unit.key not in older.successors:
            yield Mistake(here, f"'{key}' chưa ghi '{unit.key}' trong successors")
    for i, key in enumerate(unit.successors):
        newer = by_key.get(key)
        if newer is not None and newer is not unit and unit.key not in newer.predecessors:
            yield Mistake(
                (position, "successors", i), f"'{key}' chưa ghi '{unit.key}' trong predecessors"
            )


def _clusters(position: int, unit: Unit) -> Iterator[Mistake]:
    """A membership of a cluster ends no earlier than it starts, and two do not overlap."""
    for i, one in enumerate(unit.clusters):
        if one.start is not None and one.end is not None and one.end < one.start:
            message = f"ngày cuối trước ngày đầu ({short_date(one.start)})"
            yield Mistake((position, "cluster", i, "to"), message)
            continue
        for other in unit.clusters[:i]:
            if _meet(one, other):
                message = f"trùng thời gian với '{other.name}'; một lúc chỉ ở một cụm"
                yield Mistake((position, "cluster", i), message)


def _targets(position: int, unit: Unit) -> Iterator[Mistake]:
    """A target is set for a year in which the unit exists."""
    for year in unit.targets:
        here = (position, "targets", year)
        if not re.fullmatch(r"(?:19|20|21)\d\d", year):
            yield Mistake(here, f"phải ghi năm bằng bốn chữ số, như 2026: 12, đang là '{year}'")
            continue
        first, last = dt.date(int(year), 1, 1), dt.date(int(year), 12, 31)
        if not unit.existed_by(last) or unit.ended_before(first):
            yield Mistake(here, f"đơn vị không có trong năm {year}; bỏ chỉ tiêu này")


def _overlaps(units: Sequence[Placed]) -> Iterator[Mistake]:
    """Two units bear one code, or one name under one parent, only one after the other.

    Each such group is put in order of time; then a unit that shares a day with any before it shares
    one with the one among them that lasts longest, so that only these two need comparing.
    """
    groups: defaultdict[tuple[str, ...], list[Placed]] = defaultdict(list)
    for position, unit in units:
        if unit.code is not None:
            groups["code", unit.code].append((position, unit))
        if unit.parent is not None:
            groups["name", unit.name, unit.parent].append((position, unit))
    for (what, *_), group in groups.items():
        group.sort(key=lambda placed: (placed[1].start or dt.date.min, placed[0]))
        _, longest = group[0]
        for position, unit in group[1:]:
            if _meet(longest, unit):
                message = f"'{longest.key}' cũng mang {_SHARED[what]} này trong cùng thời gian"
                yield Mistake((position, what), message)
            longest = max(longest, unit, key=_last_day)


def _last_day(unit: Unit) -> dt.date:
    return unit.end or dt.date.max


def _meet(one: Unit | Membership, other: Unit | Membership) -> bool:
    """Return whether two periods share a day; an open end goes on for ever."""
    starts_in_time = one.start is None or other.end is None or one.start <= other.end
    return starts_in_time and (other.start is None or one.end is None or other.start <= one.end)


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
