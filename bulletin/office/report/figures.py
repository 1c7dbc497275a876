"""Figures that cannot be other than their lists: each is the rows of a list that it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bulletin.edition.table import Table
from bulletin.office.report.period import Period

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Count:
    """How many things there are: the numbers of their rows in the list `of`.

    `before` are the rows of the year before; None when nothing is known of that year. `rows` is
    None when the bulletin does not record what is asked for.
    """

    key: str
    name: str
    of: str
    rows: tuple[int, ...] | None
    before: tuple[int, ...] | None = None

    @property
    def value(self) -> int | None:
        """The figure of the period."""
        return None if self.rows is None else len(self.rows)

    @property
    def value_before(self) -> int | None:
        """The figure of the year before."""
        return None if self.before is None else len(self.before)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A table of figures; `note` says what a reader must know to understand them."""

    name: str
    heading: str
    counts: tuple[Count, ...]
    note: str = ""

    def __getitem__(self, key: str) -> Count:
        return next(count for count in self.counts if count.key == key)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; None where the bulletin does not record it, and `note` says so."""

    key: str
    name: str
    part: int | None
    whole: int | None
    note: str = ""

    @property
    def percent(self) -> float | None:
        """The share in percent; None when there is nothing to divide by."""
        return 100 * self.part / self.whole if self.part is not None and self.whole else None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What a unit sent in the period; units below it are counted with it.

    `first` and `last` are the days of the period on which the unit existed. `target` is None where
    none is set or the period is no whole year. `last_story` is the last day before the end of the
    period on which a story of it was published. `merged` are the names of the units before it
    whose stories are counted with it. `end` is the last day of the unit, if there is one.
    """

    key: str
    label: str
    name_in_text: str
    type: str
    clusters: tuple[str, ...]
    first: dt.date
    last: dt.date
    count: Count
    target: int | None
    last_story: dt.date | None
    merged: tuple[str, ...] = ()
    end: dt.date | None = None

    def exists_on(self, day: dt.date) -> bool:
        """Return whether the unit is still there on `day`."""
        return self.end is None or day <= self.end

    @property
    def missing(self) -> int | None:
        """How many stories are missing for the target; None without a target."""
        return None if self.target is None else max(0, self.target - len(self.count.rows or ()))


@dataclass(frozen=True, slots=True)
class Report:
    """The report: who makes it, of what period, its figures, and the lists behind them.

    `unknown` are sentences on what the bulletin does not know; `remarks` say how was counted.
    """

    title: str
    period: Period
    before: Period
    made_on: dt.date
    bulletin: str
    publisher: str
    governing_body: str
    authority: str
    attribution: str
    breakdowns: tuple[Breakdown, ...]
    shares: tuple[Share, ...]
    units: tuple[UnitLine, ...]
    lists: tuple[Table, ...]
    unknown: tuple[str, ...]
    remarks: tuple[str, ...]

    def __getitem__(self, name: str) -> Breakdown:
        return next(one for one in self.breakdowns if one.name == name)

    def list_number(self, name: str) -> int:
        """Return the number of a list in the annex, from 1."""
        return 1 + [one.name for one in self.lists].index(name)

    def list_of(self, name: str) -> Table:
        """Return a list of the annex."""
        return self.lists[self.list_number(name) - 1]


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """The things of the period and of the year before; their rows are numbered in one row.

    `before` is None when nothing is known of the year before.
    """

    name: str
    current: tuple[T, ...]
    before: tuple[T, ...] | None

    @staticmethod
    def make(
        name: str,
        things: Iterable[T],
        day_of: Callable[[T], dt.date | None],
        period: Period,
        before: Period | None,
    ) -> Listing[T]:
        """Return the things of both periods in their order; without `before` of one."""
        kept = tuple(things)
        return Listing(
            name,
            tuple(thing for thing in kept if period.holds(day_of(thing))),
            None if before is None else tuple(t for t in kept if before.holds(day_of(t))),
        )

    def count(
        self, key: str, label: str, is_counted: Callable[[T], bool] = lambda thing: True
    ) -> Count:
        """Return the figure of the things that `is_counted` takes."""
        before = None
        if self.before is not None:
            before = _find_rows(self.before, is_counted, len(self.current) + 1)
        return Count(key, label, self.name, _find_rows(self.current, is_counted, 1), before)

    def iter_rows(self) -> Iterable[tuple[int, str, T]]:
        """Yield (number, which period, thing)."""
        things = [("này", thing) for thing in self.current]
        things += [("trước", thing) for thing in self.before or ()]
        return ((number, which, thing) for number, (which, thing) in enumerate(things, 1))


def _find_rows(things: Sequence[T], is_counted: Callable[[T], bool], start: int) -> tuple[int, ...]:
    return tuple(number for number, thing in enumerate(things, start) if is_counted(thing))
