"""Open data: exact bytes, nothing lost on the way, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.edition.table import Cell, Column, Table
from bulletin.feeds.table_files import is_formula, to_csv, to_json
from tests.trying import try_examples

ROOT = Path(__file__).parents[2]
MARK = b"\xef\xbb\xbf"
COLUMNS = (
    Column("id", "mã bài, không bao giờ đổi"),
    Column("title", "tên bài"),
    Column("change", "số bài tăng thêm so với năm trước"),
)
STORIES = Table(
    name="bai",
    columns=COLUMNS,
    rows=(
        ("exemplars/2026/to-hop-tac", "Tổ hợp tác Mẫu Một: lúa, tôm", 12),
        ("exemplars/2026/truong", 'Trường "xanh"\nMẫu Ba', -5),
        ("exemplars/2026/ap", "=HYPERLINK(A1)", None),
        ("-1", "+84 297", 0),
    ),
)
ABOUT = {"source": "Bản tin Mẫu", "licence": "CC BY 4.0"}

# The signs as they are known, not as the module lists them.
SIGNS = tuple("=+-@\t\r")
FORMULAS = [
    "=1+1",
    "=HYPERLINK(A1)",
    "+84 297 3881 234",
    "-1",
    "- gạch đầu dòng",
    "@SUM(A1)",
    "\t=1",
    "\tthụt vào",
    "\r=1",
    "\n=1",
    "\nhai dòng",
    "\0=1",
    "  =1+1",
    "\u00a0@SUM(A1)",
    "=",
]
HARMLESS = [
    "",
    "Ấp Mẫu Hai",
    "1-1",
    "a=b",
    "‘-1",
    "'=1",
    "(+)",
    "–5 độ",
    "  thụt vào",
    "ban@example.org",
]


def rows_of(document: bytes) -> list[list[str]]:
    """Return what a program that knows CSV finds, the column names first."""
    assert document.startswith(MARK)
    return list(csv.reader(io.StringIO(document[len(MARK) :].decode(), newline=""), strict=True))


# --- formulas -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_a_formula_is_known(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize("text", HARMLESS, ids=ascii)
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    assert not is_formula(text)
    assert rows_of(to_csv(Table("một", (Column("a", "một ô"),), [(text,)])))[1] == [text]


# --- CSV ----------------------------------------------------------------------------------------


def test_csv_to_the_byte() -> None:
    assert (
        to_csv(STORIES)
        == MARK
        + (
            "id,title,change\r\n"
            'exemplars/2026/to-hop-tac,"Tổ hợp tác Mẫu Một: lúa, tôm",12\r\n'
            'exemplars/2026/truong,"Trường ""xanh""\nMẫu Ba",-5\r\n'
            "exemplars/2026/ap,'=HYPERLINK(A1),\r\n"
            "'-1,'+84 297,0\r\n"
        ).encode()
    )


def test_a_column_name_is_made_harmless_too() -> None:
    assert rows_of(to_csv(Table("một", (Column("=A1", "một ô"),), []))) == [["'=A1"]]


CELLS = st.one_of(
    st.none(),
    st.integers(),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cs"])
        | st.sampled_from("=+-@\t\r\n\0 ',\";đ"),
        max_size=12,
    ),
)
TABLES = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5).map(
    lambda rows: Table("bai", COLUMNS, rows)
)


def shown(cell: Cell) -> str:
    """Return a cell as CSV can say it."""
    return "" if cell is None else str(cell)


def guarded(cell: Cell) -> str:
    """Return a cell with the apostrophes that it needs, and no others.

    One stands before a formula, and one wherever a spreadsheet that separates by another sign, or
    by line ends, might begin a cell with a formula.
    """
    if not isinstance(cell, str):
        return shown(cell)
    found, may_begin = "'" if is_formula(cell) else "", False
    for sign in cell:
        found += "'" if may_begin and sign in "=+-@＝＋－＠" else ""
        found += sign
        may_begin = sign in ";\t\r\n" or (may_begin and (sign.isspace() or sign == '"'))
    return found


@try_examples(150)
@given(TABLES)
def test_csv_gives_the_rows_back(table: Table) -> None:
    names, *rows = rows_of(to_csv(table))
    assert names == [column.name for column in COLUMNS]
    assert len(rows) == len(table.rows)
    for found, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(found, row, strict=True):
            assert text == guarded(cell)


@try_examples(150)
@given(TABLES)
def test_no_text_in_csv_starts_with_the_sign_of_a_formula(table: Table) -> None:
    _, *rows = rows_of(to_csv(table))
    for found, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(found, row, strict=True):
            if isinstance(cell, int):
                assert int(text) == cell
            else:
                assert not text.startswith(SIGNS)
                assert not text.lstrip().startswith(SIGNS)


@try_examples(50)
@given(TABLES)
def test_lines_end_in_crlf(table: Table) -> None:
    document = to_csv(table)
    assert document.endswith(b"\r\n")
    outside_quotes = b"".join(document.split(b'"')[::2])
    assert outside_quotes.replace(b"\r\n", b"").find(b"\r") == -1
    assert outside_quotes.replace(b"\r\n", b"").find(b"\n") == -1
    assert outside_quotes.count(b"\r\n") == len(table.rows) + 1


def test_a_table_without_rows_has_its_column_names() -> None:
    assert to_csv(Table("bai", COLUMNS, ())) == MARK + b"id,title,change\r\n"


# --- JSON ---------------------------------------------------------------------------------------


def test_json_to_the_byte() -> None:
    table = Table("bai", COLUMNS, STORIES.rows[1:3])
    assert (
        to_json(table, about=ABOUT).decode()
        == """\
{"about": {"source": "Bản tin Mẫu", "licence": "CC BY 4.0"}, "columns": {"id": "mã bài, không bao \
giờ đổi", "title": "tên bài", "change": "số bài tăng thêm so với năm trước"},
"rows": [
{"id": "exemplars/2026/truong", "title": "Trường \\"xanh\\"\\nMẫu Ba", "change": -5},
{"id": "exemplars/2026/ap", "title": "=HYPERLINK(A1)", "change": null}
]}
"""
    )


@try_examples(100)
@given(TABLES)
def test_json_gives_everything_back(table: Table) -> None:
    document = to_json(table, about=ABOUT)
    assert document.endswith(b"}\n")
    found = json.loads(document)
    assert list(found) == ["about", "columns", "rows"]
    assert found["about"] == ABOUT
    assert found["columns"] == {column.name: column.meaning for column in COLUMNS}
    assert [tuple(row.values()) for row in found["rows"]] == list(table.rows)
    assert all(list(row) == list(found["columns"]) for row in found["rows"])


# --- tables that are none -----------------------------------------------------------------------


@pytest.mark.parametrize("row", [(), ("a", "b"), ("a", "b", 1, None)], ids=len)
def test_a_row_of_another_width_is_refused(row: tuple[Cell, ...]) -> None:
    with pytest.raises(ValueError, match=f"bai: row 2 has {len(row)} cells, not 3"):
        Table("bai", COLUMNS, [("a", "b", 1), row])


def test_a_column_name_stands_for_one_column() -> None:
    with pytest.raises(ValueError, match="bai: two columns share a name"):
        Table("bai", (*COLUMNS, Column("title", "tên khác")), [])


# --- the bytes depend on the table alone --------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
    ],
    ids=["ascii", "utf-8"],
)
def test_another_machine_gives_the_same_bytes(surroundings: dict[str, str]) -> None:
    program = (
        "import sys; from bulletin.feeds.table_files import to_csv, to_json\n"
        "from tests.feeds.test_table_files import ABOUT, STORIES\n"
        "sys.stdout.buffer.write(to_csv(STORIES) + to_json(STORIES, about=ABOUT))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **surroundings, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert done.stdout == to_csv(STORIES) + to_json(STORIES, about=ABOUT)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "text",
    [
        "Chuyện;=cmd|' /C calc'!A0;x",
        "Chuyện; @SUM(A1)",
        'Chuyện;"=1+1"',
        "Chuyện\t=1+1",
        "một\n=1+1",
        "a;＝1+1",
        "=1;=1",
    ],
)
def test_no_cell_is_a_formula_whatever_separates_the_cells(text: str, separator: str) -> None:
    table = Table(name="a", columns=COLUMNS, rows=(("x", text, 1), (text, "y", -2)))
    document = to_csv(table).decode("utf-8-sig")
    found = csv.reader(io.StringIO(document, newline=""), delimiter=separator)
    cells = [cell for row in found for cell in row if cell not in {"-2"}]
    # What stands between other separators is in one cell; its start alone could run.
    assert not [cell for cell in cells if is_formula(cell.lstrip('"'))], cells
