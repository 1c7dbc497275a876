"""The words that are not read as they are written, as editors keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bulletin.vietnamese.syllable import plausible_syllable

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What editors say about words.

    `abbreviations` gives each its spoken form, `ambiguous` the meanings among which only the
    sentence decides, `pronunciations` the way to say a foreign word or a name. Where two of them
    know the same word, pronunciations go before abbreviations and these before ambiguous ones.
    `long_forms` has the abbreviations as they are written in full, which is not always how they
    are said.
    """

    abbreviations: Mapping[str, str] = field(default_factory=dict)
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pronunciations: Mapping[str, str] = field(default_factory=dict)
    long_forms: Mapping[str, str] = field(default_factory=dict)

    def spoken(self) -> dict[str, str]:
        """Return every word that has one spoken form."""
        return {**self.abbreviations, **self.pronunciations}

    def with_pronunciations(self, pronunciations: Mapping[str, str]) -> Lexicon:
        """Return the lexicon with more pronunciations, which go before its own."""
        together = {**self.pronunciations, **pronunciations}
        return replace(self, pronunciations=together)


def written_forms(word: str) -> set[str]:
    """Return the ways to write a word: as given, in capitals, and with one capital at its start.

    A form that could be a Vietnamese syllable is left out, or AI would make ai (who) its own.
    """
    forms = {word.upper(), word.capitalize(), word[:1].upper() + word[1:]}
    if not word.isupper():
        forms.add(word.lower())
    return {word, *(form for form in forms if not plausible_syllable(form))}


def find_loops(pronunciations: Mapping[str, str]) -> list[str]:
    """Return, in order, the words whose spoken form leads back to the word itself.

    {"FB": "mạng FB"} is one, and so are {"A": "B", "B": "A"}.
    """
    word_of = {_key(form): word for word in pronunciations for form in written_forms(word)}
    word_of |= {_key(word): word for word in pronunciations}
    word_of.pop("", None)
    leads_to = {
        word: {word_of[run] for run in _runs(spoken) if run in word_of}
        for word, spoken in pronunciations.items()
    }
    return sorted(word for word in pronunciations if _reaches(word, leads_to))


def _reaches(start: str, leads_to: Mapping[str, set[str]]) -> bool:
    """Return whether the steps from a word come back to it."""
    seen: set[str] = set()
    waiting = [*leads_to[start]]
    while waiting:
        word = waiting.pop()
        if word == start:
            return True
        if word not in seen:
            seen.add(word)
            waiting += leads_to[word]
    return False


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text))


def _runs(text: str) -> Iterator[str]:
    """Yield every run of neighbouring words in a text."""
    words = _WORD.findall(text)
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield " ".join(words[start:end])
