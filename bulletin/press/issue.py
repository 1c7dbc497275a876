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
from bulletin.edition.channels import iter_channels
from bulletin.edition.edition import Edition, open_edition
from bulletin.model import addresses
from bulletin.model.event import Event
from bulletin.model.story import Story
from bulletin.pages.feeds_page import make_feed_links
from bulletin.pages.home_view import HomeView, make_home_view
from bulletin.pages.page import FeedLink
from bulletin.pages.structured_data import Publisher, make_front_page_data
from bulletin.press.darkroom import Darkroom
from bulletin.press.galleys import Compositor, set_galleys
from bulletin.press.leaf import Sheaf, alone
from bulletin.press.offline import offline_files
from bulletin.press.printer import Printer, Surroundings, prepare
from bulletin.press.program import code_in
from bulletin.press.sharing import Sharing
from bulletin.press.site import Site
from bulletin.press.templates import CompiledTemplates
from bulletin.prose.typesetter import Typesetter
from bulletin.workshop.memory import Memory, fingerprint


class Theme(Protocol):
    """Where templates lie, ours first."""

    dirs: Sequence[str]


class Settings(Protocol):
    """What the configuration of the site says, under MkDocs' own names."""

    theme: Theme

    site_name: str
    site_url: str
    markdown_extensions: Sequence[str]
    mdx_configs: Mapping[str, Mapping[str, Any]]


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
        return make_home_view(self.edition)

    @property
    def feeds_for_all(self) -> Iterator[FeedLink]:
        """The feeds that every page links."""
        links = make_feed_links(list(iter_channels(self.edition)))
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
            "site_structured": make_front_page_data(publisher),
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
        extensions, configs = settings.markdown_extensions, settings.mdx_configs
        compositor = Compositor(
            Typesetter(self.library.targets, extensions, configs, self.hidden),
            self.library.reader,
            self.library.bulletin,
            fingerprint(list(extensions), told(configs)),
        )
        galleys = set_galleys(self.edition, compositor, self.memory)
        printer = Printer(
            environment,
            galleys,
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
            galleys,
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
