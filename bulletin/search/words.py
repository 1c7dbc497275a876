"""What a word is to search: the same here and in theme/assets/search/words.js.

Both are held together by tests/search/cases.json and by a property test; change both or neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bulletin.vietnamese.fold import fold, tone_key

LONGEST: Final = 40
"""Characters of a run that count; what is longer is no word that anybody looks for."""

# No line divides a word at these: word processors leave them behind.
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# Blocks of letters by number and not by property, for properties differ between the versions of
# Unicode that Python and browsers know. Latin, marks, Greek, Cyrillic, Thai, Lao, Khmer, kana,
# Chinese, Korean: whatever the people of a district may write.
RUN: Final = re.compile(
    "[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u052f\u0e00-\u0eff"
    "\u1780-\u17ff\u1e00-\u1fff\u2c60-\u2c7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+"
)

# kỷ and kĩ are one syllable to those who spell it, and so are quý and quí: where y is the whole
# rhyme. Nowhere else: tây is not tai.
_I_FOR_Y: Final = frozenset("hy ky ly my quy sy ty".split())
_I_OF_Y: Final = str.maketrans("yỳỷỹýỵ", "iìỉĩíị")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is looked for: without marks, and with them."""

    folded: str
    exact: str


def plain(text: str) -> str:
    """Return `text` in NFC without the characters that nobody sees."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def word(run: str) -> Word | None:
    """Return the word that a run of letters and digits is; None when it is nothing but marks."""
    small = unicodedata.normalize("NFC", run[:LONGEST].lower()).replace("ς", "σ")
    folded = fold(small).replace("ς", "σ")
    if not folded:
        return None
    exact = tone_key(small)
    if folded in _I_FOR_Y:
        return Word(folded[:-1] + "i", exact.translate(_I_OF_Y))
    return Word(folded, exact)


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text` in order."""
    for run in RUN.findall(plain(text)):
        found = word(run)
        if found is not None:
            yield found
