"""The postings of one item: its terms, each with a weight and the diacritics it has there.

A term is a folded word or a pair of neighbouring folded words (a shingle). Vietnamese is written in
syllables, and the pair is what other languages call a word, so pairs carry most of the meaning.
The term key is the upper 28 bits of a 32-bit hash: CRC-32 of the word, or for a pair a mix of both
hashes. The browser computes the same keys in theme/assets/search/shards.js.

This is the hot loop of indexing: about 500 words per story. So each word is hashed once and then
cached, and a term with its diacritics is one integer, the term code: the term key above a byte in
which one of five bits is set, the bit of the term's mark class.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import Final
from zlib import crc32

from bulletin.search.search_entry import Entry
from bulletin.search.synonyms import Phrase, Synonyms
from bulletin.search.words import RUN_PATTERN, clean_text, parse_word

KEY_BITS: Final = 28
"""Bits of a term's hash that are its key."""

KEY_MASK: Final = (1 << KEY_BITS) - 1

PAIR_MULTIPLIER: Final = 0x9E3779B1
"""The hash of a pair's first word is multiplied by this, so that the order of the words counts."""

MARK_CLASSES: Final = 5
"""The spellings of a term, with their diacritics, fall into so many classes."""

MARK_VALUES: Final = {
    "\u0300": 2,
    "\u0309": 1,
    "\u0303": 1,
    "\u0301": 4,
    "\u0323": 3,
    "\u0306": 2,
    "\u0302": 3,
    "\u031b": 3,
    "đ": 2,
}
"""The class of a word is the sum of the values of its marks modulo MARK_CLASSES.

Of words that differ in nothing but their marks (kỳ and ký, dương and đường, chợ and cho), weighted
by how often they are written, these values put 7 % into one class; a hash put 21 %.
theme/assets/search/shards.js has the same values.
"""

WEIGHT_LEVELS: Final = 8
"""Steps to which the weight of a term in an item is rounded (quantised)."""

NUMBER_BOOST, TITLE_BOOST, SUMMARY_BOOST, HEADINGS_BOOST, NAMES_BOOST = 12, 6, 3, 2, 2
"""Field boosts; the body has 1. CONTRIBUTING.md explains them to editors."""

BEHIND: Final = 0.25
"""The weights of what is behind (Entry.is_behind) are so much smaller: a word in its title counts
less than one in the summary of something else."""

BM25_K1: Final = 2.0
BM25_B: Final = 0.6
REFERENCE_LENGTH: Final = 300
"""The body length that BM25 compares with, in words.

It is fixed and not the average of all bodies, so that a new story does not change the weights of
all others. As in BM25F, only the words of the body count less in a long body. The other fields
have no length norm.
"""

_MAX_CACHED_RUNS: Final = 1 << 16
_MARK_BITS: Final = 8
_MARK_MASK: Final = (1 << MARK_CLASSES) - 1
_KEY_IN_CODE: Final = KEY_MASK << _MARK_BITS
# The mark class of a pair is (class of the first word + 2 * class of the second) modulo 5. Before
# the last modulo the sum is 0 to 8. It stands in the four bits below the hash of the pair.
_CLASS_SUM_BITS: Final = 4
_CLASS_SUM_MASK: Final = (1 << _CLASS_SUM_BITS) - 1
_MARK_BIT_OF_SUM: Final = [1 << total % MARK_CLASSES for total in range(_CLASS_SUM_MASK + 1)]


@dataclass(frozen=True, slots=True)
class Postings:
    """The terms of one item.

    `keys`: the term keys, ascending, as an array of 32-bit integers in this machine's byte order.
    `payloads`: one byte for each key, the weight (0-7) in the upper three bits and the mark classes
    of the spellings in the lower five. `words`: the distinct folded words, separated by spaces.
    """

    keys: bytes
    payloads: bytes
    words: str


_HashedWord = tuple[int, int, int, str]
"""A word's term code; its addend in a pair as the first word; as the second word; folded word.

The sum of the two addends of a pair has the hash of the pair above `_CLASS_SUM_BITS`.
"""


class _HashedWords(dict[str, _HashedWord | None]):
    """A cache: run of letters and digits -> hashed word; None if the run is not a word."""

    def __missing__(self, run: str) -> _HashedWord | None:
        if len(self) >= _MAX_CACHED_RUNS:
            self.clear()
        hashed = self[run] = _hash_word(run)
        return hashed


def _hash_word(run: str) -> _HashedWord | None:
    word = parse_word(run)
    if word is None:
        return None
    word_hash = crc32(word.folded.encode())
    mark_class = compute_mark_class(word.exact)
    return (
        word_hash >> 4 << _MARK_BITS | 1 << mark_class,
        (word_hash * PAIR_MULTIPLIER & 0xFFFFFFFF) << _CLASS_SUM_BITS | mark_class,
        word_hash << _CLASS_SUM_BITS | 2 * mark_class % MARK_CLASSES,
        word.folded,
    )


def compute_mark_class(exact: str) -> int:
    """Return the class of the marks of a word."""
    letters = unicodedata.normalize("NFD", exact)
    return sum(MARK_VALUES.get(letter, 0) for letter in letters) % MARK_CLASSES


_HASHED_WORDS: Final = _HashedWords()


def make_postings(entry: Entry, synonyms: Synonyms) -> Postings:
    """Return the postings of `entry`; phrases that `synonyms` knows are indexed in both forms."""
    words, body_codes, length = _analyse(entry.body, synonyms)
    # `weights` is a list of weights, and `slots` gives for each term code the index of its weight.
    # A term of the body has its frequency as its slot, so the counter is already the table of slots
    # and all terms of one frequency share one weight. A term of another field gets a new slot.
    slots = Counter(body_codes)
    length_norm = 1 - BM25_B + BM25_B * length / REFERENCE_LENGTH
    weights = [frequency / length_norm for frequency in range(max(slots.values(), default=0) + 1)]
    for text, boost in _boosted_fields(entry):
        field_words, field_codes, _ = _analyse(text, synonyms)
        words += field_words
        for code, frequency in Counter(field_codes).items():
            weights.append(weights[slots.get(code, 0)] + boost * frequency)
            slots[code] = len(weights) - 1
    if entry.is_behind:
        weights = [weight * BEHIND for weight in weights]
    payloads = _make_payloads(slots, weights)
    keys = sorted(payloads)
    return Postings(
        array("I", keys).tobytes(),
        bytes(map(payloads.__getitem__, keys)),
        " ".join(dict.fromkeys(words)),
    )


def _boosted_fields(entry: Entry) -> Iterable[tuple[str, int]]:
    """Return the text and the boost of each field except the body."""
    return (
        (entry.number, NUMBER_BOOST),
        (entry.title, TITLE_BOOST),
        (entry.summary, SUMMARY_BOOST),
        (entry.headings, HEADINGS_BOOST),
        (entry.names, NAMES_BOOST),
    )


def _analyse(text: str, synonyms: Synonyms) -> tuple[list[str], list[int], int]:
    """Return the words of `text`, the codes of its terms, and the length of `text` in words.

    The words and codes include those of synonyms; the length does not.
    """
    codes, folded = _make_codes(RUN_PATTERN.findall(clean_text(text)))
    words = list(folded)
    for phrase in synonyms.iter_variants(folded):
        phrase_codes, phrase_words = _make_phrase_codes(phrase)
        codes += phrase_codes
        words += phrase_words
    return words, codes, len(folded)


def _make_codes(runs: Iterable[str]) -> tuple[list[int], tuple[str, ...]]:
    """Return the codes of the words and of the pairs in `runs`, and the folded words."""
    hashed_words = list(filter(None, map(_HASHED_WORDS.__getitem__, runs)))
    if not hashed_words:
        return [], ()
    singles, firsts, seconds, folded = zip(*hashed_words, strict=True)
    pairs = [
        total & _KEY_IN_CODE | _MARK_BIT_OF_SUM[total & _CLASS_SUM_MASK]
        for total in map(add, firsts, seconds[1:])
    ]
    return [*singles, *pairs], folded


@lru_cache(maxsize=1 << 14)
def _make_phrase_codes(phrase: Phrase) -> tuple[list[int], tuple[str, ...]]:
    return _make_codes(phrase)


def _make_payloads(slots: Mapping[int, int], weights: Sequence[float]) -> dict[int, int]:
    """Return the payload byte of each term key; the weight of a code is `weights[slots[code]]`."""
    levels = [_quantise(weight) for weight in weights]
    payloads: dict[int, int] = {}
    more_codes = []
    for code, slot in slots.items():
        key = code >> _MARK_BITS
        if key in payloads:
            more_codes.append(code)
        else:
            payloads[key] = levels[slot] | code & _MARK_MASK
    # Few keys have more than one code, that is more than one mark class, in one item. The weight of
    # such a key is the sum over its codes.
    sums: dict[int, float] = {}
    for code in more_codes:
        key = code >> _MARK_BITS
        marks = payloads[key] & _MARK_MASK
        subtotal = sums[key] if key in sums else weights[slots[key << _MARK_BITS | marks]]
        sums[key] = subtotal + weights[slots[code]]
        payloads[key] = _quantise(sums[key]) | marks | code & _MARK_MASK
    return payloads


def _quantise(weight: float) -> int:
    """Return the level of a weight, saturated as in BM25, in the upper bits of a payload byte."""
    return int(WEIGHT_LEVELS * weight / (weight + BM25_K1)) << MARK_CLASSES
