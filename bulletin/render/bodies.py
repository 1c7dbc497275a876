"""Rendered bodies: what follows from each item alone, computed once and then cached.

A galley is found by the fingerprint of the item and of everything else that its texts are made
from. What cannot be known before, where its links lead, it notes and is asked again each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.engine.cache import BucketedCache, Cache
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.workers import imap_bounded
from bulletin.errors import ContentError
from bulletin.model.bulletin import Bulletin
from bulletin.model.record import Record
from bulletin.prose.markdown_renderer import MarkdownRenderer, Prose
from bulletin.radio.script import Script, ScriptSummary
from bulletin.radio.writing import make_script
from bulletin.verbalize.verbalizer import Verbalizer

AT_ONCE = 500
"""Bodies that are rendered before they are stored: the most that are held in memory."""


@dataclass(frozen=True, slots=True)
class RenderedBody:
    """What is known of an item's texts without looking at them.

    `key` stands for the texts; `summary` is there for a story that the station may read aloud.
    """

    key: bytes
    asked: tuple[tuple[str, str | None], ...]
    summary: ScriptSummary | None


@dataclass(frozen=True, slots=True)
class BodyRenderer:
    """Sets bodies and writes scripts; `settings` stands for the settings of the typesetter."""

    markdown_renderer: MarkdownRenderer
    verbalizer: Verbalizer
    bulletin: Bulletin
    settings: bytes

    @property
    def settings_key(self) -> bytes:
        """What all texts are made from besides their items."""
        return fingerprint(self.settings, self.verbalizer, self.bulletin)

    def script(self, story: PublicStory, html: str) -> Script:
        """Return the script of a story whose body is `html`."""
        return make_script(story, html, self.bulletin, self.verbalizer)


@dataclass(frozen=True, slots=True)
class RenderedBodies:
    """The galleys of an edition by the paths of their items.

    The texts lie in the memory, and are made again when it has lost them.
    """

    cache: Cache
    body_renderer: BodyRenderer
    by_path: Mapping[str, RenderedBody]

    def key(self, item: Item[Record]) -> bytes:
        """Return what stands for the texts of `item`."""
        return self.by_path[item.path].key

    def body(self, item: Item[Record]) -> str:
        """Return the safe HTML of an item's body, its links as site paths."""
        key = self.key(item)
        html: str | None = self.cache.get_many("bodies", [key]).get(key)
        return self.body_renderer.markdown_renderer.html(item) if html is None else html

    def script(self, story: PublicStory) -> Script:
        """Return the script of a story that is cleared for radio."""
        key = self.key(story.item)
        script: Script | None = self.cache.get_many("scripts", [key]).get(key)
        return self.body_renderer.script(story, self.body(story.item)) if script is None else script

    def summaries(self, edition: Edition) -> dict[str, ScriptSummary]:
        """Return the summary of every cleared story by the story's address, newest first."""
        found = {story.address: self.by_path[story.item.path].summary for story in edition.cleared}
        return {address: summary for address, summary in found.items() if summary is not None}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An item on its way to a galley: `story` when the station gets a script of it."""

    item: Item[Record]
    story: PublicStory | None
    key: bytes


def render_bodies(edition: Edition, body_renderer: BodyRenderer, cache: Cache) -> RenderedBodies:
    """Return the galleys of everything in `edition` that has a body.

    Raises WorkerError with the item's path, and ContentError when a text changed in the meantime.
    """
    settings_key = body_renderer.settings_key
    sheets = [_sheet(item, story, settings_key) for item, story in _items(edition)]
    # In the order of their keys, so that what lies in one drawer is put there together.
    sheets.sort(key=lambda sheet: sheet.key)
    buckets = BucketedCache(cache)
    known = buckets.get_many("body records", [sheet.key for sheet in sheets])
    bodies: dict[str, RenderedBody] = {}
    missing = []
    for sheet in sheets:
        body = known.get(sheet.key)
        if body is not None and _leads_as_before(body, sheet.item, body_renderer.markdown_renderer):
            bodies[sheet.item.path] = body
        else:
            missing.append(sheet)

    def work(sheet: _Sheet) -> tuple[Prose, Script | None]:
        prose = body_renderer.markdown_renderer.set(sheet.item)
        return prose, body_renderer.script(sheet.story, prose.html) if sheet.story else None

    for namespace in ("bodies", "scripts"):
        cache.mark_used(namespace, [body.key for body in bodies.values()])
    texts = imap_bounded(work, missing, lambda sheet: sheet.item.path, passthrough=ContentError)
    for start in range(0, len(missing), AT_ONCE):
        some = missing[start : start + AT_ONCE]
        bodies |= _put_away(some, list(islice(texts, len(some))), cache, buckets)
    return RenderedBodies(cache, body_renderer, bodies)


def _items(edition: Edition) -> Iterator[tuple[Item[Record], PublicStory | None]]:
    for item in chain.from_iterable(edition.items.values()):
        story = edition.by_address.get(item.address)
        yield item, story if story is not None and edition.is_cleared(story) else None


def _sheet(item: Item[Record], story: PublicStory | None, settings_key: bytes) -> _Sheet:
    # When a story was published, and who may read it, follow from its file and from `ways`.
    return _Sheet(item, story, combine([item.fingerprint, settings_key]))


def _leads_as_before(
    body: RenderedBody, item: Item[Record], markdown_renderer: MarkdownRenderer
) -> bool:
    return all(markdown_renderer.place(target, item) == led for target, led in body.asked)


def _put_away(
    sheets: Sequence[_Sheet],
    texts: Sequence[tuple[Prose, Script | None]],
    cache: Cache,
    buckets: BucketedCache,
) -> dict[str, RenderedBody]:
    """Store the texts, and return what is known of them by path."""
    rendered: dict[bytes, RenderedBody] = {}
    bodies = {}
    scripts = {}
    for sheet, (prose, script) in zip(sheets, texts, strict=True):
        key = fingerprint(sheet.key, prose.asked)
        summary = script.summary if script is not None else None
        rendered[sheet.key] = RenderedBody(key, prose.asked, summary)
        bodies[key] = prose.html
        if script is not None:
            scripts[key] = script
    cache.put_many("bodies", bodies)
    cache.put_many("scripts", scripts)
    buckets.put_many("body records", rendered)
    return {sheet.item.path: rendered[sheet.key] for sheet in sheets}
