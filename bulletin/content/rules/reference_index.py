"""The index of everything that a record may refer to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from bulletin.content.media_files import MediaFiles
from bulletin.model.record import Location, Mistake
from bulletin.model.unit import Unit
from bulletin.vietnamese.fold import find_nearest


@dataclass(frozen=True, slots=True)
class ReferenceIndex:
    """Everything that exists in content/, whether or not it is valid itself.

    `units` maps the keys of units.yml to the valid units, and to None where the unit is broken. An
    attribute is None when the file that lists its keys cannot be read: one mistake is reported
    once, and not again for every story that refers to it. `expired` are the documents that are no
    longer in force on the day of the check.
    """

    publisher: str | None
    since: dt.date | None
    units: Mapping[str, Unit | None] | None
    fields: Set[str] | None
    campaigns: Set[str]
    documents: Set[str]
    expired: Set[str]
    event_kinds: Set[str] | None
    topics: Set[str] | None
    programmes: Set[str] | None
    files: Set[str]
    media: MediaFiles


def unknown(location: Location, what: str, key: str, known: Iterable[str]) -> Mistake:
    """Return the mistake of a reference to nothing, with the nearest thing that does exist."""
    guess = find_nearest(key, sorted(known))
    hint = f"; có phải '{guess}'?" if guess else ""
    return Mistake(location, f"không có {what} '{key}'{hint}")
