"""From the Markdown of an editor to safe HTML, with a list of its links: the one reading of it.

What the check says of a text, what the page shows and what the radio reads come from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markdown import Markdown

from bulletin.prose.detections import Detection, DetectionKind, find_links, find_unsafe
from bulletin.prose.dialect import EXTENSIONS, OWN_EXTENSIONS, SETTINGS
from bulletin.prose.headings import HeadingsInOrder
from bulletin.prose.lines import find_lines
from bulletin.prose.link_targets import find_targets
from bulletin.prose.losses import LeftOver, Lost, References, find_left_overs, find_losses
from bulletin.prose.plain_paragraphs import render_plain
from bulletin.prose.plain_text import SkipPlainText
from bulletin.prose.safe_html import sanitize
from bulletin.prose.time_limit import TooSlow, limit_time

LONGEST = 5.0
"""Seconds of the processor that any text may take, should it be dear within all its bounds."""

CHARACTERS_A_SECOND = 50_000
"""What a slow machine renders at least, of a text that is not made to stop it."""


class BodyLink(NamedTuple):
    """A link or a picture of a text: its target as HTML has it, and where the target is written.

    `line` counts from 1, the first line of the text. `is_refused` says of a link that it lost its
    target to the sanitizer: because of its scheme, or because it is no address.
    """

    target: str
    line: int
    is_image: bool = False
    is_refused: bool = False


class Removed(NamedTuple):
    """A tag or an attribute that the sanitizer took out, its name in small letters."""

    name: str
    line: int
    is_attribute: bool


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A text as safe HTML, whose links hold their targets as the editor wrote them.

    `links` holds the links in the order of the text, and the pictures, which the HTML never shows.
    `removed` holds what could run, load or style something, `lost` words that the HTML does not
    hold, `left_overs` signs of markup among its words.
    """

    html: str
    links: tuple[BodyLink, ...] = ()
    removed: tuple[Removed, ...] = ()
    lost: tuple[Lost, ...] = ()
    left_overs: tuple[LeftOver, ...] = ()


class NotRendered(Exception):
    """A text could not be made into HTML; the message says why, in Vietnamese."""


class MarkdownRenderer:
    """Renders Markdown in the dialect of the site.

    Building a converter costs more than converting a story, so one is kept and reset between
    texts. It is not for two threads at once.
    """

    def __init__(self) -> None:
        self._converter: Markdown | None = None

    def render(self, text: str) -> RenderedText:
        """Return `text` as HTML, with its links; raises NotRendered."""
        if not text.strip():
            return RenderedText("")
        try:
            with limit_time(LONGEST + len(text) / CHARACTERS_A_SECOND):
                return self._render(text)
        except Exception as failure:
            self._converter = None  # whatever it was doing is not done
            raise NotRendered(_reason(failure)) from failure

    def _render(self, text: str) -> RenderedText:
        raw = html = render_plain(text)
        references: References = {}
        if raw is None or html is None:
            raw = self._convert(text)
            html = sanitize(raw)
            assert self._converter is not None
            references = self._converter.references
        lost = tuple(find_losses(text, raw, html, references))
        left_overs = tuple(find_left_overs(text, html))
        detected = _see(text, raw)
        if not detected:
            return RenderedText(html, lost=lost, left_overs=left_overs)
        lines = find_lines(text, detected, lambda other: _see(other, self._convert(other)))
        kept = set(find_targets(html))
        links, removed = [], []
        for (kind, name), line in zip(detected, lines, strict=True):
            match kind:
                case DetectionKind.LINK:
                    links.append(BodyLink(name, line, is_refused=name not in kept))
                case DetectionKind.PICTURE:
                    links.append(BodyLink(name, line, is_image=True))
                case DetectionKind.TAG | DetectionKind.ATTRIBUTE:
                    removed.append(
                        Removed(name, line, is_attribute=kind is DetectionKind.ATTRIBUTE)
                    )
        return RenderedText(html, tuple(links), tuple(removed), lost, left_overs)

    def _convert(self, text: str) -> str:
        """Return the HTML of Python-Markdown, which may hold anything."""
        if self._converter is None:
            self._converter = Markdown(
                # A page of docs/ has its title in the text, so its headings are left alone.
                extensions=[*EXTENSIONS, *OWN_EXTENSIONS, HeadingsInOrder(), SkipPlainText()],
                extension_configs={name: dict(values) for name, values in SETTINGS.items()},
                output_format="html",
            )
        return self._converter.reset().convert(text)


def _see(text: str, html: str) -> list[Detection]:
    """Return what is to report of the `html` of a text; Markdown alone makes nothing unsafe."""
    return [*find_links(html), *(find_unsafe(html) if "<" in text else [])]


def _reason(failure: Exception) -> str:
    """Return in Vietnamese why a text could not be rendered."""
    if isinstance(failure, TooSlow):
        return "lời văn có quá nhiều dấu nên chuyển thành trang quá lâu; xóa dấu thừa"
    if isinstance(failure, RecursionError):
        return "lời văn lồng nhiều tầng quá; bỏ bớt dấu trích dẫn, danh sách lồng nhau"
    return f"không chuyển được lời văn thành trang ({type(failure).__name__}: {failure})"
