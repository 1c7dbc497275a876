"""What each item yields by itself, before there are pages: the HTML of its body, and its script.

The HTML was made when the content was read; its links hold their targets as the editor wrote them.
Where a target leads depends on what else is public, so it is put in when somebody asks for the
HTML. A script is made once from the HTML, then kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import islice

from bulletin.content.item import Item
from bulletin.content.links import Targets
from bulletin.edition.edition import Edition
from bulletin.edition.story import PublicStory
from bulletin.errors import ContentError
from bulletin.model.bulletin import Bulletin
from bulletin.model.record import Record
from bulletin.prose.link_targets import replace_targets
from bulletin.radio.script import Cue, Script
from bulletin.radio.writing import write_script
from bulletin.reading.reader import Reader
from bulletin.workshop.drawers import Drawers
from bulletin.workshop.hands import stream
from bulletin.workshop.memory import Memory, fingerprint, joined

_CUES = "cues"
_SCRIPTS = "scripts"
"""Where the memory keeps what the running order needs of a script, and the script itself."""

_AT_ONCE = 500
"""Scripts that are written before they are put away: so many are in the working memory."""


@dataclass(frozen=True, slots=True)
class BodyRenderer:
    """Puts into the HTML of bodies where their links lead.

    `targets` resolves links; `hidden` are the addresses of what is not public, or not yet: nothing
    leads there.
    """

    targets: Targets
    hidden: Set[str]

    def html(self, item: Item[Record]) -> str:
        """Return the safe HTML of an item's body, its links as site paths.

        A link that leads nowhere keeps its words and loses its target.
        """
        return replace_targets(item.html, lambda target: self.resolve_link(target, item))

    def resolve_link(self, target: str, item: Item[Record]) -> str | None:
        """Return where a link to `target` in the body of `item` leads; None: it leads nowhere."""
        return self._public(self.targets.resolve(target, item.path, item.address))

    def key(self, item: Item[Record]) -> bytes:
        """Return what stands for the HTML of `item`, found without looking at it.

        The HTML follows from the item's file and from where its links lead.
        """
        if not item.links:
            return item.fingerprint
        found = [self._public(self.targets.address_of(link.meaning)) for link in item.links]
        return fingerprint(item.fingerprint, found)

    def _public(self, found: str | None) -> str | None:
        if found is None or found.partition("#")[0].partition("?")[0] in self.hidden:
            return None
        return found


@dataclass(frozen=True, slots=True)
class ScriptRenderer:
    """Makes scripts of stories from the HTML of their bodies."""

    bodies: BodyRenderer
    reader: Reader
    bulletin: Bulletin

    @property
    def key(self) -> bytes:
        """What stands for everything that scripts are made from besides the stories."""
        return fingerprint(self.reader, self.bulletin)

    def script(self, story: PublicStory) -> Script:
        """Return the script of a story."""
        return write_script(story, self.bodies.html(story.item), self.bulletin, self.reader)


@dataclass(frozen=True, slots=True)
class RenderedBodies:
    """The texts of an edition's items: their `keys` by the paths of the items, and the texts.

    `cues_by_path` holds the cue of each story that the station may read aloud. Scripts lie in the
    memory and are made again when it has lost them.
    """

    memory: Memory
    renderer: ScriptRenderer
    keys: Mapping[str, bytes]
    cues_by_path: Mapping[str, Cue]

    def key(self, item: Item[Record]) -> bytes:
        """Return what stands for the texts of `item`."""
        return self.keys[item.path]

    def body(self, item: Item[Record]) -> str:
        """Return the safe HTML of an item's body, its links as site paths."""
        return self.renderer.bodies.html(item)

    def script(self, story: PublicStory) -> Script:
        """Return the script of a story that is cleared for radio."""
        key = self.key(story.item)
        script: Script | None = self.memory.recall(_SCRIPTS, [key]).get(key)
        return self.renderer.script(story) if script is None else script

    def cues(self, edition: Edition) -> dict[str, Cue]:
        """Return the cue of every cleared story by the story's address, newest first."""
        return {story.address: self.cues_by_path[story.item.path] for story in edition.cleared}


def render_bodies(edition: Edition, renderer: ScriptRenderer, memory: Memory) -> RenderedBodies:
    """Return the texts of everything in `edition` that has a body; scripts are written here.

    Raises HandError with the item's path, and ContentError when a text changed in the meantime.
    """
    settings = renderer.key
    keys = {
        item.path: joined([renderer.bodies.key(item), settings]) for item in _iter_items(edition)
    }
    # In the order of their keys, so that what lies in one drawer is put there together.
    cleared = sorted(edition.cleared, key=lambda story: keys[story.item.path])
    drawers = Drawers(memory)
    cues: dict[bytes, Cue] = drawers.recall(_CUES, [keys[story.item.path] for story in cleared])
    memory.touch(_SCRIPTS, cues)
    missing = [story for story in cleared if keys[story.item.path] not in cues]
    written = stream(renderer.script, missing, lambda story: story.item.path, plain=ContentError)
    for start in range(0, len(missing), _AT_ONCE):
        some = [keys[story.item.path] for story in missing[start : start + _AT_ONCE]]
        scripts = dict(zip(some, islice(written, len(some)), strict=True))
        new = {key: script.cue for key, script in scripts.items()}
        memory.keep(_SCRIPTS, scripts)
        drawers.keep(_CUES, new)
        cues |= new
    by_path = {story.item.path: cues[keys[story.item.path]] for story in cleared}
    return RenderedBodies(memory, renderer, keys, by_path)


def _iter_items(edition: Edition) -> Iterator[Item[Record]]:
    yield from (story.item for story in edition.stories)
    yield from edition.campaigns
    yield from (document.item for document in edition.documents)
    yield from edition.questions
    yield from (event.item for event in edition.events)
