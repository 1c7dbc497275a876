"""The podcast as players get it: golden bytes, read back, valid, and the same on any day."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bulletin.feeds.feed import Enclosure
from bulletin.feeds.podcast import (
    PodcastFeed,
    PodcastItem,
    Transcript,
    make_podcast_feed,
    make_podcast_guid,
    make_podcast_item,
)
from bulletin.feeds.rss import to_podcast, to_rss
from bulletin.media.recordings import inspect_recording
from tests.feeds.samples import BARE_STORY, CAMPAIGN_STORY, EMPTY, EXEMPLAR, FULL, SITE
from tests.feeds.validator import violations
from tests.golden import check_golden
from tests.media.samples import mp3
from tests.narrowing import require
from tests.trying import try_examples

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[2]
ADDRESS = f"{SITE}/rss/am-thanh.xml"
COVER = f"{SITE}/assets/bia.png"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"

SPOKEN = make_podcast_item(
    EXEMPLAR,
    seconds=190.4,
    transcript=Transcript(f"{EXEMPLAR.link}doc.txt", "text/plain"),
    image=f"{EXEMPLAR.link}vuong.jpg",
)
SPOKEN_TOO = make_podcast_item(
    replace(CAMPAIGN_STORY, enclosure=Enclosure(f"{CAMPAIGN_STORY.link}a.mp3", 99, "audio/mpeg")),
    seconds=59.5,
)
PODCAST_FULL = make_podcast_feed(
    replace(FULL, address=ADDRESS),
    (SPOKEN, SPOKEN_TOO),
    guid=make_podcast_guid(ADDRESS),
    image=COVER,
)
PODCAST_EMPTY = make_podcast_feed(
    replace(EMPTY, address=ADDRESS, contact_email="bantin@example.org"),
    (),
    guid=make_podcast_guid(ADDRESS),
    image=COVER,
)
CASES = pytest.mark.parametrize(
    ("name", "feed"),
    [("podcast.xml", PODCAST_FULL), ("podcast-empty.xml", PODCAST_EMPTY)],
    ids=["full", "empty"],
)


def channel(feed: PodcastFeed) -> etree._Element:
    """Return the channel as any XML software reads it."""
    return etree.fromstring(to_podcast(feed))[0]


@CASES
def test_golden(name: str, feed: PodcastFeed, update_goldens: bool) -> None:
    check_golden(GOLDEN / name, to_podcast(feed), update_goldens)


@CASES
def test_valid(name: str, feed: PodcastFeed) -> None:
    now = feed.last_changed + timedelta(minutes=1)
    assert violations(to_podcast(feed), address=ADDRESS, now=now) == []


def test_without_a_cover_or_an_owner_just_these_are_missing() -> None:
    bare = replace(PODCAST_FULL, image=None, contact_email=None)
    assert violations(to_podcast(bare)) == [
        "MissingPodcastElement: itunes:image",
        "MissingItunesEmail: channel",
    ]


# --- read back by a player ----------------------------------------------------------------------


def test_a_player_gets_everything_about_the_podcast() -> None:
    found = feedparser.parse(to_podcast(PODCAST_FULL))
    assert not found.bozo
    assert found.feed.author == PODCAST_FULL.publisher
    assert found.feed.publisher_detail.email == PODCAST_FULL.contact_email
    assert found.feed.image.href == COVER
    assert [tag.term for tag in found.feed.tags] == ["Government"]
    assert UUID(found.feed.podcast_guid) == PODCAST_FULL.guid
    assert found.feed.podcast_locked == "yes"


def test_a_player_gets_everything_about_each_recording_in_our_order() -> None:
    entries = feedparser.parse(to_podcast(PODCAST_FULL)).entries
    assert [entry.id for entry in entries] == [item.guid for item in PODCAST_FULL.items]
    assert [entry.itunes_duration for entry in entries] == ["190", "60"]
    assert [entry.get("image", {}).get("href") for entry in entries] == [SPOKEN.image, None]
    sounds = [(entry.enclosures[0].href, entry.enclosures[0].length) for entry in entries]
    assert sounds == [(i.enclosure.url, str(i.enclosure.length)) for i in PODCAST_FULL.items]


def test_the_podcast_and_each_recording_are_fit_for_children() -> None:
    # feedparser knows only the words of before 2019.
    said = [element.text for element in channel(PODCAST_FULL).iter(f"{ITUNES}explicit")]
    assert said == ["false"] * (1 + len(PODCAST_FULL.items))


def test_a_transcript_is_linked_where_there_is_one() -> None:
    transcripts = [
        [dict(found.attrib) for found in item.iter(f"{PODCAST}transcript")]
        for item in channel(PODCAST_FULL).iter("item")
    ]
    assert transcripts == [[{"url": f"{EXEMPLAR.link}doc.txt", "type": "text/plain"}], []]


def test_what_other_feeds_say_is_said_in_the_same_words() -> None:
    plain = replace(FULL, address=ADDRESS, items=(SPOKEN, SPOKEN_TOO))
    podcast = channel(PODCAST_FULL)
    for element in list(podcast.iter(f"{ITUNES}*", f"{PODCAST}*")):
        require(element.getparent()).remove(element)
    elsewhere = etree.fromstring(to_rss(plain))[0]
    assert [(e.tag, e.text, dict(e.attrib)) for e in podcast.iter() if len(e) == 0] == [
        (e.tag, e.text, dict(e.attrib)) for e in elsewhere.iter() if len(e) == 0
    ]


def test_length_and_duration_are_those_of_the_file() -> None:
    recording = mp3(4000)
    item = make_podcast_item(
        replace(EXEMPLAR, enclosure=Enclosure(f"{SITE}/a.mp3", len(recording), "audio/mpeg")),
        seconds=inspect_recording(recording).seconds,
    )
    found = next(channel(replace(PODCAST_FULL, items=(item,))).iter("item"))
    assert require(found.find("enclosure")).get("length") == str(4000 * 417)
    assert found.findtext(f"{ITUNES}duration") == str(round(4000 * 1152 / 44100))


@try_examples(30)
@given(st.floats(0.001, 36000))
def test_a_duration_is_the_nearest_whole_second_but_never_none(seconds: float) -> None:
    feed = replace(PODCAST_FULL, items=(replace(SPOKEN, seconds=seconds),))
    said = int(next(channel(feed).iter(f"{ITUNES}duration")).text or "")
    assert said >= 1
    assert abs(said - max(seconds, 1)) <= 0.5


def test_a_podcast_may_be_open_to_other_hosts() -> None:
    assert channel(replace(PODCAST_FULL, locked=False)).findtext(f"{PODCAST}locked") == "no"


# --- identity -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "guid"),
    [
        # The examples of the specification of podcast:guid.
        ("https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("http://podnews.net/rss//", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("http://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
    ],
)
def test_the_identity_is_made_from_the_first_address(address: str, guid: str) -> None:
    assert make_podcast_guid(address) == UUID(guid)


def test_a_podcast_that_moves_keeps_its_identity() -> None:
    moved = replace(PODCAST_FULL, address="https://khac.example/rss/am-thanh.xml")
    assert channel(moved).findtext(f"{PODCAST}guid") == str(PODCAST_FULL.guid)


# --- what is refused ----------------------------------------------------------------------------


def test_an_item_without_a_recording_is_none_of_a_podcast() -> None:
    with pytest.raises(ValueError, match="exemplars/2025/truong-mau-ba has no recording"):
        make_podcast_item(BARE_STORY, seconds=1)


def test_a_picture_that_players_do_not_know_is_refused() -> None:
    for thing in (PODCAST_FULL, SPOKEN):
        with pytest.raises(ValueError, match=r"in \.jpg or \.png: .*bia\.webp"):
            replace(thing, image=f"{SITE}/bia.webp")


def test_a_date_without_an_offset_is_refused() -> None:
    naive = datetime(2026, 11, 18, 7, 30)
    with pytest.raises(ValueError, match="to-hop-tac-mau-mot has no UTC offset"):
        replace(SPOKEN, published=naive)
    with pytest.raises(ValueError, match=r"fallback_date of .* has no UTC offset"):
        replace(PODCAST_EMPTY, fallback_date=naive)


def test_a_podcast_is_a_feed_and_its_items_are_items() -> None:
    assert isinstance(SPOKEN, PodcastItem)
    assert PODCAST_FULL.last_changed == SPOKEN.published
    assert PODCAST_EMPTY.last_changed == EMPTY.fallback_date


# --- the bytes depend on the podcast alone ------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8"},
    ],
    ids=["west", "east"],
)
def test_another_machine_gives_the_same_bytes(surroundings: dict[str, str]) -> None:
    program = (
        "import locale, sys; locale.setlocale(locale.LC_ALL, '')\n"
        "from bulletin.feeds.rss import to_podcast\n"
        "from tests.feeds.test_podcast import PODCAST_FULL\n"
        "sys.stdout.buffer.write(to_podcast(PODCAST_FULL))"
    )
    environment = {**os.environ, **surroundings, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True
    )
    assert done.stdout == to_podcast(PODCAST_FULL)
