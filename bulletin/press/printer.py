"""Prints pages: a page's values, its body set as HTML, dressed by the theme's templates."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import escape

from bulletin.edition.story import PublicStory
from bulletin.media.pictures import recipe
from bulletin.model.addresses import script_address
from bulletin.model.bulletin import Bulletin
from bulletin.model.words import story_label
from bulletin.pages.page import Figure, ListView, MovedView, Page
from bulletin.press.bodies import RenderedBodies
from bulletin.press.card_image import card_recipe
from bulletin.press.darkroom import Darkroom
from bulletin.press.leaf import Leaf, path_of
from bulletin.press.sharing import Sharing
from bulletin.press.templates import Bare
from bulletin.prose.link_targets import absolute, from_root, replace_targets
from bulletin.radio.script import Script
from bulletin.vietnamese.dates import day_and_time, long_date, short_date
from bulletin.vietnamese.numbers import count, size, spoken_length
from bulletin.workshop.memory import fingerprint


@dataclass(frozen=True, slots=True)
class Heading:
    """The page's heading, for the link that skips to it."""

    url: str = "#_noi-dung"
    level: int = 1
    children: tuple[object, ...] = ()


class Gaps:
    """What a frame leaves open, in characters that no text has: Unicode's private use area."""

    title = "\ue000title\ue001"
    description = "\ue000description\ue001"
    canonical = "\ue000canonical\ue001"
    head = "\ue000head\ue001"
    trail = "\ue000trail\ue001"
    content = "\ue000content\ue001"


_GAP = re.compile("\ue000[a-z]+\ue001")


@dataclass(slots=True)
class ShownPage:
    """A frame in the shape that templates know MkDocs' pages by."""

    title: str
    url: str
    canonical_url: str
    meta: Mapping[str, Any]
    edit_url: None = None
    is_homepage: bool = False
    toc: tuple[Heading, ...] = (Heading(),)
    content: str = ""
    previous_page: None = None
    next_page: None = None


Surroundings = Callable[[ShownPage | None, str], dict[str, Any]]
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

    MkDocs escapes nothing, and the icons that come with Material rely on that: they are HTML.
    """
    environment.autoescape = lambda name: name in own_templates
    # What only sets out the source of a template is not printed: indentation, lines of tags alone.
    environment.add_extension(Bare)
    environment.trim_blocks = True
    # As the JSON of a page's head: letters as they are, in an order of its own, without spaces.
    environment.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False,
        "sort_keys": False,
        "separators": (",", ":"),
    }
    environment.filters |= {
        "address": _address,
        "short_date": short_date,
        "long_date": long_date,
        "day_and_time": day_and_time,
        "count": count,
        "size": size,
        "spoken_length": spoken_length,
    }


@pass_context
def _address(context: Context, path: str) -> str:
    """Return how the page being printed says the site path `path`."""
    base: str = context["base_url"]
    return from_root(base)(path)


def way_up(address: str) -> str:
    """Return the relative way from the page at `address` to the site's root: '../..', or '.'."""
    return "/".join([".."] * (address.count("/") - 1)) or "."


def file_of(address: str) -> str:
    """Return the path, below the site's root, of the file of the page at `address`."""
    return path_of(address) + "index.html"


_SHOWN = [one.name for one in fields(Page) if one.name != "body"]


def page_fingerprint(page: Page) -> bytes:
    """Return what stands for a page but for its text and picture, which have their own."""
    return fingerprint([getattr(page, name) for name in _SHOWN])


def pictured(page: Page) -> list[Figure]:
    """Return the pictures that a page shows: its own, and those of the cards on it."""
    cards = page.view.cards if isinstance(page.view, ListView) else ()
    figures = [card.picture.figure for card in cards if card.picture is not None]
    return [*([page.figure] if page.figure is not None else []), *figures]


def _shown_at(page: Page) -> str:
    """Return where a page's matter stands: for a page that moved, its new address."""
    return page.view.target if isinstance(page.view, MovedView) else page.address


@dataclass(slots=True)
class Printer:
    """Prints pages and the full text of stories for feeds.

    `settings` is what templates know as `config`; `look` stands for the templates and for
    everything that they are given besides the page.
    """

    environment: Environment
    bodies: RenderedBodies
    bulletin: Bulletin
    site_url: str
    surroundings: Surroundings
    darkroom: Darkroom
    sharing: Sharing
    settings: object
    look: bytes
    _frames: dict[tuple[str, int, bool], str] = field(default_factory=dict)

    @property
    def recipes(self) -> bytes:
        """What stands for how pictures and cards are made."""
        return fingerprint(recipe(), card_recipe())

    def leaves(self, page: Page) -> Iterator[Leaf]:
        """Yield the file of a page and those of its picture."""
        depends = [("page", page_fingerprint(page)), ("look", self.look)]
        if page.body is not None:
            depends.append(("text", self.bodies.key(page.body)))
        if figures := pictured(page):
            depends.append(("pictures", fingerprint(list(map(self.darkroom.key, figures)))))
        yield Leaf(file_of(page.address), tuple(depends), partial(self.page, page))
        yield from self.sharing.leaves(page)
        if page.figure is not None:
            yield from self.darkroom.leaves(page.figure, page.address)

    def page(self, page: Page) -> bytes:
        """Return the page's HTML in UTF-8."""
        base = way_up(page.address)
        edit = self.bulletin.edit_url
        body = self.bodies.body(page.body) if page.body else ""
        picture = self.darkroom.print_of(page.figure, page.address) if page.figure else None
        shown: dict[str, Any] = {
            "config": self.settings,
            "base_url": base,
            "title": page.title,
            "edit_url": edit + page.source if edit and page.source else None,
            "view": page.view,
            "feed_links": page.feeds,
            "unlisted": not page.listed,
            "moved_to": page.view.target if isinstance(page.view, MovedView) else None,
            "body": replace_targets(body, from_root(base)),
            "picture": picture,
        }
        shown |= self.sharing.shown(page, picture, shown["body"])
        gaps = {
            Gaps.title: escape(page.title),
            Gaps.description: escape(page.description),
            Gaps.canonical: escape(self.site_url.rstrip("/") + _shown_at(page)),
            Gaps.head: self.environment.get_template("partials/head.html").render(shown),
            Gaps.trail: self.environment.get_template("partials/trail.html").render(shown),
            Gaps.content: self.environment.get_template(page.template).render(shown),
        }
        frame = self._frame(page.section, page.address.count("/") - 1, page.listed)
        return _GAP.sub(lambda gap: gaps[gap[0]], frame).encode()

    def _frame(self, section: str, depth: int, listed: bool) -> str:
        """Return the frame around what the pages of a section, so deep in the site, show.

        Much of a page's HTML is the same for all of these, but that pages which are not `listed`
        say less in their heads: it is printed once. The address of the frame shares no folder with
        any link, so that its links are right from every page.
        """
        key = section, depth, listed
        if key not in self._frames:
            shown = ShownPage(
                title=Gaps.title,
                url="_/" * depth,
                canonical_url=Gaps.canonical,
                meta={
                    "title": Gaps.title,
                    "description": Gaps.description,
                    "hide": ["navigation", "toc"],
                },
            )
            context = self.surroundings(shown, section)
            context |= {"base_url": way_up("/" + shown.url), "page": shown, "gaps": Gaps}
            context |= {"unlisted": not listed}
            self._frames[key] = self.environment.get_template("frame.html").render(context)
        return self._frames[key]

    def feed_script(self, story: PublicStory, script: Script) -> str:
        """Return a story's script as HTML, for the station's feed."""
        return (
            self.environment.get_template("feed-script.html")
            .render(
                story=story.front,
                script=script,
                url=self.site_url.rstrip("/") + script_address(story.address),
            )
            .strip()
        )

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
                body=replace_targets(self.bodies.body(story.item), absolute(url, self.site_url)),
                corrections=sorted(story.front.corrections, key=lambda c: c.date),
            )
            .strip()
        )
