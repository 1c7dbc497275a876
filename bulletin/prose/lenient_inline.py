"""Signs inside of a line that are text: `<Chuyện ở ấp>`, `5*3*2`, `(*)`, `10~15`, `\\"`."""

from __future__ import annotations

import re
from string import punctuation
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import HtmlInlineProcessor, InlineProcessor

_ELEMENTS: Final = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big"
    " blink blockquote body br button canvas caption center cite code col colgroup data datalist dd"
    " del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form"
    " frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins"
    " isindex kbd keygen label legend li link main map mark marquee math menu menuitem meta meter"
    " nav nobr noembed noframes noscript object ol optgroup option output p param picture"
    " plaintext pre progress q rp rt ruby s samp script search section select slot small source"
    " span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead"
    " time title tr track tt u ul var video wbr xmp".split()
)
"""The elements of HTML, old ones included."""

_BARE: Final = (
    "open|controls|autoplay|loop|muted|hidden|disabled|checked|selected|reversed|required"
    "|download|async|defer|nowrap|noshade|compact|allowfullscreen|on[a-z]+"
)
TAG: Final = re.compile(
    r"</?([a-zA-Z][a-zA-Z0-9]*(?::[a-zA-Z][a-zA-Z0-9]*)?)"
    r"(?:\s+(?:[a-zA-Z_:@][a-zA-Z0-9_:.-]*\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>]+)"
    rf"|(?:{_BARE})\b))*+\s*/?>"
)
"""A tag with its name, as far as its attributes are attributes and no words."""

# Stars of footnotes and sums, a range; a star behind a word, where none is open before it.
_LITERAL: Final = (
    r"(?<=\()\*{1,3}(?=\))|(?<=\d)[*~](?=\d)|(?P<behind>(?<=\w)\*{1,3}(?=[\s.,;:!?)\]”’\"]|$))"
)
_RUNS: Final = re.compile(r"\*+")
_BEFORE: Final = 2_000
"""Characters before a star in which one that is still open is looked for."""


def is_tag(text: str) -> bool:
    """Whether `<…>` is a tag of HTML or of Word (`<o:p>`), and not a text in angle brackets."""
    found = TAG.fullmatch(text)
    return found is not None and (":" in found[1] or found[1].lower() in _ELEMENTS)


class _Html(HtmlInlineProcessor):
    """Raw HTML within a line; other text in angle brackets stays text."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        raw = m.group(1)
        if raw[1] not in "!?" and not is_tag(raw):
            return "<", m.start(0), m.start(0) + 1
        return super().handleMatch(m, data)


class _Literal(InlineProcessor):
    """A sign that begins and ends nothing."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        start = m.start(0)
        if m.group("behind"):
            runs = len(_RUNS.findall(data, max(0, start - _BEFORE), start))
            if runs % 2:
                return None, None, None
        return m.group(0), start, m.end(0)


class LenientInline(Extension):
    """Registers the rules, and lets a backslash go before each ASCII sign, as CommonMark does."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the rules to `md`."""
        html = md.inlinePatterns["html"]
        md.inlinePatterns.register(_Html(html.pattern, md), "html", 90)
        md.inlinePatterns.register(_Literal(_LITERAL, md), "literal-sign", 70)
        more = [sign for sign in punctuation if sign not in md.ESCAPED_CHARS]
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, *more]
