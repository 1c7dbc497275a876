"""One issue of the bulletin: what was read, what of it is public, and how it becomes files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment

from bulletin.content.assembly import Library
from bulletin.content.library import read_library
from bulletin.edition.channels import channels
from bulletin.edition.edition import Edition, open_edition
from bulletin.model import addresses
from bulletin.model.event import Event
from bulletin.model.story import Story
from bulletin.pages.feeds import feed_links
from bulletin.pages.page import FeedLink, HomeView
from bulletin.pages.site import home_view
from bulletin.press.darkroom import Darkroom
from bulletin.press.printer import Printer, Surroundings, prepare
from bulletin.press.publication import copy_files, write_files
from bulletin.press.site import Site, attachments
from bulletin.prose.typesetter import Typesetter

CACHE = ".cache"
"""The folder below the project root for what can be made again."""


class Settings(Protocol):
    """What the configuration of the site says, under MkDocs' own names."""

    site_dir: str
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
    def hidden(self) -> set[str]:
        """The addresses of drafts and of what is still to come."""
        shown = {story.address for story in self.edition.stories}
        shown |= {event.item.address for event in self.edition.events}
        mine = [item for item in self.library.items if isinstance(item.front, Story | Event)]
        return {item.address for item in mine} - shown

    def equip(self, environment: Environment, theme: Path) -> None:
        """Give the templates in the folder `theme` what all of them need."""
        own = {path.relative_to(theme).as_posix() for path in theme.rglob("*.html")}
        prepare(environment, own)
        environment.globals |= {
            "bulletin": self.library.bulletin,
            "feeds_for_all": tuple(self.feeds_for_all),
        }

    def write(
        self,
        settings: Settings,
        environment: Environment,
        surroundings: Surroundings,
        hand_written: Sequence[str],
    ) -> None:
        """Write every page, feed, schema and attachment of the issue.

        `hand_written` are the addresses of the pages that MkDocs prints itself.
        """
        printer = Printer(
            environment,
            Typesetter(
                self.library.targets,
                settings.markdown_extensions,
                settings.mdx_configs,
                self.hidden,
            ),
            self.library.bulletin,
            settings.site_url,
            surroundings,
            Darkroom(self.root, self.root / CACHE / "anh"),
            settings,
        )
        site = Site(
            self.library,
            self.edition,
            printer,
            settings.site_name,
            settings.site_url,
            hand_written,
        )
        write_files(Path(settings.site_dir), site.files())
        copy_files(self.root, Path(settings.site_dir), attachments(self.edition))


def open_issue(root: Path, docs: str, now: dt.datetime) -> Issue:
    """Read the content below `root` and return what is public of it at `now`.

    `docs` is the folder of the hand-written pages, relative to `root`. Raises ContentError.
    """
    library = read_library(root, docs, now.date())
    return Issue(root, library, open_edition(library, now))
