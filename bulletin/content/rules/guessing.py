"""Which key a reference means that names nothing: by the names that the thing has, and by letters.

An editor writes what the thing is called ("Xã Mẫu Một", "Giảm nghèo bền vững", "06/2022/QH15"), a
part of the key, or the key with a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bulletin.vietnamese.fold import find_nearest, fold
from bulletin.vietnamese.look_alikes import plain_form

Names = Mapping[str, Sequence[str]]
"""The names that editors and readers use for each key."""

_MOST_GUESSES = 3
_FEWEST_LETTERS = 4
"""Letters of a part of a name that says which one is meant."""

_SEPARATORS = re.compile(r"[^a-z0-9]+")

# What stands before the name of a unit: in full, and as it is shortened on paper.
_UNIT_TYPE = re.compile(
    r"(?:xa|x|phuong|p|thi tran|tt|thi xa|tx|huyen|h|quan|q|thanh pho|tp|tinh|dac khu|ap|khu pho|kp"
    r"|thon|to dan pho|khom|ubnd|uy ban nhan dan|uy ban|dang uy|hdnd|hoi|truong|tram) +"
)


def guess_references(written: str, known: Iterable[str], names: Names) -> list[str]:
    """Return the keys of `known` that `written` may mean, at most three, in the order of `known`.

    The surest way that finds any decides: the same key or name, the same without the type of the
    unit, a part of the key or of a name, few other letters.
    """
    form = _form(written)
    forms = {key: {_form(key), *map(_form, names.get(key, ()))} - {""} for key in known}
    if not form:
        return []
    for found in _iter_ways(form, forms):
        if 0 < len(found) <= _MOST_GUESSES:
            return found
    near = find_nearest(form.replace(" ", "-"), forms)
    if near is None:
        by_name = {name: key for key, all_names in forms.items() for name in sorted(all_names)}
        near_name = find_nearest(form, by_name)
        near = by_name[near_name] if near_name else None
    return [near] if near else []


def _iter_ways(form: str, forms: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Yield the keys that `form` may mean in one way after another, the surest first."""
    yield [key for key, known in forms.items() if form in known]
    bare = form
    while found := _UNIT_TYPE.match(bare):
        bare = bare[found.end() :]
        yield [key for key, known in forms.items() if bare in known]
    yield [key for key, known in forms.items() if bare in map(_bare, known)]
    if len(bare) < _FEWEST_LETTERS:
        return
    yield [key for key, known in forms.items() if any(_contains(name, bare) for name in known)]
    yield [
        key
        for key, known in forms.items()
        if any(len(name) >= _FEWEST_LETTERS and _contains(form, name) for name in map(_bare, known))
    ]


def _bare(form: str) -> str:
    """Return a name without the types of units before it; the name itself if nothing is left."""
    while found := _UNIT_TYPE.match(form):
        form = form[found.end() :]
    return form


def _contains(text: str, part: str) -> bool:
    """Return whether whole words of `text` are `part`."""
    return f" {part} " in f" {text} "


def _form(text: str) -> str:
    return _SEPARATORS.sub(" ", fold(plain_form(text))).strip()
