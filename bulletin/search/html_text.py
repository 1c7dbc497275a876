"""Safe HTML to plain text, for the index and for the passage that a result shows."""

from __future__ import annotations

import html
import re
from typing import Final

from bulletin.vietnamese.normalise import normalise

# Not indexed: struck-out text, which its author withdrew, and the numbers of footnotes.
_IGNORED: Final = re.compile(
    r'<(del|s)(?:\s[^>]*)?>.*?</\1>|<a [^>]*class="footnote-(?:back)?ref"[^>]*>.*?</a>', re.DOTALL
)
_HEADING: Final = re.compile(r"<h[2-6](?:\s[^>]*)?>(.*?)</h[2-6]>", re.DOTALL)
_BLOCK: Final = re.compile(
    r"</?(?:p|h[2-6]|hr|li|[ou]l|blockquote|d[ltd]|pre|div|details|summary|table|caption|t[rhd]"
    r"|thead|tbody|tfoot|br)(?:\s[^>]*)?>"
)
_TAG: Final = re.compile(r"<[^>]*>")


def extract_headings(safe_html: str) -> str:
    """Return the headings in `safe_html` (see prose/safe_html.py), one per line."""
    return "\n".join(map(extract_text, _HEADING.findall(safe_html)))


def extract_text(safe_html: str) -> str:
    """Return the text of `safe_html`: one line per paragraph, list item or table cell.

    Where its author began a new line within a paragraph, the text goes on.
    """
    blocks = _BLOCK.sub("\n", _IGNORED.sub("", safe_html).replace("\n", " "))
    text = normalise(html.unescape(_TAG.sub("", blocks)))
    return "\n".join(line for raw in text.split("\n") if (line := " ".join(raw.split())))
