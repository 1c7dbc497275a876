"""The page that lists the feeds, for readers and radio stations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.edition.channels import Channel, Selection
from bulletin.model import addresses
from bulletin.pages.page import FeedLink, Page, View
from bulletin.pages.page_group import PageGroup

# For people first; then, with True, what stations' programs need.
_GROUPS = (
    (Selection.ALL, "Cả bản tin", "Mọi tin, bài mới.", False),
    (Selection.UNIT, "Chỉ xã, ấp của mình", "Mỗi đơn vị một địa chỉ.", False),
    (Selection.CAMPAIGN, "Theo phong trào", "Mỗi phong trào thi đua một địa chỉ.", False),
    (Selection.FIELD, "Theo lĩnh vực", "Mỗi lĩnh vực một địa chỉ.", False),
    (
        Selection.AWARDS,
        "Khen thưởng",
        "Mỗi khen thưởng ghi trong các bài là một mục, kèm quyết định và ngày.",
        False,
    ),
    (
        Selection.AUDIO,
        "Bản ghi âm",
        "Các bài có tệp mp3, cho người nghe podcast và cho phần mềm tự tải về phát.",
        False,
    ),
    (
        Selection.RADIO,
        "Cho đài phát thanh",
        "Chỉ gồm tin, bài mà mọi người được nêu tên đã đồng ý cho đọc trên đài, "
        "hoặc không nêu tên ai. Mỗi tin là bài đọc soạn sẵn, số và chữ tắt đã viết thành lời: "
        "phát thanh viên đọc ngay được, phần mềm của đài lấy trong thẻ content:encoded.",
        True,
    ),
    (
        Selection.YEAR,
        "Theo năm",
        "Đủ mọi tin, bài của một năm, để lưu trữ hoặc nạp lần đầu vào phần mềm của đài.",
        True,
    ),
)


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one sort, with advice for readers, or for stations."""

    heading: str
    advice: str
    feeds: tuple[FeedLink, ...]
    for_stations: bool


@dataclass(frozen=True, slots=True)
class FeedsView(View):
    """feeds.html: all feeds, in groups."""

    groups: tuple[FeedGroup, ...]


def make_feed_links(channels: Sequence[Channel]) -> dict[str, FeedLink]:
    """Return a link to each feed, by its address."""
    return {channel.address: FeedLink(channel.title, channel.address) for channel in channels}


def make_feeds_group(channels: Sequence[Channel]) -> PageGroup:
    """Return the group of the page that lists the feeds."""
    return PageGroup(
        name=addresses.FEEDS,
        addresses=[addresses.FEEDS],
        make_pages=lambda: [_make_page(channels)],
        extra_key=[channel.address for channel in channels],
    )


def _make_page(channels: Sequence[Channel]) -> Page:
    links = make_feed_links(channels)
    groups = tuple(
        FeedGroup(
            heading,
            advice,
            tuple(links[c.address] for c in channels if c.selection is selection),
            for_stations,
        )
        for selection, heading, advice, for_stations in _GROUPS
    )
    return Page(
        address=addresses.FEEDS,
        template="feeds.html",
        title="Nhận tin tự động (RSS)",
        description="Bốn bước để có tin, bài mới trên điện thoại, máy tính mà không phải vào trang;"
        " địa chỉ cho đài phát thanh.",
        section=addresses.FEEDS,
        feeds=(links[addresses.ALL_STORIES_FEED], links[addresses.RADIO_FEED]),
        view=FeedsView(tuple(group for group in groups if group.feeds)),
    )
