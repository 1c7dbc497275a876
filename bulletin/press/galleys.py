"""Galleys: what each item yields by itself, before there are pages. Worked out once, then kept.

A galley is found by the fingerprint of the item and of everything else that its texts are made
from. What cannot be known before, where its links lead, it notes and is asked again each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.errors import ContentError
from bulletin.model.bulletin import Bulletin
from bulletin.model.record import Record
from bulletin.prose.typesetter import Prose, Typesetter
from bulletin.radio.script import Cue, Script
from bulletin.radio.writing import write_script
from bulletin.reading.reader import Reader
from bulletin.workshop.drawers import Drawers
from bulletin.workshop.hands import stream
from bulletin.workshop.memory import Memory, fingerprint, joined

AT_ONCE = 500
"""Galleys that are set before they are put away: so many are in the working memory at a time."""


@dataclass(frozen=True, slots=True)
class Galley:
    """What is known of an item's texts without looking at them.

    `key` stands for the texts; `cue` is there for a story that the station may read aloud.
    """

    key: bytes
    asked: tuple[tuple[str, str | None], ...]
    cue: Cue | None


@dataclass(frozen=True, slots=True)
class Compositor:
    """Sets bodies and writes scripts; `settings` stands for the settings of the typesetter."""

    typesetter: Typesetter
    reader: Reader
    bulletin: Bulletin
    settings: bytes

    @property
    def ways(self) -> bytes:
        """What all texts are made from besides their items."""
        return fingerprint(self.settings, self.reader, self.bulletin)

    def script(self, story: PublicStory, html: str) -> Script:
        """Return the script of a story whose body is `html`."""
        return write_script(story, html, self.bulletin, self.reader)


@dataclass(frozen=True, slots=True)
class Galleys:
    """The galleys of an edition by the paths of their items.

    The texts lie in the memory, and are made again when it has lost them.
    """

    memory: Memory
    compositor: Compositor
    by_path: Mapping[str, Galley]

    def key(self, item: Item[Record]) -> bytes:
        """Return what stands for the texts of `item`."""
        return self.by_path[item.path].key

    def body(self, item: Item[Record]) -> str:
        """Return the safe HTML of an item's body, its links as site paths."""
        key = self.key(item)
        html: str | None = self.memory.recall("bodies", [key]).get(key)
        return self.compositor.typesetter.html(item) if html is None else html

    def script(self, story: PublicStory) -> Script:
        """Return the script of a story that is cleared for radio."""
        key = self.key(story.item)
        script: Script | None = self.memory.recall("scripts", [key]).get(key)
        return self.compositor.script(story, self.body(story.item)) if script is None else script

    def cues(self, edition: Edition) -> dict[str, Cue]:
        """Return the cue of every cleared story by the story's address, newest first."""
        found = {story.address: self.by_path[story.item.path].cue for story in edition.cleared}
        return {address: cue for address, cue in found.items() if cue is not None}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An item on its way to a galley: `story` when the station gets a script of it."""

    item: Item[Record]
    story: PublicStory | None
    key: bytes


def set_galleys(edition: Edition, compositor: Compositor, memory: Memory) -> Galleys:
    """Return the galleys of everything in `edition` that has a body.

    Raises HandError with the item's path, and ContentError when a text changed in the meantime.
    """
    ways = compositor.ways
    sheets = [_sheet(item, story, ways) for item, story in _items(edition)]
    # In the order of their keys, so that what lies in one drawer is put there together.
    sheets.sort(key=lambda sheet: sheet.key)
    drawers = Drawers(memory)
    known = drawers.recall("galleys", [sheet.key for sheet in sheets])
    galleys: dict[str, Galley] = {}
    missing = []
    for sheet in sheets:
        galley = known.get(sheet.key)
        if galley is not None and _leads_as_before(galley, sheet.item, compositor.typesetter):
            galleys[sheet.item.path] = galley
        else:
            missing.append(sheet)

    def work(sheet: _Sheet) -> tuple[Prose, Script | None]:
        prose = compositor.typesetter.set(sheet.item)
        return prose, compositor.script(sheet.story, prose.html) if sheet.story else None

    for room in ("bodies", "scripts"):
        memory.touch(room, [galley.key for galley in galleys.values()])
    texts = stream(work, missing, lambda sheet: sheet.item.path, plain=ContentError)
    for start in range(0, len(missing), AT_ONCE):
        some = missing[start : start + AT_ONCE]
        galleys |= _put_away(some, list(islice(texts, len(some))), memory, drawers)
    return Galleys(memory, compositor, galleys)


def _items(edition: Edition) -> Iterator[tuple[Item[Record], PublicStory | None]]:
    for story in edition.stories:
        yield story.item, story if edition.is_cleared(story) else None
    yield from ((campaign, None) for campaign in edition.campaigns)
    yield from ((document.item, None) for document in edition.documents)
    yield from ((question, None) for question in edition.questions)
    yield from ((event.item, None) for event in edition.events)


def _sheet(item: Item[Record], story: PublicStory | None, ways: bytes) -> _Sheet:
    # When a story was published, and who may read it, follow from its file and from `ways`.
    return _Sheet(item, story, joined([item.fingerprint, ways]))


def _leads_as_before(galley: Galley, item: Item[Record], typesetter: Typesetter) -> bool:
    return all(typesetter.place(target, item) == led for target, led in galley.asked)


def _put_away(
    sheets: Sequence[_Sheet],
    texts: Sequence[tuple[Prose, Script | None]],
    memory: Memory,
    drawers: Drawers,
) -> dict[str, Galley]:
    """Keep the texts and return their galleys by path."""
    galleys = {}
    bodies = {}
    scripts = {}
    for sheet, (prose, script) in zip(sheets, texts, strict=True):
        key = fingerprint(sheet.key, prose.asked)
        cue = script.cue if script is not None else None
        galleys[sheet.key] = Galley(key, prose.asked, cue)
        bodies[key] = prose.html
        if script is not None:
            scripts[key] = script
    memory.keep("bodies", bodies)
    memory.keep("scripts", scripts)
    drawers.keep("galleys", galleys)
    return {sheet.item.path: galleys[sheet.key] for sheet in sheets}
