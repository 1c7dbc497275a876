"""The archive: every story by year and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from bulletin.edition.edition import Edition
from bulletin.model import addresses
from bulletin.pages.cards import card_pages
from bulletin.pages.page import ArchiveView, Card, FeedLink, Page, Row

_LEAD = "Mọi tin, bài đã đăng, theo năm và tháng."


def archive_pages(
    edition: Edition, cards: Mapping[str, Card], feeds: Mapping[str, FeedLink]
) -> Iterator[Page]:
    """Yield the archive's front, its years and its months; `cards` are those of all stories."""
    months = Counter((s.published.year, s.published.month) for s in edition.stories)
    years = sorted(edition.by_year, reverse=True)
    all_feed = (feeds[addresses.ALL_STORIES_FEED],)
    rows = {
        year: (
            _row(f"Năm {year}", addresses.year_address(year), len(edition.by_year[year])),
            tuple(
                _row(f"Tháng {month}", addresses.month_address(year, month), months[year, month])
                for month in range(12, 0, -1)
                if months[year, month]
            ),
        )
        for year in years
    }
    yield _page(addresses.ARCHIVE, "Lưu trữ", tuple(rows[year] for year in years), all_feed)
    for year in years:
        feed = (feeds[addresses.year_feed(year)],)
        yield _page(addresses.year_address(year), f"Lưu trữ năm {year}", (rows[year],), feed)
        by_month: dict[int, list[Card]] = {}
        for story in edition.by_year[year]:
            by_month.setdefault(story.published.month, []).append(cards[story.address])
        for month, of_month in by_month.items():
            yield from card_pages(
                address=addresses.month_address(year, month),
                section=addresses.ARCHIVE,
                title=f"Tin, bài tháng {month} năm {year}",
                lead="",
                feeds=feed,
                cards=of_month,
            )


def _row(name: str, address: str, count: int) -> Row:
    return Row(name=name, address=address, note="", count=count)


def _page(
    address: str,
    title: str,
    years: tuple[tuple[Row, tuple[Row, ...]], ...],
    feeds: tuple[FeedLink, ...],
) -> Page:
    return Page(
        address=address,
        template="archive.html",
        title=title,
        description=_LEAD,
        section=addresses.ARCHIVE,
        feeds=feeds,
        view=ArchiveView(
            lead=_LEAD if address == addresses.ARCHIVE else "",
            years=years,
            empty="Chưa có tin, bài nào.",
        ),
    )
