"""The words that are not read as they are written, as editors keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What editors say about words.

    `abbreviations` gives each its spoken form, `ambiguous` the meanings among which only the
    sentence decides, `pronunciations` the way to say a foreign word or a name. Where two of them
    know the same word, pronunciations go before abbreviations and these before ambiguous ones.
    """

    abbreviations: Mapping[str, str] = field(default_factory=dict)
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pronunciations: Mapping[str, str] = field(default_factory=dict)

    def spoken(self) -> dict[str, str]:
        """Return every word that has one spoken form."""
        return {**self.abbreviations, **self.pronunciations}

    def also(self, pronunciations: Mapping[str, str]) -> Lexicon:
        """Return the lexicon with more pronunciations, which go before its own."""
        together = {**self.pronunciations, **pronunciations}
        return Lexicon(self.abbreviations, self.ambiguous, together)


def loops(pronunciations: Mapping[str, str]) -> list[str]:
    """Return, in order, the words whose spoken form leads back to the word itself.

    {"FB": "mạng FB"} is one, and so are {"A": "B", "B": "A"}. Letter case does not matter.
    """
    words = {_key(word): word for word in pronunciations if _key(word)}
    leads_to = {
        key: {other for other in _runs(pronunciations[word]) if other in words}
        for key, word in words.items()
    }
    return sorted(words[key] for key in words if _reaches(key, leads_to))


def _reaches(start: str, leads_to: Mapping[str, set[str]]) -> bool:
    """Return whether the steps from a word come back to it."""
    seen: set[str] = set()
    waiting = [*leads_to[start]]
    while waiting:
        key = waiting.pop()
        if key == start:
            return True
        if key not in seen:
            seen.add(key)
            waiting += leads_to[key]
    return False


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _runs(text: str) -> Iterator[str]:
    """Yield every run of neighbouring words in a text."""
    words = _WORD.findall(text.casefold())
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield " ".join(words[start:end])
