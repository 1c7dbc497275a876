"""The word lists of words.txt, and syllables for invented names of places."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from bulletin.vietnamese.fold import fold
from bulletin.vietnamese.syllable import plausible_syllable

_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh ph qu r s t th tr v x".split()
# Syllables unfit for a name, without diacritics.
_RUDE = set("cac cut dai dam di dit du dun lon buoi ia deo hiep chet ngu heo cho me ma cu".split())


@cache
def word_lists() -> Mapping[str, Sequence[str]]:
    """Return the lists of words.txt by their headings, in the order of the file."""
    text = Path(__file__).with_name("words.txt").read_text("utf-8")
    blocks = re.split(r"^\[(.+)\]$", text, flags=re.MULTILINE)[1:]
    return {
        heading: [entry.strip() for entry in re.split(r"[;\n]", block) if entry.strip()]
        for heading, block in zip(blocks[::2], blocks[1::2], strict=True)
    }


@cache
def name_syllables() -> Sequence[str]:
    """Return some thousand well-formed syllables in a fixed order.

    They are the long tail of the vocabulary, which real texts too have mostly from names.
    """
    found = []
    for onset in _ONSETS:
        for rhyme in word_lists()["vần đặt tên"][0].split():
            for tone in _TONES:
                syllable = unicodedata.normalize("NFC", onset + rhyme.replace("*", tone))
                rude = fold(syllable) in _RUDE
                if not rude and plausible_syllable(syllable, tone_in_place=True):
                    found.append(syllable)
    random.Random("địa danh").shuffle(found)
    return found


def pick(rng: random.Random, entries: Sequence[str]) -> str:
    """Return one of `entries`; the frequency falls slowly, as rank to the power of -1/3."""
    return entries[int(len(entries) * rng.random() ** 1.5)]


def pick_by_zipf(rng: random.Random, entries: Sequence[str]) -> str:
    """Return one of `entries`; the k-th about k times as rarely as the first (Zipf's law)."""
    return entries[int((len(entries) + 1) ** rng.random()) - 1]
