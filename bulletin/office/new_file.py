"""A new content file of any kind: its path, and a text that is right and still to be filled in.

Values that were guessed have a comment that says so. A story begins as a draft, so that nothing of
it is published before somebody has read it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from bulletin.content.assembly import Library
from bulletin.content.rules.units import names_of_unit
from bulletin.content.yaml.front_matter_text import format_front_matter
from bulletin.model.addresses import PAGE_WORD
from bulletin.model.kind import (
    CAMPAIGN,
    CAMPAIGN_STORY,
    DOCUMENT,
    EVENT,
    EXEMPLAR,
    KINDS,
    QUESTION,
    STORY_KINDS,
    Kind,
)
from bulletin.model.record import Record, keys_of
from bulletin.vietnamese.fold import find_nearest, fold
from bulletin.vietnamese.slug import LONGEST_SLUG, slug

GUESSED: Final = "  # đoán, xem lại"
"""The comment behind a value that nobody wrote."""

BODIES: Final[Mapping[str, str]] = {
    EXEMPLAR.name: "Ai đã làm gì, ở đâu, khi nào; kết quả ra sao, bằng con số; bà con nói gì.",
    CAMPAIGN_STORY.name: "Ai đã làm gì, ở đâu, khi nào; kết quả ra sao, bằng con số.",
    CAMPAIGN.name: "Phong trào nhằm việc gì, ai làm, làm thế nào.",
    DOCUMENT.name: "Chưa có toàn văn ở đây. Văn bản quy định điều gì, ai cần biết.",
    QUESTION.name: "Trả lời thẳng vào câu hỏi, rồi nêu căn cứ.",
    EVENT.name: "Ai dự, bàn việc gì, mang theo gì.",
}
"""What the text below the front matter should tell, by the name of the kind."""

# The first key that holds the day of each kind.
_DAY_KEYS: Final = {
    CAMPAIGN.name: "started",
    DOCUMENT.name: "issued",
    QUESTION.name: "checked",
    EVENT.name: "start",
}


TYPES: Final = (
    "Luật", "Nghị định", "Thông tư", "Quyết định", "Nghị quyết", "Chỉ thị", "Kết luận", "Kế hoạch",
    "Hướng dẫn", "Công văn", "Thông báo", "Báo cáo", "Quy chế", "Quy định",
)  # fmt: skip
"""The types of documents that a title may begin with."""


class NotMade(Exception):
    """Why no file was made, in one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written: its path below the project root, its text, and the guessed keys."""

    path: str
    text: str
    guessed: tuple[str, ...]


def find_kind(word: str) -> Kind[Record]:
    """Return the kind that an editor means: by its name, its section or what readers call it."""
    names = {name: kind for kind in reversed(KINDS) for name in _names_of(kind)}
    found = names.get(slug(word)) or names.get(find_nearest(slug(word), names) or "")
    if found is None:
        raise NotMade(f"không có loại '{word}'; có: {', '.join(kind.name for kind in KINDS)}")
    return found


def _names_of(kind: Kind[Record]) -> Sequence[str]:
    return kind.name, kind.section.strip("/"), slug(kind.title), kind.category


def make_file(
    kind: Kind[Record], written: Mapping[str, str], library: Library, today: dt.date
) -> NewFile:
    """Return the new file with the keys that were `written`, as text; lists are parted by commas.

    Units, fields and kinds of events may be written as their names. `campaign` names the folder of
    a story of a campaign. Raises NotMade with the first thing that is missing or unknown.
    """
    own = keys_of(kind.model)
    for key in written.keys() - own.keys() - {"campaign", "date", "slug"}:
        near = find_nearest(key, own)
        raise NotMade(f"khóa '{key}' không có; " + (f"có phải '{near}'?" if near else "bỏ đi"))
    title = " ".join(written.get("title", "").split())
    if not title:
        raise NotMade("thiếu tên; ghi --title")
    values = _fill(kind, {**written, "title": title}, library, today)
    path = _make_path(kind, values, written, title)
    front = {key: values[key] for key in own if key in values}
    known = {*written, "draft", "date", "author", _DAY_KEYS.get(kind.name, "date")}
    guessed = [key for key in front if key not in known]
    lines = [
        line + GUESSED if line.partition(":")[0] in guessed else line
        for line in format_front_matter(front).split("\n")
    ]
    return NewFile(path, "\n".join([*lines, BODIES[kind.name], ""]), tuple(guessed))


def _fill(
    kind: Kind[Record], written: Mapping[str, str], library: Library, today: dt.date
) -> dict[str, object]:
    """Return a value for each written and each required key."""
    fields = kind.model.model_fields
    values: dict[str, object] = dict(written)
    day = written.get("date") or today.isoformat()
    day_key = _DAY_KEYS.get(kind.name, "date")
    values.setdefault(day_key, day)
    title = str(written["title"])
    if "unit" in fields:
        if "unit" not in written:
            raise NotMade("thiếu đơn vị; ghi --unit, như --unit 'Xã An Biên'")
        values["unit"] = _find_unit(str(written["unit"]), library, day)
    if "fields" in fields and ("fields" in written or fields["fields"].is_required()):
        names = {one.key: (one.name,) for one in library.fields}
        asked = _split(written["fields"]) if "fields" in written else [_guess(title, names)]
        values["fields"] = [_find_key(one, names, "lĩnh vực") for one in asked]
    if kind is EVENT:
        names = {one.key: (one.name,) for one in library.event_kinds}
        asked_kind = written.get("kind") or _guess(title, names)
        values["kind"] = _find_key(asked_kind, names, "loại sự kiện")
    if kind is QUESTION:
        keys: dict[str, Sequence[str]] = dict.fromkeys(_iter_document_keys(library), ())
        asked = _split(written["sources"]) if "sources" in written else [_guess(title, keys)]
        values["sources"] = [{"document": _find_key(one, keys, "văn bản")} for one in asked]
    if kind in STORY_KINDS:
        values["draft"] = True
        values.setdefault("author", library.bulletin.publisher)
    place = next((one.name for one in library.units if one.key == values.get("unit")), "")
    defaults = {
        "summary": f"{title.rstrip('.?!…')}.",
        "subject": "collective",
        "checked": day,
        "type": next((one for one in TYPES if fold(title).startswith(fold(one))), "Văn bản"),
        "place": place,
        "issuer": library.bulletin.governing_body,
        "launched_by": library.bulletin.governing_body,
    }
    for key, field in fields.items():
        if field.is_required() and key not in values:
            values[key] = defaults[key]
    for key in ("campaigns", "replaces", "amends", "aliases", "other_names"):
        if key in written:
            values[key] = _split(written[key])
    return values


def _find_unit(word: str, library: Library, day: str) -> str:
    """Return the key of the unit that is meant; units that exist on the day go before others."""
    units = {unit.key: names_of_unit(unit) for unit in library.units}
    with suppress(ValueError, NotMade):
        moment = dt.date.fromisoformat(day[:10])
        existing = {
            unit.key: units[unit.key]
            for unit in library.units
            if unit.existed_by(moment) and not unit.ended_before(moment)
        }
        return _find_key(word, existing, "đơn vị")
    return _find_key(word, units, "đơn vị")


def _iter_document_keys(library: Library) -> Iterable[str]:
    for path in sorted(library.targets.pages):
        if found := DOCUMENT.pattern.fullmatch(path):
            yield found["slug"]


def _make_path(
    kind: Kind[Record], values: Mapping[str, object], written: Mapping[str, str], title: str
) -> str:
    name = written.get("slug") or _shorten(slug(title))
    if not name or name in (PAGE_WORD, "index"):
        raise NotMade("tên không cho ra tên tệp; ghi --set slug=ten-tep")
    if kind is CAMPAIGN_STORY and not written.get("campaign"):
        raise NotMade("thiếu phong trào; ghi --set campaign=ten-thu-muc")
    year = str(values.get("date") or values.get("start") or "")[:4]
    example = kind.example.split("/")
    folder = "/".join(example[:2])
    if kind is CAMPAIGN:
        return f"{folder}/{name}/index.md"
    if kind is CAMPAIGN_STORY:
        return f"{folder}/{written['campaign']}/{name}.md"
    return (
        f"{folder}/{year}/{name}.md" if "year" in kind.pattern.groupindex else f"{folder}/{name}.md"
    )


def _shorten(name: str) -> str:
    """Return a slug of whole words that is not too long."""
    if len(name) <= LONGEST_SLUG:
        return name
    return name[: LONGEST_SLUG + 1].rpartition("-")[0]


def _split(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _find_key(word: str, names: Mapping[str, Sequence[str]], what: str) -> str:
    """Return the key that is meant by a key, a name, or a part of a name that only one has."""
    if word in names:
        return word
    wanted = " ".join(fold(word).replace("-", " ").split())
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: name == wanted,
        lambda name: f" {wanted} " in f" {name} ",
        lambda name: name.startswith(wanted),
    )
    for is_meant in tests:
        found = [
            key
            for key, some in names.items()
            if any(is_meant(fold(name)) for name in (*some, key.replace("-", " ")))
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotMade(f"'{word}' có thể là {', '.join(map(repr, found))}; ghi một khóa")
    near = find_nearest(word, names)
    cure = f"có phải '{near}'?" if near else "xem content/data/"
    raise NotMade(f"không có {what} '{word}'; {cure}")


def _guess(title: str, names: Mapping[str, Sequence[str]]) -> str:
    """Return the key whose name shares most words with the title; the first one if none does."""
    words = set(fold(title).split())

    def count(key: str) -> int:
        return max(len(words & set(fold(name).split())) for name in (*names[key], key))

    if not names:
        raise NotMade("content/data/ chưa có mục nào để chọn")
    return max(names, key=count)
