"""What an editor should look at before the station reads a story: only `make check` asks.

Reading every story takes as long as checking everything else, and stops no publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from bulletin.content.assembly import Library
from bulletin.content.item import Item
from bulletin.content.links import prose_lines
from bulletin.content.source import BODY
from bulletin.errors import Problem, Severity
from bulletin.model.story import Scope, Story
from bulletin.verbalize.duration import count_syllables, estimate_seconds
from bulletin.verbalize.verbalizer import Verbalizer
from bulletin.vietnamese.numbers import format_duration

OVERHEAD = 90
"""Seconds of a programme that go to its signature and greetings."""

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
        for line, text in prose_lines(item.body, item.body_line):
            said = verbalizer.verbalize(_TARGET.sub(" ", text))
            body += count_syllables(said.text)
            for doubt in said.doubts:
                message = f"bài đọc: '{doubt.written}': {doubt.why}"
                yield Problem(item.path, line, BODY, message, Severity.WARNING)
        if not body:
            message = "bài đọc: không có lời văn để đọc; ghi broadcast: text hoặc skip: true"
            yield Problem(item.path, item.body_line, BODY, message, Severity.WARNING)
    else:
        body = _said_length(front.broadcast.text, verbalizer)
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


def _said_length(text: str, verbalizer: Verbalizer) -> int:
    return sum(count_syllables(verbalizer.verbalize(line).text) for line in text.split("\n"))
