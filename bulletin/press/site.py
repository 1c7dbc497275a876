"""Every file of the site that is not MkDocs' own, as a path and its bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bulletin.content.assembly import Library
from bulletin.edition.channels import Channel, Selection, channels
from bulletin.edition.edition import Edition
from bulletin.edition.events import in_time
from bulletin.edition.story import PublicStory
from bulletin.feeds.calendar import to_ics
from bulletin.feeds.entries import Dress, feed_of
from bulletin.feeds.events import calendar_event
from bulletin.feeds.opml import Subscription, to_opml
from bulletin.feeds.rss import to_rss
from bulletin.model import addresses
from bulletin.model.schemas import schemas
from bulletin.pages.events import event_file
from bulletin.pages.feeds import feed_links
from bulletin.pages.gone import REDIRECTS, redirect_table
from bulletin.pages.page import Page
from bulletin.pages.search import search_page
from bulletin.pages.site import site_pages
from bulletin.press.hands import spread
from bulletin.press.open_data import data_files, data_page
from bulletin.press.printer import Printer
from bulletin.press.radio_desk import RadioDesk
from bulletin.press.radio_room import RadioRoom, recordings
from bulletin.press.search_room import search_files
from bulletin.press.sitemap import SITEMAP, sitemap

File = tuple[str, bytes]
"""A path below the site's root and the bytes of the file there."""


@dataclass(frozen=True)
class Site:
    """What the files of a site are made from.

    `hand_written` are the addresses of the pages that MkDocs prints, for the sitemap.
    """

    library: Library
    edition: Edition
    printer: Printer
    name: str
    url: str
    hand_written: Sequence[str]

    @cached_property
    def radio(self) -> RadioRoom:
        """The station's part of the site."""
        desk = RadioDesk(self.edition, self.library.reader, self.printer.body)
        return RadioRoom(desk, self.printer, self.library, self.name, self.url)

    def files(self) -> Iterator[File]:
        """Yield the files."""
        feeds = list(channels(self.edition))
        self._set_bodies()
        pages = list(self._pages(feeds))
        printed = spread(self.printer.page, pages, lambda page: page.address)
        for page, data in zip(pages, printed, strict=True):
            yield page.address.removeprefix("/") + "index.html", data
            if page.figure is not None:
                yield from self.printer.darkroom.files(page.figure, page.address)
        yield from self._feeds(feeds)
        yield from self.radio.files()
        yield from self._calendars()
        yield from search_files(self.edition, self.printer.body, self.library.lexicon.long_forms)
        yield from data_files(self.edition, self.name, self.url)
        yield addresses.WITHDRAWN_LIST.removeprefix("/"), withdrawn_list(self.edition, self.url)
        yield REDIRECTS, redirect_table(self.edition, self.url)
        for name, schema in schemas().items():
            yield f"schema/{name}.json", _json(schema)
        yield SITEMAP, sitemap(self.url, self.hand_written, pages)

    def _set_bodies(self) -> None:
        """Set the bodies of all stories at once: pages, feeds and scripts say the same words."""
        items = [story.item for story in self.edition.stories]
        bodies = spread(self.printer.typesetter.html, items, lambda item: item.path)
        self.printer.keep(dict(zip((item.path for item in items), bodies, strict=True)))

    def _pages(self, feeds: Sequence[Channel]) -> Iterator[Page]:
        yield from site_pages(self.edition, feeds, self.library.media)
        links = feed_links(feeds)
        yield data_page(self.edition, self.url, (links[addresses.ALL_STORIES_FEED],))
        yield search_page((links[addresses.ALL_STORIES_FEED],))
        yield from self.radio.pages((links[addresses.RADIO_FEED],))

    def _feeds(self, feeds: Sequence[Channel]) -> Iterator[File]:
        texts: dict[str, str] = {}

        def full_text(story: PublicStory) -> str:
            if story.address not in texts:
                texts[story.address] = self.printer.feed_text(story)
            return texts[story.address]

        everywhere = Dress(full_text)
        for channel in feeds:
            for_radio = channel.selection is Selection.RADIO
            feed = feed_of(
                channel,
                self.edition,
                site_name=self.name,
                site_url=self.url,
                dress=self.radio.dress() if for_radio else everywhere,
                sizes=self.library.media.sizes,
            )
            if channel.selection is Selection.AUDIO:
                data = self.radio.podcast(channel, feed)
            else:
                data = to_rss(feed)
            yield channel.address.removeprefix("/"), data
        root = self.url.rstrip("/")
        subscriptions = [
            Subscription(channel.title, root + channel.address, root + channel.page)
            for channel in feeds
        ]
        yield addresses.ALL_FEEDS.removeprefix("/"), to_opml(self.name, subscriptions)

    def _calendars(self) -> Iterator[File]:
        zone = self.edition.bulletin.time_zone
        events = in_time(self.edition.events)
        entries = [calendar_event(event, self.edition, self.url) for event in events]
        yield addresses.CALENDAR.removeprefix("/"), to_ics(self.name, entries, zone)
        for event, entry in zip(events, entries, strict=True):
            yield event_file(event).removeprefix("/"), to_ics(entry.title, [entry], zone)


def withdrawn_list(edition: Edition, site_url: str) -> bytes:
    """Return what was taken down, for stations' software and readers' devices.

    A feed item's guid ends in `:` and the `id` given here.
    """
    return _json(
        [
            {
                "id": stone.id,
                "url": site_url.rstrip("/") + stone.address,
                "date": stone.date.isoformat(),
                "reason": stone.reason,
            }
            for stone in edition.tombstones
        ]
    )


def attachments(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the files that the site shows as they are: content path, site path.

    Only what a public record names is published; whatever else lies in content/ stays there, and
    of pictures only what the darkroom made.
    """
    for story in edition.stories:
        audio = story.front.audio
        for name in [audio.file, audio.transcript] if audio is not None else []:
            if name is not None:
                yield f"{story.item.folder}/{name}", story.address.removeprefix("/") + name
    yield from recordings(edition)
    for document in edition.documents:
        if document.front.file is not None:
            name = document.front.file
            yield (
                f"{document.item.folder}/files/{name}",
                document.item.address.removeprefix("/") + name,
            )


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()
