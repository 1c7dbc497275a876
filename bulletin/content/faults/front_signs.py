"""Signs of markup in the values of a front matter, which are printed and read as they are written.

The signs are those that prose/losses.py looks for among the words of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from bulletin.content.rules.body import CURES, SURE
from bulletin.errors import Severity
from bulletin.model.record import Location, Mistake
from bulletin.prose.losses import find_left_overs

_NO_TEXT: Final = frozenset(
    {"id", "aliases", "file", "transcript", "unit", "fields", "campaigns", "date", "start", "end"}
)
_PAIRED: Final = re.compile(r"(?<![\w*(])\*(?=[^\s*)])[^*\n]*[^\s*(]\*(?![\w*])")
"""Italics. One star alone is the mark of a note, as in "Nguyễn Văn A (*)"."""


def sign_mistakes(raw: object, location: Location = ()) -> Iterator[Mistake]:
    """Yield the values that hold signs of Markdown or HTML: a title shows them to everybody."""
    if isinstance(raw, str):
        yield from _judge(raw, location)
    elif isinstance(raw, Mapping):
        for key, below in raw.items():
            if isinstance(key, str) and key not in _NO_TEXT:
                yield from sign_mistakes(below, (*location, key))
    elif isinstance(raw, list):
        for position, below in enumerate(raw):
            yield from sign_mistakes(below, (*location, position))


def _judge(value: str, location: Location) -> Iterator[Mistake]:
    body = value.replace("&", "&amp;")
    # A hyphen at the beginning has a rule of its own (cells of tables).
    some = (one for one in find_left_overs(body, escape(value, quote=False)) if one.sign != "list")
    for found in some:
        message = f"ở đây không dùng được dấu của Markdown: '{found.excerpt}'; {_cure(found.sign)}"
        yield Mistake(
            location, message, Severity.ERROR if _is_sure(found.sign) else Severity.WARNING
        )
        return
    if found_star := _PAIRED.search(value):
        message = f"ở đây không dùng được dấu của Markdown: '{found_star[0]}'; xóa dấu sao"
        yield Mistake(location, message, Severity.WARNING)


def _is_sure(sign: str) -> bool:
    return sign in SURE or sign == "backslash"


def _cure(sign: str) -> str:
    return _WITHOUT.get(sign, CURES[sign])


_WITHOUT: Final = {
    "bold": "xóa dấu sao",
    "link": "chỉ viết chữ",
    "struck": "xóa dấu ~~",
    "marked": "xóa dấu ==",
    "tag": "xóa thẻ HTML, chỉ viết chữ",
    "heading": "xóa dấu #",
    "wiki": "xóa các dấu ấy",
    "callout": "xóa dấu ấy",
}
"""The cures of signs that mean something in a body and nothing in a value."""
