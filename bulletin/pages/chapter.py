"""Chapters: pages that belong together, known before they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bulletin.content.item import Item
from bulletin.edition.story import PublicStory
from bulletin.model.record import Record
from bulletin.pages.page import Page


@dataclass(frozen=True, slots=True)
class Chapter:
    """Pages that can be made when they are asked for, under a name that no other chapter has.

    What they show follows from everything of the edition that is no story, from the cards of
    `stories` (see Item), from the bodies of `texts` and from `besides`, told apart by its `repr`.
    `addresses` are those of the pages; `listed` as for a page.
    """

    name: str
    addresses: Sequence[str]
    pages: Callable[[], Iterable[Page]]
    stories: Sequence[PublicStory] = ()
    texts: Sequence[Item[Record]] = ()
    besides: object = None
    listed: bool = True
