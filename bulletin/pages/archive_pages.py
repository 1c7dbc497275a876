"""The archive: all stories by year and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory, put_real_first, real_of
from bulletin.model import addresses
from bulletin.pages.card_list import MakeCards, iter_card_pages
from bulletin.pages.page import FeedLink, Page, View
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import page_addresses
from bulletin.pages.row_list import Row

_LEAD = "Mọi tin, bài đã đăng, theo năm và tháng."


@dataclass(frozen=True, slots=True)
class ArchiveView(View):
    """archive.html: years, each with its months."""

    lead: str
    years: tuple[tuple[Row, tuple[Row, ...]], ...]
    empty: str


def iter_archive_groups(
    edition: Edition, make_cards: MakeCards, feeds: Mapping[str, FeedLink]
) -> Iterator[PageGroup]:
    """Yield the pages of the whole archive and of each year, then each month by itself."""
    years = sorted(edition.by_year, reverse=True)
    months = Counter((s.published.year, s.published.month) for s in edition.stories)
    real = Counter((s.published.year, s.published.month) for s in real_of(edition.stories))
    yield PageGroup(
        name=addresses.ARCHIVE,
        addresses=[addresses.ARCHIVE, *map(addresses.year_address, years)],
        make_pages=partial(_iter_overviews, years, months, real, feeds),
        extra_key=[sorted(months.items()), sorted(real.items())],
    )
    for year in years:
        by_month: dict[int, list[PublicStory]] = {}
        for story in edition.by_year[year]:
            by_month.setdefault(story.published.month, []).append(story)
        for month, found in by_month.items():
            stories = put_real_first(found)
            address = addresses.month_address(year, month)
            yield PageGroup(
                name=address,
                addresses=page_addresses(address, len(stories)),
                make_pages=partial(_iter_month_pages, year, month, stories, make_cards, feeds),
                stories=stories,
            )


def _iter_overviews(
    years: Sequence[int],
    months: Counter[tuple[int, int]],
    real: Counter[tuple[int, int]],
    feeds: Mapping[str, FeedLink],
) -> Iterator[Page]:
    """Yield the page that lists all years, and the page of each year."""
    rows = {
        year: (
            _make_row(
                f"Năm {year}",
                addresses.year_address(year),
                sum(months[year, month] for month in range(1, 13)),
                sum(real[year, month] for month in range(1, 13)),
            ),
            tuple(
                _make_row(
                    f"Tháng {month}",
                    addresses.month_address(year, month),
                    months[year, month],
                    real[year, month],
                )
                for month in range(12, 0, -1)
                if months[year, month]
            ),
        )
        for year in years
    }
    all_feed = (feeds[addresses.ALL_STORIES_FEED],)
    yield _make_page(addresses.ARCHIVE, "Lưu trữ", tuple(rows[year] for year in years), all_feed)
    for year in years:
        feed = (feeds[addresses.year_feed(year)],)
        yield _make_page(addresses.year_address(year), f"Lưu trữ năm {year}", (rows[year],), feed)


def _iter_month_pages(
    year: int,
    month: int,
    stories: Sequence[PublicStory],
    make_cards: MakeCards,
    feeds: Mapping[str, FeedLink],
) -> Iterator[Page]:
    yield from iter_card_pages(
        address=addresses.month_address(year, month),
        section=addresses.ARCHIVE,
        title=f"Tin, bài tháng {month} năm {year}",
        lead="",
        feeds=(feeds[addresses.year_feed(year)],),
        cards=make_cards(stories),
    )


def _make_row(name: str, address: str, count: int, real: int) -> Row:
    return Row(name=name, address=address, note="", count=real, samples=count - real)


def _make_page(
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
