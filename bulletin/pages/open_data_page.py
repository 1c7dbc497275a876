"""The page that lists the tables of the open data and explains their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.edition.table import Table
from bulletin.model import addresses
from bulletin.pages.page import FeedLink, Page, View

_LEAD = (
    "Dữ liệu của bản tin dưới dạng bảng, ai cũng dùng lại được. Tệp CSV mở được bằng phần mềm bảng"
    " tính, tệp JSON dành cho lập trình. Không có tên người trong các bảng này."
)


@dataclass(frozen=True, slots=True)
class TableFiles:
    """A table: its number of rows, its columns as (name, meaning), the addresses of its files."""

    heading: str
    count: int
    columns: tuple[tuple[str, str], ...]
    csv: str
    json: str


@dataclass(frozen=True, slots=True)
class OpenDataView(View):
    """data.html: the tables of the open data."""

    lead: str
    files: tuple[TableFiles, ...]


def make_open_data_page(tables: Sequence[Table], feeds: tuple[FeedLink, ...]) -> Page:
    """Return the page that explains `tables`."""
    return Page(
        address=addresses.OPEN_DATA,
        template="data.html",
        title="Dữ liệu mở",
        description=_LEAD,
        section=addresses.OPEN_DATA,
        feeds=feeds,
        view=OpenDataView(
            lead=_LEAD,
            files=tuple(
                TableFiles(
                    heading=table.heading,
                    count=len(table.rows),
                    columns=tuple((column.name, column.meaning) for column in table.columns),
                    csv=addresses.table_address(table.name, "csv"),
                    json=addresses.table_address(table.name, "json"),
                )
                for table in tables
            ),
        ),
    )
