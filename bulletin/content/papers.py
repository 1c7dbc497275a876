"""The content files: their texts taken apart, their front matter made into records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from bulletin.content.desk import Desk
from bulletin.content.front_matter import NoFrontMatter, split
from bulletin.content.item import Body, Item
from bulletin.content.source import WHOLE_FILE, read_text
from bulletin.errors import Problem
from bulletin.model.kind import kind_of
from bulletin.model.part import valid_part
from bulletin.model.record import Record, validate


@dataclass(frozen=True, slots=True)
class Papers:
    """What could be read of the content files, each list in the order of their paths.

    `items` are valid; the front matter of `parts` is a Part, right but for some keys; `bodies` are
    of all files whose body could be told from their front matter.
    """

    items: list[Item[Record]] = field(default_factory=list)
    parts: list[Item[Record]] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)


def read_papers(desk: Desk, texts: Mapping[str, bytes]) -> Papers:
    """Return the content files among `texts`, noting what is wrong with their form."""
    papers = Papers()
    for path in sorted(texts):
        if path.endswith(".md"):
            _read_paper(desk, path, texts[path], papers)
    return papers


def _read_paper(desk: Desk, path: str, data: bytes, papers: Papers) -> None:
    text, problems = read_text(path, data)
    desk.problems += problems
    found = kind_of(path)
    if found is None or text is None:
        return
    kind, parts = found
    try:
        parted = split(text)
    except NoFrontMatter as mistake:
        desk.problems.append(Problem(path, mistake.line, WHOLE_FILE, mistake.message))
        return
    papers.bodies.append(Body(path, kind.address_of(parts), parted.body, parted.body_line))
    tree = desk.parsed(path, parted.front, parted.front_line)
    if tree is None:
        return
    tree.lines[()] = 1
    raw = tree.value if tree.value is not None else {}
    front: Any = validate(kind.model, raw)
    goal = papers.items
    if isinstance(front, list):
        desk.tell(path, front)
        front = valid_part(kind.model, raw, front)
        goal = papers.parts
    if front is not None:
        goal.append(Item(path, kind, parts, cast(Record, front), parted.body, parted.body_line))
