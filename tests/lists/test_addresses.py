"""Every page has an address of its own, with everything that the real bulletin holds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from bulletin.content.library import read_library
from bulletin.edition.channels import iter_channels
from bulletin.edition.edition import open_edition
from bulletin.model import addresses
from bulletin.pages.all_pages import iter_pages

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@pytest.mark.slow
def test_no_two_pages_of_the_real_bulletin_stand_at_one_address() -> None:
    library = read_library(ROOT)
    edition = open_edition(library, NOW)
    pages = list(iter_pages(edition, list(iter_channels(edition)), library.media))
    times = Counter(page.address for page in pages)
    assert len(times) > 100
    assert [address for address, count in times.items() if count > 1] == []


@pytest.mark.slow
def test_records_of_the_real_bulletin_stand_where_no_list_will_ever_be() -> None:
    generated = [
        item.path for item in read_library(ROOT).items if addresses.is_generated(item.address)
    ]
    assert generated == []
