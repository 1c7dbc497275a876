"""The station's part of the site: its pages, the scripts as files, its feeds' dress, recordings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from bulletin.content.assembly import Library
from bulletin.edition.channels import Channel
from bulletin.edition.edition import Edition
from bulletin.edition.story import PublicStory
from bulletin.feeds.entries import Dress
from bulletin.feeds.feed import Feed
from bulletin.feeds.podcast import (
    Transcript,
    podcast_feed,
    podcast_guid,
    podcast_item,
)
from bulletin.feeds.rss import to_podcast
from bulletin.model import addresses
from bulletin.pages.page import FeedLink, Page
from bulletin.pages.radio import radio_pages, text_file, word_file
from bulletin.press.printer import Printer
from bulletin.press.radio_desk import RadioDesk
from bulletin.radio.plain import PRIORITIES, spoken_text
from bulletin.radio.script import Script
from bulletin.radio.word import script_docx

COVER = "/assets/bia-am-thanh.png"
"""The podcast's cover in theme/assets/: square, 1400 pixels wide, as directories ask for."""

DAYS_AHEAD = 2
"""Days after today whose programmes the station's page shows."""

FRESH_DAYS = 30
"""Days for which a script also comes as a file for word processors; older ones are rarely aired,
and `scripts/rundown.py --format docx` makes one for any day."""


@dataclass(frozen=True, slots=True)
class RadioRoom:
    """Makes what the station gets of an edition."""

    desk: RadioDesk
    printer: Printer
    library: Library
    name: str
    url: str

    @property
    def _edition(self) -> Edition:
        return self.desk.edition

    def pages(self, feeds: tuple[FeedLink, ...]) -> Iterator[Page]:
        """Yield the station's page and a page for each script."""
        today = self._edition.today
        coming = self.desk.broadcasts(today, today + dt.timedelta(days=DAYS_AHEAD))
        fresh = {script.address for script in self._fresh()}
        yield from radio_pages(self._edition, self.desk.scripts, coming, fresh, feeds)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the scripts as plain text, and the fresh ones for word processors."""
        for script in self.desk.scripts.values():
            yield text_file(script).removeprefix("/"), spoken_text(script).encode()
        for script in self._fresh():
            yield word_file(script).removeprefix("/"), script_docx(script)

    def _fresh(self) -> Iterator[Script]:
        since = self._edition.today - dt.timedelta(days=FRESH_DAYS)
        for script in self.desk.scripts.values():
            if script.published.date() >= since:
                yield script

    def dress(self) -> Dress:
        """Return how the station's feed tells a story: its script instead of its text."""
        scripts = self.desk.scripts
        return Dress(
            content=lambda story: self.printer.feed_script(story, scripts[story.address]),
            description=lambda story: " ".join(scripts[story.address].spoken.split()),
            categories=lambda story: (PRIORITIES[scripts[story.address].priority],),
        )

    def podcast(self, channel: Channel, feed: Feed) -> bytes:
        """Return the feed of recordings; `feed` tells the same stories as any feed would."""
        stories = zip(channel.stories, feed.items, strict=True)
        items = [
            podcast_item(
                item,
                seconds=self.library.media.seconds_of(path),
                transcript=self._transcript(story),
            )
            for story, item in stories
            if (path := story.audio_path)
        ]
        cover = self.url.rstrip("/") + COVER
        identity = _identity(self._edition)
        return to_podcast(podcast_feed(feed, items, guid=identity, image=cover))

    def _transcript(self, story: PublicStory) -> Transcript:
        """Return the transcript that the editor gave, else the script."""
        root = self.url.rstrip("/")
        audio = story.front.audio
        if audio is not None and audio.transcript is not None:
            return Transcript(root + story.address + audio.transcript, "text/plain")
        return Transcript(root + text_file(self.desk.scripts[story.address]), "text/plain")


def _identity(edition: Edition) -> UUID:
    return podcast_guid(f"https://{edition.bulletin.authority}{addresses.AUDIO_FEED}")


def recordings(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the recordings at fixed addresses: content path, site path; the newest also as such."""
    with_audio = [(path, story) for story in edition.cleared if (path := story.audio_path)]
    for path, story in with_audio:
        fixed = addresses.audio_address(story.published.date(), story.item.parts["slug"])
        yield path, fixed.removeprefix("/")
    for path, _ in with_audio[:1]:
        yield path, addresses.LATEST_AUDIO.removeprefix("/")
