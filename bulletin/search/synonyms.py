"""Abbreviations and their long forms: where one stands, the other is found too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import compress, count

from bulletin.search.words import words

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Phrases of folded words by the phrase that says the same, under their first words."""

    by_first: Mapping[str, tuple[tuple[Phrase, Phrase], ...]]

    def beside(self, text: Phrase) -> Iterator[Phrase]:
        """Yield for each phrase found in `text` the other form of it, between its neighbours."""
        for place in compress(count(), map(self.by_first.__contains__, text)):
            for phrase, other in self.by_first[text[place]]:
                end = place + len(phrase)
                if text[place:end] == phrase:
                    yield (*text[max(place - 1, 0) : place], *other, *text[end : end + 1])


def synonyms(abbreviations: Mapping[str, str]) -> Synonyms:
    """Return the synonyms that a table of abbreviations and their long forms gives, both ways.

    An abbreviation that reads like a common syllable is no reason to find all that it stands for:
    one of a single word must have three letters.
    """
    by_first: defaultdict[str, list[tuple[Phrase, Phrase]]] = defaultdict(list)
    for short, long in sorted(abbreviations.items()):
        pair = _phrase(short), _phrase(long)
        if not all(pair) or pair[0] == pair[1] or len("".join(pair[0])) < 3:
            continue
        for phrase, other in (pair, pair[::-1]):
            by_first[phrase[0]].append((phrase, other))
    return Synonyms({first: tuple(pairs) for first, pairs in by_first.items()})


def _phrase(text: str) -> Phrase:
    return tuple(word.folded for word in words(text))
