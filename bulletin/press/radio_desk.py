"""The station's desk: a script for every cleared story, and the running order of the programmes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bulletin.content.item import Item
from bulletin.content.library import read_library
from bulletin.edition.edition import Edition, open_edition
from bulletin.edition.story import PublicStory
from bulletin.model.record import Record
from bulletin.press.hands import spread
from bulletin.prose.typesetter import PLAIN_EXTENSIONS, Typesetter
from bulletin.radio.running_order import Broadcast, Programme, running_order
from bulletin.radio.script import Script
from bulletin.radio.writing import write_script
from bulletin.reading.reader import Reader


@dataclass
class RadioDesk:
    """Writes the scripts of an edition; `body` gives the safe HTML of an item's body."""

    edition: Edition
    reader: Reader
    body: Callable[[Item[Record]], str]

    @cached_property
    def scripts(self) -> Mapping[str, Script]:
        """The script of every cleared story by the story's address, newest first."""
        cleared = self.edition.cleared
        scripts = spread(self._write, cleared, lambda story: story.item.path)
        return {story.address: script for story, script in zip(cleared, scripts, strict=True)}

    def _write(self, story: PublicStory) -> Script:
        return write_script(story, self.body(story.item), self.edition.bulletin, self.reader)

    def broadcasts(self, first: dt.date, last: dt.date) -> tuple[Broadcast, ...]:
        """Return the broadcasts of the days from `first` to `last`."""
        programmes = [
            Programme(one.key, one.name, one.time, one.minutes)
            for one in self.edition.bulletin.station.programmes
        ]
        cleared = [
            (self.scripts[story.address], notes.slot, notes.repeat)
            for story in self.edition.cleared
            for notes in [story.front.broadcast]
        ]
        return running_order(cleared, programmes, first, last)


def broadcasts(root: Path, first: dt.date, last: dt.date) -> tuple[Broadcast, ...]:
    """Return the broadcasts of the project in `root`; raises ContentError.

    A day to come is told from what is public at its end, so that stories dated for it are in.
    """
    library = read_library(root)
    end = dt.datetime.combine(last, dt.time(23, 59), library.bulletin.time_zone)
    edition = open_edition(library, end)
    typesetter = Typesetter(library.targets, PLAIN_EXTENSIONS, {}, set())
    return RadioDesk(edition, library.reader, typesetter.html).broadcasts(first, last)
