"""What stations aired, matched to stories and written into broadcasts.yml, nothing twice."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bulletin.content.yaml.mistake import YamlMistake
from bulletin.content.yaml.tree import parse
from bulletin.edition.public_story import PublicStory
from bulletin.model.aired_story import AiredStory
from bulletin.office.broadcast.air_log import LogRow, UnreadableLog
from bulletin.vietnamese.fold import find_nearest, fold, tone_key
from bulletin.vietnamese.normalise import normalise

_FEWEST_WORDS = 3
"""Words of a title that may be found inside a longer one."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row that was not taken, and why."""

    row: LogRow
    reason: str


@dataclass(frozen=True, slots=True)
class Matched:
    """What is new, how many rows were known already, and what was not matched."""

    new: tuple[AiredStory, ...]
    known: int
    unmatched: tuple[Unmatched, ...]


class Titles:
    """The stories by the names under which they may stand in a table of a station."""

    def __init__(self, stories: Iterable[PublicStory]) -> None:
        self._by_form: defaultdict[str, list[PublicStory]] = defaultdict(list)
        for story in stories:
            slug = story.item.parts["slug"]
            dated = f"{story.published.date().isoformat()}-{slug}"
            for name in {_form(story.front.title), _form(slug), _form(dated), _form(story.item.id)}:
                self._by_form[name].append(story)
        self._first_words: defaultdict[str, list[str]] = defaultdict(list)
        for form in self._by_form:
            if form.count(" ") >= _FEWEST_WORDS - 1:
                self._first_words[" ".join(form.split()[:_FEWEST_WORDS])].append(form)

    def find(self, title: str) -> list[PublicStory]:
        """Return the stories that `title` may be, also with other words around the title."""
        form = _form(re.sub(r"\.(?:mp3|ogg|wav|m4a|flac)$", "", title, flags=re.IGNORECASE))
        if form in self._by_form:
            found = self._by_form[form]
            same = [one for one in found if _marked(one.front.title) == _marked(title)]
            return same or found
        words = form.split()
        inside: set[str] = set()
        for start in range(len(words) - _FEWEST_WORDS + 1):
            for known in self._first_words.get(" ".join(words[start : start + _FEWEST_WORDS]), ()):
                if f" {known} " in f" {form} ":
                    inside.add(known)
        longest = max(inside, key=lambda known: (len(known), known), default=None)
        return self._by_form[longest] if longest else []

    def guess(self, title: str) -> str | None:
        """Return the title of the story whose name is nearly `title`."""
        nearest = find_nearest(_form(title), self._by_form) if title else None
        return self._by_form[nearest][0].front.title if nearest else None


def _marked(text: str) -> str:
    """Return a title with its diacritics, in small letters."""
    return tone_key(" ".join(normalise(text).casefold().split()))


def _form(text: str) -> str:
    """Return the words of a text without diacritics and signs."""
    return re.sub(r"[\W_]+", " ", fold(normalise(text))).strip()


def match_rows(
    rows: Sequence[LogRow],
    stories: Iterable[PublicStory],
    known: Iterable[AiredStory],
    today: dt.date,
    *,
    programme: str = "",
    station: str = "",
) -> Matched:
    """Return the rows as entries; `programme` and `station` stand where the table has none.

    Only public stories that are no samples are matched. An entry that may be one of `known`, or of
    an earlier row, is not new: its day and story are the same, and nothing in it differs.
    """
    titles = Titles(story for story in stories if not story.front.sample and not story.held)
    entries: defaultdict[tuple[str, dt.date], list[AiredStory]] = defaultdict(list)
    for entry in known:
        entries[entry.story, entry.date].append(entry)
    new: list[AiredStory] = []
    unmatched: list[Unmatched] = []
    count_known = 0
    for row in rows:
        found = titles.find(row.title)
        reason = _find_fault(row, found, titles, today)
        if reason or row.day is None:
            unmatched.append(Unmatched(row, reason))
            continue
        filled = replace(row, programme=row.programme or programme, station=row.station or station)
        entry = _make_entry(filled, found[0], row.day)
        there = entries[entry.story, entry.date]
        if any(_may_be_same(entry, other) for other in there):
            count_known += 1
        else:
            there.append(entry)
            new.append(entry)
    return Matched(tuple(new), count_known, tuple(unmatched))


def _find_fault(row: LogRow, found: Sequence[PublicStory], titles: Titles, today: dt.date) -> str:
    """Return why a row is no entry, "" if it is one."""
    if len(found) > 1:
        return f"có {len(found)} bài cùng tên; ghi mã của bài thay cho tên"
    if not found:
        guess = titles.guess(row.title)
        return f"không có bài tên này{f'; có phải “{guess}”?' if guess else ''}"
    if row.day is None:
        return "không đọc được ngày; viết ngày như 18/11/2026"
    return "ngày phát chưa đến" if row.day > today else ""


def _make_entry(row: LogRow, story: PublicStory, day: dt.date) -> AiredStory:
    return AiredStory(
        story=story.item.id,
        date=day,
        programme=row.programme or None,
        station=row.station or None,
        note=f"lúc {row.time}" if row.time else None,
    )


def _may_be_same(one: AiredStory, other: AiredStory) -> bool:
    """Return whether nothing that both entries of a story and a day say differs."""
    pairs = (
        (one.programme, other.programme),
        (one.station, other.station),
        (one.note, other.note),
    )
    return all(None in pair or fold(pair[0] or "") == fold(pair[1] or "") for pair in pairs)


def add_entries(text: str, entries: Sequence[AiredStory]) -> str:
    """Return broadcasts.yml with more entries at its end; raises UnreadableLog."""
    if not entries:
        return text
    # An empty list takes no entries behind it.
    before = re.sub(r"^[ \t]*\[[ \t]*\][ \t]*\r?$\n?", "", text, flags=re.MULTILINE)
    before = before if not before or before.endswith("\n") else f"{before}\n"
    found = re.search(r"^([ \t]*)- ", before, re.MULTILINE)
    margin = found[1] if found else ""
    made = before + "".join(f"{margin}- {_format_entry(entry, margin)}\n" for entry in entries)
    try:
        was, now = parse(text).value or [], parse(made).value
    except YamlMistake:
        was, now = [], None
    if not (
        isinstance(was, list) and isinstance(now, list) and len(now) == len(was) + len(entries)
    ):
        raise UnreadableLog(
            "content/data/broadcasts.yml viết khác lối thường; sửa thành danh sách, mỗi mục bắt "
            "đầu bằng '- ', rồi chạy lại"
        )
    return made


def _format_entry(entry: AiredStory, margin: str) -> str:
    values: Mapping[str, str | None] = {
        "story": entry.story,
        "date": entry.date.isoformat(),
        "programme": entry.programme and json.dumps(entry.programme, ensure_ascii=False),
        "station": entry.station and json.dumps(entry.station, ensure_ascii=False),
        "note": entry.note and json.dumps(entry.note, ensure_ascii=False),
    }
    lines = [f"{key}: {value}" for key, value in values.items() if value]
    return f"\n{margin}  ".join(lines)
