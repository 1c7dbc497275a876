"""The rundown of the programmes: which scripts go on the air when, for the office."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bulletin.content.assembly import Library
from bulletin.content.library import read_library
from bulletin.edition.edition import Edition, open_edition
from bulletin.engine.workers import map_parallel
from bulletin.radio.broadcast_plan import plan_broadcasts
from bulletin.radio.running_order import Broadcast
from bulletin.radio.script import Script
from bulletin.render.bodies import LinkResolver, ScriptMaker


def read_broadcasts(root: Path, first: dt.date, last: dt.date) -> tuple[Broadcast[Script], ...]:
    """Return the broadcasts of the project in `root`; raises ContentError.

    A day to come is planned from what is public at its end, so that stories dated for it are in.
    """
    library = read_library(root)
    end = dt.datetime.combine(last, dt.time(23, 59), library.bulletin.time_zone)
    edition = open_edition(library, end)
    return plan_broadcasts(edition, write_scripts(library, edition), first, last)


def write_scripts(library: Library, edition: Edition) -> dict[str, Script]:
    """Return the script of every cleared story of `edition` by the story's address."""
    bodies = LinkResolver(library.targets, frozenset())
    renderer = ScriptMaker(bodies, library.verbalizer, library.bulletin)
    cleared = edition.cleared
    scripts = map_parallel(renderer.script, cleared, lambda story: story.item.path)
    return {story.address: script for story, script in zip(cleared, scripts, strict=True)}
