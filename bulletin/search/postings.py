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

TITLE, SUMMARY, HEADINGS, NAMES, BODY = 6, 3, 2, 2, 1
"""How often a word counts for once in the body; CONTRIBUTING.md tells editors."""

SATURATION: Final = 2.0
LENGTH_MATTERS: Final = 0.6
USUAL_LENGTH: Final = 300
"""BM25's k1 and b, and the length it compares with, in words.

A fixed length, not the average of the corpus: one more story must not change the weights of all.
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
    length = 0
    for text, weight in _texts(entry):
        terms = _terms(RUN.findall(plain(text)))
        folded = [term[2] for term in terms]
        length += weight * len(terms)
        seen.update(folded)
        _count(weights, terms, weight)
        for other in synonyms.beside(folded):
            seen.update(other)
            _count(weights, _terms(other), weight)
    return _packed(weights, length, seen)


def _texts(entry: Entry) -> Iterable[tuple[str, int]]:
    return (
        (entry.title, TITLE),
        (entry.summary, SUMMARY),
        (entry.headings, HEADINGS),
        (entry.names, NAMES),
        (entry.body, BODY),
    )


def _terms(runs: Iterable[str]) -> list[_Term]:
    return [term for term in map(_term, runs) if term is not None]


def _count(weights: Counter[int], terms: Sequence[_Term], weight: int) -> None:
    """Add the words and the pairs of neighbours, each as its key with the class of its marks."""
    keys = [key for key, _, _ in terms]
    classes = [marks for _, marks, _ in terms]
    codes = [key >> 4 << 3 | marks for key, marks in zip(keys, classes, strict=True)]
    codes += [
        (left * MIX + right >> 4 & KEYS) << 3 | (marks + 2 * other) % MARKS
        for left, right, marks, other in zip(keys, keys[1:], classes, classes[1:], strict=False)
    ]
    if weight == 1:
        weights.update(codes)
    else:
        for code in codes:
            weights[code] += weight


def _packed(weights: Mapping[int, int], length: int, seen: Iterable[str]) -> Postings:
    by_key: dict[int, int] = {}
    marks: dict[int, int] = {}
    for code, weight in weights.items():
        key = code >> 3
        if key in by_key:
            by_key[key] += weight
            marks[key] |= 1 << (code & 7)
        else:
            by_key[key] = weight
            marks[key] = 1 << (code & 7)
    saturation = SATURATION * (1 - LENGTH_MATTERS + LENGTH_MATTERS * length / USUAL_LENGTH)
    most = max(by_key.values(), default=0) + 1
    level = [int(LEVELS * weight / (weight + saturation)) << MARKS for weight in range(most)]
    keys = sorted(by_key)
    notes = bytes([level[by_key[key]] | marks[key] for key in keys])
    return Postings(array("I", keys).tobytes(), notes, " ".join(sorted(seen)))
