"""Groups of pages that are built and invalidated together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bulletin.content.item import Item
from bulletin.edition.public_story import PublicStory
from bulletin.model.record import Record
from bulletin.pages.page import Page


@dataclass(frozen=True, slots=True)
class PageGroup:
    """Pages under one cache key. The key is computed before any page is made.

    `name` is unique among the groups of a site. `addresses` are the site paths of the pages, and
    `listed` says whether these belong in the sitemap. `make_pages` makes the pages when they are
    needed.

    The other fields name what the pages read, and the cache key is computed from them: the metadata
    of `stories` (see Item), the HTML of `bodies`, and `extra_key`, any value whose `repr`
    changes with what else the pages show. Some things need not be named because they are part of
    every key: the metadata of everything in the edition that is not a story (units, fields,
    documents, events, …), the theme and the settings.
    """

    name: str
    addresses: Sequence[str]
    make_pages: Callable[[], Iterable[Page]]
    stories: Sequence[PublicStory] = ()
    bodies: Sequence[Item[Record]] = ()
    extra_key: object = None
    listed: bool = True
