"""The content files: their texts taken apart, their front matter made into records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from typing import Any, cast

from bulletin.content.desk import Desk
from bulletin.content.front_matter import NoFrontMatter, split
from bulletin.content.item import Body, Item
from bulletin.content.source import WHOLE_FILE, read_text
from bulletin.content.yaml_tree import Tree, parse
from bulletin.errors import Problem
from bulletin.model.document_number import candidates
from bulletin.model.kind import kind_of
from bulletin.model.part import valid_part
from bulletin.model.record import Record, validate
from bulletin.workshop.memory import Memory, fingerprint, remembered


@dataclass(frozen=True, slots=True)
class Paper:
    """What could be read of one content file.

    There is a `body` whenever it could be told from the front matter, and an `item` when all is
    valid; otherwise `raw` is what the front matter says, as far as it is YAML.
    """

    problems: tuple[Problem, ...] = ()
    body: Body | None = None
    item: Item[Record] | None = None
    raw: object = None


@dataclass(frozen=True, slots=True)
class Papers:
    """What could be read of the content files, each list in the order of their paths.

    `items` are valid; the front matter of `parts` is a Part, right but for some keys; `bodies` are
    of all files whose body could be told from their front matter.
    """

    items: list[Item[Record]] = field(default_factory=list)
    parts: list[Item[Record]] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)


def read_papers(desk: Desk, texts: Mapping[str, bytes], memory: Memory) -> Papers:
    """Return the content files among `texts`, noting what is wrong with their form."""
    papers = Papers()
    paths = [path for path in sorted(texts) if path.endswith(".md")]
    desk.sources.update((path, partial(_tree, path, texts[path])) for path in paths)
    keys = {path: fingerprint(path, blake2b(texts[path]).digest()) for path in paths}
    for paper in remembered(
        memory,
        "papers",
        paths,
        keys.__getitem__,
        lambda path: read_paper(path, texts[path], keys[path]),
        str,
    ):
        desk.problems += paper.problems
        if paper.body is not None:
            papers.bodies.append(paper.body)
        if paper.item is not None:
            papers.items.append(paper.item)
        elif paper.body is not None and paper.raw is not None:
            papers.parts.extend(_part(paper.body, paper.raw))
    return papers


def read_paper(path: str, data: bytes, key: bytes) -> Paper:
    """Return what can be read of the file at `path`; `key` is its fingerprint."""
    desk = Desk()
    text, problems = read_text(path, data)
    desk.problems += problems
    found = kind_of(path)
    if found is None or text is None:
        return Paper(tuple(desk.problems))
    kind, parts = found
    try:
        parted = split(text)
    except NoFrontMatter as mistake:
        return Paper((*desk.problems, Problem(path, mistake.line, WHOLE_FILE, mistake.message)))
    body = Body(path, kind.address_of(parts), parted.body, parted.body_line)
    tree = desk.parsed(path, parted.front, parted.front_line)
    if tree is None:
        return Paper(tuple(desk.problems), body)
    tree.lines[()] = 1
    raw = tree.value if tree.value is not None else {}
    front: Any = validate(kind.model, raw)
    if isinstance(front, list):
        desk.tell(path, front)
        return Paper(tuple(desk.problems), body, raw=raw)
    record = cast(Record, front)
    numbers = tuple(candidates(parted.body))
    card = fingerprint(path, parted.front, numbers)
    item = Item(path, kind, parts, record, parted.body, parted.body_line, key, card, numbers)
    return Paper(tuple(desk.problems), body, item)


def _part(body: Body, raw: object) -> Iterator[Item[Record]]:
    """Yield what is right of a file whose front matter is not."""
    found = kind_of(body.path)
    assert found is not None
    kind, parts = found
    mistakes = validate(kind.model, raw)
    assert isinstance(mistakes, list)
    front: Any = valid_part(kind.model, raw, mistakes)
    if front is not None:
        yield Item(body.path, kind, parts, front, body.text, body.first_line)


def _tree(path: str, data: bytes) -> Tree:
    """Return the lines of a file that was read before."""
    text, _ = read_text(path, data)
    parted = split(text or "")
    tree = parse(parted.front, parted.front_line)
    tree.lines[()] = 1
    return tree
