"""Addresses (docs-dev/contract.md, "Addresses" and "Feeds") that belong to no content file."""

from __future__ import annotations

import pytest

from bulletin.model import addresses


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (addresses.unit_address("xa-dong-thai-2025"), "/don-vi/xa-dong-thai-2025/"),
        (addresses.field_address("giam-ngheo"), "/linh-vuc/giam-ngheo/"),
        (addresses.month_address(2026, 3), "/luu-tru/2026/03/"),
        (addresses.month_address(2026, 11), "/luu-tru/2026/11/"),
        (addresses.year_address(2026), "/luu-tru/2026/"),
        (addresses.page_address("/dien-hinh/", 1), "/dien-hinh/"),
        (addresses.page_address("/dien-hinh/", 2), "/dien-hinh/trang/2/"),
        (addresses.ALL_STORIES_FEED, "/rss/tat-ca.xml"),
        (addresses.RADIO_FEED, "/rss/phat-thanh.xml"),
        (addresses.campaign_feed("nong-thon-moi"), "/rss/phong-trao/nong-thon-moi.xml"),
        (addresses.unit_feed("xa-an-bien"), "/rss/don-vi/xa-an-bien.xml"),
        (addresses.field_feed("giam-ngheo"), "/rss/linh-vuc/giam-ngheo.xml"),
        (addresses.year_feed(2026), "/rss/nam/2026.xml"),
        (addresses.CALENDAR, "/su-kien/lich.ics"),
    ],
)
def test_an_address(found: str, wanted: str) -> None:
    assert found == wanted


@pytest.mark.parametrize(
    "address",
    [
        "/dien-hinh/",
        "/phong-trao/",
        "/van-ban/",
        "/hoi-dap/",
        "/su-kien/",
        "/don-vi/",
        "/linh-vuc/",
        "/luu-tru/",
        "/rss/",
    ],
)
def test_the_lists_have_their_addresses_and_their_names(address: str) -> None:
    assert any(section.address == address for section in addresses.SECTIONS)
