"""Plain lists of rows, split into pages: the list of all units and the list of all fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from bulletin.pages.page import FeedLink, Page, View
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import (
    Pagination,
    format_page_title,
    page_addresses,
    paginate,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a plain list: a name, its address, a note, the numbers of stories and of samples.

    Rows that follow each other under one `heading` are shown as a group.
    """

    name: str
    address: str
    note: str
    count: int
    samples: int = 0
    heading: str = ""


@dataclass(frozen=True, slots=True)
class RowsView(View):
    """rows.html: a page of rows, in order."""

    lead: str
    rows: tuple[Row, ...]
    empty: str
    pagination: Pagination

    @property
    def groups(self) -> list[tuple[str, list[Row]]]:
        """The rows in groups: (heading, rows)."""
        grouped = groupby(self.rows, key=lambda row: row.heading)
        return [(heading, list(rows)) for heading, rows in grouped]


def make_row_list_group(
    address: str, title: str, lead: str, rows: Sequence[Row], feeds: tuple[FeedLink, ...]
) -> PageGroup:
    """Return the group of the pages that list `rows`."""
    return PageGroup(
        name=address,
        addresses=page_addresses(address, len(rows)),
        make_pages=partial(_iter_pages, address, title, lead, rows, feeds),
        # Names and notes follow from units and fields, which are part of every key.
        extra_key=[(row.count, row.samples) for row in rows],
    )


def _iter_pages(
    address: str, title: str, lead: str, rows: Sequence[Row], feeds: tuple[FeedLink, ...]
) -> Iterator[Page]:
    for page_address, shown, pagination in paginate(address, rows):
        yield Page(
            address=page_address,
            template="rows.html",
            title=format_page_title(title, pagination),
            description=lead,
            section=address,
            feeds=feeds,
            view=RowsView(
                lead=lead, rows=tuple(shown), empty="Chưa có mục nào.", pagination=pagination
            ),
        )
