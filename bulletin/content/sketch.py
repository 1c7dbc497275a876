"""Sketches of texts: a few numbers each, from which follows how much two texts have in common.

A text is the set of its runs of four words (shingles), each hashed to 32 bits; the sketch holds the
smallest hashes (bottom-k MinHash: Broder, "On the resemblance and containment of documents", 1997).
The part of the smallest hashes of both texts together that both have is an estimate of what they
share; with 48 hashes its standard error is 7 % at most.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

SIZE = 48
"""Hashes of a sketch."""

FEWEST_WORDS = 50
"""A shorter text has no sketch: greetings and announcements are alike without being copies."""

ALIKE = 0.6
"""The part of two texts that makes them copies. In a text of 300 words, 20 words may differ."""

_KEYS = 12
_FEWEST_KEYS = 3
"""Smallest hashes by which candidates are found, and how many of them two copies share.

Of texts that have 60 % in common, fewer than 1 in 200 share fewer.
"""

_SAMPLED = "cđhm"
"""First letters of the words with which the shingles begin that count: a third of all, which is
enough, and what the letters are matters only in that copies keep the same ones."""


def make_sketch(text: str) -> bytes:
    """Return the sketch of a text in NFC; empty for a text that is too short."""
    words = text.lower().split()
    if len(words) < FEWEST_WORDS:
        return b""
    shingles = {
        crc32(" ".join(words[at : at + 4]).encode())
        for at, word in enumerate(words)
        if word[0] in _SAMPLED
    }
    return array("I", sorted(shingles)[:SIZE]).tobytes()


def find_copies(sketches: Mapping[str, bytes]) -> Iterator[tuple[str, str, float]]:
    """Yield (name, earlier name, part in common) of the texts that are copies, each name once.

    `sketches` come in the order in which texts are named. Of the earlier texts the most similar one
    is reported.
    """
    hashes: dict[str, Sequence[int]] = {}
    holders: dict[int, str] = {}
    for name, sketch in sketches.items():
        if not sketch:
            continue
        mine = hashes[name] = array("I", sketch)
        keys = mine[:_KEYS]
        # Only the last text with a hash is a candidate: a phrase that a thousand texts end with
        # must not make a million pairs.
        others = [*filter(None, map(holders.get, keys))]
        candidates: Sequence[str] = ()
        if len(others) - len(set(others)) >= _FEWEST_KEYS - 1:  # one may be there so often
            times = Counter(others)
            candidates = [other for other in times if times[other] >= _FEWEST_KEYS]
        holders.update(dict.fromkeys(keys, name))
        if candidates:
            best = max(candidates, key=lambda other: (_estimate(mine, hashes[other]), other))
            part = _estimate(mine, hashes[best])
            if part >= ALIKE:
                yield name, best, part


def _estimate(one: Sequence[int], other: Sequence[int]) -> float:
    """Return which part of two texts is common, from their sketches."""
    mine, others = set(one), set(other)
    smallest = sorted(mine | others)[:SIZE]
    return len((mine & others).intersection(smallest)) / len(smallest)
