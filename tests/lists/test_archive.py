"""The archive by year and month."""

from __future__ import annotations

from bulletin.model import addresses
from bulletin.pages.archive_pages import ArchiveView
from bulletin.pages.card_list import ListView
from tests.content.builder import CAMPAIGN_STORY, STORY, STORY_KEYS, page
from tests.opened import Changes, on, pages_of, stories

WRITTEN: Changes = {
    STORY: None,
    CAMPAIGN_STORY: page(STORY_KEYS, {"date": "2026-03-31T23:59"}),
    **stories(
        {
            "dau-thang": {"date": "2026-03-01"},
            "cuoi-nam": {"date": "2025-12-31T23:59"},
            "dau-nam": {"date": "2026-01-01T00:00"},
            "nhap": {"date": "2024-05-05", "draft": "true", "unit": "xa-cu"},
            "mai-sau": {"date": "2027-01-01"},
        }
    ),
}


def years(changes: Changes, address: str = "/luu-tru/") -> list[tuple[str, int, list[str]]]:
    """Return the years that a page of the archive shows, with their months."""
    view = pages_of(changes)[address].view
    assert isinstance(view, ArchiveView)
    return [
        (year.name, year.count, [f"{month.name}: {month.count}" for month in months])
        for year, months in view.years
    ]


def test_the_front_counts_by_year_and_month_the_latest_first() -> None:
    assert years(WRITTEN) == [
        ("Năm 2026", 3, ["Tháng 3: 2", "Tháng 1: 1"]),
        ("Năm 2025", 1, ["Tháng 12: 1"]),
    ]
    assert years(WRITTEN, "/luu-tru/2026/") == years(WRITTEN)[:1]


def test_a_month_holds_its_stories_newest_first() -> None:
    view = pages_of(WRITTEN)["/luu-tru/2026/03/"].view
    assert isinstance(view, ListView)
    assert [card.address for card in view.cards] == [
        "/phong-trao/xanh-sach/hang-rao-xanh/",
        "/dien-hinh/2026/dau-thang/",
    ]


def test_midnight_parts_the_years_in_the_bulletins_own_zone() -> None:
    pages = pages_of(WRITTEN)
    assert [a for a in sorted(pages) if a.startswith("/luu-tru/2")] == [
        "/luu-tru/2025/",
        "/luu-tru/2025/12/",
        "/luu-tru/2026/",
        "/luu-tru/2026/01/",
        "/luu-tru/2026/03/",
    ]


def test_a_story_that_falls_due_enters_the_archive_on_its_day() -> None:
    assert "/luu-tru/2027/01/" not in pages_of(WRITTEN, on("2026-12-31", 23, 59))
    assert "/luu-tru/2027/01/" in pages_of(WRITTEN, on("2027-01-01", 0))


def test_each_page_leads_to_the_feed_of_its_year() -> None:
    for address, one in pages_of(WRITTEN).items():
        if address.startswith("/luu-tru/2"):
            year = address.split("/")[2]
            assert [feed.address for feed in one.feeds] == [f"/rss/nam/{year}.xml"]
            assert addresses.is_generated(address)


def test_without_stories_the_archive_says_so() -> None:
    assert years({STORY: None}) == []


def test_a_full_month_is_cut_into_pages() -> None:
    full = stories({f"bai-{n:02}": {"date": f"2026-05-{n + 1:02}"} for n in range(25)})
    pages = pages_of({STORY: None, **full})
    assert "/luu-tru/2026/05/trang/2/" in pages
    assert "/luu-tru/2026/05/trang/3/" not in pages
