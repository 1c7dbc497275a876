"""Which words name the place of a bulletin: what its own data files say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, Final

from bulletin.content.yaml.mistake import YamlMistake
from bulletin.content.yaml.tree import parse
from bulletin.vietnamese.normalise import normalise
from bulletin.vietnamese.slug import slug

EVERYWHERE: Final = "trung ương"
"""The type of the unit that stands for the whole country."""


class Places:
    """The names of a bulletin's units, also as they stand in addresses, and of its own papers."""

    def __init__(self, units: str, others: Iterable[str] = ()) -> None:
        """`units` is the text of units.yml, `others` are further words."""
        self.names = frozenset(_iter_names(read_entries(units)))
        self._others = frozenset(others)
        # `anbien.kiengiang.gov.vn`, `/huyen-an-bien/`
        slugs = {slug(name) for name in self.names}
        parts = slugs | {one.replace("-", "") for one in slugs if one.count("-") == 1}
        parts -= {slug(name) for name in self.names if len(name.split()) < 2}
        self._names = _find_words([*self.names, *self._others])
        self._slugs = _find_words(parts)

    def add(self, words: Iterable[str]) -> Places:
        """Return places with more words."""
        more = object.__new__(Places)
        more.names, more._slugs = self.names, self._slugs
        more._others = self._others | set(words)
        more._names = _find_words([*more.names, *more._others])
        return more

    def are_named_in(self, text: str) -> bool:
        """Return whether a text speaks of the place."""
        text = " ".join(normalise(text).split())
        return bool(self._names.search(text) or self._slugs.search(text.casefold()))


def read_entries(text: str) -> list[dict[str, Any]]:
    """Return the entries of a list file as far as they are mappings; none if it cannot be read."""
    with suppress(YamlMistake):
        found = parse(text).value
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return []


def _iter_names(units: Iterable[dict[str, Any]]) -> Iterator[str]:
    for unit in units:
        name, kind = str(unit.get("name", "")), str(unit.get("type", ""))
        if kind == EVERYWHERE or not name or unit.get("sample") in ("true", True):
            continue
        yield name
        proper = name[len(kind) + 1 :] if name.casefold().startswith(f"{kind} ") else name
        # One syllable, "Mẫu" or "7", is a word of any text.
        yield from (one for one in [proper] if len(one.split()) > 1)
        aliases = unit.get("aliases")
        yield from (str(one) for one in (aliases if isinstance(aliases, list) else ()))


def _find_words(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(
        {normalise(word) for word in words if word}, key=lambda one: (-len(one), one)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")
