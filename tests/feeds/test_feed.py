"""A feed's values: dates without an offset are refused, and the date of a feed is its newest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, tzinfo

import pytest

from tests.feeds.samples import BARE_STORY, EMPTY, FULL, VIETNAM


class NoOffset(tzinfo):
    """A time zone that gives no offset, which makes a datetime naive in spite of it."""

    def utcoffset(self, moment: datetime | None) -> None:
        """Say nothing."""

    def dst(self, moment: datetime | None) -> None:
        """Say nothing."""

    def tzname(self, moment: datetime | None) -> None:
        """Say nothing."""


@pytest.mark.parametrize("zone", [None, NoOffset()], ids=["none", "silent"])
def test_a_date_without_an_offset_is_refused(zone: tzinfo | None) -> None:
    moment = datetime(2026, 11, 18, 7, 30, tzinfo=zone)
    with pytest.raises(ValueError, match="exemplars/2025/truong-mau-ba has no UTC offset"):
        replace(BARE_STORY, published=moment)
    with pytest.raises(ValueError, match=r"fallback_date of .*chua-co-bai\.xml has no UTC offset"):
        replace(EMPTY, fallback_date=moment)


def test_a_feed_is_as_new_as_its_newest_item_wherever_that_stands() -> None:
    newest = datetime(2026, 11, 18, 7, 30, tzinfo=VIETNAM)
    assert FULL.last_changed == newest
    assert replace(FULL, items=FULL.items[::-1]).last_changed == newest


def test_an_empty_feed_has_its_fallback_date() -> None:
    assert EMPTY.last_changed == datetime(2020, 3, 1, tzinfo=VIETNAM)
