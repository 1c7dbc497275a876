"""What search knows of one item, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Named = tuple[str, str]
"""The key of a unit, field or campaign, and its name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item that can be found: what a result shows of it, and the words that find it.

    `kind` is a key of `bulletin.search.kinds`; `label` says in words what the result is; `day` is
    None where a date says nothing, as for a unit. `names` are words that find the item though its
    page shows them elsewhere than in its text: its unit, its people, its other names. `number` is
    a document's own, as people say it, by which the document comes before all that cite it. `body`
    has one paragraph a line.
    """

    address: str
    kind: str
    label: str
    title: str
    day: dt.date | None = None
    unit: Named | None = None
    fields: tuple[Named, ...] = ()
    campaigns: tuple[Named, ...] = ()
    sample: bool = False
    summary: str = ""
    headings: str = ""
    names: str = ""
    number: str = ""
    body: str = ""
