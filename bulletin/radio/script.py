"""A script: what a presenter or a text-to-speech program reads for one story."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from bulletin.model.story import Priority

__all__ = ["Paragraph", "Priority", "Script", "ScriptSummary"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The sentences of one paragraph, each as it is read aloud."""

    sentences: tuple[str, ...]


class ScriptSummary(NamedTuple):
    """What the running order needs to know of a script: a tuple, because those load fast."""

    title: str
    address: str
    published: dt.datetime
    priority: Priority
    seconds: int
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """Everything on the presenter's sheet, in the order of the sheet.

    `code` identifies the script within the station (`2026-11-18-ten-bai`); `version` counts from 1
    and grows with each correction. `lead`, `paragraphs` and `closing` are read aloud. `watch` are
    words to check before reading, each with its pronunciation or "". `syllables` and `seconds`
    measure what is read aloud at the station's `rate`, in syllables a minute. `address` is the
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
        """The text that is read aloud, with an empty line between paragraphs."""
        paragraphs = [" ".join(self.lead)]
        paragraphs += [" ".join(paragraph.sentences) for paragraph in self.paragraphs]
        return "\n\n".join([*paragraphs, self.closing])

    @property
    def summary(self) -> ScriptSummary:
        """What the running order needs to know of this script."""
        return ScriptSummary(
            self.title, self.address, self.published, self.priority, self.seconds, self.sample
        )
