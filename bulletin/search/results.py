"""What a reader's browser is told of an item: the result itself, and by what results are chosen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bulletin.search.entry import Entry, Named
from bulletin.vietnamese.dates import short_date

RANGE: Final = 1 << 13
"""The numbers whose properties lie in one file."""

LONGEST_TEXT: Final = 4000
"""Characters of an item's text in which its passage is sought: all of an ordinary story."""


@dataclass(frozen=True, slots=True)
class Properties:
    """By what results are narrowed down; `kind` is a key of KINDS."""

    kind: str
    unit: Named | None
    year: int | None
    fields: tuple[Named, ...]
    campaigns: tuple[Named, ...]


def properties_of(entry: Entry) -> Properties:
    """Return the properties of `entry`."""
    year = entry.day.year if entry.day else None
    return Properties(entry.kind, entry.unit, year, entry.fields, entry.campaigns)


def result_of(entry: Entry) -> bytes:
    """Return what a result shows of `entry`, as JSON; its text is there for the passage."""
    shown = {
        "address": entry.address,
        "label": entry.label,
        "title": entry.title,
        "unit": entry.unit[1] if entry.unit else None,
        "day": entry.day.isoformat() if entry.day else None,
        "when": short_date(entry.day) if entry.day else None,
        "sample": entry.sample or None,
        "summary": entry.summary,
        "text": entry.body[:LONGEST_TEXT],
    }
    return to_json({key: value for key, value in shown.items() if value})


def properties_file(items: Iterable[tuple[int, Properties]]) -> bytes:
    """Return the properties of the items of one range, ascending by number, as JSON.

    `names` gives for each property its keys and their names; the columns `steps` (from one number
    to the next), `kind`, `unit`, `year`, `field`, `campaign` have an entry for each item: the
    places in `names`, 0 for none, or a list of them.
    """
    known: dict[str, dict[str, tuple[int, str]]] = {
        name: {} for name in ("kind", "unit", "year", "field", "campaign")
    }

    def place(name: str, value: Named) -> int:
        return known[name].setdefault(value[0], (len(known[name]) + 1, value[1]))[0]

    columns: dict[str, list[object]] = {name: [] for name in ("steps", *known)}
    last = 0
    for number, item in items:
        columns["steps"].append(number - last)
        last = number
        columns["kind"].append(place("kind", (item.kind, KINDS[item.kind])))
        columns["unit"].append(place("unit", item.unit) if item.unit else 0)
        year = str(item.year) if item.year else None
        columns["year"].append(place("year", (year, year)) if year else 0)
        columns["field"].append([place("field", one) for one in item.fields])
        columns["campaign"].append([place("campaign", one) for one in item.campaigns])
    names = {
        name: [[key, label] for key, (_, label) in values.items()] for name, values in known.items()
    }
    return to_json({"names": names, **columns})


KINDS: Final[Mapping[str, str]] = {
    "tin-bai": "Tin, bài",
    "phong-trao": "Phong trào",
    "van-ban": "Văn bản",
    "hoi-dap": "Hỏi đáp",
    "su-kien": "Sự kiện",
    "don-vi": "Đơn vị",
    "linh-vuc": "Lĩnh vực",
}
"""The kinds of items by their keys."""


def to_json(value: object) -> bytes:
    """Return `value` as JSON without spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
