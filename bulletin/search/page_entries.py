"""Search entries for the pages of the site that are no item: those of docs/ and the lists.

Somebody who wants to write to the editors or to hear the news types just that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from bulletin.model import addresses
from bulletin.search.html_text import extract_headings, extract_text
from bulletin.search.results import CATEGORIES
from bulletin.search.search_entry import Entry

KIND: Final = "trang"


@dataclass(frozen=True, slots=True)
class HandWrittenPage:
    """A page of docs/ as MkDocs rendered it. `keywords` are words that find it too."""

    address: str
    title: str
    description: str = ""
    keywords: str = ""
    html: str = ""

    @classmethod
    def of(cls, file: Any) -> HandWrittenPage:
        """Return the page of a file of docs/, which MkDocs describes."""
        page = file.page
        return cls(
            "/" + file.url.removeprefix("./"),
            page.title or "",
            str(page.meta.get("description") or ""),
            str(page.meta.get("keywords") or ""),
            page.content or "",
        )


def _page(address: str, title: str, summary: str, names: str) -> Entry:
    return Entry(address, KIND, CATEGORIES[KIND], title, summary=summary, names=names)


LISTS: Final = (
    _page(
        addresses.EXEMPLARS,
        "Điển hình tiên tiến",
        "Mọi bài về điển hình tiên tiến, gương người tốt, việc tốt, mô hình, cách làm hay.",
        "danh sách điển hình, tin mới, bài mới nhất",
    ),
    _page(
        addresses.CAMPAIGNS,
        "Phong trào thi đua",
        "Các phong trào thi đua, phong trào nào đang diễn ra.",
        "danh sách phong trào",
    ),
    _page(
        addresses.DOCUMENTS,
        "Văn bản",
        "Luật, nghị định, thông tư, kế hoạch về thi đua, khen thưởng, kèm tình trạng hiệu lực.",
        "danh sách văn bản, tra cứu văn bản",
    ),
    _page(
        addresses.QUESTIONS,
        "Hỏi đáp",
        "Hỏi đáp tìm hiểu Luật Thi đua, khen thưởng, xếp theo chủ đề.",
        "câu hỏi thường gặp, muốn hỏi",
    ),
    _page(
        addresses.EVENTS,
        "Sự kiện",
        "Hội nghị, gặp gỡ, giao lưu, đối thoại sắp tới và đã qua; lịch để thêm vào máy.",
        "lịch họp, lịch sự kiện, sắp tới có gì",
    ),
    _page(
        addresses.COMMENDATIONS,
        "Khen thưởng",
        "Ai được khen, theo năm, cấp khen và đơn vị.",
        "danh sách khen thưởng, ai được khen, được khen năm nay, tập thể cá nhân được khen thưởng",
    ),
    _page(
        addresses.UNITS,
        "Đơn vị",
        "Tin, bài theo xã, ấp, cơ quan; tên cũ và tên mới của các xã.",
        "danh sách đơn vị, xã của tôi, tên xã cũ, tên xã mới",
    ),
    _page(
        addresses.ARCHIVE,
        "Lưu trữ",
        "Tin, bài theo năm và tháng.",
        "bài cũ, tin cũ, tháng trước, năm trước",
    ),
    _page(
        addresses.RADIO,
        "Phát thanh",
        "Chương trình và bài đọc cho đài truyền thanh; cách nghe.",
        "nghe đài, nghe bài, nghe đọc, loa truyền thanh, đài phát gì hôm nay",
    ),
    _page(
        addresses.FEEDS,
        "Nhận tin tự động (RSS)",
        "Có tin, bài mới thì máy tự báo: bạn đọc và đài dùng địa chỉ nào.",
        "đăng ký nhận tin, theo dõi bản tin, báo tin mới, nguồn tin",
    ),
    _page(
        addresses.DESK,
        "Soạn bài",
        "Viết bài cho bản tin, hoặc đưa bài Word vào, rồi đóng gói để gửi.",
        "gửi bài, viết bài, gửi tin, gửi chuyện, kể chuyện, đưa tin, muốn gửi bài thì làm sao",
    ),
    _page(
        addresses.OPEN_DATA,
        "Dữ liệu mở",
        "Bảng tin, bài, văn bản, khen thưởng để tải về.",
        "tải dữ liệu, bảng tính, excel, csv, thống kê",
    ),
)  # fmt: skip
"""The site's own lists and tools."""


def iter_page_entries(hand_written: Iterable[HandWrittenPage]) -> Iterator[Entry]:
    """Yield the entries of the pages of docs/, except the front page, and of the site's lists."""
    for page in hand_written:
        if page.address != addresses.HOME:
            yield Entry(
                page.address,
                KIND,
                CATEGORIES[KIND],
                page.title,
                summary=" ".join(page.description.split()),
                headings=extract_headings(page.html),
                names=page.keywords,
                body=extract_text(page.html),
            )
    yield from LISTS
