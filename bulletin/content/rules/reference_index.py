"""The index of everything that a record may refer to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, fields

from bulletin.content.media_files import MediaFiles
from bulletin.content.rules.guessing import Names, guess_references
from bulletin.engine.fingerprint import fingerprint
from bulletin.model.record import Location, Mistake
from bulletin.model.unit import Unit
from bulletin.vietnamese.look_alikes import name_look_alike

UNIT = "đơn vị"
FIELD = "lĩnh vực"
CAMPAIGN = "phong trào"
DOCUMENT = "văn bản"
EVENT_KIND = "loại sự kiện"
TOPIC = "chủ đề"
PROGRAMME = "chương trình"

_WHERE = {
    UNIT: "content/data/units.yml",
    FIELD: "content/data/fields.yml",
    CAMPAIGN: "content/campaigns/",
    DOCUMENT: "content/documents/",
    EVENT_KIND: "content/data/event-kinds.yml",
    TOPIC: "content/data/topics.yml",
    PROGRAMME: "content/data/bulletin.yml",
}
"""Where an editor finds the keys of what a reference may name."""

_MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class ReferenceIndex:
    """Everything that exists in content/, whether or not it is valid itself.

    `units` maps the keys of units.yml to the valid units, and to None where the unit is broken. An
    attribute is None when the file that lists its keys cannot be read: one mistake is reported
    once, and not again for every story that refers to it. `expired` are the documents that are no
    longer in force on the day of the check. `names` are the names of things by what they are
    (UNIT …) and by key.
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
    names: Mapping[str, Names] = field(default_factory=dict)

    @property
    def key(self) -> bytes:
        """The key of all that may be referred to, without the files."""
        others = (one.name for one in fields(self) if one.name not in {"files", "media"})
        return fingerprint([(name, _in_order(getattr(self, name))) for name in others])

    def unknown(self, location: Location, what: str, key: str, known: Iterable[str]) -> Mistake:
        """Return the mistake of a reference to nothing, with what does exist and was meant."""
        return unknown(location, what, key, known, self.names.get(what))


def _in_order(value: object) -> object:
    """Return a set, or a mapping, as a list whose order is the same in every process."""
    if isinstance(value, Mapping):
        return [(key, _in_order(value[key])) for key in sorted(value)]
    return sorted(value) if isinstance(value, Set) else value


def unknown(
    location: Location, what: str, key: str, known: Iterable[str], names: Names | None = None
) -> Mistake:
    """Return the mistake of a reference to nothing, with what does exist and was meant."""
    known = sorted(known)
    names = names or {}
    guesses = guess_references(key, known, names)
    if guesses:
        hint = f"có phải {' hay '.join(map(repr, guesses))}?"
    elif what in _WHERE and 0 < len(known) <= _MOST_SHOWN:
        hint = "đang có: " + ", ".join(_with_name(one, names) for one in known)
    elif what in _WHERE:
        hint = f"xem {_WHERE[what]}"
    else:
        hint = ""
    unseen = name_look_alike(key)
    message = f"không có {what} '{key}'{f' ({unseen})' if unseen else ''}"
    return Mistake(location, f"{message}; {hint}" if hint else message)


def _with_name(key: str, names: Names) -> str:
    return f"{key} ({names[key][0]})" if names.get(key) else key
