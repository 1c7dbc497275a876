"""What the page of the open data shows; press/open_data.py makes the page."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.pages.page import View


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
