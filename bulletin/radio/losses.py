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
from bulletin.verbalize.duration import count_syllables

_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def find_unread(html: str, heard: HeardText) -> list[str]:
    """Return the words of safe `html` that are neither heard nor left out, in their order."""
    # Runs between spaces are compared first: that takes less time, and most are equal.
    shown = Counter(text_of_html(html).split())
    read = Counter(" ".join([*heard.paragraphs, *heard.left_out]).split())
    missing = Counter(_words_of(" ".join((shown - read).elements())))
    surplus = Counter(_words_of(" ".join((read - shown).elements())))
    missing, surplus = missing - surplus, surplus - missing
    if not missing:
        return []
    # A tag in the middle of a word ends one in `shown` alone: **T**rên, m<sup>2</sup>.
    joined = " ".join(surplus)
    unread = Counter({word: n for word, n in missing.items() if word not in joined})
    found = []
    for word in _words_of(text_of_html(html)) if unread else ():
        if unread[word] > 0:
            unread[word] -= 1
            found.append(word)
    return found


def find_unspoken(passage: Passage) -> list[str]:
    """Return the words of a passage that are not said, but those that a doubt speaks of."""
    if count_syllables(passage.verbalized) == count_syllables(passage.spoken):
        return []
    verbalized, spoken = passage.verbalized.casefold(), passage.spoken.casefold()
    missing = Counter(WORD.findall(verbalized)) - Counter(WORD.findall(spoken))
    for doubt in passage.doubts:
        missing.subtract(WORD.findall(doubt.written.casefold()))
    return [*(+missing).elements()]


def _words_of(text: str) -> list[str]:
    return WORD.findall(text.translate(_SUPERSCRIPTS))
