"""The open data: each table as CSV and JSON, and the page that explains them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.feeds.opendata import Table, to_csv, to_json
from bulletin.model import addresses
from bulletin.model.bulletin import Bulletin
from bulletin.pages.open_data_page import OpenDataView, TableFiles
from bulletin.pages.page import FeedLink, Page
from bulletin.press.leaf import path_of

_LEAD = (
    "Dữ liệu của bản tin dưới dạng bảng, ai cũng dùng lại được. Tệp CSV mở được bằng phần mềm bảng"
    " tính, tệp JSON dành cho lập trình. Không có tên người trong các bảng này."
)


Tables = Sequence[tuple[str, Table]]
"""The tables with their headings."""


def data_page(shown: Tables, feeds: tuple[FeedLink, ...]) -> Page:
    """Return the page that lists the tables and explains their columns."""
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
                    heading=heading,
                    count=len(table.rows),
                    columns=tuple((column.name, column.meaning) for column in table.columns),
                    csv=f"{addresses.OPEN_DATA}{table.name}.csv",
                    json=f"{addresses.OPEN_DATA}{table.name}.json",
                )
                for heading, table in shown
            ),
        ),
    )


def data_files(
    shown: Tables, bulletin: Bulletin, site_name: str, site_url: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the tables, as a path below the site's root and its bytes."""
    about = {
        "ban_tin": site_name,
        "xuat_ban": bulletin.publisher,
        "trang": site_url,
        "su_dung": bulletin.attribution,
    }
    for heading, table in shown:
        folder = path_of(addresses.OPEN_DATA)
        yield f"{folder}{table.name}.csv", to_csv(table)
        yield f"{folder}{table.name}.json", to_json(table, about=about | {"bang": heading})
