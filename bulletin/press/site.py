"""Every file of the site that is not MkDocs' own, as a path and its bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
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
from bulletin.feeds.tables import tables
from bulletin.model import addresses
from bulletin.model.schemas import schemas
from bulletin.pages.chapter import Chapter
from bulletin.pages.events import event_file
from bulletin.pages.feeds import feed_links
from bulletin.pages.gone import REDIRECTS, redirect_table
from bulletin.pages.page import FeedLink
from bulletin.pages.search import search_page
from bulletin.pages.site import site_chapters
from bulletin.pages.story import figure_of
from bulletin.press.bodies import RenderedBodies
from bulletin.press.keys import Keys
from bulletin.press.leaf import Leaf, Sheaf, alone, bound, path_of, ready
from bulletin.press.open_data import data_files, data_page
from bulletin.press.printer import Printer
from bulletin.press.radio_room import RadioRoom, recordings
from bulletin.press.search_room import SearchRoom
from bulletin.press.sitemap import NEWS_SITEMAP, ROBOTS, SITEMAP, news_sitemap, robots, sitemap
from bulletin.workshop.memory import fingerprint, joined


@dataclass(frozen=True)
class Site:
    """What the files of a site are made from.

    `hand_written` are the addresses of the pages that MkDocs prints, for the sitemap.
    """

    root: Path
    library: Library
    edition: Edition
    bodies: RenderedBodies
    printer: Printer
    name: str
    url: str
    hand_written: Sequence[str]

    @cached_property
    def keys(self) -> Keys:
        """What the sheaves are told apart by."""
        look = fingerprint(self.printer.look, self.printer.recipes, self.name, self.url)
        return Keys(self.edition, self.bodies, self.library.media, look)

    @cached_property
    def radio(self) -> RadioRoom:
        """The station's part of the site."""
        feeds = (self._links[addresses.RADIO_FEED],)
        return RadioRoom(
            self.edition, self.bodies, self.printer, self.library, self.name, self.url, feeds
        )

    @property
    def search(self) -> SearchRoom:
        """The index of search."""
        return SearchRoom(
            self.edition,
            self.bodies,
            self.keys,
            self.library.lexicon.long_forms,
            self.bodies.memory,
        )

    @cached_property
    def _channels(self) -> list[Channel]:
        return list(channels(self.edition))

    @cached_property
    def _links(self) -> dict[str, FeedLink]:
        return feed_links(self._channels)

    def sheaves(self) -> Iterator[Sheaf]:
        """Yield every file, in sheaves."""
        figures = (figure_of(story) for story in self.edition.stories if story.front.image)
        self.printer.darkroom.develop(figure for figure in figures if figure is not None)
        chapters = list(site_chapters(self.edition, self._channels, self.library.media))
        for chapter in chapters:
            yield Sheaf(chapter.name, self.keys.chapter(chapter), partial(self._chapter, chapter))
        yield from self._feeds()
        yield from self.search.sheaves()
        yield from self._single_pages()
        yield self._attachments()
        ground, cards = self.keys.ground, joined([self.keys.ground, *self.keys.cards.values()])
        texts = (self.bodies.key(event.item) for event in self.edition.events)
        yield Sheaf("calendars", joined([ground, *texts]), self._calendars)
        yield Sheaf("tables", cards, self._tables)
        yield Sheaf("small", cards, self._small)
        offered = fingerprint(cards, self.hand_written)
        yield Sheaf("sitemaps", offered, partial(self._sitemaps, chapters))

    def _chapter(self, chapter: Chapter) -> Iterator[Leaf]:
        """Yield the files of a chapter's pages; beside a story's page lies all that is its own."""
        for page in chapter.pages():
            yield from self.printer.leaves(page)
            if story := self.edition.by_address.get(page.address):
                yield from self.radio.leaves(story)
                yield from self._copies(story_files(story))

    def _single_pages(self) -> Iterator[Sheaf]:
        """Yield the pages that are no part of a chapter."""
        ground, feeds = self.keys.ground, (self._links[addresses.ALL_STORIES_FEED],)
        told = (self.keys.told[story.address] for story in self.edition.cleared)
        yield Sheaf(
            addresses.RADIO, joined([ground, *told]), lambda: self.printer.leaves(self.radio.page())
        )
        yield Sheaf(addresses.SEARCH, ground, lambda: self.printer.leaves(search_page(feeds)))

    def _feeds(self) -> Iterator[Sheaf]:
        told = self.keys.told
        for channel in self._channels:
            about = (channel.selection, channel.address, channel.title, channel.page)
            depends = (
                ("feed", fingerprint(about, self.name, self.url, self.edition.bulletin)),
                ("stories", joined(told[story.address] for story in channel.stories)),
                ("look", self.printer.look),
            )
            yield alone(Leaf(path_of(channel.address), depends, partial(self._feed, channel)))

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

    def _tables(self) -> Iterator[Leaf]:
        shown = list(tables(self.edition, self.url))
        feeds = (self._links[addresses.ALL_STORIES_FEED],)
        yield from self.printer.leaves(data_page(shown, feeds))
        files = data_files(shown, self.edition.bulletin, self.name, self.url)
        yield from starmap(ready, files)

    def _small(self) -> Iterator[Leaf]:
        """Yield what is quickly made from front matter alone."""
        root = self.url.rstrip("/")
        subscriptions = [
            Subscription(channel.title, root + channel.address, root + channel.page)
            for channel in self._channels
        ]
        yield ready(path_of(addresses.ALL_FEEDS), to_opml(self.name, subscriptions))
        yield ready(path_of(addresses.WITHDRAWN_LIST), withdrawn_list(self.edition, self.url))
        yield ready(REDIRECTS, redirect_table(self.edition, self.url))
        for name, schema in schemas().items():
            yield ready(f"schema/{name}.json", _json(schema))
        yield self.printer.sharing.site_card()

    def _sitemaps(self, chapters: Sequence[Chapter]) -> Iterator[Leaf]:
        listed = [address for one in chapters if one.listed for address in one.addresses]
        single = (addresses.OPEN_DATA, addresses.RADIO, addresses.SEARCH)
        pages = [*self.hand_written, *listed, *single]
        yield ready(SITEMAP, sitemap(self.url, pages, self.edition.stories))
        news = news_sitemap(self.url, self.name, self.edition.stories)
        if news:
            yield ready(NEWS_SITEMAP, news)
        yield ready(ROBOTS, robots(self.url, has_news=bool(news)))

    def _attachments(self) -> Sheaf:
        """Return the sheaf of the documents' files and of the recordings at fixed addresses."""
        files = [*recordings(self.edition), *document_files(self.edition)]
        return bound("attachments", list(self._copies(files)))

    def _copies(self, files: Iterable[tuple[str, str]]) -> Iterator[Leaf]:
        """Yield files that the site shows as they are: content path, site path."""
        for source, target in files:
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


def story_files(story: PublicStory) -> Iterator[tuple[str, str]]:
    """Yield a story's recording and its transcript: content path, site path.

    Only what a public record names is published; whatever else lies in content/ stays there, and
    of pictures only what the darkroom made.
    """
    for path in story.audio_files:
        yield path, path_of(story.address) + path.rpartition("/")[2]


def document_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the files of the documents: content path, site path."""
    for document in edition.documents:
        if path := document.file_path:
            yield path, path_of(document.item.address) + path.rpartition("/")[2]


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()
