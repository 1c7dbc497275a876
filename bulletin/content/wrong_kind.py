"""A file whose keys are those of another kind: it stands in the wrong folder, and nothing else.

Judged as what its folder says, such a file would have a mistake in nearly every key.
"""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.model.editor_words import guess_key
from bulletin.model.kind import CAMPAIGN, CAMPAIGN_STORY, KINDS, Kind
from bulletin.model.record import Record, keys_of
from bulletin.vietnamese.written_dates import read_date

_FEWEST_DOUBTS = 3
"""Keys that are missing or unknown before another kind is thought of."""

_FEWEST_KEYS = 3
"""Keys of the other kind that a file must have."""

_DATES = ("date", "start")
"""The keys whose year is the name of a file's folder."""


def find_right_kind(kind: Kind[Record], raw: object) -> Kind[Record] | None:
    """Return the kind whose keys `raw` has, if it is clearly not `kind`; None otherwise."""
    if not isinstance(raw, Mapping):
        return None
    here = _count_doubts(kind, raw)
    if here < _FEWEST_DOUBTS:
        return None
    # A campaign's stories are stories; where a story belongs follows from the folder it is in.
    others = [one for one in KINDS if one is not CAMPAIGN_STORY and one.title != kind.title]
    best = min(others, key=lambda one: _count_doubts(one, raw))
    doubts = _count_doubts(best, raw)
    known = keys_of(best.model)
    right = sum(guess_key(key, known) is not None for key in raw)
    return best if doubts * 3 <= here and right >= _FEWEST_KEYS else None


def say_right_place(kind: Kind[Record], path: str, parts: Mapping[str, str], raw: object) -> str:
    """Return the sentence that says what the file at `path` is and where it belongs."""
    slug = parts.get("slug", parts.get("campaign", ""))
    year = parts.get("year")
    if isinstance(raw, Mapping):
        written = next((raw[key] for key in _DATES if isinstance(raw.get(key), str)), "")
        if found := read_date(written):
            year = f"{found.day.year:04}"
    folder = kind.example.rpartition("/")[0]
    name = f"{slug}.md"
    if kind is CAMPAIGN:
        folder, name = f"{folder.rpartition('/')[0]}/{slug}", "index.md"
    elif year is not None:
        folder = folder.replace("2026", year)
    what = kind.title.lower()
    return f"đây là {what} theo các khóa của tệp; chuyển tệp vào {folder}/{name}"


def _count_doubts(kind: Kind[Record], raw: Mapping[str, object]) -> int:
    """Return how many keys are unknown to `kind`, or required by it and not there."""
    known = keys_of(kind.model)
    meant = {key if key in known else guess_key(key, known) for key in raw}
    unknown = sum(key not in known and guess_key(key, known) is None for key in raw)
    fields = kind.model.model_fields.items()
    required = {field.alias or name for name, field in fields if field.is_required()}
    return unknown + len(required - meant)
