"""The content files: their texts taken apart, their front matter made into records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from bulletin.content.desk import Desk
from bulletin.content.front_matter import NoFrontMatter, split
from bulletin.content.item import Body, Item
from bulletin.content.rules.body import Lead, body_problems
from bulletin.content.source import WHOLE_FILE, read_text, sound_text
from bulletin.content.texts import Texts
from bulletin.content.yaml_tree import Tree, parse
from bulletin.engine.cache import BucketedCache, Cache, cached_map
from bulletin.engine.fingerprint import fingerprint
from bulletin.errors import ContentError, Problem
from bulletin.model.document_number import Candidate, find_candidates
from bulletin.model.kind import kind_of
from bulletin.model.part import make_valid_part
from bulletin.model.record import Record, validate


class Paper(NamedTuple):
    """What could be read of one content file, but for its text: a tuple, so that it is read fast.

    `front` is there when all of the front matter is valid; otherwise `raw` is what it says, as far
    as it is YAML. `leads` and `numbers` are what the body leads to and may name, `card` is that of
    the item.
    """

    problems: tuple[Problem, ...]
    leads: tuple[Lead, ...] = ()
    front: Record | None = None
    raw: object = None
    body_line: int = 0
    metadata_key: bytes = b""
    numbers: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Papers:
    """What could be read of the content files, each in the order of their paths.

    `items` are valid; the front matter of `parts` is a Part, right but for some keys; `leads` are
    those of all files whose body could be told from their front matter, by path.
    """

    items: list[Item[Record]] = field(default_factory=list)
    parts: list[Item[Record]] = field(default_factory=list)
    leads: dict[str, tuple[Lead, ...]] = field(default_factory=dict)


def read_papers(desk: Desk, texts: Texts, cache: Cache) -> Papers:
    """Return the content files among `texts`, noting what is wrong with their form."""
    papers = Papers()
    keys = texts.fingerprints
    paths = [path for path in texts if path.endswith(".md")]
    desk.source = partial(_tree, texts)
    # In the order of their keys, so that what lies in one drawer is put there together.
    paths.sort(key=keys.__getitem__)
    found = cached_map(
        BucketedCache(cache),
        "papers",
        paths,
        keys.__getitem__,
        lambda path: read_paper(path, texts[path]),
        str,
        passthrough=ContentError,
    )
    for path, paper in sorted(zip(paths, found, strict=True)):
        desk.problems += paper.problems
        if paper.leads:
            papers.leads[path] = paper.leads
        if paper.front is not None:
            papers.items.append(_item(path, paper, paper.front, texts))
        elif paper.raw is not None:
            papers.parts.extend(_part(path, paper, texts))
    return papers


def read_paper(path: str, data: bytes) -> Paper:
    """Return what can be read of the file at `path`."""
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
    address = kind.address_of(parts)
    wrong, leads = body_problems(Body(path, address, parted.body, parted.body_line))
    desk.problems += wrong
    tree = desk.parsed(path, parted.front, parted.front_line)
    if tree is None:
        return Paper(tuple(desk.problems), leads)
    tree.lines[()] = 1
    raw = tree.value if tree.value is not None else {}
    front: Any = validate(kind.model, raw)
    if isinstance(front, list):
        desk.tell(path, front)
        return Paper(tuple(desk.problems), leads, raw=raw, body_line=parted.body_line)
    numbers = tuple(find_candidates(parted.body))
    metadata_key = fingerprint(path, parted.front, numbers)
    return Paper(tuple(desk.problems), leads, front, None, parted.body_line, metadata_key, numbers)


def _item(path: str, paper: Paper, front: Record, texts: Texts) -> Item[Record]:
    found = kind_of(path)
    assert found is not None
    key, text = texts.fingerprints[path], partial(_body, texts, path)
    return Item(path, *found, front, text, paper.body_line, key, paper.metadata_key, paper.numbers)


def _part(path: str, paper: Paper, texts: Texts) -> Iterator[Item[Record]]:
    """Yield what is right of a file whose front matter is not."""
    found = kind_of(path)
    assert found is not None
    model = found[0].model
    mistakes = validate(model, paper.raw)
    assert isinstance(mistakes, list)
    front: Any = make_valid_part(model, paper.raw, mistakes)
    if front is not None:
        yield _item(path, paper, front, texts)


def _body(texts: Texts, path: str) -> str:
    """Return the body of a file that is sound."""
    return split(sound_text(texts[path])).body


def _tree(texts: Texts, path: str) -> Tree | None:
    """Return the lines of a file that was read before."""
    if not path.endswith(".md"):
        return None
    text, _ = read_text(path, texts[path])
    parted = split(text or "")
    tree = parse(parted.front, parted.front_line)
    tree.lines[()] = 1
    return tree
