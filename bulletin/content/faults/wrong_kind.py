"""A file whose keys are those of another kind: it stands in the wrong folder, and nothing else.

Judged as what its folder says, such a file would have a mistake in nearly every key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bulletin.model.editor_words import guess_key
from bulletin.model.kind import CAMPAIGN, CAMPAIGN_STORY, KINDS, Kind, kind_of
from bulletin.model.record import Record, keys_of
from bulletin.vietnamese.fold import find_nearest, fold
from bulletin.vietnamese.slug import slug
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
    name = parts.get("slug") or parts.get("campaign") or ""
    right = _place(kind, name, _year_of(raw) or parts.get("year"))
    return f"đây là {kind.title.lower()} theo các khóa của tệp; chuyển tệp vào {right}"


def find_place(raw: object, name: str) -> str | None:
    """Return the path of a file `name` with the front matter `raw`; None if its keys are no kind's.

    A story is placed among the exemplars: whether it belongs to a campaign its keys do not say.
    """
    if not isinstance(raw, Mapping):
        return None
    kinds = [kind for kind in KINDS if kind is not CAMPAIGN_STORY]
    best = min(kinds, key=lambda kind: _count_doubts(kind, raw))
    known = keys_of(best.model)
    right = sum(guess_key(key, known) is not None for key in raw)
    if right < _FEWEST_KEYS or _count_doubts(best, raw) > right:
        return None
    year = _year_of(raw)
    return None if year is None and "year" in best.pattern.groupindex else _place(best, name, year)


def propose_place(path: str) -> str | None:
    """Return the path of a content file that `path` was probably meant to be; None if unclear.

    The names of folders may differ in letters, the year may be missing or written as "nam-2026",
    a month's folder may stand between.
    """
    *folders, name = [fold(step) for step in path.split("/")[1:]]
    stem = slug(name.rpartition(".")[0])
    kinds = {kind.example.split("/")[1]: kind for kind in KINDS}
    if not folders or not stem or find_nearest(folders[0], kinds) is None:
        return None
    section = find_nearest(folders[0], kinds)
    assert section is not None
    year = next((found[0] for step in folders[1:] if (found := re.search(r"20\d\d", step))), None)
    middle = [year] if year else [slug(step) for step in folders[1:2]]
    better = "/".join(["content", section, *middle, f"{stem}.md"])
    return better if better != path and kind_of(better) else None


def _place(kind: Kind[Record], name: str, year: str | None) -> str:
    """Return the path of a file of the kind; `name` is without ending."""
    folder = kind.example.rpartition("/")[0]
    if kind is CAMPAIGN:
        return f"{folder.rpartition('/')[0]}/{name}/index.md"
    if "year" in kind.pattern.groupindex:
        folder = f"{folder.rpartition('/')[0]}/{year}" if year else folder
    return f"{folder}/{name}.md"


def _year_of(raw: object) -> str | None:
    """Return the year of the date in a front matter, if it has one that can be read."""
    if not isinstance(raw, Mapping):
        return None
    written = next((raw[key] for key in _DATES if isinstance(raw.get(key), str)), "")
    found = read_date(written)
    return f"{found.day.year:04}" if found else None


def _count_doubts(kind: Kind[Record], raw: Mapping[str, object]) -> int:
    """Return how many keys are unknown to `kind`, or required by it and not there."""
    known = keys_of(kind.model)
    meant = {key if key in known else guess_key(key, known) for key in raw}
    unknown = sum(key not in known and guess_key(key, known) is None for key in raw)
    fields = kind.model.model_fields.items()
    required = {field.alias or name for name, field in fields if field.is_required()}
    return unknown + len(required - meant)
