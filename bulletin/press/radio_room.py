"""The station's part of the site: its pages, the scripts as files, its feeds' dress, recordings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial
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
from bulletin.pages.radio import radio_page, script_page, text_file, word_file
from bulletin.press.bodies import RenderedBodies
from bulletin.press.leaf import Leaf, path_of
from bulletin.press.printer import Printer, file_of
from bulletin.press.radio_desk import planned
from bulletin.radio.plain import PRIORITIES, spoken_text
from bulletin.radio.script import Cue, Script
from bulletin.radio.word import script_docx
from bulletin.workshop.memory import fingerprint

COVER = "/assets/bia-am-thanh.png"
"""The podcast's cover in theme/assets/: square, 1400 pixels wide, as directories ask for."""

DAYS_AHEAD = 2
"""Days after today whose programmes the station's page shows."""

FRESH_DAYS = 30
"""Days for which a script also comes as a file for word processors; older ones are rarely aired,
and `scripts/rundown.py --format docx` makes one for any day."""


@dataclass(frozen=True)
class RadioRoom:
    """Makes what the station gets of an edition; its pages link `feeds`."""

    edition: Edition
    bodies: RenderedBodies
    printer: Printer
    library: Library
    name: str
    url: str
    feeds: tuple[FeedLink, ...]

    @cached_property
    def _cues(self) -> dict[str, Cue]:
        return self.bodies.cues(self.edition)

    def page(self) -> Page:
        """Return the station's page."""
        today = self.edition.today
        coming = planned(self.edition, self._cues, today, today + dt.timedelta(days=DAYS_AHEAD))
        return radio_page(self.edition, self._cues.values(), coming, self.feeds)

    def leaves(self, story: PublicStory) -> Iterator[Leaf]:
        """Yield the page and the text of a story's script, if it has one; of a fresh one also a
        file to edit."""
        if not self.edition.is_cleared(story):
            return
        is_fresh = story.published.date() >= self.edition.today - dt.timedelta(days=FRESH_DAYS)
        text = ("text", self.bodies.key(story.item))
        script = cache(partial(self.bodies.script, story))
        yield Leaf(
            file_of(addresses.script_address(story.address)),
            (text, ("page", fingerprint(is_fresh, self.feeds)), ("look", self.printer.look)),
            lambda: self._page(script(), is_fresh),
        )
        yield Leaf(
            path_of(text_file(story.address)), (text,), lambda: spoken_text(script()).encode()
        )
        if is_fresh:
            yield Leaf(path_of(word_file(story.address)), (text,), lambda: script_docx(script()))

    def _page(self, script: Script, is_fresh: bool) -> bytes:
        return self.printer.page(script_page(script, is_fresh, self.feeds))

    def dress(self) -> Dress:
        """Return how the station's feed tells a story: its script instead of its text."""
        scripts: dict[str, Script] = {}

        def script(story: PublicStory) -> Script:
            if story.address not in scripts:
                scripts[story.address] = self.bodies.script(story)
            return scripts[story.address]

        return Dress(
            content=lambda story: self.printer.feed_script(story, script(story)),
            description=lambda story: " ".join(script(story).spoken.split()),
            categories=lambda story: (PRIORITIES[script(story).priority],),
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
        identity = _identity(self.edition)
        return to_podcast(podcast_feed(feed, items, guid=identity, image=cover))

    def _transcript(self, story: PublicStory) -> Transcript:
        """Return the transcript that the editor gave, else the script."""
        root = self.url.rstrip("/")
        audio = story.front.audio
        if audio is not None and audio.transcript is not None:
            return Transcript(root + story.address + audio.transcript, "text/plain")
        return Transcript(root + text_file(story.address), "text/plain")


def _identity(edition: Edition) -> UUID:
    return podcast_guid(f"https://{edition.bulletin.authority}{addresses.AUDIO_FEED}")


def recordings(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the recordings at fixed addresses: content path, site path; the newest also as such."""
    with_audio = [(path, story) for story in edition.cleared if (path := story.audio_path)]
    for path, story in with_audio:
        fixed = addresses.audio_address(story.published.date(), story.item.parts["slug"])
        yield path, path_of(fixed)
    for path, _ in with_audio[:1]:
        yield path, path_of(addresses.LATEST_AUDIO)
