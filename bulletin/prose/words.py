"""The words of a text and of HTML, as sequences that can be compared.

A word is a run of letters or digits. Signs are no words, so a word in bold and the same word plain
are equal. Letters keep their case and their diacritics.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

WORD: Final = re.compile(r"[^\W_]+")
"""One word."""

# In HTML from the sanitizer every `<` begins a tag, and values stand in double quotes.
_TAG: Final = re.compile(r"<[^>]*>")


def words_of_text(text: str) -> list[str]:
    """Return the words of a text in their order; entities such as `&#272;` are read."""
    return WORD.findall(unescape(text) if "&" in text else text)


def words_of_html(html: str) -> list[str]:
    """Return the words that safe `html` shows (prose/safe_html.py), in their order.

    The page, a feed and a script of one body can be compared by them. A tag ends a word.
    """
    return WORD.findall(text_of_html(html))


def text_of_html(html: str) -> str:
    """Return what safe `html` shows, with a space for each tag."""
    text = _TAG.sub(" ", html)
    return unescape(text) if "&" in text else text
