"""Names for addresses and headings, of the letters a-z, digits and hyphens."""

from __future__ import annotations

import re
from typing import Final

from bulletin.vietnamese.fold import fold
from bulletin.vietnamese.normalise import normalise

LONGEST_SLUG: Final = 80
"""Letters of a file name made from a title."""

_NOT_IN_A_SLUG: Final = re.compile(r"[^a-z0-9]+")
_MARKUP: Final = re.compile(
    r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);"
)


def slug(text: str) -> str:
    """Return `text` as a slug: "Thôn Đồi Bông" -> "thon-doi-bong".

    The result matches `[a-z0-9]+(-[a-z0-9]+)*`, or is empty when the text has no Latin letter and
    no digit. Zero-width characters do not separate words.
    """
    return _NOT_IN_A_SLUG.sub("-", fold(normalise(text))).strip("-")


def heading_id(text: str, separator: str = "-") -> str:
    """Return the identifier of a heading, for the `slugify` setting of Python-Markdown's `toc`.

    Tags and character references left in the text are dropped, and words are joined by `separator`.
    A heading without letters or digits gets the identifier "muc" (section).
    """
    return slug(_MARKUP.sub(" ", text)).replace("-", separator) or "muc"
