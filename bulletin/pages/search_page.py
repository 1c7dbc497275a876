"""The page that searches the whole site; without JavaScript it leads to the lists."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.model import addresses
from bulletin.model.kind import KINDS
from bulletin.pages.page import FeedLink, Link, Page, View

_LISTS = (
    ("Điển hình tiên tiến", addresses.EXEMPLARS),
    ("Phong trào thi đua", addresses.CAMPAIGNS),
    ("Đơn vị, xếp theo tên riêng", addresses.UNITS),
    ("Lĩnh vực", addresses.FIELDS),
    ("Văn bản, theo loại, cơ quan, năm", addresses.DOCUMENTS),
    ("Hỏi đáp, theo chủ đề", addresses.QUESTIONS),
    ("Sự kiện", addresses.EVENTS),
    ("Khen thưởng, theo năm, cấp, đơn vị", addresses.COMMENDATIONS),
    ("Lưu trữ, theo năm và tháng", addresses.ARCHIVE),
)


@dataclass(frozen=True, slots=True)
class SearchView(View):
    """search.html: links to the lists; the search itself runs in the browser.

    `index_head` is the head of the index: printed into the page it needs no request of its own.
    """

    lists: tuple[Link, ...]
    index_head: str


def make_search_page(feeds: tuple[FeedLink, ...], index_head: str) -> Page:
    """Return the search page; `index_head` is the JSON of the head of the index."""
    found = ", ".join(dict.fromkeys(kind.title.lower() for kind in KINDS))
    return Page(
        address=addresses.SEARCH,
        template="search.html",
        title="Tìm kiếm",
        description=f"Tìm {found}, đơn vị; gõ có dấu hay không dấu đều được.",
        section=addresses.SEARCH,
        feeds=feeds,
        view=SearchView(tuple(Link(text, address) for text, address in _LISTS), index_head),
    )
