"""The context of a token: the spoken words before it and the written text after it.

Rules look back at the *output*, not at the input. Two things follow. An abbreviation whose spoken
form ends in a trigger word is a trigger too. And a text that was verbalized once comes out
unchanged the second time, because the rules see the same words before each token.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bulletin.verbalize.lexicon import Lexicon
from bulletin.verbalize.style import Style
from bulletin.verbalize.units import UNITS
from bulletin.verbalize.verbalization import TokenClass
from bulletin.vietnamese.syllable import plausible_syllable

REACH: Final = 400
"""The number of characters that rules may look back or ahead."""

_NEAR: Final = 60
"""The number of characters remembered after an amount: more than any rule needs."""

_LONGEST_TRIGGER: Final = 30
"""More characters than the words of any trigger have, without the gap after them."""

_GAP: Final = " \t\n\u00a0\u202f,:("
# TP., P., No. and … end no sentence.
_SENTENCE_START: Final = re.compile(
    r"""(?:\A                                     # the text begins,
        |(?:[!?]|(?<!TP|TT|No)(?<!\.)(?<![\W_][PQK])\.)["”’»)\]]*\s+  # or a sentence has ended,
        |\n[^\S\n]*\n\s*                          # or a paragraph,
        |(?:\A|\n)[^\S\n]*(?:[-+*•–—]|[^\W_]{1,3}\))\s+  # or a bullet or number comes first
        )["“‘«(\[]*\Z""",
    re.VERBOSE,
)
_OPENING: Final = ' “‘«(["'
_LAST_WORD: Final = re.compile(r"([^\W\d_]+)[\s,;:–-]*$")
_FIRST_WORD: Final = re.compile(r"[\s,;:–-]*([^\W\d_]+)(?!\w)")


_LIST_LINKS: Final = (",", "và", "hoặc", "hay", "đến", "tới")


def goes_on_list(before: str) -> bool:
    """Return whether a list or a range may go on after `before`: it ends with a comma, và or đến.

    Hardly any token goes on a list, so this quick test comes before each search for a list.
    """
    return before[-1:].isspace() and before.rstrip()[-4:].lower().endswith(_LIST_LINKS)


@dataclass(slots=True)
class History:
    """What one run of the verbalizer remembers from token to token.

    `spoken` is the end of the output so far (REACH characters). `spoken_with_digits` is the same,
    but tokens that may stand in a list keep the digits and Roman numerals as written.
    `named_symbols` holds the document symbols whose issuer was named before. `since_amount` is
    the output after the last amount, day or hour, None before the first one; `last_class` says
    which of the three it was.
    """

    spoken: str = ""
    spoken_with_digits: str = ""
    named_symbols: set[str] = field(default_factory=set)
    since_amount: str | None = None
    last_class: TokenClass = TokenClass.OTHER

    def append(self, words: str, with_digits: str | None = None) -> None:
        """Add output text; `with_digits` is its form for `spoken_with_digits`, if it differs."""
        self.spoken = (self.spoken + words)[-REACH:]
        with_digits = words if with_digits is None else with_digits
        self.spoken_with_digits = (self.spoken_with_digits + with_digits)[-REACH:]
        if self.since_amount is not None:
            self.since_amount = (self.since_amount + words)[:_NEAR]

    def append_token(self, token_class: TokenClass, words: str, with_digits: str) -> None:
        """Add the output for a token; an amount, a day or an hour is remembered as the last one."""
        self.append(words, with_digits)
        if token_class is not TokenClass.OTHER:
            self.since_amount, self.last_class = "", token_class


@dataclass(frozen=True, slots=True)
class TokenContext:
    """A token and the text around it: everything that a rule may use.

    `match` is the match of the scanner that found the token; `token["name"]` is the part that a
    named group of the rule's pattern matched. `spoken_forms` maps a written form to its spoken
    form. `next_word` matches a word that has a spoken form, with the space before it.
    """

    match: re.Match[str]
    history: History
    style: Style
    lexicon: Lexicon
    spoken_forms: Mapping[str, str]
    next_word: re.Pattern[str]

    def __getitem__(self, group: str) -> str:
        """Return what a named group of the pattern matched, "" if it took no part."""
        return self.match[group] or ""

    @property
    def written(self) -> str:
        """The token as written."""
        return self.match.group()

    @property
    def before(self) -> str:
        """The end of the output so far: the spoken words before the token."""
        return self.history.spoken

    def follows(self, trigger: re.Pattern[str]) -> bool:
        """Return whether the token follows a trigger: a few words, one gap, the end (`$`).

        Only the last words of `before` are searched, so that a long text costs no more.
        """
        words_end = len(self.before.rstrip(_GAP))
        return trigger.search(self.before, max(0, words_end - _LONGEST_TRIGGER)) is not None

    @property
    def before_with_digits(self) -> str:
        """Like `before`, but with the digits and Roman numerals of lists as written."""
        return self.history.spoken_with_digits

    @property
    def written_after(self) -> str:
        """The text after the token as written."""
        return self.match.string[self.match.end() : self.match.end() + REACH]

    @property
    def after(self) -> str:
        """The text after the token; if its first word has a spoken form, with that form."""
        following = self.written_after
        if found := self.next_word.match(following):
            word = found["next_word"]
            spoken = self.spoken_forms.get(word) or UNITS.get(word, word)
            return f"{found['next_space']}{spoken}{following[found.end() :]}"
        return following

    @property
    def starts_line(self) -> bool:
        """Whether only white space stands before the token on its line."""
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
        # Most tokens follow a word or a comma; this quick test saves the search for them.
        last = self.before.rstrip(_OPENING)[-1:]
        is_inside = last.isalnum() or last == ","
        return not is_inside and _SENTENCE_START.search(self.before) is not None
