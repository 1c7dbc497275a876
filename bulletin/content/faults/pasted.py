"""What merges and clipboards leave in a text of any kind: conflict markers, pictures as text."""

from __future__ import annotations

import re
from typing import Final

# --- a merge that was not finished ----------------------------------------------------------------

# Seven signs at the beginning of a line, then a space or nothing; some editors indent the line. A
# line of seven "=" alone may be the underline of a heading, so it is only doubtful.
_CONFLICT: Final = re.compile(
    r"^[ \t]*(?:<{7}(?!<)(?=\s|$)|>{7}(?!>)(?=[ \t]+\S|$)"
    r"|\|{7}[ \t]+(?:merged common ancestors|base|parent of|[0-9a-f]{7,40})\b)",
    re.MULTILINE,
)
_START: Final = re.compile(r"^[ \t]*<{7}", re.MULTILINE)
_MIDDLE: Final = re.compile(r"^={7}[ \t]*$", re.MULTILINE)


def find_conflicts(text: str) -> list[int]:
    """Return the lines of a text, from 1, on which a conflict of a merge begins."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text and "|||||||" not in text:
        return []
    marks = list(_CONFLICT.finditer(text))
    starts = [mark for mark in marks if _START.match(mark.group())]
    return [text.count("\n", 0, mark.start()) + 1 for mark in (starts or marks[:1])]


def find_middles(text: str) -> list[int]:
    """Return the lines, from 1, that may be the middle of a conflict whose other marks are gone."""
    if "=======" not in text:
        return []
    return [text.count("\n", 0, mark.start()) + 1 for mark in _MIDDLE.finditer(text)]


# --- pictures that were pasted --------------------------------------------------------------------

_DATA: Final = r"data:(?:image|audio|video|application|font)/[\w.+-]+;[\w=;-]*base64,"
_PASTED: Final = re.compile(_DATA, re.IGNORECASE)
_TARGET: Final = rf"\s*<?{_DATA}[^)>\"'\s]*>?"
_PASTED_WHOLE: Final = re.compile(
    rf"!?\[[^\]\n]*\]\({_TARGET}(?:[ \t]+\"[^\"\n]*\")?\s*\)"  # ![anh](data:…)
    rf"|^[ \t]*\[(?P<name>[^\]\n]+)\]:{_TARGET}[^\n]*"  # [image1]: <data:…>
    rf"|<(?:img|source|audio|video|embed|object)\b[^<>]*?\b(?:src|data)\s*=\s*[\"']?{_TARGET}[^<>]*>"
    rf"|<?{_DATA}[^)>\"'\s]*>?",
    re.IGNORECASE | re.MULTILINE,
)


def has_pasted_picture(data: bytes) -> bool:
    """Return whether a picture as text is in the bytes of a file."""
    return b";base64," in data and _PASTED.search(data.decode("utf-8", "replace")) is not None


def take_out_pictures(text: str) -> tuple[str, list[int]]:
    """Return the text without pasted pictures, its lines unchanged, and the lines of them."""
    if ";base64," not in text:
        return text, []
    where = []
    names = set()
    for found in _PASTED_WHOLE.finditer(text):
        blank = len(found.group()) - len(found.group().lstrip())
        where.append(text.count("\n", 0, found.start() + blank) + 1)
        if found["name"]:
            names.add(re.escape(found["name"]))
    text = _PASTED_WHOLE.sub(lambda found: "\n" * found.group().count("\n"), text)
    if names:
        uses = re.compile(
            rf"!\[[^\]\n]*\]\[(?:{'|'.join(names)})\]|!\[(?:{'|'.join(names)})\](?:\[\])?"
        )
        text = uses.sub("", text)
    return text, where
