"""Every file of a portal, and a run from the list of sources to the published folder."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bulletin.engine.cache import Cache
from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.project_cache import open_project_cache
from bulletin.engine.publication import open_publication
from bulletin.engine.target import Target, TargetGroup, group, static
from bulletin.errors import ContentError
from bulletin.feeds.calendar import to_ics
from bulletin.feeds.opml import Subscription, to_opml
from bulletin.feeds.rss import to_podcast, to_rss
from bulletin.feeds.table_files import iter_table_files
from bulletin.model import addresses
from bulletin.pages.feeds_page import FeedsView
from bulletin.pages.page import FeedLink, Link, Page
from bulletin.pages.search_page import SearchView
from bulletin.portal.collecting import State, collect, read_copy
from bulletin.portal.feed_files import FeedMaker
from bulletin.portal.fetching import USUAL_LIMITS, FolderSite, HttpSite, Limits, Site
from bulletin.portal.holdings import Holdings, make_holdings
from bulletin.portal.list_pages import (
    iter_archive_pages,
    iter_campaign_pages,
    iter_field_pages,
    iter_unit_pages,
    make_home_page,
)
from bulletin.portal.rendering import iter_theme_targets, make_page_renderer, missing_page_target
from bulletin.portal.search_files import MakeIndex, iter_entries, make_index_files, make_index_here
from bulletin.portal.settings import PortalSettings, make_publisher
from bulletin.portal.sources import Source
from bulletin.portal.store import Store
from bulletin.portal.table_pages import (
    find_years,
    iter_award_pages,
    iter_event_pages,
    iter_member_pages,
    iter_number_pages,
    make_award_table,
    make_number_table,
)
from bulletin.render.page_renderer import PageRenderer
from bulletin.render.paths import file_path
from bulletin.search.index_files import HEAD_PATH
from bulletin.site.sitemap import ROBOTS, SITEMAP, robots, sitemap

_READERS = 16
"""Bulletins that are read at the same time."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked for. `accepted` are the keys of bulletins that a person confirmed."""

    sources: Sequence[Source]
    base: Path
    settings: PortalSettings
    theme: Path
    allow_private: bool = False
    accepted: frozenset[str] = frozenset()
    limits: Limits = USUAL_LIMITS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run."""

    holdings: Holdings
    written: int
    removed: int


def read_all(
    request: Request, store: Store, today: dt.date, clock: Callable[[], float]
) -> list[State]:
    """Bring the copies of all bulletins up to date, several at a time."""

    def read(source: Source) -> State:
        site = open_site(source, request)
        is_accepted = source.key in request.accepted
        return collect(source, site, store, today, clock, is_accepted=is_accepted)

    with ThreadPoolExecutor(_READERS) as readers:
        return list(readers.map(read, request.sources))


def open_site(source: Source, request: Request) -> Site:
    """Return the site of a bulletin."""
    if source.is_folder:
        return FolderSite(request.base / source.url)
    return HttpSite(source.url, request.limits, request.allow_private)


def build(
    request: Request,
    store: Store,
    work: Path,
    output: Path,
    today: dt.date,
    make_index: MakeIndex | None = None,
) -> Outcome:
    """Write the portal over what the store holds; only what changed is written.

    `work` is a folder for the cache and for what is not ready yet. `make_index` makes the search
    index; without it this machine's own processes do.
    """
    holdings = make_holdings((read_copy(store, source) for source in request.sources), today)
    work.mkdir(parents=True, exist_ok=True)
    cache = open_project_cache(work)
    with open_publication(output, cache.path, cache.file) as publication:
        make = make_index or partial(make_index_here, cache.file)
        files = PortalFiles(holdings, request.settings, request.theme, cache.file, make)
        staged = publication.stage(files.groups(), lambda done, of: None, ContentError)
        publication.commit(staged)
    return Outcome(holdings, len(staged.built), len(staged.removed))


@dataclass(frozen=True)
class PortalFiles:
    """The files of a portal as groups of targets."""

    holdings: Holdings
    settings: PortalSettings
    theme: Path
    cache: Cache
    make_index: MakeIndex

    def groups(self) -> Iterator[TargetGroup]:
        """Yield every file."""
        publisher = make_publisher(self.settings)
        renderer = make_page_renderer(self.theme, self.settings, publisher, self.cache)
        feeds = FeedMaker(self.holdings, publisher, self.settings.name, self.settings.url)
        index = make_index_files(iter_entries(self.holdings), self.make_index)
        pages = list(self.pages(feeds, index[HEAD_PATH].decode()))
        yield group("assets", list(iter_theme_targets(self.theme)))
        yield group("pages", list(self._page_targets(pages, renderer)))
        yield group("feeds", list(self._feed_targets(feeds)))
        yield group("tables", list(self._table_targets(feeds)))
        yield group("index", [static(path, data) for path, data in index.items()])
        listed = [page.address for page in pages if page.listed]
        yield group(
            "sitemap",
            [
                static(SITEMAP, sitemap(self.settings.url, listed, ())),
                static(ROBOTS, robots(self.settings.url, has_news=False)),
            ],
        )

    def pages(self, feeds: FeedMaker, index_head: str) -> Iterator[Page]:
        """Yield every page; `index_head` is the JSON of the head of the search index."""
        held = self.holdings
        latest = (FeedLink("Tin, bài mới nhất", addresses.ALL_STORIES_FEED),)
        yield make_home_page(held, self.settings.description, latest)
        yield from iter_unit_pages(held)
        yield from iter_campaign_pages(held)
        yield from iter_field_pages(held)
        yield from iter_archive_pages(held)
        yield from iter_award_pages(held)
        yield from iter_event_pages(held)
        yield from iter_number_pages(held)
        yield from iter_member_pages(held)
        yield Page(
            address=addresses.SEARCH,
            template="search.html",
            title="Tìm kiếm",
            description="Tìm trong mọi bản tin; gõ có dấu hay không dấu đều được.",
            section=addresses.SEARCH,
            feeds=(),
            view=SearchView(
                (
                    Link("Đơn vị", addresses.UNITS),
                    Link("Phong trào thi đua", addresses.CAMPAIGNS),
                    Link("Lĩnh vực", addresses.FIELDS),
                    Link("Sự kiện", addresses.EVENTS),
                    Link("Khen thưởng", addresses.COMMENDATIONS),
                    Link("Lưu trữ, theo năm và tháng", addresses.ARCHIVE),
                ),
                index_head,
            ),
        )
        yield Page(
            address=addresses.FEEDS,
            template="portal-feeds.html",
            title="Nhận tin tự động (RSS)",
            description="Nguồn tin RSS của mọi bản tin, theo đơn vị, phong trào, lĩnh vực, năm.",
            section=addresses.FEEDS,
            feeds=(),
            view=FeedsView(feeds.groups()),
        )

    def _page_targets(self, pages: Sequence[Page], renderer: PageRenderer) -> Iterator[Target]:
        for page in pages:
            yield from renderer.targets(page)
        yield renderer.social.site_target()
        yield missing_page_target(renderer)

    def _feed_targets(self, feeds: FeedMaker) -> Iterator[Target]:
        root = self.settings.url.rstrip("/")
        subscriptions = []
        for selection in feeds.selections:
            feed = feeds.feed(selection)
            key = (("feed", fingerprint(feed)),)
            yield Target(file_path(selection.address), key, partial(to_rss, feed))
            subscriptions.append(
                Subscription(selection.title, root + selection.address, root + selection.page)
            )
            if selection.has_podcast:
                podcast = feeds.podcast(selection)
                key = (("feed", fingerprint(podcast)),)
                yield Target(
                    file_path(addresses.podcast_of(selection.address)),
                    key,
                    partial(to_podcast, podcast),
                )
        awards = feeds.awards()
        yield Target(
            file_path(addresses.AWARDS_FEED),
            (("feed", fingerprint(awards)),),
            partial(to_rss, awards),
        )
        opml = to_opml(self.settings.name, subscriptions)
        yield static(file_path(addresses.ALL_FEEDS), opml)
        zone = feeds.publisher.time_zone
        calendar = to_ics(self.settings.name, feeds.calendar(), zone)
        yield static(file_path(addresses.CALENDAR), calendar)
        yield static(file_path(addresses.WITHDRAWN_LIST), feeds.withdrawals())

    def _table_targets(self, feeds: FeedMaker) -> Iterator[Target]:
        held = self.holdings
        tables = [make_award_table(held), *(make_number_table(held, y) for y in find_years(held))]
        files = iter_table_files(tables, feeds.publisher, self.settings.name, self.settings.url)
        for address, data in files:
            yield static(file_path(address), data)
        members = [
            {
                "ten": member.name,
                "trang": member.root,
                "doc_duoc_ngay": _format(member.copy.state.good_on),
                "khong_doc_duoc_tu": _format(member.copy.state.failing_since),
                "cho_sai": list(member.copy.state.faults),
            }
            for member in held.members
        ]
        text = json.dumps(members, ensure_ascii=False, indent=1)
        yield static("du-lieu/ban-tin.json", f"{text}\n".encode())


def _format(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None
