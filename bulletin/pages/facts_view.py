"""What a page of facts about one thing shows: a document, a question, an event."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bulletin.pages.page import Fact, View


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download: its address, its type in words, its size in bytes (0: not shown)."""

    address: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class FactsView(View):
    """facts.html: a page of facts about one thing.

    `notice` is what a reader must know first. `text_first` puts the text before the facts.
    `link_groups` are groups of links below the text. `changes` are (day, text). `share_label` is
    what stands above the title in the picture for sharing, which is kept for long: no state that
    passes by itself.
    """

    label: str
    lead: str
    notice: str
    facts: tuple[Fact, ...]
    download: Download | None = None
    link_groups: tuple[Fact, ...] = ()
    changes: tuple[tuple[dt.date, str], ...] = ()
    text_first: bool = False
    share_label: str = ""
