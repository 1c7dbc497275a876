"""The files of the open data: each table as CSV for spreadsheets and as JSON for programs.

Rules: RFC 4180 (CSV), RFC 8259 (JSON), CWE-1236 (formulas in CSV).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from bulletin.edition.table import Cell, Table
from bulletin.model.addresses import table_address
from bulletin.model.bulletin import Bulletin

_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# Where a spreadsheet that separates by semicolons or tabs begins a cell or row of its own, as under
# Vietnamese settings: there the quotes of this format mean nothing.
_INNER_START = re.compile(r"([;\t\r\n][\s\"]*)(?=[=+\-@＝＋－＠])")
# Some spreadsheets drop these characters and read on; others split the cell at them.
_CONTROL_SIGNS = ("\t", "\r", "\n", "\0")


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet might run `text` as a formula instead of showing it.

    That is so if the text begins with = + - or @, with or without blanks before it, or with a tab,
    a line end or a null character. Source: OWASP ASVS 5.0, 1.2.10.
    """
    return text.startswith(_CONTROL_SIGNS) or text.lstrip().startswith(_FORMULA_SIGNS)


def to_csv(table: Table) -> bytes:
    """Return the table as CSV: a line of column names, then the rows; lines end with CRLF.

    The encoding is UTF-8 with a byte order mark, because Excel reads it as Latin-1 without one.
    Text for which `is_formula` is true gets an apostrophe in front, which means "text" to a
    spreadsheet; it also stands before such a sign after a semicolon, tab or line end inside a cell.
    Numbers, also negative ones, stay as they are. None and an empty text both give an
    empty cell.
    """
    # newline="": the writer already ends lines with CRLF.
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([_escape_formula(column.name) for column in table.columns])
    writer.writerows([_escape_formula(cell) for cell in row] for row in table.rows)
    return lines.getvalue().encode("utf-8-sig")


def to_json(table: Table, *, about: Mapping[str, str]) -> bytes:
    """Return the table as a JSON object in UTF-8 with the keys `about`, `columns` and `rows`.

    `about` says where the data come from and how they may be used. `columns` has the meaning of
    each column. Each of `rows` is an object with a value for every column. All orders are kept.
    """
    names = [column.name for column in table.columns]
    head = {
        "about": dict(about),
        "columns": {column.name: column.meaning for column in table.columns},
    }
    # One row a line, for people and for `git diff`. The indented output of the json module would be
    # twenty times slower.
    rows = ",\n".join(_encode_json(dict(zip(names, row, strict=True))) for row in table.rows)
    return f'{_encode_json(head)[:-1]},\n"rows": [\n{rows}\n]}}\n'.encode()


_encode_json = json.JSONEncoder(ensure_ascii=False).encode


def _escape_formula(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    # To search is quicker than to replace, and hardly any cell has such a start in it.
    safe = _INNER_START.sub(r"\1'", cell) if _INNER_START.search(cell) else cell
    return f"'{safe}" if is_formula(cell) else safe


def iter_table_files(
    tables: Iterable[Table], bulletin: Bulletin, site_name: str, site_url: str
) -> Iterator[tuple[str, bytes]]:
    """Yield (address, bytes) of the files of `tables`; `site_url` is the URL of the site's root."""
    about = {
        "ban_tin": site_name,
        "xuat_ban": bulletin.publisher,
        "trang": site_url,
        "su_dung": bulletin.attribution,
    }
    for table in tables:
        yield table_address(table.name, "csv"), to_csv(table)
        data = to_json(table, about=about | {"bang": table.heading})
        yield table_address(table.name, "json"), data
