"""What an editor should look at before the station reads a story: only the check asks.

All of it comes from the script that the station gets, so what is never read raises no doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, cast

from bulletin.content.assembly import Library
from bulletin.content.item import Item
from bulletin.content.problem_collector import field_name
from bulletin.content.source import BODY as BODY_FIELD
from bulletin.content.yaml.tree import parse
from bulletin.engine.cache import BucketedCache, Cache, DictCache
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.workers import imap_bounded
from bulletin.errors import ContentError, Problem, Severity
from bulletin.model.record import Location
from bulletin.model.story import Scope, Story
from bulletin.prose.word_lines import WordLines
from bulletin.prose.words import WORD
from bulletin.radio.losses import find_unread, find_unspoken
from bulletin.radio.reading import BODY, Passage, Reading, make_reading
from bulletin.radio.running_order import OVERHEAD
from bulletin.verbalize.duration import count_syllables, estimate_seconds
from bulletin.verbalize.verbalizer import Verbalizer
from bulletin.vietnamese.numbers import format_duration

_NAMESPACE: Final = "read aloud"
"""The cache's namespace for the problems of one story."""


@dataclass(frozen=True, slots=True)
class Station:
    """What the problems of a story follow from besides its file.

    `minutes` has the length of each programme by its key; `rate` is in syllables a minute.
    """

    verbalizer: Verbalizer
    minutes: Mapping[str, int]
    rate: int

    @property
    def key(self) -> bytes:
        """The key of everything here."""
        return fingerprint(self.verbalizer, self.minutes, self.rate)


def read_aloud_problems(library: Library, cache: Cache | None = None) -> list[Problem]:
    """Return warnings for the stories that the station may read: doubts, losses, length, void.

    What `cache` knows of a story is not computed again: the key is the story's file, the lexicon
    and the programmes.
    """
    buckets = BucketedCache(cache or DictCache())
    programmes = library.bulletin.station.programmes
    station = Station(
        library.verbalizer,
        {one.key: one.minutes for one in programmes},
        library.bulletin.station.rate,
    )
    stories = [cast("Item[Story]", item) for item in library.items if _is_for_radio(item.front)]
    settings = station.key
    keys = {item.path: combine([item.fingerprint, settings]) for item in stories}
    known: dict[bytes, tuple[Problem, ...]] = buckets.get_many(_NAMESPACE, keys.values())
    missing = sorted(
        (item for item in stories if keys[item.path] not in known),
        key=lambda item: keys[item.path],
    )
    if missing:
        station.verbalizer.prepare()
    found = imap_bounded(
        partial(find_story_problems, station),
        missing,
        lambda item: item.path,
        passthrough=ContentError,
    )
    new = {keys[item.path]: some for item, some in zip(missing, found, strict=True)}
    buckets.put_many(_NAMESPACE, new)
    known |= new
    return [problem for item in stories for problem in known[keys[item.path]]]


def find_story_problems(station: Station, item: Item[Story]) -> tuple[Problem, ...]:
    """Return the warnings for one story."""
    html = item.html
    reading = make_reading(item.front, html, station.verbalizer)
    problems = [*_find_unclear(item, html, reading), *_judge_length(station, item, reading)]
    return tuple(dict.fromkeys(problems))


def _is_for_radio(front: object) -> bool:
    if not isinstance(front, Story):
        return False
    agreed = all(Scope.RADIO in person.consent.scope for person in front.people)
    return agreed and not front.draft and not front.broadcast.skip


def _find_unclear(item: Item[Story], html: str, reading: Reading) -> Iterator[Problem]:
    """Yield what is unclear or lost in the passages of a script, on its line."""
    lines = _SourceLines(item)
    for passage in reading.passages:
        notes = sorted(_notes_of(passage))
        words = [*WORD.finditer(passage.written)] if notes else []
        for offset, message in notes:
            source = passage.source_at(offset)
            yield _warn(item, lines.find_line(source, words, offset), source, message)
    if item.front.broadcast.text is None:
        unread = find_unread(html, reading.heard)
        if unread:
            shown = " ".join(unread)
            words = [*WORD.finditer(shown)]
            yield _warn(item, lines.find_line(BODY, words, 0), BODY, _NOT_READ.format(shown))


_NOT_READ: Final = "chữ '{}' có trên trang mà bài đọc không có; viết lại thành câu thường"


def _notes_of(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield what is unclear in a passage, or lost, each with its offset."""
    for doubt in passage.doubts:
        yield doubt.offset, f"'{doubt.written.strip()}': {doubt.why}"
    if unspoken := find_unspoken(passage):
        offset = max(0, passage.written.casefold().find(unspoken[0]))
        yield offset, _NOT_READ.format(" ".join(unspoken))


def _judge_length(station: Station, item: Item[Story], reading: Reading) -> Iterator[Problem]:
    """Yield whether there is nothing to read, or more than a programme has time for."""
    if not any(passage.spoken for passage in reading.body):
        message = "không có lời văn để đọc; ghi broadcast: text hoặc skip: true"
        yield _warn(item, item.body_line, BODY, message)
    if not station.minutes:
        return
    slot = item.front.broadcast.slot
    minutes = station.minutes.get(slot or "", max(station.minutes.values()))
    parts = [*reading.notice, *(passage.spoken for passage in reading.passages)]
    seconds = estimate_seconds(sum(map(count_syllables, parts)), station.rate)
    if seconds > minutes * 60 - OVERHEAD:
        message = (
            f"dài khoảng {format_duration(seconds)}, quá chương trình {minutes} phút; "
            "rút gọn bằng broadcast: text"
        )
        yield _warn(item, item.body_line, BODY, message)


def _warn(item: Item[Story], line: int, source: Location, message: str) -> Problem:
    name = field_name(source) if source else BODY_FIELD
    return Problem(item.path, line, name, f"bài đọc: {message}", Severity.WARNING)


class _SourceLines:
    """The lines of a story's file on which the words of its script stand."""

    def __init__(self, item: Item[Story]) -> None:
        self._item = item
        self._finders: dict[Location, WordLines] = {}

    def find_line(self, source: Location, words: Sequence[re.Match[str]], offset: int) -> int:
        """Return the line of what stands at `offset` of the passage with these `words`."""
        if source not in self._finders:
            self._finders[source] = self._make_finder(source)
        index = bisect_right(words, offset, key=lambda word: word.end())
        return self._finders[source].find_line(words, min(index, len(words) - 1))

    def _make_finder(self, source: Location) -> WordLines:
        if source == BODY:
            return WordLines(self._item.body, self._item.body_line)
        front = self._item.read_front()
        line = parse(front.text, front.first_line).line_of(source)
        text = "\n".join(front.text.split("\n")[line - front.first_line :])
        return WordLines(text, line)
