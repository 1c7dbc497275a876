"""The postings of one item: the terms in it, each with its weight and the marks it bears there.

A term is a folded word or a pair of neighbouring folded words. In a language written in syllables
the pair is what other languages call a word, so pairs carry most of the meaning.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from zlib import crc32

from bulletin.search.entry import Entry
from bulletin.search.synonyms import Synonyms
from bulletin.search.words import RUN, plain, word

KEY_BITS: Final = 28
"""How many bits of a term's hash name it."""

KEYS: Final = (1 << KEY_BITS) - 1

MIX: Final = 0x9E3779B1
"""What the key of a pair's first word is multiplied by, so that their order counts."""

MARKS: Final = 5
"""Ways of writing a term with marks are told apart by a hash into so many classes."""

LEVELS: Final = 8
"""Steps from the least to the greatest weight of a term in an item."""

NUMBER, TITLE, SUMMARY, HEADINGS, NAMES = 12, 6, 3, 2, 2
"""How often a word counts for once in the body; CONTRIBUTING.md tells editors."""

SATURATION: Final = 2.0
LENGTH_MATTERS: Final = 0.6
USUAL_LENGTH: Final = 300
"""BM25's k1 and b, and the length it compares bodies with, in words.

A fixed length, not the average of the corpus: one more story must not change the weights of all.
As in BM25F only the body's own words count less where it is long: a title is a title.
"""


@dataclass(frozen=True, slots=True)
class Postings:
    """The terms of an item: their keys ascending, as 32-bit numbers of this machine, and for each
    a byte with its weight (0-7) above the classes of its marks; and its distinct folded words."""

    keys: bytes
    notes: bytes
    words: str


_Term = tuple[int, int, str]
"""The key of a word, the class of its marks, and the word folded."""


@lru_cache(maxsize=1 << 16)
def _term(run: str) -> _Term | None:
    found = word(run)
    if found is None:
        return None
    return crc32(found.folded.encode()), crc32(found.exact.encode()) % MARKS, found.folded


def postings_of(entry: Entry, synonyms: Synonyms) -> Postings:
    """Return the postings of `entry`; what `synonyms` know stands in it in both forms."""
    weights: Counter[int] = Counter()
    seen: set[str] = set()
    length = _count(weights, seen, entry.body, synonyms)
    longer = 1 - LENGTH_MATTERS + LENGTH_MATTERS * length / USUAL_LENGTH
    strengths = {code: times / longer for code, times in weights.items()}
    for text, strength in _short_texts(entry):
        weights.clear()
        _count(weights, seen, text, synonyms)
        for code, times in weights.items():
            strengths[code] = strengths.get(code, 0) + strength * times
    return _packed(strengths, seen)


def _short_texts(entry: Entry) -> Iterable[tuple[str, int]]:
    """Return what stands above and around the body: how long it is says nothing."""
    return (
        (entry.number, NUMBER),
        (entry.title, TITLE),
        (entry.summary, SUMMARY),
        (entry.headings, HEADINGS),
        (entry.names, NAMES),
    )


def _count(weights: Counter[int], seen: set[str], text: str, synonyms: Synonyms) -> int:
    """Count the terms of `text`, each by its key with the class of its marks, and note its words.

    Return how many words it has.
    """
    terms = _terms(RUN.findall(plain(text)))
    folded = [term[2] for term in terms]
    seen.update(folded)
    weights.update(_codes(terms))
    for other in synonyms.beside(folded):
        seen.update(other)
        weights.update(_codes(_terms(other)))
    return len(terms)


def _terms(runs: Iterable[str]) -> list[_Term]:
    return [term for term in map(_term, runs) if term is not None]


def _codes(terms: Sequence[_Term]) -> list[int]:
    keys = [key for key, _, _ in terms]
    classes = [marks for _, marks, _ in terms]
    singles = [key >> 4 << 3 | marks for key, marks in zip(keys, classes, strict=True)]
    return singles + [
        (left * MIX + right >> 4 & KEYS) << 3 | (marks + 2 * other) % MARKS
        for left, right, marks, other in zip(keys, keys[1:], classes, classes[1:], strict=False)
    ]


def _packed(strengths: Mapping[int, float], seen: Iterable[str]) -> Postings:
    by_key: dict[int, float] = {}
    marks: dict[int, int] = {}
    for code, strength in strengths.items():
        key = code >> 3
        by_key[key] = by_key.get(key, 0) + strength
        marks[key] = marks.get(key, 0) | 1 << (code & 7)
    keys = sorted(by_key)
    notes = [
        int(LEVELS * (strength := by_key[key]) / (strength + SATURATION)) << MARKS | marks[key]
        for key in keys
    ]
    return Postings(array("I", keys).tobytes(), bytes(notes), " ".join(sorted(seen)))
