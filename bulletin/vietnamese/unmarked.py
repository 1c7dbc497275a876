"""Vietnamese typed without diacritics, or with the keys of an input method that was switched off.

"Ba con phan khoi" has no marks; "baf con phaans khowir" (Telex), "ba2 con pha61n kho73i" (VNI) and
"ba` con pha^'n kho+?i" (VIQR) are what the keys write when UniKey does not listen.
"""

from __future__ import annotations

import re
from typing import Final

from bulletin.vietnamese.syllable import plausible_bare_syllable

WITHOUT_MARKS: Final = ""
"""The method of a text whose keys wrote no marks at all."""

_LEAST_WORDS: Final = 8
_LEAST_SHARE: Final = 0.8
_LEAST_TYPED: Final = 2
"""Words that only the keys of an input method explain."""

_NOT_WORDS: Final = re.compile(r"<[^<>]{0,200}>|\]\([^()]{0,200}\)|`[^`]{0,200}`")
_AROUND: Final = '.,;:!?()[]"*_#>|-–`'
_ADDRESS: Final = re.compile(r"://|@|www\.")
_LETTERS: Final = re.compile(r"[a-z]+")
_TELEX_TONE: Final = re.compile(r"(?<=[aeiouyw])[sfrxj]|[sfrxj]$")
_TELEX_DOUBLE: Final = re.compile(r"([aeod])\1|(?<=[aou])w")
_VNI: Final = re.compile(r"(?<=[a-z])[1-9]+")
_VIQR: Final = re.compile(r"(?<=[a-z+^(])[`'?~.^(+]")


def find_input_method(text: str) -> str | None:
    """Return how a Vietnamese text without diacritics was typed; None if it is none.

    The result is "Telex", "VNI", "VIQR" or WITHOUT_MARKS. Text of another language is no syllables,
    and a few words (a name, an address) are not enough.
    """
    if not text.isascii():
        return None
    tokens = (token.strip(_AROUND) for token in _NOT_WORDS.sub(" ", text).lower().split())
    words = [token for token in tokens if _LETTERS.match(token) and not _ADDRESS.search(token)]
    if len(words) < _LEAST_WORDS:
        return None
    counts = dict.fromkeys((WITHOUT_MARKS, "Telex", "VNI", "VIQR"), 0)
    for word in words:
        method = _method_of(word)
        if method is not None:
            counts[method] += 1
    if sum(counts.values()) < _LEAST_SHARE * len(words):
        return None
    typed = max(("Telex", "VNI", "VIQR"), key=counts.__getitem__)
    return typed if counts[typed] >= _LEAST_TYPED else WITHOUT_MARKS


def _method_of(word: str) -> str | None:
    if plausible_bare_syllable(word):
        return WITHOUT_MARKS
    without = {
        "Telex": _TELEX_DOUBLE.sub(r"\1", _TELEX_TONE.sub("", word, count=1)),
        "VNI": _VNI.sub("", word),
        "VIQR": _VIQR.sub("", word).replace("d-", "d").replace("dd", "d"),
    }
    return next((name for name, bare in without.items() if plausible_bare_syllable(bare)), None)
