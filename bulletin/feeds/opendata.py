"""Open data: the bulletin's tables as CSV for spreadsheets and as JSON for programs.

Rules: RFC 4180 (CSV), RFC 8259 (JSON), CWE-1236 (formulas in CSV).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Cell = str | int | None

_FORMULA_SIGNS = ("=", "+", "-", "@")
# Spreadsheets drop some of these and read on, others split the cell there.
_CONTROL_SIGNS = ("\t", "\r", "\n", "\0")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, which programs go by, and what it means, in Vietnamese."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of open data, its rows in the order in which they are to appear.

    `name` is that of the table's files. A row has a cell for each column; None is a value that is
    not known.

    Raises ValueError when two columns share a name or a row is longer or shorter than the others.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]

    def __post_init__(self) -> None:
        if len({column.name for column in self.columns}) < len(self.columns):
            raise ValueError(f"{self.name}: two columns share a name")
        width = len(self.columns)
        for number, row in enumerate(self.rows, 1):
            if len(row) != width:
                raise ValueError(f"{self.name}: row {number} has {len(row)} cells, not {width}")


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet might run `text` as a formula instead of showing it.

    It might when the text begins with = + - @, blanks before them not counted, or with a tab, a
    line end or a null. Source: OWASP ASVS 5.0, 1.2.10.
    """
    return text.startswith(_CONTROL_SIGNS) or text.lstrip().startswith(_FORMULA_SIGNS)


def to_csv(table: Table) -> bytes:
    """Return the table as CSV with a line of column names, lines ending in CRLF.

    UTF-8 with a byte order mark, without which Excel takes Vietnamese for Latin-1. Text that
    `is_formula` gets an apostrophe before it, which spreadsheets take for "this is text". Numbers
    stay numbers, negative ones too. None and an empty text are both an empty cell.
    """
    # newline="": what the writer ends lines with is already what is wanted.
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([_harmless(column.name) for column in table.columns])
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return lines.getvalue().encode("utf-8-sig")


def to_json(table: Table, *, about: Mapping[str, str]) -> bytes:
    """Return the table as a JSON object in UTF-8: `about`, `columns` and `rows`.

    `about` says where the data come from and how they may be used; `columns` gives the meaning of
    each column; each of `rows` is an object with a value for every column. Orders are kept.
    """
    names = [column.name for column in table.columns]
    head = {
        "about": dict(about),
        "columns": {column.name: column.meaning for column in table.columns},
    }
    # A row on each line: programs do not care, people and `git diff` do, and json writes indented
    # text twenty times as slowly.
    rows = ",\n".join(_json(dict(zip(names, row, strict=True))) for row in table.rows)
    return f'{_json(head)[:-1]},\n"rows": [\n{rows}\n]}}\n'.encode()


_json = json.JSONEncoder(ensure_ascii=False).encode


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell
