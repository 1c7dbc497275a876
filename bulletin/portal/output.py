"""Every file of a portal, and a run from the list of sources to the published folder."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.project_cache import open_project_cache
from bulletin.engine.publication import open_publication
from bulletin.engine.target import Target, TargetGroup, group, static
from bulletin.errors import ContentError
from bulletin.feeds.calendar import to_ics
from bulletin.feeds.opml import Subscription, to_opml
from bulletin.feeds.rss import to_rss
from bulletin.feeds.table_files import iter_table_files
from bulletin.model import addresses
from bulletin.pages.feeds_page import FeedsView
from bulletin.pages.page import FeedLink, Link, Page
from bulletin.pages.pagination import page_addresses
from bulletin.pages.search_page import SearchView
from bulletin.portal.collecting import collect
from bulletin.portal.feed_files import FeedMaker
from bulletin.portal.fetching import USUAL_LIMITS, FolderSite, HttpSite, Limits, Site
from bulletin.portal.holdings import Holdings, combine_members
from bulletin.portal.list_pages import (
    iter_archive_pages,
    iter_campaign_pages,
    iter_field_pages,
    iter_unit_pages,
    list_counts,
    make_home_page,
)
from bulletin.portal.members import read_members
from bulletin.portal.page_groups import (
    Appearance,
    iter_feed_groups,
    iter_list_groups,
    iter_page_groups,
)
from bulletin.portal.rendering import iter_theme_targets, missing_page_target
from bulletin.portal.search_files import SearchIndex
from bulletin.portal.settings import PortalSettings
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
from bulletin.portal.work import Work
from bulletin.render.paths import file_path
from bulletin.site.sitemap import ROBOTS, SITEMAP, robots, sitemap

_READERS = 16
"""Bulletins that one process reads at the same time."""

_MOST_IN_SITEMAP = 50_000
"""Addresses in one sitemap, by its standard."""


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
    request: Request, store: Store, today: dt.date, clock: Callable[[], float], work: Work
) -> None:
    """Bring the copies of all bulletins up to date, several at a time."""
    sources = request.sources
    parts = [sources[n : n + _READERS] for n in range(0, len(sources), _READERS)]
    without = replace(request, sources=())
    for _ in work.map(partial(_read_some, without, store, today, clock), parts):
        pass


def _read_some(
    request: Request,
    store: Store,
    today: dt.date,
    clock: Callable[[], float],
    sources: Sequence[Source],
) -> None:
    def read(source: Source) -> None:
        site = open_site(source, request)
        is_accepted = source.key in request.accepted
        collect(source, site, store, today, clock, is_accepted=is_accepted)

    with ThreadPoolExecutor(_READERS) as readers:
        for _ in readers.map(read, sources):
            pass


def open_site(source: Source, request: Request) -> Site:
    """Return the site of a bulletin."""
    if source.is_folder:
        return FolderSite(request.base / source.url)
    return HttpSite(source.url, request.limits, request.allow_private)


def build(
    request: Request,
    store: Store,
    folder: Path,
    output: Path,
    today: dt.date,
    work: Work,
) -> Outcome:
    """Write the portal over what the store holds; only what changed is written.

    `folder` is for the cache and for what is not ready yet.
    """
    folder.mkdir(parents=True, exist_ok=True)
    cache = open_project_cache(folder)
    with open_publication(output, cache.path, cache.file) as publication:
        members = read_members(request.sources, store, cache.file, work)
        holdings = combine_members(members, today)
        index = work.make_index(holdings, cache.file)
        files = PortalFiles(holdings, Appearance(request.theme, request.settings), index)
        staged = publication.stage(
            files.groups(), lambda done, of: None, ContentError, run=work.build
        )
        publication.commit(staged)
    return Outcome(holdings, len(staged.built), len(staged.removed))


@dataclass(frozen=True)
class PortalFiles:
    """The files of a portal as groups of targets."""

    holdings: Holdings
    appearance: Appearance
    index: SearchIndex

    @property
    def settings(self) -> PortalSettings:
        """Whose portal it is."""
        return self.appearance.settings

    def groups(self) -> Iterator[TargetGroup]:
        """Yield every file."""
        feeds = FeedMaker(self.holdings, self.appearance.writer(self.holdings.names))
        renderer = self.appearance.renderer()
        pages = list(self.pages(feeds, self.index.head.decode()))
        yield group("assets", list(iter_theme_targets(self.appearance.theme)))
        yield from iter_page_groups(self.appearance, pages)
        yield from iter_list_groups(self.appearance, self.holdings)
        others = [renderer.social.site_target(), missing_page_target(renderer)]
        yield group("other pages", others)
        yield from iter_feed_groups(self.appearance, self.holdings.names, feeds.selections)
        yield group("feeds", list(self._feed_targets(feeds)))
        yield group("tables", list(self._table_targets(feeds)))
        yield from self.index.groups
        listed = self._find_listed(pages)
        yield group(
            "sitemap",
            [
                static(SITEMAP, sitemap(self.settings.url, listed, ())),
                static(ROBOTS, robots(self.settings.url, has_news=False)),
            ],
        )

    def _find_listed(self, pages: Sequence[Page]) -> list[str]:
        """Return the addresses for search engines; of very many lists their first pages."""
        counts = list_counts(self.holdings)
        every = [page.address for page in pages if page.listed]
        for address, count in counts.items():
            every += page_addresses(address, count)
        if len(every) <= _MOST_IN_SITEMAP:
            return every
        first = [page.address for page in pages if page.listed]
        return [*first, *counts][:_MOST_IN_SITEMAP]

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

    def _feed_targets(self, feeds: FeedMaker) -> Iterator[Target]:
        root = self.settings.url.rstrip("/")
        subscriptions = [
            Subscription(selection.title, root + selection.address, root + selection.page)
            for selection in feeds.selections
        ]
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
