"""A table of the open data, as a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, for programs, and its meaning in Vietnamese, for people."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the order of its rows is that of the files.

    `name` is the name of the table's files, `heading` its title for people. A row has one cell for
    each column; None is an unknown value.

    Raises ValueError if two columns have the same name or a row has too many or too few cells.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    heading: str = ""

    def __post_init__(self) -> None:
        if len({column.name for column in self.columns}) < len(self.columns):
            raise ValueError(f"{self.name}: two columns share a name")
        width = len(self.columns)
        for row_number, row in enumerate(self.rows, 1):
            if len(row) != width:
                raise ValueError(f"{self.name}: row {row_number} has {len(row)} cells, not {width}")
