"""What follows from each item alone, before there are pages: the HTML of its body, its script.

The HTML was made when the content was read; its links hold their targets as the editor wrote them.
Where a target leads depends on what else is public, so it is put in when the HTML is
requested. A script is made once from the HTML, then cached.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import chain

from bulletin.content.assembly import Library
from bulletin.content.item import Item
from bulletin.content.links import Targets
from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.engine.cache import BatchWriter, BucketedCache, Cache
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.workers import imap_bounded
from bulletin.errors import ContentError
from bulletin.model.bulletin import Bulletin
from bulletin.model.record import Record
from bulletin.prose.link_targets import replace_targets
from bulletin.radio.script import Script, ScriptSummary
from bulletin.radio.writing import make_script
from bulletin.verbalize.verbalizer import Verbalizer

_SUMMARIES = "summaries"
_SCRIPTS = "scripts"
"""The cache's namespaces for what the running order needs of a script, and for the script."""

_BATCH_SIZE = 500
"""Scripts whose summaries are made before they are stored."""

_SCRIPTS_PER_BATCH = 50
"""Scripts that are made before they are stored: the most that are held in memory."""


@dataclass(frozen=True, slots=True)
class LinkResolver:
    """Replaces the link targets in the HTML of bodies by the addresses they lead to.

    `targets` resolves links; `hidden` are the addresses of what is not public, or not yet: no link
    may lead there.
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
        """Return the key of the HTML of `item`, computed without reading the HTML.

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


def find_hidden(library: Library, edition: Edition) -> set[str]:
    """Return the addresses of what is not public: of drafts, and of what is still to come."""
    public = {item.address for items in edition.items.values() for item in items}
    return {item.address for item in library.items} - public


@dataclass(frozen=True, slots=True)
class ScriptMaker:
    """Makes scripts of stories from the HTML of their bodies."""

    bodies: LinkResolver
    verbalizer: Verbalizer
    bulletin: Bulletin

    @property
    def key(self) -> bytes:
        """The key of everything that scripts are made from besides the stories."""
        return fingerprint(self.verbalizer, self.bulletin)

    def script(self, story: PublicStory) -> Script:
        """Return the script of a story."""
        return make_script(story, self.bodies.html(story.item), self.bulletin, self.verbalizer)


@dataclass(frozen=True, slots=True)
class BodiesAndScripts:
    """HTML and scripts of an edition's items, and their `keys` by the paths of the items.

    `summaries_by_path` has the summary of the script of each story that the station may read aloud.
    Scripts are in the cache, and are made again when it has lost them.
    """

    cache: Cache
    renderer: ScriptMaker
    keys: Mapping[str, bytes]
    summaries_by_path: Mapping[str, ScriptSummary]

    def key(self, item: Item[Record]) -> bytes:
        """Return the key of the HTML and the script of `item`."""
        return self.keys[item.path]

    def body(self, item: Item[Record]) -> str:
        """Return the safe HTML of an item's body, its links as site paths."""
        return self.renderer.bodies.html(item)

    def script(self, story: PublicStory) -> Script:
        """Return the script of a story that is cleared for radio."""
        key = self.key(story.item)
        script: Script | None = self.cache.get_many(_SCRIPTS, [key]).get(key)
        return self.renderer.script(story) if script is None else script

    def summaries(self, edition: Edition) -> dict[str, ScriptSummary]:
        """Return the script summary of every cleared story by the story's address, newest first."""
        return {story.address: self.summaries_by_path[story.item.path] for story in edition.cleared}


def make_bodies_and_scripts(
    edition: Edition, renderer: ScriptMaker, cache: Cache
) -> BodiesAndScripts:
    """Return HTML and scripts of everything in `edition`; makes the scripts that are missing.

    Raises WorkerError with the item's path, and ContentError when a text changed in the meantime.
    """
    settings = renderer.key
    keys = {
        item.path: combine([renderer.bodies.key(item), settings])
        for item in chain.from_iterable(edition.items.values())
    }
    # In the order of their keys: values of one bucket are then written together.
    cleared = sorted(edition.cleared, key=lambda story: keys[story.item.path])
    buckets = BucketedCache(cache)
    summaries: dict[bytes, ScriptSummary] = buckets.get_many(
        _SUMMARIES, [keys[story.item.path] for story in cleared]
    )
    cache.touch(_SCRIPTS, summaries)
    missing = [story for story in cleared if keys[story.item.path] not in summaries]
    if missing:
        renderer.verbalizer.prepare()
    made = imap_bounded(
        renderer.script, missing, lambda story: story.item.path, passthrough=ContentError
    )
    scripts = BatchWriter(cache, _SCRIPTS, _SCRIPTS_PER_BATCH)
    new = BatchWriter(buckets, _SUMMARIES, _BATCH_SIZE)
    for story, script in zip(missing, made, strict=True):
        key = keys[story.item.path]
        summaries[key] = script.summary
        scripts.put(key, script)
        new.put(key, script.summary)
    scripts.flush()
    new.flush()
    by_path = {story.item.path: summaries[keys[story.item.path]] for story in cleared}
    return BodiesAndScripts(cache, renderer, keys, by_path)
