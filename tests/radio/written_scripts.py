"""Scripts written from story files of the tiny bulletin of tests/content/builder.py."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.edition.edition import open_edition
from bulletin.office.broadcast.rundown import write_scripts
from bulletin.radio.script import Script
from tests.content.builder import STORY, read
from tests.opened import MORNING

Changes = Mapping[str, str | bytes | None]


def scripts(changes: Changes) -> dict[str, Script]:
    """Return the scripts of the tiny bulletin with `changes`, by the address of their story."""
    library = read(changes)
    edition = open_edition(library, MORNING)
    return write_scripts(library, edition)


def script_of(story: str, changes: Changes | None = None) -> Script:
    """Return the script of the tiny bulletin's only story, whose file is `story`."""
    (found,) = scripts({**(changes or {}), STORY: story}).values()
    return found
