"""The content files: each split into front matter and body, parsed, its body rendered as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from bulletin.content.faults.escapes import escape_mistakes, escape_problems
from bulletin.content.faults.front_signs import sign_mistakes
from bulletin.content.faults.leftovers import cut_second_front, template_mistakes, template_problems
from bulletin.content.faults.mixed_letters import mixed_letter_problems
from bulletin.content.faults.personal_data import personal_mistakes, personal_problems
from bulletin.content.faults.tab_tables import tab_table_problems
from bulletin.content.faults.unmarked_text import unmarked_mistakes, unmarked_problems
from bulletin.content.faults.wrong_kind import find_right_kind, say_right_place
from bulletin.content.item import FrontText, Item
from bulletin.content.links import SiteLink
from bulletin.content.problem_collector import ProblemCollector
from bulletin.content.rules.body import Body, check_body, sign_problems
from bulletin.content.sketch import make_sketch
from bulletin.content.source import BODY, read_text, reread_text
from bulletin.content.status_claims import StatusClaim, find_claims
from bulletin.content.texts import WHOLE_FILE, Texts
from bulletin.content.yaml.front_matter import NoFrontMatter, split
from bulletin.content.yaml.mistake import YamlMistake
from bulletin.content.yaml.tree import Tree, parse
from bulletin.engine.cache import BatchWriter, BucketedCache, Cache
from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.workers import imap_bounded
from bulletin.errors import ContentError, Problem
from bulletin.model.document_number import Candidate, find_candidates
from bulletin.model.kind import kind_of
from bulletin.model.part import make_valid_part
from bulletin.model.record import Mistake, Record, validate
from bulletin.prose.renderer import MarkdownRenderer, NotRendered

_FILES = "files"
_HTML = "html"
"""The cache's namespaces for parsed files, and for the HTML of bodies, in UTF-8 and with targets as
written."""

_BATCH_SIZE = 1_000
"""Files that are parsed before they are stored."""

_HTML_BATCH_SIZE = 100
"""Bodies that are rendered before they are stored: the holes that they leave in memory stay."""

_MOST_HTML = 4_000_000
"""Bytes of the HTML of new files that are held in memory."""


class ParsedFile(NamedTuple):
    """What one content file says, but for its text: a tuple, because tuples are unpickled fast.

    `front` is there when all of the front matter is valid; otherwise `raw` is what it says, as far
    as it is YAML. `links` are those of the body into the site, `numbers` what in it may be numbers
    of documents; `metadata_key` is that of the item, `sketch` that of the body; `claims` are what
    the body of a document or campaign says of its status.
    """

    problems: tuple[Problem, ...]
    links: tuple[SiteLink, ...] = ()
    front: Record | None = None
    raw: object = None
    body_line: int = 0
    metadata_key: bytes = b""
    numbers: tuple[Candidate, ...] = ()
    sketch: bytes = b""
    claims: tuple[StatusClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFiles:
    """What the content files say, each in the order of their paths.

    `items` are valid; the front matter of `parts` is a Part, right but for some keys; `links` are
    those of all files whose body could be read from their front matter, by path, and `sketches`
    those of the bodies of items; `claims` are what bodies say of their status.
    """

    items: list[Item[Record]] = field(default_factory=list)
    parts: list[Item[Record]] = field(default_factory=list)
    links: dict[str, tuple[SiteLink, ...]] = field(default_factory=dict)
    sketches: dict[str, bytes] = field(default_factory=dict)
    claims: dict[str, tuple[StatusClaim, ...]] = field(default_factory=dict)


def parse_files(collector: ProblemCollector, texts: Texts, cache: Cache) -> ParsedFiles:
    """Return the content files among `texts`, noting what is wrong with their form."""
    files = ParsedFiles()
    paths = [path for path in texts if path.endswith(".md")]
    collector.source = partial(_tree, texts)
    bodies = _Bodies(texts, cache, MarkdownRenderer())
    for path, file in sorted(_parse_all(paths, bodies).items()):
        collector.problems += file.problems
        if file.links:
            files.links[path] = file.links
        if file.front is not None:
            files.sketches[path] = file.sketch
            if file.claims:
                files.claims[path] = file.claims
            files.items.append(_item(path, file, file.front, bodies))
        elif file.raw is not None:
            files.parts.extend(_part(path, file, bodies))
    return files


@dataclass(frozen=True, slots=True)
class _Bodies:
    """Gives the bodies of files that are sound, as they are and as HTML, when somebody asks.

    `new` has the HTML of files that this build has parsed, by their fingerprints and in UTF-8,
    which takes half the memory: a script, a page, feeds and the index of search ask for it one
    after another.
    """

    texts: Texts
    cache: Cache
    renderer: MarkdownRenderer
    new: dict[bytes, bytes] = field(default_factory=dict)

    def read(self, path: str) -> str:
        return split(reread_text(self.texts[path])).body

    def read_front(self, path: str) -> FrontText:
        parted = split(reread_text(self.texts[path]))
        return FrontText(parted.front, parted.front_line)

    def render(self, path: str) -> str:
        key = self.texts.fingerprints[path]
        html: bytes | None = self.new.get(key) or self.cache.get_many(_HTML, [key]).get(key)
        return self.renderer.render(self.read(path)).html if html is None else html.decode()


@dataclass(frozen=True, slots=True)
class _BodyOf:
    """Reads the body of one file when it is called; a `partial` takes four times the memory."""

    bodies: _Bodies
    path: str

    def __call__(self) -> str:
        return self.bodies.read(self.path)


@dataclass(frozen=True, slots=True)
class _HtmlOf:
    """Gives the HTML of one file when it is called."""

    bodies: _Bodies
    path: str

    def __call__(self) -> str:
        return self.bodies.render(self.path)


@dataclass(frozen=True, slots=True)
class _FrontOf:
    """Reads the front matter of one file when it is called."""

    bodies: _Bodies
    path: str

    def __call__(self) -> FrontText:
        return self.bodies.read_front(self.path)


def _parse_all(paths: Sequence[str], bodies: _Bodies) -> dict[str, ParsedFile]:
    """Return the file at each of `paths`; the HTML of new ones goes to the cache."""
    keys, cache = bodies.texts.fingerprints, bodies.cache
    buckets = BucketedCache(cache)
    # In the order of their keys: values of one bucket are then written together.
    paths = sorted(paths, key=keys.__getitem__)
    known = buckets.get_many(_FILES, [keys[path] for path in paths])
    cache.touch(_HTML, [key for key, file in known.items() if file.front is not None])
    missing = [path for path in paths if keys[path] not in known]

    def work(path: str) -> tuple[ParsedFile, bytes | None]:
        file, html = parse_file(path, bodies.texts[path], bodies.renderer)
        return file, None if html is None else html.encode()

    held = 0
    files = BatchWriter(buckets, _FILES, _BATCH_SIZE)
    pages = BatchWriter(cache, _HTML, _HTML_BATCH_SIZE)
    parsed = imap_bounded(work, missing, str, passthrough=ContentError)
    for path, (file, html) in zip(missing, parsed, strict=True):
        key = keys[path]
        known[key] = file
        files.put(key, file)
        if html is not None:
            pages.put(key, html)
            held += len(html)
            if held <= _MOST_HTML:
                bodies.new[key] = html
    pages.flush()
    files.flush()
    return {path: known[keys[path]] for path in paths}


def parse_file(path: str, data: bytes, renderer: MarkdownRenderer) -> tuple[ParsedFile, str | None]:
    """Return what the file at `path` says, and its body as HTML if its front matter is valid."""
    collector = ProblemCollector()
    text, problems = read_text(path, data)
    collector.problems += problems
    found = kind_of(path)
    if found is None or text is None:
        return ParsedFile(tuple(collector.problems)), None
    kind, parts = found
    try:
        parted = split(text)
    except NoFrontMatter as mistake:
        problem = Problem(path, mistake.line, WHOLE_FILE, mistake.message)
        return ParsedFile((*collector.problems, problem)), None
    collector.problems += mixed_letter_problems(path, text, parted.body_line)
    parted, second = cut_second_front(path, parted)
    collector.problems += [
        *second,
        *template_problems(path, parted),
        *escape_problems(path, parted),
        *unmarked_problems(path, parted),
        *tab_table_problems(path, parted),
    ]
    body = Body(path, kind.address_of(parts), parted.body, parted.body_line)
    wrong, links, html = _render(body, renderer)
    collector.problems += wrong
    tree = collector.parse_yaml(path, parted.front, parted.front_line)
    raw = {} if tree is None or tree.value is None else tree.value
    collector.problems += personal_problems(path, parted.body, parted.body_line, raw)
    if tree is None:
        return ParsedFile(tuple(collector.problems), links), None
    tree.lines[()] = 1
    collector.report(path, [*template_mistakes(raw), *escape_mistakes(raw), *sign_mistakes(raw)])
    collector.report(path, [*personal_mistakes(raw), *unmarked_mistakes(raw)])
    front: Any = validate(kind.model, raw)
    if isinstance(front, list):
        if right := find_right_kind(kind, raw):
            message = say_right_place(right, path, parts, raw)
            collector.report(path, [Mistake((), message)])
            # The keys are judged as what they are.
            other: Any = validate(right.model, raw)
            collector.report(path, other if isinstance(other, list) else [])
            return ParsedFile(tuple(collector.problems), links), None
        collector.report(path, front)
        file = ParsedFile(tuple(collector.problems), links, raw=raw, body_line=parted.body_line)
        return file, None
    numbers = tuple(find_candidates(parted.body))
    metadata_key = fingerprint(path, parted.front, numbers)
    reported = tuple(collector.problems)
    sketch = make_sketch(parted.body)
    line = parted.body_line
    claims = find_claims(front, parted.body)
    file = ParsedFile(reported, links, front, None, line, metadata_key, numbers, sketch, claims)
    return file, html


def _render(
    body: Body, renderer: MarkdownRenderer
) -> tuple[list[Problem], tuple[SiteLink, ...], str | None]:
    """Return what is wrong with a body, its links into the site, and its HTML if there is any."""
    if too_many := list(sign_problems(body)):
        return too_many, (), None
    try:
        rendered = renderer.render(body.text)
    except NotRendered as failure:
        empty = body.text[: len(body.text) - len(body.text.lstrip())].count("\n")
        return [Problem(body.path, body.first_line + empty, BODY, str(failure))], (), None
    problems, links = check_body(body, rendered)
    return problems, links, rendered.html


def _item(path: str, file: ParsedFile, front: Record, bodies: _Bodies) -> Item[Record]:
    found = kind_of(path)
    assert found is not None
    return Item(
        path,
        *found,
        front,
        _BodyOf(bodies, path),
        file.body_line,
        bodies.texts.fingerprints[path],
        file.metadata_key,
        file.numbers,
        file.links,
        _HtmlOf(bodies, path),
        _FrontOf(bodies, path),
    )


def _part(path: str, file: ParsedFile, bodies: _Bodies) -> Iterator[Item[Record]]:
    """Yield what is right of a file whose front matter is not."""
    found = kind_of(path)
    assert found is not None
    model = found[0].model
    mistakes = validate(model, file.raw)
    assert isinstance(mistakes, list)
    front: Any = make_valid_part(model, file.raw, mistakes)
    if front is not None:
        yield _item(path, file, front, bodies)


def _tree(texts: Texts, path: str) -> Tree | None:
    """Return the lines of a file that was read before."""
    if not path.endswith(".md"):
        return None
    data = texts[path]
    try:
        return _parse_front(reread_text(data))
    except (NoFrontMatter, YamlMistake):  # looking for damage takes longer than all the rest
        text, _ = read_text(path, data)
        return _parse_front(text or "")


def _parse_front(text: str) -> Tree:
    parted = split(text)
    tree = parse(parted.front, parted.front_line)
    tree.lines[()] = 1
    return tree
