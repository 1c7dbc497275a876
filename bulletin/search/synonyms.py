"""Abbreviations and their long forms as synonyms, added to an item when it is indexed.

A text that contains one form is found by a query for the other form too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import compress, count

from bulletin.search.words import iter_words

Phrase = tuple[str, ...]
"""Folded words that follow each other."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Pairs (phrase, other form of the phrase), grouped by the first word of the phrase."""

    by_first: Mapping[str, tuple[tuple[Phrase, Phrase], ...]]

    def iter_variants(self, text: Phrase) -> Iterator[Phrase]:
        """Yield the other form of each known phrase that occurs in `text`.

        The word before the phrase and the word after it are included, so that pairs of words
        across the edges of the other form are indexed too.
        """
        for start in compress(count(), map(self.by_first.__contains__, text)):
            for phrase, other in self.by_first[text[start]]:
                end = start + len(phrase)
                if text[start:end] == phrase:
                    yield (*text[max(start - 1, 0) : start], *other, *text[end : end + 1])


def build_synonyms(abbreviations: Mapping[str, str]) -> Synonyms:
    """Return synonyms in both directions from a table {abbreviation: long form}.

    Abbreviations with fewer than three letters in all are left out, because they look like common
    syllables.
    """
    by_first: defaultdict[str, list[tuple[Phrase, Phrase]]] = defaultdict(list)
    for short, long in sorted(abbreviations.items()):
        pair = _make_phrase(short), _make_phrase(long)
        if not all(pair) or pair[0] == pair[1] or len("".join(pair[0])) < 3:
            continue
        for phrase, other in (pair, pair[::-1]):
            by_first[phrase[0]].append((phrase, other))
    return Synonyms({first: tuple(pairs) for first, pairs in by_first.items()})


def _make_phrase(text: str) -> Phrase:
    return tuple(word.folded for word in iter_words(text))
