"""Changes of a bulletin, derived from the model: another valid value for each key, one at a time.

What a value may be is known here by its type (bulletin/model/values.py). A type that is not known
here, and a key that no file of full_bulletin.py has, fail by name: so a new key is never forgotten.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import PurePosixPath
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from bulletin.content.assembly import Library
from bulletin.content.data_files import (
    ABBREVIATIONS_FILE,
    BROADCASTS_FILE,
    BULLETIN_FILE,
    DATA_FILES,
    EVENT_KINDS_FILE,
    FIELDS_FILE,
    OTHER_FILES,
    PRONUNCIATIONS_FILE,
    SYNONYMS_FILE,
    TOPICS_FILE,
    UNITS_FILE,
    WITHDRAWN_FILE,
)
from bulletin.errors import ContentError
from bulletin.model import values
from bulletin.model.aired_story import AiredStory
from bulletin.model.bulletin import Bulletin
from bulletin.model.document import Document
from bulletin.model.field import Field
from bulletin.model.kind import KINDS, kind_of
from bulletin.model.lexicon import Abbreviations, Pronunciation
from bulletin.model.record import Record
from bulletin.model.unit import Unit
from bulletin.model.vocabularies import EventKind, SameMeaning, Topic
from bulletin.model.withdrawal import Withdrawal
from tests.media.samples import encoded, mp3, scene
from tests.site.full_bulletin import Sources, Tree, read_sources

Steps: TypeAlias = "tuple[str | int, ...]"
"""The way from the top of a file to a value in it: keys, and positions in lists."""

MODELS: Mapping[str, type[Record]] = {
    BULLETIN_FILE: Bulletin,
    UNITS_FILE: Unit,
    FIELDS_FILE: Field,
    EVENT_KINDS_FILE: EventKind,
    TOPICS_FILE: Topic,
    WITHDRAWN_FILE: Withdrawal,
    BROADCASTS_FILE: AiredStory,
    ABBREVIATIONS_FILE: Abbreviations,
    PRONUNCIATIONS_FILE: Pronunciation,
    SYNONYMS_FILE: SameMeaning,
}
"""The models of the data files; of a list file the model of its entries."""

assert set(MODELS) == set(DATA_FILES) - set(OTHER_FILES), "changes.py: a data file has no model"

ROOTS: tuple[str, ...] = (*(kind.name for kind in KINDS), *MODELS)
"""The kinds of content and the data files, whose keys are changed."""


@dataclass(frozen=True)
class Change:
    """A bulletin with one thing changed: `what` of the kind or file `root`."""

    root: str
    what: str
    sources: Sources
    library: Library


# --- other values by type ------------------------------------------------------------------------

Others: TypeAlias = "Callable[[str], Iterable[str]]"
"""Returns other values for a written one; the first that makes a valid bulletin is taken."""


def _longer(text: str) -> Iterable[str]:
    return [f"{text} khác"]


def _other_days(text: str) -> Iterable[str]:
    """Return the days around, the year after, and the hours around where there is one."""
    moment = dt.datetime.fromisoformat(text)
    hours = [moment + dt.timedelta(hours=step) for step in (1, -1)] if "T" in text else []
    days = [moment + dt.timedelta(days=step) for step in (1, -1, 2, 365)]
    return [one.isoformat()[: len(text)] for one in [*hours, *days]]


def _other_numbers(text: str) -> Iterable[str]:
    return [str(int(text) + step) for step in (-1, 1)]


_OTHERS: Mapping[Any, Others] = {
    values.Text: _longer,
    values.Line: _longer,
    values.Sentence: _longer,
    values.Summary: _longer,
    values.Title: _longer,
    values.Name: _longer,
    values.Day: _other_days,
    values.DataDay: _other_days,
    values.Moment: _other_days,
    values.EventMoment: _other_days,
    values.ClockTime: lambda text: [f"{(int(text[:2]) + 1) % 24:02}{text[2:]}"],
    values.Whole: _other_numbers,
    values.Flag: lambda text: ["false" if text == "true" else "true"],
    values.Address: lambda text: [f"{text[:-1]}-khac/"],
    values.HostPath: lambda text: [f"khac-{text}"],
    values.Zone: lambda text: ["Asia/Tokyo"],
    values.SiteRoot: lambda text: [f"{text}khac/"],
    values.WebAddress: lambda text: [f"{text}khac"],
    values.Email: lambda text: [f"khac-{text}"],
    values.Domain: lambda text: [f"khac.{text}"],
    values.Identity: lambda text: [f"{text}-khac"],
}
"""Other values of the types of values.py, but for those that name something of the bulletin."""

_OTHERS_OF_KEYS: Mapping[tuple[type[Record], str], Others] = {
    (Document, "number"): lambda text: [f"1{text}"],
    (AiredStory, "story"): lambda text: ["exemplars/2026/bai-ba", "exemplars/2026/ma-rieng"],
    (Withdrawal, "path"): lambda text: [re.sub(r"(/|\.md)$", r"-khac\1", text)],
}
"""Other values of keys whose type has a rule of its own."""


def _metadata(hint: Any) -> tuple[Any, ...]:
    """Return what an annotated type says besides its base and its limits."""
    return tuple(one for one in hint.__metadata__ if not isinstance(one, FieldInfo))


def _is_type(hint: Any, known: Any) -> bool:
    return get_args(hint)[0] is get_args(known)[0] and _metadata(hint) == _metadata(known)


# --- other trees ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Proposal:
    """A change of `key`, and bulletins that have it: the first valid one is taken."""

    key: str
    what: str
    candidates: Iterable[Sources]


@dataclass(frozen=True)
class Walker:
    """Walks through the file at `path` along its model; `seen` are the keys it has changed."""

    sources: Sources
    path: str
    seen: set[str]

    def record(self, model: type[Record], tree: Tree, steps: Steps) -> Iterator[Proposal]:
        """Yield proposals to change each key of a record that was not changed before."""
        hints = get_type_hints(model, include_extras=True)
        for name, info in model.model_fields.items():
            here = (*steps, info.alias or name)
            if here[-1] not in tree:
                continue
            is_first = _key_at(here) not in self.seen
            if is_first:
                self.seen.add(_key_at(here))
                # Where leaving out means a plain value, another value is written instead.
                if info.default_factory or info.get_default() in (None, ()):
                    yield self._proposal(here, "left out", [_LEFT_OUT])
            yield from self._value(hints[name], (model, name), tree[here[-1]], here, is_first)

    def _value(
        self, hint: Any, owner: tuple[type[Record], str], value: Tree, steps: Steps, is_first: bool
    ) -> Iterator[Proposal]:
        """Yield proposals to change a value of the type `hint`, all of it and each part."""
        if get_origin(hint) in (Union, UnionType):
            (hint,) = [one for one in get_args(hint) if one is not NoneType]
        if get_origin(hint) is Annotated and get_origin(get_args(hint)[0]) is not None:
            hint = get_args(hint)[0]
        if isinstance(hint, type) and issubclass(hint, Record):
            yield from self.record(hint, value, steps)
        elif get_origin(hint) is tuple:
            inner = get_args(hint)[0]
            if is_first:
                yield self._proposal(steps, "one less", [value[1:], value[:-1]])
                yield self._proposal(steps, "in another order", [value[::-1]])
            for position, one in enumerate(value):
                # Of plain values the first stands for all; records may have different keys.
                if isinstance(one, dict) or position == 0:
                    yield from self._value(inner, owner, one, (*steps, position), is_first)
        elif is_first:
            yield self._scalar(hint, owner, value, steps)

    def _scalar(
        self, hint: Any, owner: tuple[type[Record], str], value: Tree, steps: Steps
    ) -> Proposal:
        """Return the proposal of another value; fails for a type that is not known here."""
        if owner in _OTHERS_OF_KEYS:
            return self._proposal(steps, "", _OTHERS_OF_KEYS[owner](value))
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self._proposal(steps, "", [one.value for one in hint if one.value != value])
        if get_origin(hint) is Literal:
            return self._proposal(steps, "", [one for one in get_args(hint) if one != value])
        if get_origin(hint) is Mapping:
            first = next(iter(value))
            (other, *_) = (_other_numbers if value[first].isdigit() else _longer)(value[first])
            return self._proposal(steps, "", [{**value, first: other}])
        if get_origin(hint) is Annotated:
            if _is_type(hint, values.Key) and steps[-1] == "key":
                return self._renaming(value, f"{value}-khac", steps)
            if _is_type(hint, values.Key) or _is_type(hint, values.Reference):
                sort = next(keys for keys in _sorts_of_keys(self.sources) if value in keys)
                return self._proposal(steps, "", [key for key in sort if key != value])
            if _is_type(hint, values.FileName):
                name = PurePosixPath(value)
                return self._renaming(value, f"{name.stem}-khac{name.suffix}", steps)
            for known, others in _OTHERS.items():
                if _is_type(hint, known):
                    return self._proposal(steps, "", others(value))
        model, field_name = owner
        raise AssertionError(
            f"tests/site/changes.py knows no other value for {model.__name__}.{field_name}: {hint}"
        )

    def _proposal(self, steps: Steps, what: str, others: Iterable[Tree]) -> Proposal:
        """Return the proposal of another value at the end of `steps`."""
        tree = {**self.sources.fronts, **self.sources.trees}[self.path]
        trees = [_changed(tree, steps, other) for other in others]
        candidates = [self.sources.with_tree(self.path, one) for one in trees]
        return Proposal(_key_at(steps), what, candidates)

    def _renaming(self, old: str, new: str, steps: Steps) -> Proposal:
        """Return the proposal to rename something wherever it is named."""
        return Proposal(_key_at(steps), "", [self.sources.with_name(old, new)])


_LEFT_OUT = object()


def _key_at(steps: Steps) -> str:
    return ".".join(step for step in steps if isinstance(step, str))


def _changed(tree: Tree, steps: Steps, value: Tree) -> Tree:
    """Return a copy of `tree` with another value at the end of `steps`."""
    if not steps:
        return value
    first, rest = steps[0], steps[1:]
    if isinstance(tree, list):
        return [_changed(one, rest, value) if at == first else one for at, one in enumerate(tree)]
    if not rest and value is _LEFT_OUT:
        return {key: one for key, one in tree.items() if key != first}
    return {**tree, first: _changed(tree[first], rest, value)}


def _sorts_of_keys(sources: Sources) -> Iterator[list[str]]:
    """Yield the keys that can stand for each other: of units, of fields, of documents and so on."""
    for tree in sources.trees.values():
        if isinstance(tree, list) and "key" in tree[0]:
            yield [entry["key"] for entry in tree]
    yield [entry["key"] for entry in sources.trees[BULLETIN_FILE]["station"]["programmes"]]
    for kind in KINDS:
        yield [_slug_of(path) for path, _ in _files_of(sources, kind.name)]


# --- changes -------------------------------------------------------------------------------------


def _first_valid(root: str, what: str, candidates: Iterable[Sources]) -> Change | None:
    """Return the change to the first of `candidates` that is a valid bulletin."""
    for sources in candidates:
        try:
            return Change(root, what, sources, read_sources(sources))
        except ContentError:
            continue
    return None


def _files_of(sources: Sources, root: str) -> Iterator[tuple[str, type[Record]]]:
    """Yield the files of a kind, or the data file at the path `root`, with their model."""
    if root in MODELS:
        yield root, MODELS[root]
    for path in sources.fronts:
        found = kind_of(path)
        assert found is not None
        if found[0].name == root:
            yield path, found[0].model


def key_changes(sources: Sources, root: str) -> Iterator[Change]:
    """Yield a change of each key of a kind or of a data file, in the first file that has it.

    A key that may be left out is left out too; of a list one entry is taken out, and its order is
    turned. Fails by name for a key that no file has or that cannot be changed.
    """
    seen: set[str] = set()
    changed: set[str] = set()
    for path, model in _files_of(sources, root):
        walker = Walker(sources, path, seen)
        tree = {**sources.fronts, **sources.trees}[path]
        entries = enumerate(tree) if isinstance(tree, list) else [((), tree)]
        for position, entry in entries:
            steps: Steps = (position,) if isinstance(position, int) else ()
            for proposal in walker.record(model, entry, steps):
                what = ", ".join(filter(None, (proposal.key, proposal.what)))
                if change := _first_valid(root, what, proposal.candidates):
                    changed.add(proposal.key)
                    yield change
    (_, model), *_ = _files_of(sources, root)
    for key in _all_keys(model):
        assert key in seen, f"tests/site/full_bulletin.py: no file of {root} has '{key}'"
        inside = any(one.startswith(f"{key}.") for one in changed)
        assert inside or key in changed, f"tests/site/changes.py: no valid change of {root}: {key}"


def _all_keys(model: type[Record], before: str = "") -> Iterator[str]:
    """Yield the names of all keys of a model, those of nested records too."""
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        key = f"{before}{info.alias or name}"
        yield key
        for inner in _records_in(hints[name]):
            yield from _all_keys(inner, f"{key}.")


def _records_in(hint: Any) -> Iterator[type[Record]]:
    if isinstance(hint, type) and issubclass(hint, Record):
        yield hint
    for argument in get_args(hint):
        yield from _records_in(argument)


# --- changes of whole items, texts and files ------------------------------------------------------


def item_changes(sources: Sources, root: str) -> Iterator[Change]:
    """Yield the bulletin without each item of a kind, with it renamed, copied, with another text.

    An item that others name cannot be taken out, and is not.
    """
    for path, _ in _files_of(sources, root):
        slug = _slug_of(path)
        copied = path.replace(slug, "them")
        own = {"id", "aliases", "number"}
        front = {key: value for key, value in sources.fronts[path].items() if key not in own}
        folder = path.rpartition("/")[0]
        beside = {
            name.replace(folder, copied.rpartition("/")[0]): data
            for name, data in sources.files.items()
            if name.startswith(f"{folder}/")
        }
        body = sources.bodies[path]
        proposals = {
            "taken out": sources.without(path),
            "renamed": sources.with_name(slug, f"{slug}-khac"),
            "copied": replace(
                sources,
                fronts={**sources.fronts, copied: front},
                bodies={**sources.bodies, copied: body},
                files={**sources.files, **beside},
            ),
            "other text": sources.with_body(path, f"{body}\nTheo 12/QĐ-UBND thì khác.\n"),
            "no text": sources.with_body(path, ""),
        }
        for what, changed in proposals.items():
            change = _first_valid(path, what, [changed])
            assert change or what == "taken out", f"{path}: {what} is no valid change"
            if change:
                yield change


def _slug_of(path: str) -> str:
    """Return the part of a content path that names the item."""
    found = kind_of(path)
    assert found is not None
    return found[1].get("slug") or found[1]["campaign"]


_MORE: Mapping[str, Tree] = {
    UNITS_FILE: {"key": "them", "name": "Xã Thêm", "type": "xã"},
    FIELDS_FILE: {"key": "them", "name": "Lĩnh vực thêm"},
    EVENT_KINDS_FILE: {"key": "them", "name": "Loại thêm"},
    TOPICS_FILE: {"key": "them", "name": "Chủ đề thêm"},
    WITHDRAWN_FILE: {
        "path": "/dien-hinh/2026/rut-them/",
        "id": "exemplars/2026/rut-them",
        "date": "2026-11-16",
        "reason": "Trùng bài.",
    },
    BROADCASTS_FILE: {"story": "exemplars/2026/bai-ba", "date": "2026-11-01"},
    PRONUNCIATIONS_FILE: {"word": "Zalo", "spoken": "da lô"},
    SYNONYMS_FILE: {"words": ["chăm việc", "vượt khó hơn"]},
}
"""One more entry of each list file."""


def entry_changes(sources: Sources) -> Iterator[Change]:
    """Yield the bulletin without each entry of each list file, with one more, and with them turned.

    An entry that others name cannot be taken out, and is not.
    """
    for path, tree in sources.trees.items():
        if not isinstance(tree, list):
            continue
        proposals = {
            f"without {next(iter(entry.values()))}": [one for one in tree if one is not entry]
            for entry in tree
        }
        proposals |= {"in another order": tree[::-1], "one more": [*tree, _MORE[path]]}
        for what, entries in proposals.items():
            if change := _first_valid(path, what, [sources.with_tree(path, entries)]):
                yield change


def file_changes(sources: Sources) -> Iterator[Change]:
    """Yield the bulletin with other bytes in each file that is not text."""
    for path, data in sources.files.items():
        other = {
            ".png": encoded(scene(700, 500), "PNG"),
            ".mp3": mp3(200),
        }.get(PurePosixPath(path).suffix, data + b" ")
        change = _first_valid(path, "other bytes", [sources.with_file(path, other)])
        assert change is not None, path
        yield change


def merge_changes(sources: Sources, one: Change, other: Change) -> Change | None:
    """Return two changes of `sources` together; None if they are not valid, or of one file."""
    merged: dict[str, dict[str, Any]] = {}
    all_three = sources, one.sources, other.sources
    for name in ("fronts", "bodies", "trees", "files"):
        before, first, second = (getattr(each, name) for each in all_three)
        merged[name] = dict(first)
        for path in before.keys() | second.keys():
            if before.get(path) == second.get(path):
                continue
            if before.get(path) != first.get(path):
                return None
            if path in second:
                merged[name][path] = second[path]
            else:
                del merged[name][path]
    what = f"{one.root}: {one.what}; {other.root}: {other.what}"
    return _first_valid("both", what, [Sources(**merged)])
