"""Which units a bulletin expects stories from, and who has sent none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.model.unit import Unit
from bulletin.office.report.figures import Listing, UnitLine
from bulletin.office.report.period import Period

_ABOVE_COMMUNES = frozenset({"tỉnh", "thành phố", "huyện", "quận", "thị xã"})


def make_unit_lines(
    edition: Edition, stories: Listing[PublicStory], period: Period, *, merge: bool
) -> tuple[UnitLine, ...]:
    """Return the expected units of the period, sorted as the edition sorts units.

    A unit is there for the days on which it existed. With `merge` a unit that ended in the period
    is no line of its own when a successor is: its stories are counted with the successor's.
    """
    expected = {unit.key: unit for unit in edition.units if unit.key in find_expected(edition)}
    lines = []
    for unit in expected.values():
        if not _exists_in(unit, period):
            continue
        if merge and any(
            key in expected and _exists_in(expected[key], period) for key in unit.successors
        ):
            continue
        lines.append(_make_line(edition, unit, stories, period, merge=merge))
    return tuple(lines)


def find_expected(edition: Edition) -> frozenset[str]:
    """Return the keys of the units from which stories are expected; no sample is one.

    These are the units with a target or a cluster, the bulletin's own units, and the successors of
    all these. Of an own unit that has others below it, these are expected and not the unit itself:
    of a district always, of a commune if it is the only own unit. A bulletin that names no own
    units has the one of its governing body; if there is none, all units are expected.
    """
    real = {unit.key: unit for unit in edition.units if not unit.sample}
    found = {key for key, unit in real.items() if unit.targets or unit.clusters}
    named = [key for key in edition.bulletin.own_units if key in real]
    body = edition.bulletin.governing_body
    homes = named or [key for key, unit in real.items() if _governs(body, unit)]
    for home in homes:
        below = {key for key, unit in real.items() if unit.parent == home}
        is_split = len(homes) == 1 or real[home].type.casefold() in _ABOVE_COMMUNES
        found |= below if below and is_split else {home}
    if not found:
        return frozenset(real)
    waiting = list(found)
    while waiting:
        fresh = [key for key in real[waiting.pop()].successors if key in real and key not in found]
        found.update(fresh)
        waiting += fresh
    return frozenset(found)


def _governs(governing_body: str, unit: Unit) -> bool:
    return governing_body.casefold().endswith(f" {unit.name_in_text}".casefold())


def _exists_in(unit: Unit, period: Period) -> bool:
    return unit.existed_by(period.last) and not unit.ended_before(period.first)


def _make_line(
    edition: Edition, unit: Unit, stories: Listing[PublicStory], period: Period, *, merge: bool
) -> UnitLine:
    keys = set(edition.unit_tree.iter_below(unit.key))
    predecessors = list(edition.unit_tree.iter_predecessors(unit.key)) if merge else []
    for key in predecessors:
        keys.update(edition.unit_tree.iter_below(key))
    days = [
        story.published.date()
        for story in edition.published
        if story.unit.key in keys and not story.front.sample
    ]
    return UnitLine(
        key=unit.key,
        label=edition.unit_label(unit),
        name_in_text=unit.name_in_text,
        type=unit.type,
        end=unit.end,
        clusters=tuple(_iter_clusters(unit, period)),
        first=max(unit.start or period.first, period.first),
        last=min(unit.end or period.last, period.last),
        count=stories.count(unit.key, unit.name, lambda story: story.unit.key in keys),
        target=_find_target(unit.targets, period),
        last_story=max((day for day in days if day <= period.last), default=None),
        merged=tuple(
            edition.unit_label(edition.unit_tree.units[key])
            for key in predecessors
            if _exists_in(edition.unit_tree.units[key], period)
        ),
    )


def _find_target(targets: Mapping[str, int], period: Period) -> int | None:
    return targets.get(str(period.year)) if period.year else None


def _iter_clusters(unit: Unit, period: Period) -> Iterator[str]:
    for one in unit.clusters:
        start, end = one.start or dt.date.min, one.end or dt.date.max
        if start <= period.last and end >= period.first:
            yield one.name
