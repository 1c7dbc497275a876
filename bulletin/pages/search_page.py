"""The page on which the whole site is searched; without JavaScript it leads to the lists."""

from __future__ import annotations

from bulletin.model import addresses
from bulletin.pages.page import FeedLink, Link, Page, SearchView

_LISTS = (
    ("Điển hình tiên tiến", addresses.EXEMPLARS),
    ("Phong trào thi đua", addresses.CAMPAIGNS),
    ("Đơn vị, xếp theo vần A–Z", addresses.UNITS),
    ("Lĩnh vực", addresses.FIELDS),
    ("Văn bản, theo loại, cơ quan, năm", addresses.DOCUMENTS),
    ("Hỏi đáp, theo chủ đề", addresses.QUESTIONS),
    ("Sự kiện", addresses.EVENTS),
    ("Lưu trữ, theo năm và tháng", addresses.ARCHIVE),
)


def search_page(feeds: tuple[FeedLink, ...]) -> Page:
    """Return the page."""
    return Page(
        address=addresses.SEARCH,
        template="search.html",
        title="Tìm kiếm",
        description="Tìm tin, bài, phong trào, văn bản, hỏi đáp, sự kiện, đơn vị; gõ có dấu hay "
        "không dấu đều được.",
        section=addresses.SEARCH,
        feeds=feeds,
        view=SearchView(tuple(Link(text, address) for text, address in _LISTS)),
    )
