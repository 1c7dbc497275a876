"""The searchable form of one item, as plain values (in Lucene: the document and its fields)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Named = tuple[str, str]
"""The key of a unit, field or campaign, and its name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item that can be found: the fields that a result shows and the fields that are indexed.

    `kind` is a key of `CATEGORIES` in results.py. `label` names the kind of the result
    for readers. `day` is None where a date means nothing, as for a unit. `names` are words that
    find the item although they are not in its text: its unit, its people, its other names.
    `number` is a document's own number as people write it; its weight puts the document before
    items that only cite it. `body` has one line per paragraph. `mark` says that the item is a
    sample, `state` whether a document is in force. What `is_behind` comes after all that answers a
    query as well: samples, and documents that are no longer in force.
    """

    address: str
    kind: str
    label: str
    title: str
    day: dt.date | None = None
    unit: Named | None = None
    fields: tuple[Named, ...] = ()
    campaigns: tuple[Named, ...] = ()
    mark: str = ""
    state: str = ""
    is_behind: bool = False
    summary: str = ""
    headings: str = ""
    names: str = ""
    number: str = ""
    body: str = ""
