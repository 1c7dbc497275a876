"""Where a token stands: what has been said before it and what is written after it.

Rules look back at what has been *said*, not at what was written. So an abbreviation that ends in a
cue word is a cue too, and reading what was read already finds the same words and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bulletin.verbalize.answer import Kind
from bulletin.verbalize.lexicon import Lexicon
from bulletin.verbalize.style import Style
from bulletin.verbalize.units import UNITS
from bulletin.vietnamese.syllable import plausible_syllable

REACH: Final = 400
"""How many characters rules may look back or ahead."""

_NEAR: Final = 60
"""How many characters after an amount are remembered: more than any rule cares about."""

_LONGEST_CUE: Final = 30
"""More characters than the words of any cue have, without the gap that follows them."""

_GAP: Final = " \t\n\u00a0\u202f,:("
_SENTENCE_START: Final = re.compile(
    r"""(?:\A                                     # the text begins,
        |(?:[!?…]|(?<!TP)(?<!TT)\.)["”’»)\]]*\s+   # or a sentence has ended (TP. ends none),
        |\n[^\S\n]*\n\s*                          # or a paragraph,
        |(?:\A|\n)[^\S\n]*(?:[-+*•–—]|[^\W_]{1,3}\))\s+  # or a bullet or number stands there
        )["“‘«(\[]*\Z""",
    re.VERBOSE,
)
_OPENING: Final = ' “‘«(["'
_LAST_WORD: Final = re.compile(r"([^\W\d_]+)[\s,;:–-]*$")
_FIRST_WORD: Final = re.compile(r"[\s,;:–-]*([^\W\d_]+)(?!\w)")


@dataclass(slots=True)
class Said:
    """What one reading remembers from token to token.

    `before` is what has been said, as far as rules look back, and `with_figures` the same but with
    the figures and Roman numerals as written; `symbols` are the document symbols whose issuer was
    named already; `since_amount` is what has been said after the last amount, day or hour, None
    where there was none, and `last_kind` which of them it was.
    """

    before: str = ""
    with_figures: str = ""
    symbols: set[str] = field(default_factory=set)
    since_amount: str | None = None
    last_kind: Kind = Kind.OTHER

    def go_on(self, words: str, with_figures: str | None = None) -> None:
        """Note words after which nothing new is counted."""
        self.before = (self.before + words)[-REACH:]
        with_figures = words if with_figures is None else with_figures
        self.with_figures = (self.with_figures + with_figures)[-REACH:]
        if self.since_amount is not None:
            self.since_amount = (self.since_amount + words)[:_NEAR]

    def note(self, kind: Kind, words: str, with_figures: str) -> None:
        """Note what was said for a token, and what it is when figures are kept."""
        self.go_on(words, with_figures)
        if kind is not Kind.OTHER:
            self.since_amount, self.last_kind = "", kind


@dataclass(frozen=True, slots=True)
class Place:
    """A token, found in `match`, and its surroundings.

    `next_word` finds a word that has a spoken form, with the space before it.
    """

    match: re.Match[str]
    said: Said
    style: Style
    lexicon: Lexicon
    spoken: Mapping[str, str]
    next_word: re.Pattern[str]

    def __getitem__(self, group: str) -> str:
        """Return what a named group of the pattern found, "" for nothing."""
        return self.match[group] or ""

    @property
    def written(self) -> str:
        """The token as written."""
        return self.match.group()

    @property
    def before(self) -> str:
        """The end of what has been said so far."""
        return self.said.before

    def follows(self, cue: re.Pattern[str]) -> bool:
        """Return whether the token follows a cue: some words at most, one gap, the end (`$`)."""
        words_end = len(self.before.rstrip(_GAP))
        return cue.search(self.before, max(0, words_end - _LONGEST_CUE)) is not None

    @property
    def figures_before(self) -> str:
        """The same, but with the figures and Roman numerals as written."""
        return self.said.with_figures

    @property
    def written_after(self) -> str:
        """The text after the token as written."""
        return self.match.string[self.match.end() : self.match.end() + REACH]

    @property
    def after(self) -> str:
        """The text after the token, its first word spoken if that is an abbreviation."""
        following = self.written_after
        if found := self.next_word.match(following):
            word = found["next_word"]
            spoken = self.spoken.get(word) or UNITS.get(word, word)
            return f"{found['next_space']}{spoken}{following[found.end() :]}"
        return following

    @property
    def starts_line(self) -> bool:
        """Whether nothing but space stands before the token on its line."""
        start = self.match.start()
        return not self.match.string[max(0, start - REACH) : start].rpartition("\n")[2].strip()

    def stands_in_heading(self, word: str) -> bool:
        """Return whether a word is a syllable of a heading in capitals: THI in THI ĐUA."""
        if not (word.isupper() and plausible_syllable(word)):
            return False
        behind, ahead = _LAST_WORD.search(self.before), _FIRST_WORD.match(self.after)
        return any(
            len(neighbour[1]) > 1 and neighbour[1].isupper() and plausible_syllable(neighbour[1])
            for neighbour in (behind, ahead)
            if neighbour
        )

    @property
    def starts_sentence(self) -> bool:
        """Whether the token is the first of a sentence, so that it takes a capital letter."""
        # Most tokens follow a word or a comma, and to look for that costs next to nothing.
        last = self.before.rstrip(_OPENING)[-1:]
        is_inside = last.isalnum() or last == ","
        return not is_inside and _SENTENCE_START.search(self.before) is not None
