"""The postings of one item: the terms in it, each with its weight and the marks it bears there.

A term is a folded word or a pair of neighbouring folded words. In a language written in syllables
the pair is what other languages call a word, so pairs carry most of the meaning.

Of all that is done for search this is done most often, half a thousand words a story. So what a
word gives is worked out once for as long as it is remembered, and a term with its marks is one
number, its code: the key above a byte in which one of five bits is set.
"""

from __future__ import annotations

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

_MOST_RUNS: Final = 1 << 16
_CODE_BITS: Final = 8
_CODE_KEYS: Final = KEYS << _CODE_BITS
_MARKS: Final = (1 << MARKS) - 1
# The class of a pair is that of its first word and twice that of its second: from 0 to 8 before
# it is divided by five, so it has room below the pair's hash.
_SUMS: Final = 15
_MARK_OF_SUM: Final = [1 << total % MARKS for total in range(_SUMS + 1)]


@dataclass(frozen=True, slots=True)
class Postings:
    """The terms of an item: their keys ascending, as 32-bit numbers of this machine, and for each
    a byte with its weight (0-7) above the classes of its marks; and its distinct folded words."""

    keys: bytes
    notes: bytes
    words: str


_Term = tuple[int, int, int, str]
"""A word's code; what it adds to the code of a pair as the first and as the second; folded."""


class _Terms(dict[str, _Term | None]):
    """What runs of letters and digits give. People repeat themselves: few runs are read twice."""

    def __missing__(self, run: str) -> _Term | None:
        if len(self) >= _MOST_RUNS:
            self.clear()
        term = self[run] = _term(run)
        return term


def _term(run: str) -> _Term | None:
    found = parse_word(run)
    if found is None:
        return None
    key = crc32(found.folded.encode())
    marks = crc32(found.exact.encode()) % MARKS
    return (
        key >> 4 << _CODE_BITS | 1 << marks,
        (key * MIX & 0xFFFFFFFF) << 4 | marks,
        key << 4 | 2 * marks % MARKS,
        found.folded,
    )


_TERMS: Final = _Terms()


def postings_of(entry: Entry, synonyms: Synonyms) -> Postings:
    """Return the postings of `entry`; what `synonyms` know stands in it in both forms."""
    words, codes, length = _read(entry.body, synonyms)
    # Strengths stand in a list, and each code has the place of its own: of the body's that is how
    # often it stands there, so nothing is done for each of them.
    places = Counter(codes)
    longer = 1 - LENGTH_MATTERS + LENGTH_MATTERS * length / USUAL_LENGTH
    strengths = [times / longer for times in range(max(places.values(), default=0) + 1)]
    for text, weight in _short_texts(entry):
        more, codes, _ = _read(text, synonyms)
        words += more
        for code, times in Counter(codes).items():
            strengths.append(strengths[places.get(code, 0)] + weight * times)
            places[code] = len(strengths) - 1
    notes = _notes(places, strengths)
    keys = sorted(notes)
    return Postings(
        array("I", keys).tobytes(),
        bytes(map(notes.__getitem__, keys)),
        " ".join(dict.fromkeys(words)),
    )


def _short_texts(entry: Entry) -> Iterable[tuple[str, int]]:
    """Return what stands above and around the body: how long it is says nothing."""
    return (
        (entry.number, NUMBER),
        (entry.title, TITLE),
        (entry.summary, SUMMARY),
        (entry.headings, HEADINGS),
        (entry.names, NAMES),
    )


def _read(text: str, synonyms: Synonyms) -> tuple[list[str], list[int], int]:
    """Return the words of `text`, the codes of its terms, and how many words it has by itself."""
    codes, folded = _codes(RUN_PATTERN.findall(clean_text(text)))
    words = list(folded)
    for phrase in synonyms.iter_variants(folded):
        more, others = _codes_of_phrase(phrase)
        codes += more
        words += others
    return words, codes, len(folded)


def _codes(runs: Iterable[str]) -> tuple[list[int], tuple[str, ...]]:
    """Return the codes of the words and of the pairs in `runs`, and the words folded."""
    terms = list(filter(None, map(_TERMS.__getitem__, runs)))
    if not terms:
        return [], ()
    singles, firsts, seconds, folded = zip(*terms, strict=True)
    pairs = [
        total & _CODE_KEYS | _MARK_OF_SUM[total & _SUMS] for total in map(add, firsts, seconds[1:])
    ]
    return [*singles, *pairs], folded


@lru_cache(maxsize=1 << 14)
def _codes_of_phrase(phrase: Phrase) -> tuple[list[int], tuple[str, ...]]:
    return _codes(phrase)


def _notes(places: Mapping[int, int], strengths: Sequence[float]) -> dict[int, int]:
    """Return the note of each key; `places` says where in `strengths` that of each code is."""
    levels = [_level(strength) for strength in strengths]
    notes: dict[int, int] = {}
    again = []
    for code, place in places.items():
        key = code >> _CODE_BITS
        if key in notes:
            again.append(code)
        else:
            notes[key] = levels[place] | code & _MARKS
    # Few terms bear different marks in one item, and weigh what all of these weigh together.
    sums: dict[int, float] = {}
    for code in again:
        key = code >> _CODE_BITS
        marks = notes[key] & _MARKS
        before = sums[key] if key in sums else strengths[places[key << _CODE_BITS | marks]]
        sums[key] = before + strengths[places[code]]
        notes[key] = _level(sums[key]) | marks | code & _MARKS
    return notes


def _level(strength: float) -> int:
    """Return the step of a weight, as the upper bits of a note."""
    return int(LEVELS * strength / (strength + SATURATION)) << MARKS
