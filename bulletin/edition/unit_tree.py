"""The units as a tree: a commune holds its hamlets, a district its communes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bulletin.edition.public_story import PublicStory
from bulletin.model.unit import Unit


@dataclass(frozen=True)
class UnitTree:
    """All units, each below its parent, and the stories of each unit by itself.

    Stories are in the order of the edition: newest first, then by address.
    """

    units: Mapping[str, Unit]
    own: Mapping[str, tuple[PublicStory, ...]]

    @cached_property
    def _children(self) -> Mapping[str, Sequence[str]]:
        children: defaultdict[str, list[str]] = defaultdict(list)
        for unit in self.units.values():
            if unit.parent is not None:
                children[unit.parent].append(unit.key)
        return children

    @cached_property
    def _kept(self) -> dict[str, tuple[PublicStory, ...]]:
        """What `stories_with_predecessors` found, because pages and feeds both ask for it."""
        return {}

    def iter_below(self, key: str) -> Iterator[str]:
        """Yield `key` and the keys of all units below it, each once."""
        yield from _walk([key], lambda one: self._children.get(one, ()))

    def iter_predecessors(self, key: str) -> Iterator[str]:
        """Yield the predecessors of a unit, their predecessors and so on, each once."""
        found = _walk([key], lambda one: self.units[one].predecessors)
        yield from (one for one in found if one != key)

    def find_predecessors(self, key: str) -> frozenset[str]:
        """Return the predecessors of a unit and all units below them, without those below it."""
        before = {one for root in self.iter_predecessors(key) for one in self.iter_below(root)}
        return frozenset(before.difference(self.iter_below(key)))

    def stories_of(self, key: str) -> tuple[PublicStory, ...]:
        """Return the stories of a unit and of all units below it."""
        return self._merge(self.iter_below(key))

    def stories_with_predecessors(self, key: str) -> tuple[PublicStory, ...]:
        """Return the stories of a unit, of its predecessors, and of all units below these."""
        if key not in self._kept:
            keys = [key, *self.iter_predecessors(key)]
            below = dict.fromkeys(one for root in keys for one in self.iter_below(root))
            self._kept[key] = self._merge(below)
        return self._kept[key]

    def _merge(self, keys: Iterable[str]) -> tuple[PublicStory, ...]:
        found = [self.own[key] for key in keys if key in self.own]
        if len(found) < 2:
            return found[0] if found else ()
        stories = [story for of_unit in found for story in of_unit]
        stories.sort(key=lambda story: story.address)
        stories.sort(key=lambda story: story.published, reverse=True)
        return tuple(stories)


def _walk(start: Sequence[str], following: Callable[[str], Sequence[str]]) -> Iterator[str]:
    seen = set(start)
    waiting = list(start)
    while waiting:
        key = waiting.pop(0)
        yield key
        fresh = [one for one in following(key) if one not in seen]
        seen.update(fresh)
        waiting += fresh
