"""RSS as stations and readers get it: golden bytes, read back, valid, and the same on any day."""

from __future__ import annotations

import calendar
import html
import locale
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import feedgen.entry
import feedgen.feed
import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bulletin.feeds.feed import Feed, FeedPicture
from bulletin.feeds.rss import join_items, to_rss, write_items
from tests.feeds.samples import BARE_STORY, EMPTY, EXEMPLAR, FULL
from tests.feeds.validator import violations
from tests.golden import check_golden
from tests.trying import try_examples

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[2]
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
PICTURE = FeedPicture("https://thidua.mau.example/anh.webp", "image/webp", 960, 640)
CASES = pytest.mark.parametrize(
    ("name", "feed"), [("full.xml", FULL), ("empty.xml", EMPTY)], ids=["full", "empty"]
)


def first_item(feed: Feed) -> etree._Element:
    """Return the first item of a feed as any XML software reads it."""
    return next(etree.fromstring(to_rss(feed)).iter("item"))


@CASES
def test_golden(name: str, feed: Feed, update_goldens: bool) -> None:
    check_golden(GOLDEN / name, to_rss(feed), update_goldens)


@CASES
def test_valid(name: str, feed: Feed) -> None:
    now = feed.last_changed + timedelta(minutes=1)
    assert violations(to_rss(feed), address=feed.address, now=now) == []


@pytest.mark.parametrize("with_picture", [False, True])
@CASES
def test_items_written_apart_make_the_same_document(
    name: str, feed: Feed, with_picture: bool
) -> None:
    items = [
        replace(item, picture=PICTURE if with_picture and number % 2 else None)
        for number, item in enumerate(feed.items)
    ]
    feed = replace(feed, items=tuple(items))
    apart = [text for item in items for text in write_items(replace(feed, items=(item,)))]
    assert write_items(feed) == apart
    head = replace(feed, items=(), fallback_date=feed.last_changed)
    has_pictures = any(item.picture for item in items)
    assert join_items(head, apart, has_pictures=has_pictures) == to_rss(feed)


# --- read back by a feed reader -----------------------------------------------------------------


def moment_of(parsed: time.struct_time) -> datetime:
    """Return a moment that feedparser gives as numbers of universal time."""
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC)


@CASES
def test_a_reader_gets_everything_about_the_feed(name: str, feed: Feed) -> None:
    found = feedparser.parse(to_rss(feed))
    assert not found.bozo
    assert (found.version, found.encoding) == ("rss20", "utf-8")
    assert found.feed.title == feed.title
    assert found.feed.link == feed.link
    assert html.unescape(found.feed.subtitle) == feed.description
    assert found.feed.language == "vi"
    assert found.feed.publisher == feed.publisher
    assert moment_of(found.feed.updated_parsed) == feed.last_changed
    assert [link.href for link in found.feed.links if link.rel == "self"] == [feed.address]
    assert "generator" not in found.feed
    if feed.contact_email is None:
        assert "author_detail" not in found.feed
    else:
        assert found.feed.author_detail.email == feed.contact_email


def test_a_reader_gets_everything_about_each_item_in_our_order() -> None:
    entries = feedparser.parse(to_rss(FULL)).entries
    assert len(entries) == len(FULL.items)
    for entry, item in zip(entries, FULL.items, strict=True):
        assert entry.title == item.title
        assert entry.link == item.link
        assert entry.id == item.guid
        assert not entry.guidislink
        assert moment_of(entry.published_parsed) == item.published
        assert html.unescape(entry.summary) == item.description
        assert entry.author == item.author
        assert tuple(tag.term for tag in entry.get("tags", [])) == item.categories
        assert ("content" in entry) == bool(item.content)
        sounds = [(sound.href, sound.length, sound.type) for sound in entry.enclosures]
        if item.enclosure is None:
            assert sounds == []
        else:
            wanted = item.enclosure
            assert sounds == [(wanted.url, str(wanted.length), wanted.media_type)]


PICTURE = FeedPicture(f"{BARE_STORY.link}anh-960.jpg", "image/jpeg", 960, 640)


def test_a_reader_finds_the_picture_and_still_the_recording_first() -> None:
    bare, spoken = replace(BARE_STORY, picture=PICTURE), replace(EXEMPLAR, picture=PICTURE)
    xml = to_rss(replace(FULL, items=(spoken, bare)))
    assert violations(xml, address=FULL.address) == []
    first, second = feedparser.parse(xml).entries
    shown = {
        "url": PICTURE.url,
        "type": "image/jpeg",
        "medium": "image",
        "width": "960",
        "height": "640",
    }
    assert second.media_content == [shown]
    assert second.enclosures == []
    # LibreTime's library counts both sorts of elements as recordings, these before the enclosure.
    assert EXEMPLAR.enclosure is not None
    assert first.media_content[0]["url"] == EXEMPLAR.enclosure.url
    assert first.media_content[1:] == [shown]
    assert [sound.href for sound in first.enclosures] == [EXEMPLAR.enclosure.url]


def test_a_feed_without_pictures_says_nothing_of_media() -> None:
    assert b"mrss" not in to_rss(FULL)


def test_the_time_of_day_keeps_its_own_offset() -> None:
    assert first_item(FULL).findtext("pubDate") == "Wed, 18 Nov 2026 07:30:00 +0700"


def test_an_item_has_one_author_and_it_is_a_name() -> None:
    item = first_item(FULL)
    assert [creator.text for creator in item.iter(CREATOR)] == ["Ban biên tập"]
    assert item.find("author") is None


# --- text comes through whole -------------------------------------------------------------------

XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("<>&\"'\t\n\r]"),
    min_size=1,
)


@try_examples(60)
@given(XML_TEXT)
def test_the_html_of_a_story_is_kept_to_the_letter(text: str) -> None:
    feed = replace(FULL, items=(replace(EXEMPLAR, content=text),))
    assert first_item(feed).findtext(CONTENT) == text


@try_examples(60)
@given(XML_TEXT)
def test_plain_text_is_escaped_once_for_html_and_once_for_xml(text: str) -> None:
    item = replace(EXEMPLAR, title=text, description=text)
    feed = replace(FULL, description=text, items=(item,))
    assert first_item(feed).findtext("title") == text
    channel = etree.fromstring(to_rss(feed))[0]
    for found in (channel.findtext("description"), first_item(feed).findtext("description")):
        assert found is not None
        assert "<" not in found
        assert html.unescape(found) == text


def test_a_character_that_xml_forbids_is_not_published() -> None:
    feed = replace(FULL, items=(replace(EXEMPLAR, content="<p>Hết\x0b</p>"),))
    with pytest.raises(ValueError, match="XML compatible"):
        to_rss(feed)


# --- the bytes depend on the feed alone ---------------------------------------------------------


class Impostor(type):
    """A class of datetime that takes every real datetime for its own."""

    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, datetime)


class AnotherDay(datetime, metaclass=Impostor):
    """A clock that stands still in the past."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """Return a moment long gone."""
        return cls(1999, 1, 1, tzinfo=tz)


@CASES
def test_another_day_gives_the_same_bytes(
    name: str, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = to_rss(feed)
    monkeypatch.setattr(feedgen.feed, "datetime", AnotherDay)
    monkeypatch.setattr(feedgen.entry, "datetime", AnotherDay)
    careless = feedgen.feed.FeedGenerator()
    assert careless.lastBuildDate().year == 1999, "this clock is not the one feedgen looks at"
    assert to_rss(feed) == today


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8"},
    ],
    ids=["west", "east"],
)
def test_another_machine_gives_the_same_bytes(variables: dict[str, str]) -> None:
    program = (
        "import locale, sys; locale.setlocale(locale.LC_ALL, '')\n"
        "from bulletin.feeds.rss import to_rss; from tests.feeds.samples import FULL\n"
        "sys.stdout.buffer.write(to_rss(FULL))"
    )
    environment = {**os.environ, **variables, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True
    )
    assert done.stdout == to_rss(FULL)


# --- feedgen and the locale ---------------------------------------------------------------------


@pytest.fixture
def process_locale() -> Iterator[str]:
    """Give the process another locale than C, and its own back afterwards."""
    before = locale.setlocale(locale.LC_ALL)
    yield locale.setlocale(locale.LC_ALL, "C.UTF-8")
    locale.setlocale(locale.LC_ALL, before)


def test_the_locale_is_as_before(process_locale: str) -> None:
    to_rss(FULL)
    assert locale.setlocale(locale.LC_ALL) == process_locale


def test_the_locale_is_as_before_when_feeds_are_rendered_at_once(process_locale: str) -> None:
    # Without the lock, most such runs end in the C locale. Switching threads as often as the
    # interpreter can makes that all but certain.
    many = replace(FULL, items=(BARE_STORY,) * 50)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=to_rss, args=(many,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert locale.setlocale(locale.LC_ALL) == process_locale


def test_the_description_of_a_feed_is_escaped_like_those_of_items() -> None:
    hostile = "<img src=x onerror=alert(1)> & Co"
    channel = etree.fromstring(to_rss(replace(FULL, description=hostile))).find("channel")
    assert channel is not None
    description = channel.findtext("description")
    assert description == "&lt;img src=x onerror=alert(1)&gt; &amp; Co"
