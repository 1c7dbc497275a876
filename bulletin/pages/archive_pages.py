"""The archive: every story by year and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.model import addresses
from bulletin.pages.card_list import Cards, card_pages
from bulletin.pages.page import ArchiveView, FeedLink, Page, Row
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import page_addresses

_LEAD = "Mọi tin, bài đã đăng, theo năm và tháng."


def iter_archive_groups(
    edition: Edition, cards: Cards, feeds: Mapping[str, FeedLink]
) -> Iterator[PageGroup]:
    """Yield the archive's front with its years, and its months."""
    years = sorted(edition.by_year, reverse=True)
    months = Counter((s.published.year, s.published.month) for s in edition.stories)
    yield PageGroup(
        name=addresses.ARCHIVE,
        addresses=[addresses.ARCHIVE, *map(addresses.year_address, years)],
        make_pages=partial(_overviews, edition, years, months, feeds),
        extra_key=sorted(months.items()),
    )
    for year in years:
        by_month: dict[int, list[PublicStory]] = {}
        for story in edition.by_year[year]:
            by_month.setdefault(story.published.month, []).append(story)
        for month, stories in by_month.items():
            address = addresses.month_address(year, month)
            yield PageGroup(
                name=address,
                addresses=page_addresses(address, len(stories)),
                make_pages=partial(_month, year, month, stories, cards, feeds),
                stories=stories,
            )


def _overviews(
    edition: Edition,
    years: Sequence[int],
    months: Counter[tuple[int, int]],
    feeds: Mapping[str, FeedLink],
) -> Iterator[Page]:
    """Yield the archive's front, which has all years, and a page for each year."""
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
    all_feed = (feeds[addresses.ALL_STORIES_FEED],)
    yield _page(addresses.ARCHIVE, "Lưu trữ", tuple(rows[year] for year in years), all_feed)
    for year in years:
        feed = (feeds[addresses.year_feed(year)],)
        yield _page(addresses.year_address(year), f"Lưu trữ năm {year}", (rows[year],), feed)


def _month(
    year: int,
    month: int,
    stories: Sequence[PublicStory],
    cards: Cards,
    feeds: Mapping[str, FeedLink],
) -> Iterator[Page]:
    yield from card_pages(
        address=addresses.month_address(year, month),
        section=addresses.ARCHIVE,
        title=f"Tin, bài tháng {month} năm {year}",
        lead="",
        feeds=(feeds[addresses.year_feed(year)],),
        cards=cards(stories),
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
