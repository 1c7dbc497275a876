"""One issue of the bulletin: what was read, what of it is public, and how it becomes files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment

from bulletin.content.assembly import Library
from bulletin.content.library import Shelf, library_of
from bulletin.edition.channels import channels
from bulletin.edition.edition import Edition, open_edition
from bulletin.errors import ContentError, Problem
from bulletin.model import addresses
from bulletin.model.event import Event
from bulletin.model.story import Story
from bulletin.pages.feeds import feed_links
from bulletin.pages.page import FeedLink, HomeView
from bulletin.pages.site import home_view
from bulletin.pages.structured import Publisher, front_page
from bulletin.press.bodies import BodyRenderer, ScriptRenderer, render_bodies
from bulletin.press.darkroom import Darkroom
from bulletin.press.leaf import Sheaf, alone
from bulletin.press.offline import offline_files
from bulletin.press.printer import Printer, Surroundings, prepare
from bulletin.press.program import code_in
from bulletin.press.sharing import Sharing
from bulletin.press.site import Site
from bulletin.press.templates import CompiledTemplates
from bulletin.prose import dialect
from bulletin.workshop.memory import Memory, fingerprint


class Theme(Protocol):
    """Where templates lie, ours first."""

    dirs: Sequence[str]


class Settings(Protocol):
    """What the configuration of the site says, under MkDocs' own names."""

    theme: Theme

    site_name: str
    site_url: str


@dataclass(frozen=True, slots=True)
class Issue:
    """Everything that a build needs to know of the content, read and checked once."""

    root: Path
    library: Library
    edition: Edition
    memory: Memory

    @property
    def home(self) -> HomeView:
        """What the front page shows besides its hand-written words."""
        return home_view(self.edition)

    @property
    def feeds_for_all(self) -> Iterator[FeedLink]:
        """The feeds that every page links."""
        links = feed_links(list(channels(self.edition)))
        yield from (links[addresses.ALL_STORIES_FEED], links[addresses.RADIO_FEED])

    @property
    def darkroom(self) -> Darkroom:
        """Where pictures are developed."""
        return Darkroom(self.library.media, self.memory)

    @property
    def hidden(self) -> set[str]:
        """The addresses of drafts and of what is still to come."""
        shown = {story.address for story in self.edition.stories}
        shown |= {event.item.address for event in self.edition.events}
        mine = [item for item in self.library.items if isinstance(item.front, Story | Event)]
        return {item.address for item in mine} - shown

    def publisher(self, settings: Settings) -> Publisher:
        """Return who speaks on a site with these settings."""
        root = settings.site_url.rstrip("/")
        return Publisher(self.library.bulletin, settings.site_name, root)

    def equip(self, environment: Environment, theme: Path, settings: Settings) -> None:
        """Give the templates in the folder `theme` what all of them need."""
        publisher = self.publisher(settings)
        own = {path.relative_to(theme).as_posix() for path in theme.rglob("*.html")}
        prepare(environment, own)
        environment.bytecode_cache = CompiledTemplates(self.memory)
        environment.globals |= {
            "bulletin": self.library.bulletin,
            "feeds_for_all": tuple(self.feeds_for_all),
            "photo": self.darkroom.photo,
            "site_image": Sharing(publisher).site_image,
            "site_structured": front_page(publisher),
        }

    def sheaves(
        self,
        settings: Settings,
        environment: Environment,
        surroundings: Surroundings,
        hand_written: Sequence[str],
        look: bytes,
    ) -> Iterator[Sheaf]:
        """Yield every page, feed, schema and attachment of the issue, in sheaves.

        `hand_written` are the addresses of the pages that MkDocs prints itself; `look` stands for
        the templates and all that they are given besides the page.
        """
        library = self.library
        with_links = BodyRenderer(library.targets, self.hidden)
        renderer = ScriptRenderer(with_links, library.reader, library.bulletin)
        bodies = render_bodies(self.edition, renderer, self.memory)
        printer = Printer(
            environment,
            bodies,
            self.library.bulletin,
            settings.site_url,
            surroundings,
            self.darkroom,
            Sharing(self.publisher(settings)),
            settings,
            fingerprint(look, self.library.bulletin, tuple(self.feeds_for_all)),
        )
        yield from Site(
            self.root,
            self.library,
            self.edition,
            bodies,
            printer,
            settings.site_name,
            settings.site_url,
            hand_written,
        ).sheaves()
        for leaf in offline_files(printer, Path(settings.theme.dirs[0])):
            yield alone(leaf)


def told(setting: object) -> object:
    """Return a setting in a form that is told apart by its `repr`: functions by their names."""
    if isinstance(setting, Mapping):
        return [(str(key), told(value)) for key, value in sorted(setting.items(), key=str)]
    if isinstance(setting, list | tuple):
        return [told(value) for value in setting]
    if isinstance(setting, str | int | float | bool | None):
        return setting
    return getattr(setting, "__qualname__", type(setting).__qualname__)


class MarkdownSettings(Protocol):
    """How the runner reads the Markdown of docs/, under MkDocs' own names."""

    markdown_extensions: list[str]
    mdx_configs: dict[str, dict[str, Any]]


def set_dialect(settings: MarkdownSettings) -> None:
    """Make the runner read docs/ in the dialect in which the content is read.

    Raises ContentError when mkdocs.yml names extensions of its own: they would be left out.
    """
    if settings.mdx_configs or not set(settings.markdown_extensions) <= set(dialect.BUILT_IN):
        message = "bỏ khóa này; cách viết Markdown của cả trang đặt trong bulletin/prose/dialect.py"
        raise ContentError([Problem("mkdocs.yml", 1, "markdown_extensions", message)])
    settings.markdown_extensions = list(dialect.EXTENSIONS)
    settings.mdx_configs = {name: dict(values) for name, values in dialect.SETTINGS.items()}


def look_of(settings: Mapping[str, object], files: Iterable[Path]) -> bytes:
    """Return what stands for the settings and the files that pages are made with.

    `files` are folders or files: the theme, the hooks, the configuration itself.
    """
    shown = {key: value for key, value in settings.items() if key not in {"site_dir", "extra"}}
    contents = [code_in(file, "") if file.is_dir() else file.read_bytes() for file in files]
    return fingerprint(told(shown), contents)


def open_issue(shelf: Shelf, docs: str, now: dt.datetime, memory: Memory) -> Issue:
    """Return what is public at `now` of what lies on `shelf`.

    `docs` is the folder of the hand-written pages, relative to the root. Raises ContentError.
    """
    library = library_of(shelf, docs, now.date(), memory)
    return Issue(shelf.root, library, open_edition(library, now), memory)
