"""Every file of the site that is not MkDocs' own, as a path and its bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import starmap
from pathlib import Path

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
from bulletin.pages.search import search_page
from bulletin.pages.site import site_pages
from bulletin.press.galleys import Galleys
from bulletin.press.leaf import Leaf, path_of, ready
from bulletin.press.open_data import data_files, data_page
from bulletin.press.printer import Printer
from bulletin.press.radio_room import RadioRoom, recordings
from bulletin.press.search_room import SearchRoom
from bulletin.press.sitemap import NEWS_SITEMAP, ROBOTS, SITEMAP, news_sitemap, robots, sitemap
from bulletin.workshop.memory import fingerprint


@dataclass(frozen=True)
class Site:
    """What the files of a site are made from.

    `hand_written` are the addresses of the pages that MkDocs prints, for the sitemap.
    """

    root: Path
    library: Library
    edition: Edition
    galleys: Galleys
    printer: Printer
    name: str
    url: str
    hand_written: Sequence[str]

    @cached_property
    def radio(self) -> RadioRoom:
        """The station's part of the site."""
        return RadioRoom(
            self.edition, self.galleys, self.printer, self.library, self.name, self.url
        )

    @property
    def search(self) -> SearchRoom:
        """The index of search."""
        return SearchRoom(
            self.edition, self.galleys, self.library.lexicon.long_forms, self.galleys.memory
        )

    def leaves(self) -> Iterator[Leaf]:
        """Yield every file."""
        feeds = list(channels(self.edition))
        links = feed_links(feeds)
        pages = [
            *site_pages(self.edition, feeds, self.library.media),
            data_page(self.edition, self.url, (links[addresses.ALL_STORIES_FEED],)),
            self.radio.page((links[addresses.RADIO_FEED],)),
            search_page((links[addresses.ALL_STORIES_FEED],)),
        ]
        self.printer.darkroom.develop(page.figure for page in pages if page.figure is not None)
        for page in pages:
            yield from self.printer.leaves(page)
        yield from self.radio.leaves((links[addresses.RADIO_FEED],))
        yield from self._feeds(feeds)
        yield from self.search.leaves()
        yield from self._calendars()
        yield from self._attachments()
        yield from starmap(ready, data_files(self.edition, self.name, self.url))
        yield ready(path_of(addresses.WITHDRAWN_LIST), withdrawn_list(self.edition, self.url))
        yield ready(REDIRECTS, redirect_table(self.edition, self.url))
        for name, schema in schemas().items():
            yield ready(f"schema/{name}.json", _json(schema))
        yield ready(SITEMAP, sitemap(self.url, self.hand_written, pages))
        if news := news_sitemap(self.url, self.name, pages):
            yield ready(NEWS_SITEMAP, news)
        yield ready(ROBOTS, robots(self.url, has_news=bool(news)))
        yield self.printer.sharing.site_card()

    def _feeds(self, feeds: Sequence[Channel]) -> Iterator[Leaf]:
        units = {unit.key: fingerprint(unit) for unit in self.edition.units}
        fields = {field.key: fingerprint(field) for field in self.edition.fields}
        told = {
            story.address: self._telling(story, units[story.unit.key], fields)
            for story in self.edition.stories
        }
        for channel in feeds:
            about = (channel.selection, channel.address, channel.title, channel.page)
            depends = (
                ("feed", fingerprint(about, self.name, self.url, self.edition.bulletin)),
                ("stories", fingerprint([told[story.address] for story in channel.stories])),
                ("look", self.printer.look),
            )
            yield Leaf(path_of(channel.address), depends, partial(self._feed, channel))
        root = self.url.rstrip("/")
        subscriptions = [
            Subscription(channel.title, root + channel.address, root + channel.page)
            for channel in feeds
        ]
        yield ready(path_of(addresses.ALL_FEEDS), to_opml(self.name, subscriptions))

    def _telling(self, story: PublicStory, unit: bytes, fields: Mapping[str, bytes]) -> bytes:
        """Return what stands for everything that a feed tells of a story."""
        audio = story.audio_path
        return fingerprint(
            story.item.fingerprint,
            self.galleys.key(story.item),
            story.guid,
            story.published,
            unit,
            [fields[field.key] for field in story.fields],
            [(campaign.address, campaign.front.title) for campaign in story.campaigns],
            self.library.media.fingerprint(audio) if audio else None,
        )

    def _feed(self, channel: Channel) -> bytes:
        for_radio = channel.selection is Selection.RADIO
        feed = feed_of(
            channel,
            self.edition,
            site_name=self.name,
            site_url=self.url,
            dress=self.radio.dress() if for_radio else Dress(self.printer.feed_text),
            sizes=self.library.media.sizes,
        )
        if channel.selection is Selection.AUDIO:
            return self.radio.podcast(channel, feed)
        return to_rss(feed)

    def _calendars(self) -> Iterator[Leaf]:
        zone = self.edition.bulletin.time_zone
        events = in_time(self.edition.events)
        entries = [calendar_event(event, self.edition, self.url) for event in events]
        yield ready(path_of(addresses.CALENDAR), to_ics(self.name, entries, zone))
        for event, entry in zip(events, entries, strict=True):
            yield ready(path_of(event_file(event)), to_ics(entry.title, [entry], zone))

    def _attachments(self) -> Iterator[Leaf]:
        for source, target in attachments(self.edition):
            depends = (("file", self.library.media.fingerprint(source)),)
            yield Leaf(target, depends, (self.root / source).read_bytes)


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
                yield f"{story.item.folder}/{name}", path_of(story.address) + name
    yield from recordings(edition)
    for document in edition.documents:
        if document.front.file is not None:
            name = document.front.file
            yield (
                f"{document.item.folder}/files/{name}",
                path_of(document.item.address) + name,
            )


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()
