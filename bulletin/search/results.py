"""What the browser gets about an item: the result to show and the properties to filter by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bulletin.model.kind import KINDS
from bulletin.search.search_entry import Entry, Named
from bulletin.vietnamese.dates import short_date

PROPERTIES_RANGE: Final = 1 << 13
"""Doc IDs per properties file; theme/assets/search/index.js has the same constant (`RANGE`)."""

MAX_RESULT_TEXT: Final = 4000
"""Characters of an item's text that a result carries, to choose its passage from. An ordinary
story is shorter."""


@dataclass(frozen=True, slots=True)
class Properties:
    """The facet values of an item, by which readers filter; `kind` is a key of CATEGORIES."""

    kind: str
    unit: Named | None
    year: int | None
    fields: tuple[Named, ...]
    campaigns: tuple[Named, ...]


def make_properties(entry: Entry) -> Properties:
    """Return the properties of `entry`."""
    year = entry.day.year if entry.day else None
    return Properties(entry.kind, entry.unit, year, entry.fields, entry.campaigns)


def encode_result(entry: Entry) -> bytes:
    """Return as JSON what a result shows of `entry`, and its text to choose the passage from."""
    shown = {
        "address": entry.address,
        "label": entry.label,
        "title": entry.title,
        "unit": entry.unit[1] if entry.unit else None,
        "day": entry.day.isoformat() if entry.day else None,
        "when": short_date(entry.day) if entry.day else None,
        "sample": entry.mark,
        "state": entry.state,
        "summary": entry.summary,
        "text": entry.body[:MAX_RESULT_TEXT],
    }
    return encode_json({key: value for key, value in shown.items() if value})


def encode_properties(items: Iterable[tuple[int, Properties]]) -> bytes:
    """Return the properties of one range of doc IDs as JSON; `items` ascend by doc ID.

    The JSON is columnar. Each column has one element per item. `steps` has the difference from the
    previous doc ID. `kind`, `unit` and `year` have a position in the list of that name in `names`,
    counted from 1, or 0 for none; `field` and `campaign` have a list of positions. `names` has for
    each property a list of pairs [key, name].
    """
    positions: dict[str, dict[str, tuple[int, str]]] = {
        name: {} for name in ("kind", "unit", "year", "field", "campaign")
    }

    def position_of(name: str, value: Named) -> int:
        known = positions[name]
        return known.setdefault(value[0], (len(known) + 1, value[1]))[0]

    columns: dict[str, list[object]] = {name: [] for name in ("steps", *positions)}
    previous = 0
    for doc_id, item in items:
        columns["steps"].append(doc_id - previous)
        previous = doc_id
        columns["kind"].append(position_of("kind", (item.kind, CATEGORIES[item.kind])))
        columns["unit"].append(position_of("unit", item.unit) if item.unit else 0)
        year = str(item.year) if item.year else None
        columns["year"].append(position_of("year", (year, year)) if year else 0)
        columns["field"].append([position_of("field", one) for one in item.fields])
        columns["campaign"].append([position_of("campaign", one) for one in item.campaigns])
    names = {
        name: [[key, label] for key, (_, label) in values.items()]
        for name, values in positions.items()
    }
    return encode_json({"names": names, **columns})


CATEGORIES: Final[Mapping[str, str]] = {
    **{kind.category: kind.title for kind in KINDS},
    "don-vi": "Đơn vị",
    "linh-vuc": "Lĩnh vực",
    "trang": "Trang",
}
"""What readers filter by: the categories of content, units, fields, and pages; key -> name."""


def encode_json(value: object) -> bytes:
    """Return `value` as compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
