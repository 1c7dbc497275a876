"""What a site would be built of: the target groups of a bulletin, without MkDocs, without a disk.

Everything is computed anew for each bulletin. Only functions that depend on nothing but their
arguments are called once for equal arguments (`remember`), because many bulletins are compared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from types import SimpleNamespace
from typing import Any, TypeAlias

import pytest
from jinja2 import Environment
from mkdocs.theme import Theme

from bulletin.content import assembly, parsed_files, problem_collector
from bulletin.content.assembly import Library
from bulletin.edition.edition import Edition, open_edition
from bulletin.engine.cache import DictCache
from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.target import Target, TargetGroup
from bulletin.feeds import rss
from bulletin.media import recordings
from bulletin.model import addresses, schemas
from bulletin.render import bodies, images, navigation, page_renderer, social, templates
from bulletin.render.paths import page_path
from bulletin.render.printing.typesetting import Printed
from bulletin.search.index_files import HEAD_PATH
from bulletin.search.page_entries import HandWrittenPage
from bulletin.site import (
    printed_output,
    radio_output,
    search_index,
    service_worker,
    target_groups,
    version_file,
)
from bulletin.site.context import SiteContext
from bulletin.site.event_history import EventHistory
from tests.opened import MORNING, SITE

GroupId: TypeAlias = "tuple[str, bytes]"
"""The name and the key of a target group."""


@dataclass(frozen=True)
class Setting:
    """What a site is made from besides its content."""

    now: dt.datetime = MORNING
    site_name: str = "Bản tin Mẫu"
    site_url: str = SITE
    hand_written: tuple[HandWrittenPage, ...] = (
        HandWrittenPage("/", "Trang chủ"),
        HandWrittenPage("/gioi-thieu/", "Giới thiệu"),
    )


# --- what is computed once for equal arguments ---------------------------------------------------


def remember(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return `function`, called once for arguments with an equal `repr`."""
    known: dict[str, Any] = {}

    def remembered(*arguments: object) -> Any:
        key = repr(arguments)
        if key not in known:
            known[key] = function(*arguments)
        return known[key]

    return remembered


_PURE = [
    (assembly, "_make_verbalizer"),
    (bodies, "make_script"),
    (images, "encoder_key"),
    (images, "render_picture"),
    (page_renderer, "encoder_key"),
    (page_renderer, "keep_whole"),
    (parsed_files, "MarkdownRenderer"),
    (problem_collector, "parse"),
    (radio_output, "_make_word_file"),
    (recordings, "clean_recording"),
    (rss, "to_podcast"),
    (rss, "to_rss"),
    (schemas, "make_schemas"),
    (search_index, "make_postings"),
    (service_worker, "fingerprint_dir"),
    (social, "draw_social_image"),
    (target_groups, "_json"),
    (target_groups, "join_script"),
    (target_groups, "to_ics"),
]
"""Functions whose result depends on their arguments alone."""

_REMEMBERED = [(module, name, remember(getattr(module, name))) for module, name in _PURE]


# Typst takes a second for each bulletin, and what it makes depends on its arguments alone.
def _stand_in_for_print(*arguments: object) -> Printed:
    return Printed(fingerprint(arguments), 2)


def _stand_in_for_thumbnail(*arguments: object) -> bytes:
    return fingerprint(arguments)


# The bulletins have no folder, so git would know nothing of them.
def _stand_in_for_commit(root: object) -> None:
    return None


def _stand_in_for_history(root: object) -> EventHistory:
    return EventHistory()


@contextmanager
def pure_functions_once() -> Iterator[None]:
    """Within this, pure functions that take long are called once for equal arguments."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, remembered in _REMEMBERED:
            patch.setattr(module, name, remembered)
        patch.setattr(target_groups, "read_event_history", _stand_in_for_history)
        patch.setattr(version_file, "read_commit", _stand_in_for_commit)
        patch.setattr(printed_output, "print_issue", _stand_in_for_print)
        patch.setattr(printed_output, "draw_thumbnail", _stand_in_for_thumbnail)
        yield


# --- the groups of a site ------------------------------------------------------------------------

COMPILED = DictCache()
"""Compiled templates, which no content changes."""


class Files:
    """Stands for the project's root folder: its files are those of the library."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read

    def __truediv__(self, path: str) -> Any:
        return SimpleNamespace(read_bytes=lambda: self._read(path))


def template_context(setting: Any) -> page_renderer.TemplateContext:
    """Return what MkDocs gives templates besides the page: the configuration and the navigation."""
    links = [("Trang chủ", ""), ("Điển hình", "/dien-hinh/"), ("Văn bản", "/van-ban/")]
    items = [SimpleNamespace(title=a, url=b, is_link=bool(b), active=False) for a, b in links]
    nav = navigation.make_links_relative(SimpleNamespace(items=items))

    def context(page: object, section: str) -> dict[str, Any]:
        nav_here = navigation.activate_section(nav, section)
        return {"nav": nav_here, "config": setting, "page": page, "base_url": "."}

    return context


def make_environment() -> Environment:
    """Return the Jinja environment of the theme, as MkDocs makes it."""
    theme = Theme(name="material", custom_dir="theme", language="vi", font=False)
    environment: Environment = theme.get_env()
    return environment


ENVIRONMENT = make_environment()


class OpenCache(DictCache):
    """A cache that shows what was stored in it."""

    def __init__(self) -> None:
        super().__init__()
        self.stored: dict[tuple[str, bytes], object] = {}

    def put_many(self, namespace: str, values: Mapping[bytes, Any]) -> None:
        """Store values; of a bucket, each of its values by itself."""
        super().put_many(namespace, values)
        for key, value in values.items():
            for inner_key, inner in value.items() if len(key) == 1 else [(key, value)]:
                self.stored[namespace, inner_key] = inner

    def forget(self, namespace: str) -> None:
        """Lose what was stored in a namespace."""
        self._values.pop(namespace, None)


@dataclass(frozen=True)
class Site:
    """The site of an edition of a library; `cache` is empty at first."""

    library: Library
    edition: Edition
    setting: Setting
    cache: OpenCache = field(default_factory=OpenCache)

    @classmethod
    def of(cls, library: Library, setting: Setting | None = None) -> Site:
        """Return the site of a library, with the usual setting unless another is given."""
        setting = setting or Setting()
        return cls(library, open_edition(library, setting.now), setting)

    @cached_property
    def page_inputs(self) -> bytes:
        """What stands for everything that a page is rendered from besides its value."""
        library = self.library
        media = [(path, library.media.fingerprint(path)) for path in library.media.sizes]
        public = [[item.path for item in items] for items in self.edition.items.values()]
        pages, addresses = library.targets.pages, library.targets.addresses
        links = sorted(pages.items()), sorted(addresses)
        return fingerprint(library.bulletin, self.setting, media, public, links)

    def groups(self) -> Iterator[TargetGroup]:
        """Yield the target groups, computed anew each time."""
        setting = self.setting
        settings: Any = SimpleNamespace(
            theme=SimpleNamespace(dirs=["theme"]),
            site_name=setting.site_name,
            site_url=setting.site_url,
        )
        root: Any = Files(self.library.media.read)
        context = SiteContext(root, self.library, self.edition, self.cache, settings)
        context.configure_templates(ENVIRONMENT)
        ENVIRONMENT.bytecode_cache = templates.CompiledTemplates(COMPILED)
        # As the publisher does: all settings are in the key of the theme.
        theme_key = fingerprint(setting.site_name, setting.site_url)
        yield from target_groups.make_target_groups(
            context, ENVIRONMENT, template_context(settings), setting.hand_written, theme_key
        )

    @cached_property
    def listing(self) -> Listing:
        """The targets of all groups."""
        return Listing.of(self.groups(), self.page_inputs, self.cache.stored)


@dataclass(frozen=True)
class Listing:
    """The targets of all groups by the name and key of the group.

    `page_inputs` as of a Site; `stored` is what was put into the cache, by namespace and key.
    """

    groups: Mapping[GroupId, Mapping[str, Target]]
    page_inputs: bytes = b""
    stored: Mapping[tuple[str, bytes], object] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        groups: Iterable[TargetGroup],
        page_inputs: bytes = b"",
        stored: Mapping[tuple[str, bytes], object] | None = None,
    ) -> Listing:
        """Return the targets of these groups; no path comes twice."""
        found: dict[GroupId, Mapping[str, Target]] = {}
        paths: list[str] = []
        for group in groups:
            targets = list(group.targets())
            found[group.name, group.key] = {target.path: target for target in targets}
            paths += [target.path for target in targets]
        assert len(paths) == len(set(paths))
        return cls(found, page_inputs, stored or {})

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """All targets by path."""
        return {path: one for targets in self.groups.values() for path, one in targets.items()}

    @cached_property
    def _built(self) -> dict[str, bytes]:
        return {}

    def build(self, path: str) -> bytes:
        """Return the bytes of the target at `path`."""
        if path not in self._built:
            self._built[path] = self.targets[path].build()
        return self._built[path]


# --- laws ----------------------------------------------------------------------------------------

_INDEX_VERSION = re.compile(rb'(?:"|&#34;)version(?:"|&#34;):(?:"|&#34;)[0-9a-f]{16}')

_SEARCH_INDEX = "search_index"
"""The cache's namespace for the index of the last build, whose key is always the same."""


def find_disagreements(one: Listing, other: Listing) -> Iterator[str]:
    """Yield what two bulletins of one project must not differ in.

    Under one name and key there are the same targets with the same dependencies; a target at one
    path with the same dependencies has the same bytes; and under one key the cache has one value.
    """
    for name, key in one.groups.keys() & other.groups.keys():
        pair = one.groups[name, key], other.groups[name, key]
        before, after = (
            {path: target.dependencies for path, target in each.items()} for each in pair
        )
        for path in sorted(before.keys() | after.keys()):
            if before.get(path) != after.get(path):
                yield f"group {name}: the key is the same, but the dependencies of {path} are not"
    for path, target in other.targets.items():
        known = one.targets.get(path)
        if known is None or known.dependencies != target.dependencies:
            continue
        if one.page_inputs == other.page_inputs and _is_same_page(known, target):
            continue
        if one.build(path) != other.build(path):
            yield f"target {path}: the dependencies are the same, but the bytes are not"
    for namespace, key in one.stored.keys() & other.stored.keys():
        before_and_after = one.stored[namespace, key], other.stored[namespace, key]
        if namespace != _SEARCH_INDEX and before_and_after[0] != before_and_after[1]:
            yield f"cache {namespace}: the key is the same, but the value is not"


def _is_same_page(one: Target, other: Target) -> bool:
    """Return whether two targets render equal pages."""
    pages = [
        target.build.args
        for target in (one, other)
        if isinstance(target.build, partial)
        and getattr(target.build.func, "__func__", None) is page_renderer.PageRenderer.page
    ]
    return len(pages) == 2 and pages[0] == pages[1]


def shows_difference(one: Listing, other: Listing) -> bool:
    """Return whether any file of two bulletins differs, but for the version of the search index.

    That version changes with every file, whether readers see a difference or not. It stands in the
    head of the index and, with the rest of the head, in the page of search.
    """
    if one.targets.keys() != other.targets.keys():
        return True
    return any(
        one.targets[path].dependencies != target.dependencies
        and _build_without_version(one, path) != _build_without_version(other, path)
        for path, target in other.targets.items()
    )


def _build_without_version(listing: Listing, path: str) -> bytes:
    has_version = path in (HEAD_PATH, page_path(addresses.SEARCH))
    return _INDEX_VERSION.sub(b"", listing.build(path)) if has_version else listing.build(path)
