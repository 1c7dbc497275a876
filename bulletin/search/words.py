"""The tokenizer: text to words. theme/assets/search/words.js does the same in the browser.

Both must give the same words for every text. tests/search/cases.json and a property test in
tests/search/test_words.py check this: change both files or neither. In the JavaScript file
`clean_text`, `parse_word` and `iter_words` are called `plain`, `word` and `words`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bulletin.vietnamese.fold import fold, tone_key

MAX_WORD_LENGTH: Final = 40
"""A longer run is cut to this many characters: nobody searches for a longer word."""

# Word processors leave these invisible characters inside words. They do not separate words.
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# A run of letters and digits. The letters are given as ranges of code points and not by Unicode
# property, because Python and browsers use different versions of Unicode. The ranges: Latin,
# combining marks, Greek, Cyrillic, Thai, Lao, Khmer, kana, Chinese, Korean.
RUN_PATTERN: Final = re.compile(
    "[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u052f\u0e00-\u0eff"
    "\u1780-\u17ff\u1e00-\u1fff\u2c60-\u2c7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+"
)

# Where y is the whole rhyme, y and i spell the same syllable: kỷ = kỉ, quý = quí. Elsewhere they
# do not: tây is not tai.
_Y_SYLLABLES: Final = frozenset("hy ky ly my quy sy ty".split())
_Y_TO_I: Final = str.maketrans("yỳỷỹýỵ", "iìỉĩíị")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the two forms that are searched.

    `folded` has no diacritics; `exact` keeps them, with tone marks in one standard position.
    """

    folded: str
    exact: str


def clean_text(text: str) -> str:
    """Return `text` in NFC without invisible characters."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def parse_word(run: str) -> Word | None:
    """Return the word of a run of letters and digits; None if the run has only combining marks."""
    lower = unicodedata.normalize("NFC", run[:MAX_WORD_LENGTH].lower()).replace("ς", "σ")
    folded = fold(lower).replace("ς", "σ")
    if not folded:
        return None
    exact = tone_key(lower)
    if folded in _Y_SYLLABLES:
        return Word(folded[:-1] + "i", exact.translate(_Y_TO_I))
    return Word(folded, exact)


def iter_words(text: str) -> Iterator[Word]:
    """Yield the words of `text` in order."""
    for run in RUN_PATTERN.findall(clean_text(text)):
        word = parse_word(run)
        if word is not None:
            yield word
