"""A made month of a bulletin: stories of every sort, and all that stands beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from bulletin.content.assembly import Library
from bulletin.edition.edition import open_edition
from bulletin.issue.blocks import Block, Run
from bulletin.issue.issue import Issue, find_stories, make_issue
from bulletin.render.bodies import LinkResolver, find_hidden
from tests.content.builder import (
    BULLETIN_FILE,
    CAMPAIGN_KEYS,
    DATA,
    DOCUMENT_KEYS,
    EVENT_KEYS,
    PERSON,
    QUESTION_KEYS,
    page,
    picture,
    read,
    story,
)
from tests.opened import VIETNAM

NOW = dt.datetime(2026, 12, 5, 8, tzinfo=VIETNAM)
NAME, SITE = "Bản tin thi đua, khen thưởng huyện Mẫu", "https://thidua.mau.vn/"

Files = Mapping[str, str | bytes | None]

BODY = """\
Sáng ấy, bà con ấp Mẫu ra đường từ 5 giờ. **Ai cũng có phần**, *không ai đứng ngoài*.

## Cách làm

1. Họp ấp, chia đoạn.
2. Góp giống hoa, [xem kế hoạch](../../documents/ke-hoach-mot.md).

> Đường đẹp thì lòng người cũng vui.

| Đoạn | Mét | Hộ |
|---|---|---|
| Đầu ấp | 250 | 12 |
| Cuối ấp | 1.250 | 40 |

!!! note "Ghi nhớ"
    Mỗi hộ tưới hai ngày một lần.[^1]

[^1]: Theo sổ của ấp.
"""
LETTERS = (
    "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đ "
    "AÀẢÃÁẠ ĂẰẲẴẮẶ ÂẦẨẪẤẬ EÈẺẼÉẸ ÊỀỂỄẾỆ IÌỈĨÍỊ OÒỎÕÓỌ ÔỒỔỖỐỘ ƠỜỞỠỚỢ UÙỦŨÚỤ ƯỪỬỮỨỰ YỲỶỸÝỴ Đ"
)

MONTH: Files = {
    f"{DATA}/bulletin.yml": BULLETIN_FILE.replace(
        "contact: {email: ban-tin@mau.example}",
        "contact: {email: ban-tin@mau.vn, phone: 0297 000 000, address: 'Số 1, đường Mẫu'}\n"
        "responsible: Người phụ trách mẫu, Trưởng ban",
    ),
    "content/exemplars/2026/duong-hoa.md": story(
        BODY,
        image={"file": "hoa.jpg", "alt": "Đường hoa", "credit": "Ban biên tập"},
        result="2 km đường hoa, 52 hộ cùng làm",
        confirmed_by="Ủy ban nhân dân xã Mẫu.",
        awards=[
            {"title": "Giấy khen", "issuer": "Chủ tịch Ủy ban nhân dân xã Mẫu"},
            {"title": "Bằng khen", "issuer": "Chủ tịch tỉnh", "revoked": True},
        ],
        corrections=[{"date": "2026-11-20", "text": "52 hộ, không phải 50 hộ."}],
    ),
    "content/exemplars/2026/hoa.jpg": picture(),
    "content/exemplars/2026/chu-cai.md": story(
        f"{LETTERS}\n\n**{LETTERS}**\n\n*{LETTERS}*\n\n## {LETTERS}\n\n"
        f"| {LETTERS} | |\n|--|--|\n| {LETTERS} | |\n",
        title="Đủ chữ, đủ dấu",
        date="2026-11-02",
        campaigns=["xanh-sach"],
    ),
    "content/exemplars/2026/nguoi-that.md": story(
        title="Một người bền bỉ", date="2026-11-05", subject="individual", people=[PERSON]
    ),
    "content/exemplars/2026/bai-mau.md": story(title="Chuyện đặt ra", sample=True),
    "content/exemplars/2026/nhap.md": story(title="Chưa xong", draft=True),
    "content/exemplars/2026/thang-muoi.md": story(title="Chuyện tháng trước", date="2026-10-31"),
    "content/exemplars/2026/thang-chap.md": story(title="Chuyện tháng sau", date="2026-12-01"),
    "content/campaigns/xanh-sach/index.md": page(CAMPAIGN_KEYS, {}),
    "content/questions/hoi-mot.md": page(QUESTION_KEYS, {}, "Tập thể có thành tích.\n"),
    "content/documents/ke-hoach-mot.md": page(DOCUMENT_KEYS, {}),
    "content/events/2026/hop-mat.md": page(EVENT_KEYS, {"start": "2026-12-10T07:30"}),
    "content/events/2026/da-huy.md": page(
        EVENT_KEYS, {"title": "Buổi đã hủy", "start": "2026-12-11", "cancelled": True}
    ),
    "content/events/2026/bay-ra.md": page(
        EVENT_KEYS, {"title": "Buổi bày ra", "start": "2026-12-12", "sample": True}
    ),
    "content/events/2027/con-xa.md": page(
        EVENT_KEYS, {"title": "Buổi còn xa", "start": "2027-03-01"}
    ),
}


def make(changes: Files, month: tuple[int, int] = (2026, 11), now: dt.datetime = NOW) -> Issue:
    """Return the issue of a month of the made bulletin with `changes`."""
    return issue_of(read({**MONTH, **changes}), month, now)


def issue_of(
    library: Library, month: tuple[int, int] = (2026, 11), now: dt.datetime = NOW
) -> Issue:
    """Return the issue of a month of a library."""
    edition = open_edition(library, now)
    links = LinkResolver(library.targets, find_hidden(library, edition))
    return make_issue(
        edition, find_stories(edition, *month), links.html, site_name=NAME, site_url=SITE
    )


SIGNS = r"#let x = 1 $y$ *đậm* _nghiêng_ <b>thẻ</b> @nhãn \u{41} `mã` // [a](b) &amp; {{ c }}"


def make_hostile() -> Issue:
    """Return an issue of forty-two stories with all that may go wrong.

    The check of the content refuses some of it; that is no reason to rely on the check.
    """
    issue = make({})
    plain = replace(issue.stories[1], summary=SIGNS * 2)
    titles = (SIGNS, ("Một tên bài rất dài không dứt " * 6)[:150], "Đ" * 150, "Bài")
    text = f"{SIGNS} " + "Lời văn dài của bài, có đủ dấu. " * 25
    stories = [
        replace(
            plain,
            title=titles[number % 4],
            address=f"{plain.address}{number}/",
            body=(Block("p", (Run(text),)), Block("h", (Run(SIGNS),)), Block("p", (Run(text),))),
        )
        for number in range(40)
    ]
    long = (Block("p", (Run("Một đoạn dài. " * 2000),)),)
    foreign = (Block("p", (Run("Tiếng Khmer: ខ្មែរ. Mặt cười 😀."),)),)
    return replace(
        issue,
        stories=(
            replace(plain, title="Chữ khác 😀", body=foreign),
            replace(plain, title="Bài quá dài", body=long),
            *stories,
        ),
    )
