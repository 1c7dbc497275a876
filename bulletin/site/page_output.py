"""The groups of pages, kept as long as nothing changes that any page shows besides the texts.

An edit of a text leaves the pages, the relations between stories and all lists as they are. Then
only the groups that show the text are made at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bulletin.engine.cache import Cache
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.pages.all_pages import PageGroups
from bulletin.pages.page_group import PageGroup
from bulletin.site.cache_keys import CacheKeys

_PAGE_GROUPS = "page groups"
"""The cache's namespace for the names and keys of all groups of pages."""


class KeptGroup(NamedTuple):
    """A group of pages without its texts: the key of all else, and the paths of its bodies."""

    name: str
    key: bytes
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class PageOutput:
    """Names the groups of pages with their keys, and makes those that are asked for."""

    groups: PageGroups
    keys: CacheKeys
    cache: Cache

    def iter_keys(self) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the key of each group."""
        body_keys = self.keys.bodies.keys
        for name, key, bodies in self._kept:
            yield name, combine([key, *[body_keys[path] for path in bodies]])

    def find(self, name: str) -> PageGroup:
        """Return the group with this name."""
        story = self.groups.edition.by_address.get(name)
        return self._others[name] if story is None else self.groups.of_story(story)

    @cached_property
    def all(self) -> Sequence[PageGroup]:
        """All groups."""
        stories = map(self.groups.of_story, self.groups.edition.stories)
        return [*stories, *self._others.values()]

    @cached_property
    def _others(self) -> dict[str, PageGroup]:
        return {group.name: group for group in self.groups.iter_others()}

    @cached_property
    def _kept(self) -> tuple[KeptGroup, ...]:
        key = self._key
        known: tuple[KeptGroup, ...] | None = self.cache.get_many(_PAGE_GROUPS, [key]).get(key)
        if known is None:
            known = tuple(
                KeptGroup(
                    group.name,
                    self.keys.key_without_bodies(group),
                    tuple(item.path for item in group.bodies),
                )
                for group in self.all
            )
            self.cache.put_many(_PAGE_GROUPS, {key: known})
        return known

    @property
    def _key(self) -> bytes:
        """The key of everything that the groups and their keys follow from."""
        sizes = self.groups.media.sizes
        documents = self.groups.edition.documents
        papers = [sizes[path] for one in documents if (path := one.file_path)]
        keys = self.keys
        return combine([keys.shared_key, fingerprint(papers), *keys.metadata_keys.values()])
