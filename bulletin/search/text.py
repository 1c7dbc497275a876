"""Safe HTML as plain text: what is looked for in it, and what a result shows of it."""

from __future__ import annotations

import html
import re
from typing import Final

from bulletin.vietnamese.normalise import normalise

# What was struck out was taken back by who wrote it; the number of a footnote is no word.
_UNSAID: Final = re.compile(
    r'<(del|s)(?:\s[^>]*)?>.*?</\1>|<a [^>]*class="footnote-(?:back)?ref"[^>]*>.*?</a>', re.DOTALL
)
_HEADING: Final = re.compile(r"<h[2-6](?:\s[^>]*)?>(.*?)</h[2-6]>", re.DOTALL)
_BLOCK: Final = re.compile(
    r"</?(?:p|h[2-6]|hr|li|[ou]l|blockquote|d[ltd]|pre|div|details|summary|table|caption|t[rhd]"
    r"|thead|tbody|tfoot|br)(?:\s[^>]*)?>"
)
_TAG: Final = re.compile(r"<[^>]*>")


def headings_of(safe_html: str) -> str:
    """Return the headings in `safe_html` (prose/safe_html.py), one a line."""
    return "\n".join(map(text_of, _HEADING.findall(safe_html)))


def text_of(safe_html: str) -> str:
    """Return the text of `safe_html`, a paragraph, item or cell a line."""
    blocks = _BLOCK.sub("\n", _UNSAID.sub("", safe_html))
    text = normalise(html.unescape(_TAG.sub("", blocks)))
    return "\n".join(line for raw in text.split("\n") if (line := " ".join(raw.split())))
