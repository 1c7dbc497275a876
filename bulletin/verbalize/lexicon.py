"""The lexicon: words that are not read as they are written, as editors list them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bulletin.vietnamese.syllable import plausible_syllable

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the editors' data files.

    `abbreviations` maps an abbreviation to its spoken form. `ambiguous` maps one to its possible
    meanings; only the sentence decides between them. `pronunciations` maps a foreign word or a
    name to its spoken form. If a word is in more than one of them, pronunciations go before
    abbreviations, and abbreviations before ambiguous ones. `long_forms` maps abbreviations to what
    they stand for in writing, which may differ from the spoken form.
    """

    abbreviations: Mapping[str, str] = field(default_factory=dict)
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pronunciations: Mapping[str, str] = field(default_factory=dict)
    long_forms: Mapping[str, str] = field(default_factory=dict)

    def spoken_forms(self) -> dict[str, str]:
        """Return the spoken form of every word that has exactly one."""
        return {**self.abbreviations, **self.pronunciations}

    def with_pronunciations(self, pronunciations: Mapping[str, str]) -> Lexicon:
        """Return the lexicon with more pronunciations, which go before its own."""
        together = {**self.pronunciations, **pronunciations}
        return replace(self, pronunciations=together)


def list_written_forms(word: str) -> set[str]:
    """Return the ways to write a word: as given, in capitals, in small letters, with one capital.

    A form that could be a Vietnamese syllable is left out: otherwise the spoken form of AI would
    also replace ai (who). A word in capitals has no form in small letters.
    """
    forms = {word.upper(), word.capitalize(), word[:1].upper() + word[1:]}
    if not word.isupper():
        forms.add(word.lower())
    return {word, *(form for form in forms if not plausible_syllable(form))}


def find_loops(spoken_forms: Mapping[str, str]) -> list[str]:
    """Return, in order, the words whose spoken form leads back to the word itself.

    {"FB": "mạng FB"} is a loop, and so is {"A": "B", "B": "A"}.
    """
    word_of = {_make_key(form): word for word in spoken_forms for form in list_written_forms(word)}
    word_of |= {_make_key(word): word for word in spoken_forms}
    word_of.pop("", None)
    leads_to = {
        word: {word_of[run] for run in _iter_runs(spoken) if run in word_of}
        for word, spoken in spoken_forms.items()
    }
    return sorted(word for word in spoken_forms if _leads_back(word, leads_to))


def _leads_back(start: str, leads_to: Mapping[str, set[str]]) -> bool:
    """Return whether a path through `leads_to` starts and ends at the word `start`."""
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


def _make_key(text: str) -> str:
    """Return the words of a text with one space between them, without punctuation."""
    return " ".join(_WORD.findall(text))


def _iter_runs(text: str) -> Iterator[str]:
    """Yield every run of neighbouring words in a text."""
    words = _WORD.findall(text)
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield " ".join(words[start:end])
