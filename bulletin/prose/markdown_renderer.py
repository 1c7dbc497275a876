"""One Markdown converter for all stories, set up as MkDocs sets up its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

from markdown import Markdown

from bulletin.content.item import Item
from bulletin.content.links import Targets
from bulletin.model.record import Record
from bulletin.prose.admonitions import TitlesInVietnamese
from bulletin.prose.headings import HeadingsInOrder
from bulletin.prose.plain_text import PlainTextPassesBy
from bulletin.prose.safe_html import cleaned
from bulletin.prose.tables import AlignedByClass

PLAIN_EXTENSIONS = (
    "admonition",
    "def_list",
    "footnotes",
    "sane_lists",
    "tables",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.tilde",
)
"""The extensions that change what a text says; a test holds them against mkdocs.yml."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A body as safe HTML.

    `asked` holds the targets of its links with where they led: as long as each leads there still,
    the same text gives the same HTML.
    """

    html: str
    asked: tuple[tuple[str, str | None], ...]


class MarkdownRenderer:
    """Sets the bodies of items as HTML.

    Links come out as site paths (`/dien-hinh/2026/ten-bai/#muc`); `rebased` turns them into what a
    page or a feed needs. Building a converter costs more than converting a story, so one is kept
    and reset between stories; it is not for two threads at once.
    """

    def __init__(
        self,
        targets: Targets,
        extensions: Sequence[str],
        settings: Mapping[str, Mapping[str, Any]],
        hidden: Set[str] = frozenset(),
    ) -> None:
        """Take the Markdown `extensions` and their `settings` from the MkDocs configuration.

        `hidden` are the addresses of what is not public, or not yet: nothing leads there.
        """
        self._targets = targets
        self._hidden = hidden
        own = (HeadingsInOrder(), TitlesInVietnamese(), AlignedByClass(), PlainTextPassesBy())
        self._markdown = Markdown(
            extensions=[*extensions, *own],
            extension_configs={name: dict(values) for name, values in settings.items()},
            output_format="html",
        )

    def html(self, item: Item[Record]) -> str:
        """Return the body of `item` as safe HTML."""
        return self.set(item).html

    def set(self, item: Item[Record]) -> Prose:
        """Return the body of `item` as safe HTML, and the targets that it asked for."""
        body = item.body
        if not body.strip():
            return Prose("", ())
        asked: dict[str, str | None] = {}

        def place(target: str) -> str | None:
            asked[target] = self.place(target, item)
            return asked[target]

        raw = self._markdown.reset().convert(body)
        return Prose(cleaned(raw, place), tuple(asked.items()))

    def place(self, target: str, item: Item[Record]) -> str | None:
        """Return where a link to `target` in the body of `item` leads; None: it leads nowhere."""
        # The checker reads Markdown only: a raw HTML link to nowhere loses its target here.
        found = self._targets.resolve(target, item.path, item.address)
        if found is None or found.partition("#")[0].partition("?")[0] in self._hidden:
            return None
        return found


# In HTML from the sanitiser every value stands in double quotes, and `<` begins a tag.
_LINK = re.compile(r'(<a(?: [a-z]+="[^"]*")*? href=")([^"]*)')


def rebased(html: str, place: Callable[[str], str]) -> str:
    """Return safe `html` with each link's target put through `place`."""
    return _LINK.sub(lambda found: found[1] + _quoted(place(unescape(found[2]))), html)


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def from_root(base: str) -> Callable[[str], str]:
    """Return how a page says site paths whose way up to the site's root is `base` ('../..')."""
    return lambda target: base.rstrip("/") + target if _is_site_path(target) else target


def _is_site_path(target: str) -> bool:
    return target.startswith("/") and not target.startswith("//")


def absolute(page_url: str, site_url: str) -> Callable[[str], str]:
    """Return how a feed says targets: site paths below `site_url`, `#muc` on `page_url`."""

    def place(target: str) -> str:
        if _is_site_path(target):
            return site_url.rstrip("/") + target
        return urljoin(page_url, target)

    return place
