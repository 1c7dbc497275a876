"""A script as a value: what a presenter or a reading machine gets for one story."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bulletin.model.story import Priority

__all__ = ["Cue", "Paragraph", "Priority", "Script"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together, each already as it is read aloud."""

    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """What a plan of broadcasts needs to know of a script."""

    title: str
    address: str
    published: dt.datetime
    priority: Priority
    seconds: int


@dataclass(frozen=True, slots=True)
class Script:
    """Everything on the sheet, in the order in which it stands there.

    `code` names the item within the station (`2026-11-18-ten-bai`), `version` counts from 1 and
    grows with each correction. `lead`, `paragraphs` and `closing` are read aloud; `watch` are words
    worth a look before reading, each with its reading if it has one. `syllables` and `seconds`
    count what is read aloud, at the station's `rate` in syllables a minute. `address` is the
    story's site path.
    """

    station: str
    code: str
    version: int
    section: str
    title: str
    address: str
    writer: str
    approver: str
    approved: dt.date | None
    published: dt.datetime
    priority: Priority
    lead: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    closing: str
    watch: tuple[tuple[str, str], ...]
    source: str
    syllables: int
    seconds: int
    rate: int
    sample: bool

    @property
    def spoken(self) -> str:
        """The text that is read aloud, paragraphs apart by an empty line."""
        paragraphs = [" ".join(self.lead)]
        paragraphs += [" ".join(paragraph.sentences) for paragraph in self.paragraphs]
        return "\n\n".join([*paragraphs, self.closing])

    @property
    def cue(self) -> Cue:
        """The script in a plan of broadcasts."""
        return Cue(self.title, self.address, self.published, self.priority, self.seconds)
