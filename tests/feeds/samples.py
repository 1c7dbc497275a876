"""Feeds to try things on: invented collectives in invented units, with every awkward character."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from bulletin.feeds.feed import Enclosure, Feed, FeedItem

VIETNAM = timezone(timedelta(hours=7))
SITE = "https://thidua.example"

EXEMPLAR = FeedItem(
    title="Tổ hợp tác Mẫu Một: lúa & tôm, thu nhập tăng > 20%",
    link=f"{SITE}/dien-hinh/2026/to-hop-tac-mau-mot/",
    guid="tag:thidua.example,2026:exemplars/2026/to-hop-tac-mau-mot",
    published=datetime(2026, 11, 18, 7, 30, tzinfo=VIETNAM),
    description='Một vụ lúa & một vụ tôm, độ mặn < 4‰; bà con gọi là "con tôm ôm cây lúa".',
    content=(
        "<p>Một vụ lúa &amp; một vụ tôm, độ mặn &lt; 4‰.</p>\n"
        f'<p><img src="{SITE}/dien-hinh/2026/to-hop-tac-mau-mot/ruong.jpg" alt="Ruộng tôm – lúa" '
        'width="800" height="600"></p>\n'
        f'<p>Xem <a href="{SITE}/phong-trao/nong-thon-moi/">phong trào</a>.<br>Hết ]]&gt;</p>'
    ),
    author="Ban biên tập",
    categories=("Nông nghiệp", "Xã Mẫu Một"),
    enclosure=Enclosure(
        f"{SITE}/dien-hinh/2026/to-hop-tac-mau-mot/doc.mp3", 1_234_567, "audio/mpeg"
    ),
)
CAMPAIGN_STORY = FeedItem(
    title="Ấp Mẫu Hai “sáng – xanh – sạch – đẹp”",
    link=f"{SITE}/phong-trao/nong-thon-moi/ap-mau-hai/",
    guid="tag:thidua.example,2026:campaigns/nong-thon-moi/ap-mau-hai",
    published=datetime(2026, 10, 5, tzinfo=VIETNAM),
    description="Ấp Mẫu Hai giữ ba tuyến đường hoa.",
    content="<p>Ấp Mẫu Hai giữ ba tuyến đường hoa.</p>",
    author="Nhóm viết bài Xã Mẫu Một",
)
BARE_STORY = FeedItem(
    title="Trường Mẫu Ba",
    link=f"{SITE}/dien-hinh/2025/truong-mau-ba/",
    guid="tag:thidua.example,2025:exemplars/2025/truong-mau-ba",
    published=datetime(2025, 12, 31, 23, 59, tzinfo=VIETNAM),
    description="Trường Mẫu Ba mở thư viện xanh.",
    content="",
    author="Ban biên tập",
    categories=("Giáo dục",),
)

FULL = Feed(
    title="Bản tin Thi đua – Khen thưởng",
    link=f"{SITE}/rss/",
    address=f"{SITE}/rss/tat-ca.xml",
    description="Điển hình tiên tiến, gương người tốt việc tốt.",
    publisher="Ban Thi đua – Khen thưởng (mẫu)",
    contact_email="bantin@example.org",
    fallback_date=datetime(2020, 3, 1, tzinfo=VIETNAM),
    items=(EXEMPLAR, CAMPAIGN_STORY, BARE_STORY),
)
EMPTY = Feed(
    title="Phong trào chưa có bài",
    link=f"{SITE}/phong-trao/chua-co-bai/",
    address=f"{SITE}/rss/phong-trao/chua-co-bai.xml",
    description="Bài của một phong trào vừa phát động.",
    publisher="Ban Thi đua – Khen thưởng (mẫu)",
    fallback_date=datetime(2020, 3, 1, tzinfo=VIETNAM),
)
