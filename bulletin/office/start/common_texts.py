"""Common texts without the paragraphs that speak of one place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bulletin.content.yaml.front_edits import Wanted, change_front, remove_entries

SHORTEST: Final = 80
"""Letters of a text that still says something."""

_FRONT = re.compile(r"\A---[^\n]*\n.*?^---[^\n]*\n", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"(#+) ")
# Lists, tables, notes and quotations lose their sense with an entry; a source is not to be lost.
_PLAIN = re.compile(r"(?!\d+[.)] |\*+\s|\*Nguồn|:)[\w“\[*(]")
_SOURCE = re.compile(r"\*?Nguồn\b")


def drop_paragraphs(text: str, speaks: Callable[[str], bool]) -> str | None:
    """Return a file without the sections and plain paragraphs that speak of the place.

    Other names that it has there go too. None where the rest of the front matter, a list, a table
    or a source speaks of it, or hardly a sentence would be left.
    """
    text = change_front(text, lambda front: remove_entries(front, _make_judge(speaks)))
    front = _FRONT.match(text)
    head = front[0] if front else ""
    if speaks(head):
        return None
    kept: list[str] = []
    dropped = 0
    for block in re.split(r"\n{2,}", text[len(head) :].strip("\n")):
        heading = _HEADING.match(block)
        level = len(heading[1]) if heading else 0
        if heading and (not dropped or level <= dropped):
            dropped = level if speaks(block) else 0
        if dropped and not _SOURCE.match(block):
            continue
        if not speaks(block):
            kept.append(block)
        elif not _PLAIN.match(block):
            return None
    filled = [
        block
        for block, after in zip(kept, [*kept[1:], "# "], strict=True)
        if not (_HEADING.match(block) and "\n" not in block and _HEADING.match(after))
    ]
    body = [block for block in filled if not _HEADING.match(block)]
    enough = sum(map(len, body)) >= SHORTEST
    return head + "\n" + "\n\n".join(filled) + "\n" if enough else None


def _make_judge(speaks: Callable[[str], bool]) -> Wanted:
    return lambda location, value: location[0] == "other_names" and speaks(value)
