"""The station's desk: the running order of the programmes, for the site and for the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from bulletin.content.assembly import Library
from bulletin.content.library import read_library
from bulletin.edition.edition import Edition, open_edition
from bulletin.press.bodies import BodyRenderer, ScriptRenderer
from bulletin.radio.running_order import Broadcast, Programme, S, running_order
from bulletin.radio.script import Script
from bulletin.workshop.hands import spread


def planned(
    edition: Edition, scripts: Mapping[str, S], first: dt.date, last: dt.date
) -> tuple[Broadcast[S], ...]:
    """Return the broadcasts of the days from `first` to `last`.

    `scripts` holds the script, or its cue, of every cleared story by the story's address.
    """
    programmes = [
        Programme(one.key, one.name, one.time, one.minutes)
        for one in edition.bulletin.station.programmes
    ]
    cleared = [
        (scripts[story.address], notes.slot, notes.repeat)
        for story in edition.cleared
        for notes in [story.front.broadcast]
    ]
    return running_order(cleared, programmes, first, last)


def broadcasts(root: Path, first: dt.date, last: dt.date) -> tuple[Broadcast[Script], ...]:
    """Return the broadcasts of the project in `root`; raises ContentError.

    A day to come is told from what is public at its end, so that stories dated for it are in.
    """
    library = read_library(root)
    end = dt.datetime.combine(last, dt.time(23, 59), library.bulletin.time_zone)
    edition = open_edition(library, end)
    return planned(edition, written(library, edition), first, last)


def written(library: Library, edition: Edition) -> dict[str, Script]:
    """Return the script of every cleared story of `edition` by the story's address."""
    bodies = BodyRenderer(library.targets, frozenset())
    renderer = ScriptRenderer(bodies, library.reader, library.bulletin)
    cleared = edition.cleared
    scripts = spread(renderer.script, cleared, lambda story: story.item.path)
    return {story.address: script for story, script in zip(cleared, scripts, strict=True)}
