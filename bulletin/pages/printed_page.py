"""The page that offers the printed bulletins, with a picture of the first page of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.model import addresses
from bulletin.pages.page import FeedLink, Page, View
from bulletin.vietnamese.dates import month_name

_LEAD = (
    "Bản tin của từng tháng để in ra: tờ A4 để đọc và lưu, sách nhỏ A5 in hai mặt rồi gấp đôi, tờ"
    " rơi một trang để dán bảng tin. Bài mẫu không có trong bản in."
)


@dataclass(frozen=True, slots=True)
class PrintedMonth:
    """The printed bulletin of a month: its name, how many stories, the addresses of its files."""

    name: str
    count: int
    a4: str
    booklet: str
    leaflet: str
    thumbnail: str


@dataclass(frozen=True, slots=True)
class PrintedView(View):
    """printed.html: the months, the latest first; width and height of their pictures."""

    lead: str
    months: tuple[PrintedMonth, ...]
    width: int
    height: int
    empty: str


A4, BOOKLET, LEAFLET, THUMBNAIL = ".pdf", "-sach-nho.pdf", "-to-roi.pdf", ".webp"
"""How the files of a month end, behind its year and month."""


def make_printed_page(
    months: Iterable[tuple[int, int, int]], size: tuple[int, int], feeds: tuple[FeedLink, ...]
) -> Page:
    """Return the page; `months` are (year, month, number of stories), `size` is of a picture."""
    return Page(
        address=addresses.PRINTED,
        template="printed.html",
        title="Bản in hằng tháng",
        description=_LEAD,
        section=addresses.PRINTED,
        feeds=feeds,
        view=PrintedView(
            lead=_LEAD,
            months=tuple(_make_month(*month) for month in months),
            width=size[0],
            height=size[1],
            empty="Chưa có số nào: mỗi tháng có tin, bài được in khi tháng ấy đã hết.",
        ),
    )


def _make_month(year: int, month: int, count: int) -> PrintedMonth:
    def address(ending: str) -> str:
        return addresses.printed_address(year, month, ending)

    return PrintedMonth(
        name=month_name(year, month).capitalize(),
        count=count,
        a4=address(A4),
        booklet=address(BOOKLET),
        leaflet=address(LEAFLET),
        thumbnail=address(THUMBNAIL),
    )
