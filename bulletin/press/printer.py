"""Prints pages: a page's values, its body set as HTML, dressed by the theme's templates."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from bulletin.content.item import Item
from bulletin.edition.story import PublicStory
from bulletin.model.bulletin import Bulletin
from bulletin.model.record import Record
from bulletin.model.words import story_label
from bulletin.pages.page import MovedView, Page
from bulletin.press.darkroom import Darkroom
from bulletin.prose.typesetter import Typesetter, absolute, from_root, rebased
from bulletin.vietnamese.dates import day_and_time, long_date, short_date
from bulletin.vietnamese.numbers import count, size


@dataclass(frozen=True, slots=True)
class Heading:
    """The page's heading, for Material's link that skips to it."""

    url: str = "#_noi-dung"
    level: int = 1
    children: tuple[object, ...] = ()


@dataclass(slots=True)
class ShownPage:
    """A page in the shape that Material's templates know MkDocs' pages by."""

    title: str
    url: str
    canonical_url: str
    edit_url: str | None
    meta: Mapping[str, Any]
    is_homepage: bool = False
    toc: tuple[Heading, ...] = (Heading(),)
    content: str = ""
    previous_page: None = None
    next_page: None = None


Surroundings = Callable[[ShownPage, str], dict[str, Any]]
"""What templates see besides the page: configuration and navigation, the section marked in it."""


def mounted(nav: Any) -> Any:
    """Let the links of MkDocs' navigation follow the page they stand on; return it."""
    for item in nav.items:
        if item.is_link:
            item.url = item.url.removeprefix("/")
    return nav


def marked(nav: Any, section: str) -> Any:
    """Return a copy of MkDocs' navigation in which the link to `section` is the active one."""
    nav = copy.copy(nav)
    nav.items = [copy.copy(item) for item in nav.items]
    for item in nav.items:
        item.active = f"/{item.url}" == section
    return nav


def prepare(environment: Environment, own_templates: Set[str]) -> None:
    """Give templates the words for addresses, dates and numbers, and let ours escape values.

    MkDocs escapes nothing, and Material's templates rely on that: values go into them as HTML.
    """
    environment.autoescape = lambda name: name in own_templates
    environment.filters |= {
        "address": _address,
        "short_date": short_date,
        "long_date": long_date,
        "day_and_time": day_and_time,
        "count": count,
        "size": size,
    }


@pass_context
def _address(context: Context, path: str) -> str:
    """Return how the page being printed says the site path `path`."""
    base: str = context["base_url"]
    return from_root(base)(path)


def way_up(address: str) -> str:
    """Return the relative way from the page at `address` to the site's root: '../..', or '.'."""
    return "/".join([".."] * (address.count("/") - 1)) or "."


def _shown_at(page: Page) -> str:
    """Return where a page's matter stands: for a page that moved, its new address."""
    return page.view.target if isinstance(page.view, MovedView) else page.address


@dataclass(slots=True)
class Printer:
    """Prints pages and the full text of stories for feeds.

    Bodies are set once and kept: a story's page and its feeds say the same words.
    """

    environment: Environment
    typesetter: Typesetter
    bulletin: Bulletin
    site_url: str
    surroundings: Surroundings
    darkroom: Darkroom
    _bodies: dict[str, str] = field(default_factory=dict)

    def body(self, item: Item[Record]) -> str:
        """Return the safe HTML of an item's body, its links as site paths."""
        if item.path not in self._bodies:
            self._bodies[item.path] = self.typesetter.html(item)
        return self._bodies[item.path]

    def page(self, page: Page) -> bytes:
        """Return the page's HTML in UTF-8."""
        base = way_up(page.address)
        edit = self.bulletin.edit_url
        shown = ShownPage(
            title=page.title,
            url=page.address.removeprefix("/"),
            canonical_url=self.site_url.rstrip("/") + _shown_at(page),
            edit_url=edit + page.source if edit and page.source else None,
            meta={
                "title": page.title,
                "description": page.description,
                "hide": ["navigation", "toc"],
            },
        )
        context = self.surroundings(shown, page.section)
        context |= {
            "base_url": base,
            "page": shown,
            "view": page.view,
            "feed_links": page.feeds,
            "bulletin": self.bulletin,
            "body": rebased(self.body(page.body), from_root(base)) if page.body else "",
            "picture": self.darkroom.print_of(page.figure, page.address) if page.figure else None,
        }
        return self.environment.get_template(page.template).render(context).encode()

    def feed_text(self, story: PublicStory) -> str:
        """Return a story's full text as HTML with absolute addresses, for feeds."""
        url = self.site_url.rstrip("/") + story.address
        return (
            self.environment.get_template("feed-item.html")
            .render(
                story=story.front,
                unit=story.unit,
                label=story_label(story.front),
                url=url,
                body=rebased(self.body(story.item), absolute(url, self.site_url)),
                corrections=sorted(story.front.corrections, key=lambda c: c.date),
            )
            .strip()
        )
