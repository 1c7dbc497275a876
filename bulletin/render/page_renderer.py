"""Renders pages: the values of a page and the HTML of its body, put into the theme's templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, MutableMapping, Set
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from bulletin.edition.public_story import PublicStory
from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.target import Target
from bulletin.feeds.feed import FeedPicture
from bulletin.media.pictures import encoder_key
from bulletin.model.addresses import script_address
from bulletin.model.bulletin import Bulletin
from bulletin.model.labels import story_label
from bulletin.pages.card_list import Card, ListView
from bulletin.pages.old_address_pages import MovedView
from bulletin.pages.page import Figure, Page
from bulletin.pages.radio_pages import ScriptView
from bulletin.pages.story_page import figure_of
from bulletin.prose.link_targets import (
    make_absolute_resolver,
    make_relative_resolver,
    replace_targets,
)
from bulletin.radio.script import Script
from bulletin.render.bodies import BodiesAndScripts
from bulletin.render.images import ImageRenderer
from bulletin.render.paths import page_path, relative_root
from bulletin.render.qr_code import draw_qr_code
from bulletin.render.social import SocialMetadata, describe_page, is_cropped
from bulletin.render.social_image import social_image_recipe
from bulletin.render.templates import MinifiedTemplates
from bulletin.render.unbroken import keep_whole
from bulletin.vietnamese.dates import day_and_time, long_date, short_date
from bulletin.vietnamese.numbers import format_count, format_duration, format_size


@dataclass(frozen=True, slots=True)
class Heading:
    """The page's heading, for the link that skips to it."""

    url: str = "#_noi-dung"
    level: int = 1
    children: tuple[object, ...] = ()


class Slots:
    """Names that a layout contains where a page's own HTML is put in.

    They are enclosed in characters of Unicode's private use area, which no text contains.
    """

    title = "\ue000title\ue001"
    description = "\ue000description\ue001"
    canonical = "\ue000canonical\ue001"
    head = "\ue000head\ue001"
    breadcrumbs = "\ue000breadcrumbs\ue001"
    content = "\ue000content\ue001"


PREVIEW = "Bản xem trước"
"""What the title of a page begins with that only a preview has."""

_SLOT = re.compile("(\ue000[a-z]+\ue001)")

_CARD = "partials/card.html"
_ROOT = "\ue002"
"""The way to the site's root in HTML that is kept for pages at any depth; no text contains it."""

_MOST_CARDS = 20_000
_MOST_FEED_TEXTS = 1_000
"""What is kept to be used again: about 20 MB of cards, and 5 MB of texts."""


@dataclass(slots=True)
class LayoutPage:
    """A layout in the shape in which MkDocs gives pages to templates."""

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


TemplateContext = Callable[[LayoutPage | None, str], dict[str, Any]]
"""Gives templates the configuration, and the navigation with the section that is active."""


def prepare_environment(environment: Environment, own_templates: Set[str]) -> None:
    """Give templates filters for addresses, dates and numbers, and escape values in our own ones.

    MkDocs escapes nothing, and the icons that come with Material rely on that: they are HTML.
    """
    environment.autoescape = lambda name: name in own_templates
    # The layout of a template's source is not output: neither indentation nor lines of tags alone.
    environment.add_extension(MinifiedTemplates)
    environment.trim_blocks = True
    # For the JSON-LD in the head: letters as they are, keys in the given order, without spaces.
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
        "count": format_count,
        "qr_code": draw_qr_code,
        "keep_whole": lambda html: Markup(keep_whole(str(html))),
        "size": format_size,
        "spoken_length": format_duration,
        "spans": _put_into_spans,
        "card": _make_card_filter(environment),
    }

    # Jinja chains the globals of a template and those of all, to see what is added later; each
    # rendering then goes through the chain in Python. SiteContext.configure_templates puts what a
    # later build adds into templates that are loaded already.
    def make_globals(d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**environment.globals, **(d or {})}

    environment.make_globals = make_globals  # type: ignore[method-assign]


def _make_card_filter(environment: Environment) -> Callable[[Context, Card, int], Markup]:
    """Return the filter that gives a card's HTML, with its heading at a level.

    A story's card stands on the lists of its unit, its fields, its month and more. So it is
    rendered once, for a root of the site that is replaced by each page's way to it. What is kept is
    UTF-8, which takes half the memory.
    """
    cards: dict[tuple[Card, int], bytes] = {}

    @pass_context
    def render(context: Context, card: Card, level: int) -> Markup:
        html = cards.get((card, level))
        if html is None:
            if len(cards) >= _MOST_CARDS:
                cards.clear()
            values = {"it": card, "level": level, "base_url": _ROOT}
            html = cards[card, level] = environment.get_template(_CARD).render(values).encode()
        return Markup(html.decode().replace(_ROOT, context["base_url"].rstrip("/")))

    return render


@pass_context
def _address(context: Context, path: str) -> str:
    """Return the site path `path` relative to the page being rendered; a web address as it is."""
    if path.startswith(("https://", "http://")):
        return path
    base: str = context["base_url"]
    return make_relative_resolver(base)(path)


def _put_into_spans(lines: Iterable[str]) -> Markup:
    """Return each line of text in a <span>; to escape them together takes a third of the time."""
    escaped = str(escape("\n".join(lines)))
    return Markup("<span>" + escaped.replace("\n", "</span> <span>") + "</span>")


_KEY_FIELDS = [one.name for one in fields(Page) if one.name != "body"]


def page_key(page: Page) -> bytes:
    """Return the key of a page without its text and picture, which have keys of their own."""
    return fingerprint([getattr(page, name) for name in _KEY_FIELDS])


def find_figures(page: Page) -> list[Figure]:
    """Return the pictures that a page shows: its own, and those of the cards on it."""
    cards = page.view.cards if isinstance(page.view, ListView) else ()
    figures = [card.picture.figure for card in cards if card.picture is not None]
    return [*([page.figure] if page.figure is not None else []), *figures]


def _canonical_address(page: Page) -> str:
    """Return the address to be named as canonical: for a page that moved, the new one."""
    return page.view.target if isinstance(page.view, MovedView) else page.address


@dataclass(slots=True)
class PageRenderer:
    """Renders pages, and the full text of stories for feeds.

    `settings` is what templates know as `config`; `theme_key` stands for the templates and for
    everything that they are given besides the page.
    """

    environment: Environment
    bodies: BodiesAndScripts
    bulletin: Bulletin
    site_url: str
    template_context: TemplateContext
    images: ImageRenderer
    social: SocialMetadata
    settings: object
    theme_key: bytes
    _layouts: dict[tuple[str, str, int, bool], list[str]] = field(default_factory=dict)
    _parts: dict[tuple[str, str, Hashable], str] = field(default_factory=dict)
    _feed_texts: dict[str, str] = field(default_factory=dict)

    @property
    def encoder_keys(self) -> bytes:
        """The key of how pictures and social images are made."""
        return fingerprint(encoder_key(), social_image_recipe())

    def targets(self, page: Page) -> Iterator[Target]:
        """Yield the file of a page, of its social image and of its picture's renditions."""
        dependencies = [("page", page_key(page)), ("theme", self.theme_key)]
        if page.body is not None:
            dependencies.append(("text", self.bodies.key(page.body)))
        if figures := find_figures(page):
            dependencies.append(("pictures", fingerprint(list(map(self.images.key, figures)))))
        yield Target(page_path(page.address), tuple(dependencies), partial(self.page, page))
        yield from self.social.targets(page)
        if page.figure is not None:
            yield from self.images.targets(page.figure, page.address)
            picture = self.images.describe(page.figure, page.address)
            image = self.social.image(page, picture)
            if is_cropped(image):
                path = image.address.removeprefix("/")
                yield self.images.cropped_target(page.figure, path, image.height)

    def page(self, page: Page) -> bytes:
        """Return the page's HTML in UTF-8."""
        base = relative_root(page.address)
        edit = self.bulletin.working_edit_url
        body = self.bodies.body(page.body) if page.body else ""
        picture = self.images.describe(page.figure, page.address) if page.figure else None
        shown: dict[str, Any] = {
            "config": self.settings,
            "base_url": base,
            "title": page.title,
            "section": page.section,
            "edit_url": edit + page.source if edit and page.source else None,
            "view": page.view,
            "feed_links": page.feeds,
            "unlisted": not page.listed,
            "held": page.held,
            "is_sample": bool(page.mark),
            "moved_to": page.view.target if isinstance(page.view, MovedView) else None,
            "body": replace_targets(body, make_relative_resolver(base)),
            "picture": picture,
        }
        shown |= self.social.template_values(page, picture, shown["body"])
        template = self.environment.get_template
        content = template(page.template).render(shown)
        if page.listed:
            content = keep_whole(content)
        if page.held:
            content = template("partials/held.html").render(shown) + content
        values = {
            Slots.title: escape(
                f"{PREVIEW}: {page.marked_title}" if page.held else page.marked_title
            ),
            Slots.description: escape(describe_page(page, body)),
            Slots.canonical: escape(self.site_url.rstrip("/") + _canonical_address(page)),
            Slots.head: self._head(page, shown),
            Slots.breadcrumbs: self._part("breadcrumbs.html", shown, shown["breadcrumbs"]),
            Slots.content: content,
        }
        template_name = "sheet-layout.html" if isinstance(page.view, ScriptView) else "layout.html"
        layout = self._layout(template_name, page.section, page.address.count("/") - 1, page.listed)
        return "".join([values.get(part, part) for part in layout]).encode()

    def _head(self, page: Page, shown: dict[str, Any]) -> str:
        """Return what the head says of this page alone; sheets for the station say all the same."""
        if page.listed or shown["moved_to"]:
            return self.environment.get_template("partials/head.html").render(shown)
        return self._part("head.html", shown, (shown["is_sample"], page.feeds))

    def _part(self, name: str, shown: dict[str, Any], key: Hashable) -> str:
        """Return a part of a page that `key` and the way to the root decide; rendered once."""
        part = name, shown["base_url"], key
        if part not in self._parts:
            template = self.environment.get_template(f"partials/{name}")
            self._parts[part] = template.render(shown)
        return self._parts[part]

    def render_anywhere(self, template: str, section: str) -> bytes:
        """Return a page that is shown at any address: its links begin at the root of the host."""
        context = self.template_context(None, section)
        context |= {"base_url": urlsplit(self.site_url).path or "/", "unlisted": True}
        return self.environment.get_template(template).render(context).encode()

    def _layout(self, template: str, section: str, depth: int, listed: bool) -> list[str]:
        """Return the HTML around the content of all pages of a section at one depth of the site.

        It is taken apart at its slots, which are among the parts.

        Much of a page's HTML is the same for all of them, so it is rendered once; pages that are
        not `listed` say less in their heads. The address that the layout is rendered for shares no
        folder with any link, so its relative links are right on every page.
        """
        key = template, section, depth, listed
        if key not in self._layouts:
            shown = LayoutPage(
                title=Slots.title,
                url="_/" * depth,
                canonical_url=Slots.canonical,
                meta={
                    "title": Slots.title,
                    "description": Slots.description,
                    "hide": ["navigation", "toc"],
                },
            )
            context = self.template_context(shown, section)
            context |= {"base_url": relative_root("/" + shown.url), "page": shown, "slots": Slots}
            context |= {"unlisted": not listed, "section": section}
            layout = self.environment.get_template(template).render(context)
            self._layouts[key] = _SLOT.split(layout)
        return self._layouts[key]

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

    def feed_picture(self, story: PublicStory) -> FeedPicture | None:
        """Return the story's picture for feeds: the rendition that every program can show."""
        figure = figure_of(story)
        if figure is None:
            return None
        picture = self.images.describe(figure, self.site_url.rstrip("/") + story.address)
        media_type = "image/png" if picture.address.endswith(".png") else "image/jpeg"
        return FeedPicture(picture.address, media_type, picture.width, picture.height)

    def feed_text(self, story: PublicStory) -> str:
        """Return a story's full text as HTML with absolute addresses, for feeds.

        It is the same in the feeds of its unit, its fields, its year and more.
        """
        if story.address not in self._feed_texts:
            if len(self._feed_texts) >= _MOST_FEED_TEXTS:
                self._feed_texts.clear()
            self._feed_texts[story.address] = self._make_feed_text(story)
        return self._feed_texts[story.address]

    def _make_feed_text(self, story: PublicStory) -> str:
        url = self.site_url.rstrip("/") + story.address
        figure = figure_of(story)
        picture = self.images.describe(figure, url) if figure else None
        return (
            self.environment.get_template("feed-item.html")
            .render(
                story=story.front,
                unit=story.unit,
                label=story_label(story.front),
                url=url,
                picture=picture,
                body=replace_targets(
                    self.bodies.body(story.item), make_absolute_resolver(url, self.site_url)
                ),
                corrections=sorted(story.front.corrections, key=lambda c: c.date),
            )
            .strip()
        )
