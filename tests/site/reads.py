"""What is read of the content while groups are opened and targets are built, and what keys name.

Reads are recorded where content is kept: records, items, stories, documents, events, texts, files.
What a key names is found by noting what each key is computed from. Nothing here says which group
should name what.

Two sorts of reads are not judged here, because a key can name them in ways that cannot be followed
to where they were read: which things there are, in which order and how many, and what follows from
the hour. tests/site/test_target_groups.py changes these.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from itertools import islice
from typing import Any

import pytest

from bulletin.content.citations import Citations
from bulletin.content.item import Item
from bulletin.content.media_files import MediaFiles
from bulletin.edition.edition import Edition
from bulletin.edition.public_documents import PublicDocument
from bulletin.edition.public_events import PublicEvent
from bulletin.edition.public_story import PublicStory
from bulletin.edition.tombstones import Tombstone
from bulletin.engine import fingerprint as fingerprints
from bulletin.engine.target import Target, TargetGroup
from bulletin.model.record import Record
from bulletin.render.bodies import BodiesAndScripts
from tests.site.listings import Site

KEY_SIZE = 16
"""The bytes of a key; what is longer is several keys, one after another."""

_WATCHED = (Record, Item, PublicStory, PublicDocument, PublicEvent, Tombstone, Edition)
"""The classes whose attributes are watched."""

_IDENTITY = {"path", "parts", "address", "folder", "kind", "metadata_key", "slug", "over", "state"}
"""Attributes that say which thing it is, or follow from the hour (see above)."""

_PARTS = {"item", "front"}
"""Attributes that lead to what is watched itself."""

_TEXT = {"body", "html", "read_body", "read_html", "fingerprint", "links", "body_line"}
"""The attributes of an item that follow from its text; all others follow from its metadata."""

_FROM_ALL_DOCUMENTS = {"status", "replaced_by", "amended_by"}
"""The attributes of a document that follow from all documents."""


@dataclass(frozen=True)
class Read:
    """A value that was read: an attribute of a thing, which is part of `owner`.

    It counts as named where a key names the owner, the thing itself, or an equal value.
    """

    attribute: str
    description: str
    owner: str
    thing: int = 0
    value: object = None

    def __str__(self) -> str:
        return f"{self.attribute} of {self.description}"


@dataclass
class Ingredients:
    """What a key was computed from.

    `owners` are such as "text of content/…", `things` are records by their ids, `values` are texts
    and large numbers, `keys` are other keys.
    """

    owners: set[str] = field(default_factory=set)
    things: set[int] = field(default_factory=set)
    values: set[object] = field(default_factory=set)
    keys: set[bytes] = field(default_factory=set)

    def add(self, other: Ingredients) -> None:
        """Add what another key was computed from."""
        self.owners |= other.owners
        self.things |= other.things
        self.values |= other.values
        self.keys |= other.keys

    def include(self, read: Read) -> bool:
        """Return whether a value that was read is among these."""
        if read.owner in self.owners or read.thing in self.things:
            return True
        return _is_telling(read.value) and read.value in self.values


def _is_telling(value: object) -> bool:
    """Return whether an equal value is hardly ever equal by chance."""
    return (isinstance(value, str) and len(value) > 5) or (type(value) is int and value > 999)


class Watch:
    """Watches a site: what its keys are computed from, and what is read of its content.

    `site` is the site to be watched; its edition and its files report what is read of them.
    """

    def __init__(self, site: Site) -> None:
        library, edition = site.library, site.edition
        self._owners: dict[int, tuple[str, str]] = {}
        self._made: dict[bytes, Ingredients] = {}
        self._reads: dict[Read, None] | None = None
        self._today = edition.today
        self._documents = [document.item.path for document in edition.documents]
        for item in library.items:
            metadata = {f"metadata of {item.path}"}
            self._own(item, item.path)
            self._made[item.metadata_key] = Ingredients(metadata)
            self._made[item.fingerprint] = Ingredients({*metadata, f"text of {item.path}"})
        public: Iterable[PublicStory | PublicDocument | PublicEvent]
        for public in (edition.stories, edition.documents, edition.events):
            for one in public:
                self._own(one, one.item.path)
        for path in library.media.sizes:
            self._made[library.media.fingerprint(path)] = Ingredients({f"file {path}"})
        self._own(library.bulletin, "the bulletin")
        entries: list[Any] = [*library.units, *library.fields, *library.topics]
        for entry in entries:
            self._own(entry, f"'{entry.key}'")
        for tombstone in edition.tombstones:
            self._own(tombstone, f"the tombstone {tombstone.address}")
        sizes = _WatchedMapping(library.media.sizes, self._note_size)
        labels = _WatchedMapping(edition.unit_labels, self._note_label)
        watched_library = replace(library, media=replace(library.media, sizes=sizes))
        self.site = Site(watched_library, replace(edition, unit_labels=labels), site.setting)
        # Computed once from all stories: the group that asks first does not read them all.
        assert self.site.edition.by_address
        assert self.site.edition.cleared

    def _own(self, thing: Any, description: str) -> None:
        """Note to what a thing and the records in it belong."""
        for one in _iter_records(thing):
            self._owners[id(one)] = f"metadata of {description}", description

    # --- what keys are computed from --------------------------------------------------------

    @contextmanager
    def hashing(self) -> Iterator[None]:
        """Within this, note what each key is computed from, wherever it is computed."""
        with pytest.MonkeyPatch.context() as patch:
            for real in (fingerprints.fingerprint, fingerprints.combine):
                for module in list(sys.modules.values()):
                    if module is not fingerprints and getattr(module, real.__name__, None) is real:
                        patch.setattr(module, real.__name__, self._watched_hash(real))
            yield

    def _watched_hash(self, real: Callable[..., bytes]) -> Callable[..., bytes]:
        def watched(*parts: object) -> bytes:
            parts = tuple(list(one) if isinstance(one, Iterator) else one for one in parts)
            key = real(*parts)
            if key not in self._made:
                self._made[key] = Ingredients()
                self._scan(parts, self._made[key])
            return key

        return watched

    def _scan(self, value: Any, found: Ingredients) -> None:
        """Add to `found` what a key of `value` is computed from."""
        if isinstance(value, bytes):
            found.keys |= {value[at : at + KEY_SIZE] for at in range(0, len(value), KEY_SIZE)}
        elif _is_telling(value):
            found.values.add(value)
        elif value is self._today:
            found.owners.add("the day")
        elif isinstance(value, Record):
            found.things |= {id(one) for one in _iter_records(value)}
        elif isinstance(value, Mapping):
            self._scan([*value, *value.values()], found)
        elif isinstance(value, list | tuple):
            for one in value:
                self._scan(one, found)
        elif is_dataclass(value):
            found.things.add(id(value))
            self._scan([getattr(value, one.name) for one in fields(value) if one.repr], found)

    def _named_by(self, keys: Iterable[bytes]) -> Ingredients:
        """Return everything that these keys were computed from, however deep."""
        found = Ingredients(keys=set(keys))
        waiting = [*found.keys]
        while waiting:
            made = self._made.get(waiting.pop(), Ingredients())
            waiting += made.keys - found.keys
            found.add(made)
        return found

    # --- what is read -----------------------------------------------------------------------

    @contextmanager
    def _recording(self) -> Iterator[dict[Read, None]]:
        """Within this, record what is read; give the reads in their order."""
        self._reads = {}
        with pytest.MonkeyPatch.context() as patch:
            for watched in _WATCHED:
                patch.setattr(watched, "__getattribute__", self._watched_read(), raising=False)

            def watch(owner: type[Any], names: str, note: Callable[[str, Any], None]) -> None:
                for name in names.split():
                    patch.setattr(owner, name, _noted(getattr(owner, name), name, note))

            watch(BodiesAndScripts, "key body script", self._note_text)
            watch(BodiesAndScripts, "summaries", self._note_summaries)
            watch(MediaFiles, "fingerprint seconds_of length_of", self._note_file)
            watch(Citations, "find_documents find_by_number", self._note_documents)
            yield self._reads
        self._reads = None

    def _watched_read(self) -> Callable[[Any, str], Any]:
        def read(thing: Any, name: str) -> Any:
            value = object.__getattribute__(thing, name)
            if self._reads is not None and not name.startswith("_"):
                self._note_attribute(thing, name, value)
            return value

        return read

    def _note(
        self, attribute: str, description: str, owner: str, thing: int = 0, value: object = None
    ) -> None:
        if self._reads is not None:
            shown = value if _is_telling(value) else None
            self._reads[Read(attribute, description, owner, thing, shown)] = None

    def _note_attribute(self, thing: Any, name: str, value: object) -> None:
        if name == "today" and type(thing) is Edition:
            self._note(name, "the edition", "the day")
        is_method = callable(value) and name not in _TEXT
        if id(thing) not in self._owners or name in _IDENTITY | _PARTS or is_method:
            return
        owner, description = self._owners[id(thing)]
        if type(thing) is Item and name in _TEXT:
            owner = f"text of {description}"
        if type(thing) is PublicStory and name == "guid":
            bulletin = self.site.library.bulletin
            self._note("authority", *self._owners[id(bulletin)][::-1], id(bulletin))
        if type(thing) is PublicDocument and name in _FROM_ALL_DOCUMENTS:
            self._note(name, description, "the day")
            self._note_documents(name, thing)
        self._note(name, description, owner, id(thing), value)

    def _note_text(self, name: str, of: Any) -> None:
        path = (of.item if isinstance(of, PublicStory) else of).path
        self._note(name, path, f"text of {path}")

    def _note_summaries(self, name: str, edition: Edition) -> None:
        for story in edition.cleared:
            self._note_text(name, story)

    def _note_file(self, name: str, path: str) -> None:
        self._note(name, path, f"file {path}")

    def _note_size(self, path: str, size: object) -> None:
        self._note("size", path, f"file {path}", value=size)

    def _note_label(self, key: str, label: object) -> None:
        self._note("label", f"'{key}'", "", value=label)

    def _note_documents(self, name: str, _: object) -> None:
        for path in self._documents:
            self._note(name, path, f"metadata of {path}")

    # --- what is wrong ----------------------------------------------------------------------

    def find_unnamed(self, group: TargetGroup) -> Iterator[str]:
        """Yield what a group reads and its key does not name, and the same of its targets."""
        named = self._named_by([group.key])
        with self._recording() as reads:
            targets = list(group.targets())
        for read in reads:
            if not named.include(read):
                yield f"group {group.name} reads {read}, which its key does not name"
        for target in targets:
            of_target = self._named_by(key for _, key in target.dependencies)
            things = of_target.things & self._owners.keys() - named.things
            owners = {self._owners[thing][0] for thing in things} | of_target.owners
            for owner in sorted(owners - named.owners):
                yield (
                    f"group {group.name}: {target.path} depends on {owner}, "
                    "which the key of the group does not name"
                )
        for index in range(len(targets)):
            # Anew for each, because targets of a group share what the first of them has read.
            yield from self.find_unnamed_of_target(next(islice(group.targets(), index, None)))

    def find_unnamed_of_target(self, target: Target) -> Iterator[str]:
        """Yield what building a target reads and its dependencies do not name."""
        named = self._named_by(key for _, key in target.dependencies)
        with self._recording() as reads:
            target.build()
        for read in reads:
            if not named.include(read):
                yield f"target {target.path} reads {read}, which its dependencies do not name"


def _noted(
    real: Callable[[Any, Any], Any], name: str, note: Callable[[str, Any], None]
) -> Callable[[Any, Any], Any]:
    """Return a method that calls `note` with its name and its argument first."""

    def watched(self: Any, argument: Any) -> Any:
        note(name, argument)
        return real(self, argument)

    return watched


class _WatchedMapping(Mapping[str, Any]):
    """A mapping that calls `note` with each key and value that is read."""

    def __init__(self, values: Mapping[str, Any], note: Callable[[str, object], None]) -> None:
        self._values = values
        self._note = note

    def __getitem__(self, key: str) -> Any:
        self._note(key, self._values[key])
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _iter_records(thing: Any) -> Iterator[Any]:
    """Yield a thing and the records in it."""
    yield thing
    if isinstance(thing, Item):
        yield from _iter_records(thing.front)
    if isinstance(thing, Record):
        for name in type(thing).model_fields:
            value = getattr(thing, name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Record):
                    yield from _iter_records(one)
