"""What an editor should look at before the station reads a story: only `make check` asks.

Reading every story takes as long as checking everything else, and stops no publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from bulletin.content.assembly import Library
from bulletin.content.item import Item
from bulletin.content.source import BODY
from bulletin.errors import Problem, Severity
from bulletin.model.story import Scope, Story
from bulletin.verbalize.duration import count_syllables, estimate_seconds
from bulletin.verbalize.verbalizer import Verbalizer
from bulletin.vietnamese.numbers import format_duration

OVERHEAD = 90
"""Seconds of a programme that go to its signature and greetings."""

_FENCE = re.compile(r"\s{0,3}(`{3,}(?=[^`]*$)|~{3,})\s*(\S?)")
_TICKS = re.compile(r"`+")
_TARGET = re.compile(
    r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|\]\[[^\]]*\]|\[\^[^\]]*\]|https?://\S+|<[^>]*>"
)


def read_aloud_problems(library: Library) -> Iterator[Problem]:
    """Yield warnings for the stories that the station may read: doubts, length, emptiness."""
    programmes = {one.key: one.minutes for one in library.bulletin.station.programmes}
    for item in library.items:
        front = item.front
        if isinstance(front, Story) and _is_for_radio(front):
            yield from _story_problems(cast("Item[Story]", item), front, library, programmes)


def _is_for_radio(front: Story) -> bool:
    agreed = all(Scope.RADIO in person.consent.scope for person in front.people)
    return agreed and not front.draft and not front.broadcast.skip


def _story_problems(
    item: Item[Story], front: Story, library: Library, programmes: Mapping[str, int]
) -> Iterator[Problem]:
    verbalizer = library.verbalizer.with_pronunciations(front.broadcast.pronounce)
    body = 0
    length = count_syllables(verbalizer.verbalize(front.broadcast.lead or front.summary).text)
    if front.broadcast.text is None:
        for line, text in _iter_lines_without_code(item.body, item.body_line):
            said = verbalizer.verbalize(_TARGET.sub(" ", text))
            body += count_syllables(said.text)
            for doubt in said.doubts:
                message = f"bài đọc: '{doubt.written}': {doubt.why}"
                yield Problem(item.path, line, BODY, message, Severity.WARNING)
        if not body:
            message = "bài đọc: không có lời văn để đọc; ghi broadcast: text hoặc skip: true"
            yield Problem(item.path, item.body_line, BODY, message, Severity.WARNING)
    else:
        body = _count_spoken_syllables(front.broadcast.text, verbalizer)
    length += body
    if programmes:
        minutes = programmes.get(front.broadcast.slot or "", max(programmes.values()))
        takes = estimate_seconds(length, library.bulletin.station.rate)
        if takes > minutes * 60 - OVERHEAD:
            message = (
                f"bài đọc dài khoảng {format_duration(takes)}, quá chương trình {minutes} phút; "
                "rút gọn bằng broadcast: text"
            )
            yield Problem(item.path, item.body_line, BODY, message, Severity.WARNING)


def _count_spoken_syllables(text: str, verbalizer: Verbalizer) -> int:
    return sum(count_syllables(verbalizer.verbalize(line).text) for line in text.split("\n"))


# The station reads the script, which is made from the HTML. These lines of Markdown are what is
# left of a second reading of it: doubts need a line, and a script has none yet.


def _iter_lines_without_code(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of `body` with their numbers, without code between fences and backticks."""
    fence: str | None = None
    for line, text in enumerate(body.split("\n"), first_line):
        opening = _FENCE.match(text)
        if fence is None:
            if opening:
                fence = opening[1]
            else:
                yield line, _remove_code_spans(text) if "`" in text else text
        elif opening and opening[1].startswith(fence) and not opening[2]:
            fence = None


def _remove_code_spans(text: str) -> str:
    """Return the line without its code spans: from some backticks to the next as many."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    nearest_closer: dict[int, int] = {}
    closer_of: list[int | None] = [None] * len(runs)
    for index in reversed(range(len(runs))):
        length = runs[index][1] - runs[index][0]
        closer_of[index] = nearest_closer.get(length)
        nearest_closer[length] = index
    kept, start, index = [], 0, 0
    while index < len(runs):
        closer = closer_of[index]
        if closer is not None:
            kept.append(text[start : runs[index][0]])
            start = runs[closer][1]
            index = closer
        index += 1
    return "".join([*kept, text[start:]])
