"""The station's part of the site: its page, scripts as pages and files, its feeds, recordings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial
from uuid import UUID

from bulletin.content.assembly import Library
from bulletin.edition.channels import Channel
from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.target import Target
from bulletin.feeds.feed import Feed
from bulletin.feeds.podcast import (
    Transcript,
    make_podcast_feed,
    make_podcast_guid,
    make_podcast_item,
)
from bulletin.feeds.story_feed import FeedItemRenderer
from bulletin.model import addresses
from bulletin.pages.page import FeedLink, Page
from bulletin.pages.radio_pages import (
    make_radio_page,
    make_script_page,
    script_text_address,
    script_word_address,
)
from bulletin.radio.broadcast_plan import plan_broadcasts
from bulletin.radio.plain import PRIORITIES, format_spoken_text
from bulletin.radio.script import Script, ScriptSummary
from bulletin.render.bodies import BodiesAndScripts
from bulletin.render.page_renderer import PageRenderer
from bulletin.render.paths import file_path, page_path

COVER = "/assets/bia-am-thanh.png"
"""The podcast's cover in theme/assets/: square, 1400 pixels wide, as directories ask for."""

DAYS_AHEAD = 2
"""Days after today whose programmes the station's page shows."""

DAYS_BACK = 14
"""Days before today of which that page shows the last programmes."""

FRESH_DAYS = 30
"""Days for which a script also comes as a file for word processors; older ones are rarely aired,
and `scripts/rundown.py --format docx` makes one for any day."""


@dataclass(frozen=True)
class RadioOutput:
    """Makes what the station gets from an edition; its pages link `feeds`."""

    edition: Edition
    bodies: BodiesAndScripts
    page_renderer: PageRenderer
    library: Library
    name: str
    url: str
    feeds: tuple[FeedLink, ...]

    @cached_property
    def _summaries(self) -> dict[str, ScriptSummary]:
        return self.bodies.summaries(self.edition)

    def page(self) -> Page:
        """Return the station's page."""
        today = self.edition.today
        first = today - dt.timedelta(days=DAYS_BACK)
        last = today + dt.timedelta(days=DAYS_AHEAD)
        broadcasts = plan_broadcasts(self.edition, self._summaries, first, last)
        return make_radio_page(self.edition, self._summaries.values(), broadcasts, self.feeds)

    def targets(self, story: PublicStory) -> Iterator[Target]:
        """Yield the page and the text of a story's script, if it has one; of a fresh one also a
        file to edit."""
        if not self.edition.is_cleared(story):
            return
        is_fresh = story.published.date() >= self.edition.today - dt.timedelta(days=FRESH_DAYS)
        text = ("text", self.bodies.key(story.item))
        script = cache(partial(self.bodies.script, story))
        yield Target(
            page_path(addresses.script_address(story.address)),
            (
                text,
                ("page", fingerprint(is_fresh, self.feeds)),
                ("theme", self.page_renderer.theme_key),
            ),
            lambda: self._page(script(), is_fresh),
        )
        yield Target(
            file_path(script_text_address(story.address)),
            (text,),
            lambda: format_spoken_text(script()).encode(),
        )
        if is_fresh:
            yield Target(
                file_path(script_word_address(story.address)),
                (text,),
                lambda: _make_word_file(script()),
            )

    def _page(self, script: Script, is_fresh: bool) -> bytes:
        return self.page_renderer.page(make_script_page(script, is_fresh, self.feeds))

    def item_renderer(self) -> FeedItemRenderer:
        """Return how the station's feed renders a story: its script instead of its text."""
        scripts: dict[str, Script] = {}

        def script(story: PublicStory) -> Script:
            if story.address not in scripts:
                scripts[story.address] = self.bodies.script(story)
            return scripts[story.address]

        return FeedItemRenderer(
            content=lambda story: self.page_renderer.feed_script(story, script(story)),
            description=lambda story: " ".join(script(story).spoken.split()),
            categories=lambda story: (PRIORITIES[script(story).priority],),
        )

    def podcast(self, channel: Channel, feed: Feed) -> bytes:
        """Return the feed of recordings; `feed` holds the same stories as an ordinary feed."""
        stories = zip(channel.stories, feed.items, strict=True)
        items = [
            make_podcast_item(
                item,
                seconds=self.library.media.seconds_of(path),
                transcript=self._transcript(story),
            )
            for story, item in stories
            if (path := story.audio_path)
        ]
        # Its library takes long to import, and most builds make no such feed anew.
        from bulletin.feeds.rss import to_podcast

        cover = self.url.rstrip("/") + COVER
        identity = _identity(self.edition)
        return to_podcast(make_podcast_feed(feed, items, guid=identity, image=cover))

    def _transcript(self, story: PublicStory) -> Transcript:
        """Return the transcript that the editor gave, else the script."""
        root = self.url.rstrip("/")
        audio = story.front.audio
        if audio is not None and audio.transcript is not None:
            return Transcript(root + story.address + audio.transcript, "text/plain")
        return Transcript(root + script_text_address(story.address), "text/plain")


def _identity(edition: Edition) -> UUID:
    return make_podcast_guid(f"https://{edition.bulletin.authority}{addresses.AUDIO_FEED}")


def recordings(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the recordings at fixed addresses: content path, site path; the newest also as such."""
    with_audio = [(path, story) for story in edition.cleared if (path := story.audio_path)]
    for path, story in with_audio:
        fixed = addresses.audio_address(story.published.date(), story.item.parts["slug"])
        yield path, file_path(fixed)
    # A station's machine airs whatever lies there: a sample never does.
    real = [path for path, story in with_audio if not story.front.sample]
    for path in real[:1]:
        yield path, file_path(addresses.LATEST_AUDIO)


def _make_word_file(script: Script) -> bytes:
    from bulletin.radio.word import render_script_docx  # takes long to import

    return render_script_docx(script)
