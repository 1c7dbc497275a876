"""A story as it is read aloud, passage by passage: what is written and what is said for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bulletin.model.labels import CONFIRMED_BY, format_result
from bulletin.model.record import Location
from bulletin.model.story import Story
from bulletin.radio.speech import (
    HeardText,
    hear,
    make_speakable,
    split_sentences,
)
from bulletin.verbalize.verbalization import Doubt
from bulletin.verbalize.verbalizer import Verbalizer

GREETING = "Kính thưa quý vị và bà con!"
SAMPLE_NOTICE = "Sau đây là bài mẫu, chuyện trong bài không có thật."
BODY: Location = ()
"""The key of a passage that stands below the front matter."""

_EMPTY_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of a script.

    `written` is its text on the page or in the front matter, on one line; `verbalized` the same
    with numbers and abbreviations in words; `spoken` what is said, without brackets and addresses.
    The offsets of `doubts` count in `written`. `sources` are the keys of the front matter that the
    text comes from, each with the offset where its text starts; BODY is the text below it.
    """

    written: str
    verbalized: str
    spoken: str
    doubts: tuple[Doubt, ...]
    sources: tuple[tuple[int, Location], ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of what is said."""
        return tuple(split_sentences(self.spoken))

    def starting_with_capital(self) -> Passage:
        """Return the passage as a sentence of its own: an item of a list may begin small."""
        first = self.spoken[:1]
        capital = first.upper()
        return self if first == capital else replace(self, spoken=f"{capital}{self.spoken[1:]}")

    def source_at(self, offset: int) -> Location:
        """Return the key of the front matter that the text at `offset` comes from."""
        return [key for start, key in self.sources if start <= offset][-1]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that is read aloud for a story; `heard` is what of its page is."""

    notice: tuple[str, ...]
    lead: Passage
    body: tuple[Passage, ...]
    closing: Passage
    heard: HeardText

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages in order."""
        return (self.lead, *self.body, self.closing)


def make_reading(front: Story, html: str, verbalizer: Verbalizer) -> Reading:
    """Return what is read aloud for a story whose body is the sanitised `html`.

    The keys of the editor's `broadcast` replace parts of the story: `lead` the summary, `text` the
    body, `pronounce` the verbalizer's own pronunciation of a word.
    """
    overrides = front.broadcast
    verbalizer = verbalizer.with_pronunciations(overrides.pronounce)

    def read(text: str, *sources: tuple[int, Location]) -> Passage:
        result = verbalizer.verbalize(text)
        return Passage(text, result.text, make_speakable(result.text), result.doubts, sources)

    if overrides.text is not None:
        parts = [" ".join(part.split()) for part in _EMPTY_LINES.split(overrides.text)]
        heard = HeardText([], [])
        body = [read(part, (0, ("broadcast", "text"))) for part in parts]
    else:
        heard = hear(html)
        body = [read(text, (0, BODY)).starting_with_capital() for text in heard.paragraphs]
    if result := format_result(front):
        by = result.find(CONFIRMED_BY)
        keys: list[tuple[int, Location]] = [(0, ("result",))] if front.result else []
        keys += [(by, ("confirmed_by",))] if by >= 0 else []
        body.insert(0, read(result, *keys))
    lead_key: Location = ("broadcast", "lead") if overrides.lead else ("summary",)
    lead = " ".join((overrides.lead or front.summary).split())
    until_author = f"Quý vị và bà con vừa nghe bài “{front.title}” của "
    return Reading(
        notice=(GREETING, *([SAMPLE_NOTICE] if front.sample else [])),
        lead=read(lead, (0, lead_key)),
        body=tuple(passage for passage in body if passage.written),
        closing=read(
            f"{until_author}{front.author}.", (0, ("title",)), (len(until_author), ("author",))
        ),
        heard=heard,
    )
