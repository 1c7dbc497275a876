"""Abbreviations and phrases that mean the same, added to an item when it is indexed.

A text that contains one form is found by a query for the other form too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, compress, count

from bulletin.engine.memo import Memo
from bulletin.search.words import iter_words

Phrase = tuple[str, ...]
"""Words that follow each other; folded, or in lower case with their marks."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Pairs (folded phrase, other form with its marks), grouped by the first word of the phrase.

    `seconds` has the second words of the phrases under a first word: most texts go on otherwise.
    None stands for a phrase of one word.
    """

    by_first: Mapping[str, tuple[tuple[Phrase, Phrase], ...]]
    seconds: Mapping[str, frozenset[str | None]]

    def iter_variants(self, text: Phrase) -> Iterator[Phrase]:
        """Yield the other form of each known phrase that occurs in `text`.

        The word before the phrase and the word after it are included, so that pairs of words
        across the edges of the other form are indexed too.
        """
        following = (*text[1:], None)
        for start in compress(count(), map(self.by_first.__contains__, text)):
            first = text[start]
            if following[start] not in self.seconds[first] and None not in self.seconds[first]:
                continue
            for phrase, other in self.by_first[first]:
                end = start + len(phrase)
                if text[start:end] == phrase:
                    yield (*text[max(start - 1, 0) : start], *other, *text[end : end + 1])


def build_synonyms(
    abbreviations: Mapping[str, str], groups: Iterable[Iterable[str]] = ()
) -> Synonyms:
    """Return synonyms in both directions from a table {abbreviation: long form} and from groups.

    Each phrase of a group means the same as the others.

    Abbreviations with fewer than three letters in all are left out, because they look like common
    syllables.
    """
    by_first: defaultdict[str, list[tuple[Phrase, Phrase]]] = defaultdict(list)
    words = Memo(lambda text: tuple(iter_words(text)))
    folded = Memo(lambda text: tuple(word.folded for word in words[text]))
    long_enough = (pair for pair in abbreviations.items() if len("".join(folded[pair[0]])) >= 3)
    alike = (pair for group in groups for pair in combinations(group, 2))
    for pair in sorted([*long_enough, *alike]):
        for text, other in (pair, pair[::-1]):
            phrase = folded[text]
            if phrase and folded[other] and phrase != folded[other]:
                by_first[phrase[0]].append((phrase, tuple(word.exact for word in words[other])))
    return Synonyms(
        {first: tuple(pairs) for first, pairs in by_first.items()},
        {
            first: frozenset(phrase[1] if len(phrase) > 1 else None for phrase, _ in pairs)
            for first, pairs in by_first.items()
        },
    )
