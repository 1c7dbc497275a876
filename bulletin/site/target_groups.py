"""Which files the site has: every page, feed, list and attachment, as groups of targets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from jinja2 import Environment

from bulletin.edition.edition import Edition
from bulletin.edition.open_data import iter_tables
from bulletin.edition.public_events import sort_by_start
from bulletin.edition.public_story import PublicStory, real_of
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.target import Target, TargetGroup, group, single, static
from bulletin.feeds.calendar import to_ics
from bulletin.feeds.event_calendar import make_calendar_event
from bulletin.feeds.opml import Subscription, to_opml
from bulletin.feeds.table_files import iter_table_files
from bulletin.model import addresses
from bulletin.pages.all_pages import PageGroups
from bulletin.pages.desk_form import make_form
from bulletin.pages.desk_page import make_desk_page
from bulletin.pages.event_pages import event_calendar_address
from bulletin.pages.old_address_pages import (
    REDIRECTS,
    WITHDRAWN,
    format_redirect_table,
    format_withdrawn_table,
)
from bulletin.pages.open_data_page import make_open_data_page
from bulletin.pages.search_page import make_search_page
from bulletin.pages.story_page import figure_of
from bulletin.render.bodies import (
    BodiesAndScripts,
    LinkResolver,
    ScriptMaker,
    make_bodies_and_scripts,
)
from bulletin.render.page_renderer import PageRenderer, TemplateContext
from bulletin.render.paths import file_path
from bulletin.search.page_entries import HandWrittenPage
from bulletin.site.cache_keys import CacheKeys
from bulletin.site.catalog_output import CatalogOutput
from bulletin.site.context import SiteContext
from bulletin.site.event_history import EventHistory, read_event_history
from bulletin.site.feed_output import FeedOutput
from bulletin.site.joined_scripts import DESK_SCRIPTS, PAGE_SCRIPT, SEARCH_SCRIPT, join_script
from bulletin.site.page_output import PageOutput
from bulletin.site.radio_output import RadioOutput, recordings
from bulletin.site.search_index import SearchIndexOutput
from bulletin.site.service_worker import offline_targets
from bulletin.site.sitemap import NEWS_SITEMAP, ROBOTS, SITEMAP, news_sitemap, robots, sitemap
from bulletin.site.style_sheet import STYLE_SHEET, make_style_sheet
from bulletin.site.version_file import VERSION_FILE, format_version, make_version
from bulletin.site.withdrawn_list import withdrawn_list

_SCHEMAS_KEY = fingerprint("schemas")
"""Schemas depend on the program alone, and what another program built is not known to a build."""


def make_target_groups(
    context: SiteContext,
    environment: Environment,
    template_context: TemplateContext,
    hand_written: Sequence[HandWrittenPage],
    theme_key: bytes,
) -> Iterator[TargetGroup]:
    """Yield every page, feed, schema and attachment of the site, in groups.

    `hand_written` are the pages that MkDocs writes itself; `theme_key` stands for
    the templates and everything that they are given besides the page. Raises ContentError.
    """
    settings, library = context.settings, context.library
    with_links = LinkResolver(library.targets, context.hidden)
    renderer = ScriptMaker(with_links, library.verbalizer, library.bulletin)
    page_renderer = PageRenderer(
        environment,
        make_bodies_and_scripts(context.edition, renderer, context.cache),
        library.bulletin,
        settings.site_url,
        template_context,
        context.images,
        context.social,
        settings,
        fingerprint(
            theme_key,
            library.bulletin,
            context.feeds_for_all,
            context.edition.shows_samples,
        ),
    )
    yield from SiteTargets(context, page_renderer, hand_written).groups()
    for target in offline_targets(page_renderer, Path(settings.theme.dirs[0])):
        yield single(target)


@dataclass(frozen=True)
class SiteTargets:
    """The files of a site as groups of targets.

    `hand_written` are the pages that MkDocs writes, for the sitemap and for search.
    """

    context: SiteContext
    page_renderer: PageRenderer
    hand_written: Sequence[HandWrittenPage]

    @property
    def edition(self) -> Edition:
        """What is public."""
        return self.context.edition

    @property
    def bodies(self) -> BodiesAndScripts:
        """The texts of the edition."""
        return self.page_renderer.bodies

    @property
    def name(self) -> str:
        """The site's name."""
        return self.context.settings.site_name

    @property
    def url(self) -> str:
        """The site's absolute address."""
        return self.context.settings.site_url

    @cached_property
    def keys(self) -> CacheKeys:
        """The keys of the groups."""
        renderer = self.page_renderer
        theme_key = fingerprint(renderer.theme_key, renderer.encoder_keys, self.name, self.url)
        return CacheKeys(self.edition, self.bodies, self.context.library.media, theme_key)

    @cached_property
    def pages(self) -> PageOutput:
        """The pages that are rendered of the content, in groups."""
        groups = PageGroups(self.edition, self.context.channels, self.context.library.media)
        return PageOutput(groups, self.keys, self.context.cache)

    @cached_property
    def radio(self) -> RadioOutput:
        """The station's part of the site."""
        feeds = (self.context.feed_links[addresses.RADIO_FEED],)
        library = self.context.library
        return RadioOutput(
            self.edition, self.bodies, self.page_renderer, library, self.name, self.url, feeds
        )

    def _printed(self) -> Iterator[TargetGroup]:
        """Yield the files of the printed bulletins."""
        from bulletin.site.printed_output import PrintedOutput

        feeds = (self.context.feed_links[addresses.ALL_STORIES_FEED],)
        yield from PrintedOutput(
            self.edition, self.bodies, self.page_renderer, self.keys, self.name, self.url, feeds
        ).target_groups()

    @cached_property
    def search(self) -> SearchIndexOutput:
        """The index of search."""
        library = self.context.library
        return SearchIndexOutput(
            self.edition,
            self.bodies,
            self.keys,
            library.lexicon.long_forms,
            library.synonyms,
            self.hand_written,
            self.context.cache,
        )

    def groups(self) -> Iterator[TargetGroup]:
        """Yield every file of the site but those that MkDocs and the service worker bring."""
        figures = (figure_of(story) for story in self.edition.stories if story.front.image)
        self.page_renderer.images.prerender(figure for figure in figures if figure is not None)
        for name, key in self.pages.iter_keys():
            yield TargetGroup(name, key, partial(self._page_targets, name))
        yield from FeedOutput(
            self.context, self.page_renderer, self.keys, self.radio
        ).target_groups()
        yield from self.search.target_groups()
        yield from self._single_pages()
        yield self._attachments()
        if self.edition.bulletin.print_issues:
            yield from self._printed()
        shared_key, metadata_keys = (
            self.keys.shared_key,
            combine([self.keys.shared_key, *self.keys.metadata_keys.values()]),
        )
        texts = (self.bodies.key(event.item) for event in self.edition.events)
        yield TargetGroup("calendars", combine([shared_key, *texts]), self._calendars)
        yield TargetGroup("tables", metadata_keys, self._tables)
        media = self.context.library.media
        yield CatalogOutput(
            self.edition, media, self.keys, self.context.cache, self.name, self.url
        ).target_group()
        yield TargetGroup("small", metadata_keys, self._quick_targets)
        yield TargetGroup("schemas", _SCHEMAS_KEY, _schema_targets)
        version = make_version(self.edition, self.context.root)
        yield single(static(VERSION_FILE, format_version(version)))
        hand_written = [page.address for page in self.hand_written]
        offered = fingerprint(metadata_keys, hand_written)
        yield TargetGroup("sitemaps", offered, self._sitemaps)

    def _page_targets(self, name: str) -> Iterator[Target]:
        """Yield the files of a group of pages; beside a story's page, all files of the story."""
        for page in self.pages.find(name).make_pages():
            yield from self.page_renderer.targets(page)
            if story := self.edition.by_address.get(page.address):
                yield from self.radio.targets(story)
                yield from self._copy_targets(story_files(story))

    def _single_pages(self) -> Iterator[TargetGroup]:
        """Yield the pages that belong to no group of pages."""
        shared_key, feeds = (
            self.keys.shared_key,
            (self.context.feed_links[addresses.ALL_STORIES_FEED],),
        )
        content_keys = (self.keys.content_keys[story.address] for story in self.edition.cleared)
        yield TargetGroup(
            addresses.RADIO,
            combine([shared_key, *content_keys]),
            lambda: self.page_renderer.targets(self.radio.page()),
        )
        yield TargetGroup(
            addresses.SEARCH,
            combine([shared_key, self.search.key]),
            lambda: self.page_renderer.targets(make_search_page(feeds, self.search.make_head())),
        )
        yield TargetGroup("theme", self.page_renderer.theme_key, self._theme_targets)
        library = self.context.library
        # The form offers whatever stands in these lists, in their order.
        offered = library.units, library.fields, library.event_kinds, library.topics
        desk_key = combine([shared_key, fingerprint(offered)])
        yield TargetGroup(addresses.DESK, desk_key, self._desk_targets)

    def _theme_targets(self) -> Iterator[Target]:
        """Yield what follows from the theme alone: the style sheet and scripts of all pages."""
        theme = Path(self.context.settings.theme.dirs[0])
        yield static(STYLE_SHEET, make_style_sheet(theme))
        yield from self._script_targets((PAGE_SCRIPT, SEARCH_SCRIPT))

    def _script_targets(self, paths: Iterable[str]) -> Iterator[Target]:
        theme = Path(self.context.settings.theme.dirs[0])
        for path in paths:
            yield static(path, join_script(path, theme))

    def _desk_targets(self) -> Iterator[Target]:
        """Yield the page of the editors' desk and the description of its form."""
        form = make_form(self.context.library, self.edition)
        yield from self.page_renderer.targets(make_desk_page(form))
        yield from self._script_targets(DESK_SCRIPTS)
        data = json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode()
        yield static(file_path(addresses.DESK_FORM), data)

    def _calendars(self) -> Iterator[Target]:
        zone = self.edition.bulletin.time_zone
        events = sort_by_start(self.edition.events)
        history = read_event_history(self.context.root) if events else EventHistory()
        entries = [
            make_calendar_event(event, self.edition, self.url, history.revision_of(event.item))
            for event in events
        ]
        yield static(file_path(addresses.CALENDAR), to_ics(self.name, entries, zone))
        for event, entry in zip(events, entries, strict=True):
            yield static(
                file_path(event_calendar_address(event)), to_ics(entry.title, [entry], zone)
            )

    def _tables(self) -> Iterator[Target]:
        tables = list(iter_tables(self.edition, self.url))
        feeds = (self.context.feed_links[addresses.ALL_STORIES_FEED],)
        yield from self.page_renderer.targets(make_open_data_page(tables, feeds))
        files = iter_table_files(tables, self.edition.bulletin, self.name, self.url)
        for address, data in files:
            yield static(file_path(address), data)

    def _quick_targets(self) -> Iterator[Target]:
        """Yield what is quickly made from front matter alone."""
        root = self.url.rstrip("/")
        subscriptions = [
            Subscription(channel.title, root + channel.address, root + channel.page)
            for channel in self.context.channels
        ]
        yield static(file_path(addresses.ALL_FEEDS), to_opml(self.name, subscriptions))
        yield static(file_path(addresses.WITHDRAWN_LIST), withdrawn_list(self.edition, self.url))
        yield static(REDIRECTS, format_redirect_table(self.edition, self.url))
        yield static(WITHDRAWN, format_withdrawn_table(self.edition, self.url))
        yield self.page_renderer.social.site_target()

    def _sitemaps(self) -> Iterator[Target]:
        samples = frozenset(self._iter_samples())
        listed = [
            address
            for one in self.pages.all
            if one.listed
            for address in one.addresses
            if samples.isdisjoint(_iter_folders(address))
        ]
        other = [addresses.OPEN_DATA, addresses.RADIO, addresses.SEARCH]
        if self.edition.bulletin.print_issues:
            other.append(addresses.PRINTED)
        pages = [*(page.address for page in self.hand_written), *listed, *other]
        yield static(SITEMAP, sitemap(self.url, pages, real_of(self.edition.published)))
        news = news_sitemap(self.url, self.name, self.edition.published)
        if news:
            yield static(NEWS_SITEMAP, news)
        yield static(ROBOTS, robots(self.url, has_news=bool(news)))

    def _iter_samples(self) -> Iterator[str]:
        """Yield the addresses of the pages that no search engine may list."""
        yield from (story.address for story in self.edition.stories if story.front.sample)
        yield from (event.item.address for event in self.edition.events if event.front.sample)
        yield from (addresses.unit_address(unit.key) for unit in self.edition.units if unit.sample)

    def _attachments(self) -> TargetGroup:
        """Return the group of the documents' files and of the recordings at fixed addresses."""
        files = [*recordings(self.edition), *document_files(self.edition)]
        return group("attachments", list(self._copy_targets(files)))

    def _copy_targets(self, files: Iterable[tuple[str, str]]) -> Iterator[Target]:
        """Yield files that are published, given as content path and output path.

        Of recordings the sound alone is published, other files as they are.
        """
        for source, target in files:
            dependencies = (("file", self.context.library.media.fingerprint(source)),)
            is_recording = source.lower().endswith(".mp3")
            work = self._read_recording if is_recording else self._read_file
            yield Target(target, dependencies, partial(work, source))

    def _read_file(self, path: str) -> bytes:
        return (self.context.root / path).read_bytes()

    def _read_recording(self, path: str) -> bytes:
        from bulletin.media.recordings import clean_recording

        return clean_recording(self._read_file(path))


def _iter_folders(address: str) -> Iterator[str]:
    """Yield the addresses of the folders in which a page stands, its own last."""
    return (address[: found.end()] for found in re.finditer("/", address))


def _schema_targets() -> Iterator[Target]:
    from bulletin.model.schemas import make_schemas

    for name, schema in make_schemas().items():
        yield static(f"schema/{name}.json", _json(schema))


def story_files(story: PublicStory) -> Iterator[tuple[str, str]]:
    """Yield a story's recording and its transcript: content path, site path.

    Only what a public record names is published. Other files in content/ are not, and of pictures
    only the renditions are.
    """
    for path in story.audio_files:
        yield path, file_path(story.address) + path.rpartition("/")[2]


def document_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the files of the documents: content path, site path."""
    for document in edition.documents:
        if path := document.file_path:
            yield path, file_path(document.item.address) + path.rpartition("/")[2]


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()
