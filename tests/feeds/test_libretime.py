"""A year of the bulletin as a station's LibreTime takes it: each recording once, none twice.

The station is written anew from LibreTime's sources (PodcastManager and PodcastEpisodeService of
April 2026) and shares nothing with the code that writes the feeds.
"""

from __future__ import annotations

import calendar
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Protocol

import feedparser
import pytest

from bulletin.feeds.feed import Enclosure, Feed, FeedItem
from bulletin.feeds.podcast import make_podcast_feed, make_podcast_guid, make_podcast_item
from bulletin.feeds.rss import to_podcast, to_rss
from tests.feeds.samples import FULL, SITE, VIETNAM

ALL_STORIES = f"{SITE}/rss/tat-ca.xml"
PODCAST = f"{SITE}/rss/am-thanh.xml"
LIMIT = 30
"""How many stories a feed holds (docs-dev/contract.md, "Feeds")."""


# --- the station --------------------------------------------------------------------------------


class Entry(Protocol):
    """What the station looks at of an entry, as feedparser gives it."""

    id: str
    published_parsed: time.struct_time

    def get(self, key: str, default: list[dict[str, str]], /) -> list[dict[str, str]]: ...


@cache  # many a change leaves a feed as it was
def read(document: bytes) -> list[Entry]:
    """Return the entries of a feed as a reader understands them."""
    found = feedparser.parse(document)
    assert not found.bozo
    entries: list[Entry] = found.entries
    return entries


@dataclass(slots=True)
class LibreTime:
    """Takes what is new in feeds, without anybody choosing.

    `taken` are the guids in the order of downloading. They are kept for the station as a whole:
    what one feed brought is not taken from another.
    """

    taken: list[str] = field(default_factory=list)
    _newest: dict[str, int] = field(default_factory=dict)

    def poll(self, address: str, entries: list[Entry]) -> list[str]:
        """Look at the feed, as LibreTime does every hour; return what is downloaded now."""
        heard = [entry for entry in entries if self._sound_of(entry).startswith("audio")]
        # Newest first; what has the same time stays in the feed's order.
        heard.sort(key=self._minute_of, reverse=True)
        if address not in self._newest:
            # The first time, only the newest one is a candidate.
            heard = heard[:1]
        last = self._newest.get(address, 0)
        new = [e for e in heard if self._minute_of(e) >= last and e.id not in self.taken]
        if new:
            self._newest[address] = self._minute_of(new[0])
        self.taken += [entry.id for entry in new]
        return [entry.id for entry in new]

    @staticmethod
    def _sound_of(entry: Entry) -> str:
        enclosures = entry.get("enclosures", [])
        return enclosures[0].get("type", "") if enclosures else ""

    @staticmethod
    def _minute_of(entry: Entry) -> int:
        # SimplePie gives the date without its seconds ("j F Y, g:i a").
        return calendar.timegm(entry.published_parsed) // 60


# --- what an office does in a year --------------------------------------------------------------


def story(number: int, published: datetime, *, spoken: bool) -> FeedItem:
    """Return a story, with or without a recording; its guid comes from its number alone."""
    link = f"{SITE}/dien-hinh/2026/bai-{number}/"
    return FeedItem(
        title=f"Bài {number}",
        link=link,
        guid=f"tag:thidua.example,2026:exemplars/2026/bai-{number}",
        published=published,
        description="Một vụ lúa, một vụ tôm.",
        content="",
        author="Ban biên tập",
        enclosure=Enclosure(f"{link}doc.mp3", 1000 + number, "audio/mpeg") if spoken else None,
    )


def edited(item: FeedItem, number: int) -> FeedItem:
    """Return the story with other words and, where it has one, a recording made anew."""
    sound = item.enclosure and replace(item.enclosure, length=item.enclosure.length + number)
    return replace(item, title=f"{item.title} (sửa {number})", enclosure=sound)


def renamed(item: FeedItem, number: int) -> FeedItem:
    """Return the story at another address, its recording too; the guid is kept."""
    link = f"{SITE}/dien-hinh/2026/ten-moi-{number}/"
    sound = item.enclosure and replace(item.enclosure, url=f"{link}doc.mp3")
    return replace(item, link=link, enclosure=sound)


@dataclass(slots=True)
class Office:
    """Publishes about four stories a week, and edits, renames and withdraws old ones.

    Stories carry the moment or only the day of their publication, whichever the editor wrote, but
    never one before that of a story already out. `spoken` are the guids of all that ever had a
    recording, in the order of publication.
    """

    chance: random.Random
    public: list[FeedItem] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    count: int = 0

    def year(self) -> Iterator[list[FeedItem]]:
        """Yield what is public after each change, newest first."""
        day = datetime(2026, 1, 1, tzinfo=VIETNAM)
        while day.year == 2026:
            if self.chance.random() < 0.3:
                self._publish(day)
                yield self._newest_first()
            if self.public and self.chance.random() < 0.1:
                self._change()
                yield self._newest_first()
            day += timedelta(days=1)

    def _publish(self, day: datetime) -> None:
        # Either the day alone, for all of the day's stories, or moments in their order.
        with_hours = self.chance.random() < 0.5
        moment = day
        for _ in range(self.chance.choice([1, 1, 2, 2, 3])):
            if with_hours:
                moment += timedelta(seconds=self.chance.randrange(1, 20_000))
            self.count += 1
            new = story(self.count, moment, spoken=self.chance.random() < 0.6)
            self.public.append(new)
            if new.enclosure:
                self.spoken.append(new.guid)

    def _change(self) -> None:
        position = self.chance.randrange(len(self.public))
        self.count += 1
        match self.chance.choice(["edit", "edit", "rename", "withdraw"]):
            case "edit":
                self.public[position] = edited(self.public[position], self.count)
            case "rename":
                self.public[position] = renamed(self.public[position], self.count)
            case "withdraw":
                del self.public[position]

    def _newest_first(self) -> list[FeedItem]:
        return sorted(self.public, key=lambda item: (-item.published.timestamp(), item.link))


# --- the feeds ----------------------------------------------------------------------------------


def all_stories(items: list[FeedItem]) -> list[Entry]:
    """Return the entries of the feed of all stories, spoken or not."""
    return read(to_rss(replace(FULL, address=ALL_STORIES, items=tuple(items[:LIMIT]))))


def podcast(items: list[FeedItem]) -> list[Entry]:
    """Return the entries of the podcast of the stories that have a recording."""
    feed: Feed = replace(FULL, address=PODCAST, items=())
    spoken = [make_podcast_item(item, seconds=60) for item in items if item.enclosure]
    return read(
        to_podcast(make_podcast_feed(feed, spoken[:LIMIT], guid=make_podcast_guid(PODCAST)))
    )


Published = Callable[[list[FeedItem]], list[Entry]]
FEEDS = pytest.mark.parametrize(
    ("address", "published"), [(ALL_STORIES, all_stories), (PODCAST, podcast)]
)
SPOKEN = {
    hour: story(hour, datetime(2026, 11, 18, hour, 30, tzinfo=VIETNAM), spoken=True)
    for hour in range(10)
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "subscriptions",
    [{ALL_STORIES: all_stories}, {PODCAST: podcast}, {ALL_STORIES: all_stories, PODCAST: podcast}],
    ids=["all stories", "podcast", "both"],
)
def test_in_a_year_every_recording_is_taken_once(subscriptions: dict[str, Published]) -> None:
    office, station = Office(random.Random(len(subscriptions))), LibreTime()
    for items in office.year():
        before = len(station.taken)
        feeds = [(address, published(items)) for address, published in subscriptions.items()]
        for address, entries in feeds:
            station.poll(address, entries)
        # One day's stories at most.
        assert len(station.taken) - before <= 3
        # Nothing has changed an hour later.
        assert [station.poll(address, entries) for address, entries in feeds] == [[]] * len(feeds)
    assert len(office.spoken) > 80
    # Of what was out when the station subscribed it gets the newest alone.
    missed = [guid for guid in office.spoken if guid not in station.taken]
    assert missed == office.spoken[: len(missed)]
    assert len(missed) <= 2
    assert len(station.taken) == len(set(station.taken))
    assert set(station.taken) <= set(office.spoken)


# --- its rules, one by one, so that the year cannot pass for want of them ------------------------


@FEEDS
def test_a_new_subscriber_gets_the_newest_recording_alone(
    address: str, published: Published
) -> None:
    station = LibreTime()
    silent = story(99, datetime(2026, 11, 18, 23, tzinfo=VIETNAM), spoken=False)
    assert station.poll(address, published([silent, SPOKEN[9], SPOKEN[8]])) == [SPOKEN[9].guid]
    assert station.poll(address, published([silent, SPOKEN[9], SPOKEN[8]])) == []


@FEEDS
def test_recordings_of_one_day_without_hours_are_all_taken(
    address: str, published: Published
) -> None:
    midnight = datetime(2026, 11, 18, tzinfo=VIETNAM)
    one, two, three = (story(number, midnight, spoken=True) for number in (1, 2, 3))
    station = LibreTime()
    station.poll(address, published([one]))
    assert station.poll(address, published([one, two])) == [two.guid]
    assert station.poll(address, published([one, three, two])) == [three.guid]


@FEEDS
def test_a_rename_or_a_new_recording_is_not_taken_again(address: str, published: Published) -> None:
    station = LibreTime()
    station.poll(address, published([SPOKEN[9]]))
    for changed in (edited(SPOKEN[9], 1), renamed(SPOKEN[9], 2)):
        assert published([changed]) != published([SPOKEN[9]])
        assert station.poll(address, published([changed])) == []


@FEEDS
def test_another_guid_is_another_recording(address: str, published: Published) -> None:
    station = LibreTime()
    station.poll(address, published([SPOKEN[9]]))
    other = replace(SPOKEN[9], guid=f"{SPOKEN[9].guid}-khac")
    assert station.poll(address, published([other])) == [other.guid]


@FEEDS
def test_what_is_dated_before_something_taken_is_never_heard(
    address: str, published: Published
) -> None:
    # LibreTime's own rule, which no feed can help: an editor has to know it.
    station = LibreTime()
    station.poll(address, published([SPOKEN[7]]))
    assert station.poll(address, published([SPOKEN[7], SPOKEN[6]])) == []
    day_alone = replace(SPOKEN[8], published=datetime(2026, 11, 18, tzinfo=VIETNAM))
    assert station.poll(address, published([SPOKEN[7], day_alone])) == []
    assert station.poll(address, published([SPOKEN[8], SPOKEN[7]])) == [SPOKEN[8].guid]


def test_a_recording_of_another_kind_is_passed_over() -> None:
    picture = replace(SPOKEN[9], enclosure=Enclosure(f"{SITE}/a.jpg", 9, "image/jpeg"))
    assert LibreTime().poll(ALL_STORIES, all_stories([picture, SPOKEN[8]])) == [SPOKEN[8].guid]


def test_the_offset_of_the_date_is_minded() -> None:
    station = LibreTime()
    station.poll(PODCAST, podcast([SPOKEN[7]]))
    earlier = replace(SPOKEN[8], published=datetime(2026, 11, 18, 0, 29, tzinfo=UTC))
    assert station.poll(PODCAST, podcast([SPOKEN[7], earlier])) == []
    # The same minute, told by another clock.
    equal = replace(earlier, published=datetime(2026, 11, 18, 0, 30, tzinfo=UTC))
    assert station.poll(PODCAST, podcast([SPOKEN[7], equal])) == [equal.guid]
