"""Scripts, programmes and broadcasts that say only what a test wants to know."""

from __future__ import annotations

import datetime as dt

from bulletin.radio.running_order import Airing, Broadcast, Programme
from bulletin.radio.script import Paragraph, Priority, Script

ZONE = dt.timezone(dt.timedelta(hours=7))
DAY = dt.date(2026, 11, 18)
MORNING = Programme("sang", "Thời sự sáng", dt.time(5, 0), 15)
EVENING = Programme("chieu", "Chuyện xóm ấp", dt.time(17, 0), 5)


def script(
    slug: str = "to-hop-tac",
    *,
    published: dt.datetime = dt.datetime(2026, 11, 17, 7, 30, tzinfo=ZONE),
    seconds: int = 190,
    priority: Priority = Priority.ORDINARY,
    title: str = "Tổ hợp tác Mẫu Một giữ nước ngọt",
    version: int = 1,
    approver: str = "Trưởng ban biên tập",
    approved: dt.date | None = dt.date(2026, 11, 16),
    lead: tuple[str, ...] = ("Kính thưa quý vị và bà con!", "Sau đây là chuyện một tổ hợp tác."),
    paragraphs: tuple[Paragraph, ...] = (
        Paragraph(("Tổ có mười hai hộ.", "Cả tổ góp tiền đắp đập.")),
        Paragraph(("Mùa khô vừa rồi, không nhà nào thiếu nước.",)),
    ),
    watch: tuple[tuple[str, str], ...] = (("OCOP", "ô cốp"), ("Xẻo Mẫu", "")),
    source: str = "Ban biên tập",
    sample: bool = False,
) -> Script:
    """Return a script; its code and address follow from `published` and `slug`."""
    return Script(
        station="Đài Truyền thanh xã Mẫu Một",
        code=f"{published:%Y-%m-%d}-{slug}",
        version=version,
        section="Mô hình, cách làm",
        title=title,
        address=f"/dien-hinh/{published.year}/{slug}/",
        writer="Ban biên tập",
        approver=approver,
        approved=approved,
        published=published,
        priority=priority,
        lead=lead,
        paragraphs=paragraphs,
        closing="Quý vị và bà con vừa nghe bài viết của Ban biên tập.",
        watch=watch,
        source=source,
        syllables=1632,
        seconds=seconds,
        rate=200,
        sample=sample,
    )


URGENT = script(
    "nuoc-man", title="Nước mặn vào kênh Mẫu", priority=Priority.URGENT, seconds=45, version=2
)
SAMPLE = script("bai-mau", title="Xóm Mẫu góp heo đất", sample=True, seconds=60)
LONG = script("ky-su", title="Ký sự mười năm xã Mẫu", seconds=5000)
BROADCAST = Broadcast(
    programme=MORNING,
    day=DAY,
    airings=(
        Airing(URGENT, repeat=True),
        Airing(script(), repeat=False),
        Airing(SAMPLE, repeat=False),
    ),
    too_long=(LONG,),
)
EMPTY = Broadcast(programme=EVENING, day=DAY, airings=(), too_long=())
