"""What a page says and its script does not: the same law as prose/losses.py, one step further.

The words of the page, less those that were left out on purpose (`HeardText.left_out`), must all be
among the words of the script before it is verbalized; and what was verbalized must be said.
Nothing here knows how a word gets lost.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from bulletin.prose.words import WORD, text_of_html
from bulletin.radio.reading import Passage
from bulletin.radio.speech import HeardText

_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def find_unread(html: str, heard: HeardText) -> list[str]:
    """Return the words of safe `html` that are neither heard nor left out, in their order."""
    left = Counter(_words_of("\n".join([*heard.paragraphs, *heard.left_out])))
    shown = _words_of(text_of_html(html))
    missing: list[str] = []
    for word in shown:
        if left[word] > 0:
            left[word] -= 1
        else:
            missing.append(word)
    if not missing:
        return []
    # A tag in the middle of a word ends one in `shown` alone: **T**rên, m<sup>2</sup>.
    joined = " ".join(word for word, count in left.items() if count > 0)
    return [word for word in missing if word not in joined]


def find_unspoken(passage: Passage) -> list[str]:
    """Return the words of a passage that are not said, but those that a doubt speaks of."""
    verbalized, spoken = passage.verbalized.casefold(), passage.spoken.casefold()
    # Searching for words takes much longer than comparing, and nearly always nothing is missing.
    if verbalized == spoken or len(WORD.findall(verbalized)) == len(WORD.findall(spoken)):
        return []
    missing = Counter(WORD.findall(verbalized)) - Counter(WORD.findall(spoken))
    for doubt in passage.doubts:
        missing.subtract(WORD.findall(doubt.written.casefold()))
    return [*(+missing).elements()]


def _words_of(text: str) -> list[str]:
    return WORD.findall(text.translate(_SUPERSCRIPTS))
