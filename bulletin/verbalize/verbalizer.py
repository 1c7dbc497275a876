"""Reads a text aloud, on paper: one scanner over the text, one rule for each kind of token."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from bulletin.verbalize.capitals import COMPOUND
from bulletin.verbalize.lexicon import Lexicon, find_loops, written_forms
from bulletin.verbalize.rules import ADDRESS, BEGINNINGS, COMMON, FIGURES, RULES, WORD, WORDS, Rule
from bulletin.verbalize.style import STANDARD, Style
from bulletin.verbalize.token_context import REACH, History, TokenContext
from bulletin.verbalize.units import ANYWHERE
from bulletin.verbalize.verbalization import Doubt, Verbalization, VerbalizedText
from bulletin.verbalize.word_patterns import (
    bare_compounds,
    beginning_of,
    is_in_capitals,
    pattern_of,
)

# What was said before a text that goes on in the middle of a sentence.
_MIDDLE: Final = ","


class Verbalizer:
    """Turns what is written into what is said, in one style and with one lexicon.

    Make one and use it for many texts: making it settles the lexicon and compiles the scanner.
    """

    def __init__(self, style: Style = STANDARD, lexicon: Lexicon | None = None) -> None:
        self._style = style
        self._lexicon = lexicon or Lexicon()
        written = self._lexicon.spoken()
        self._broken = frozenset(find_loops(written))
        spoken = {word: said for word, said in written.items() if word not in self._broken}
        phrases = {
            form: word
            for word in written
            if not is_in_capitals(word) or word in self._broken
            for form in written_forms(word)
        }
        # A form that someone gave a spoken form of its own is not another word's form.
        self._phrases = {**phrases, **{word: word for word in written if word in phrases}}
        words = pattern_of(self._phrases)
        self._own_beginning = re.compile(beginning_of([*self._phrases, *WORDS]))
        self._own_token = re.compile(_one_of((ADDRESS, replace(WORD, pattern=words))))
        self._next_word = re.compile(
            rf"(?P<next_space>\s*)(?P<next_word>{words}|(?:{ANYWHERE})(?!\w)"
            rf"|(?:{COMPOUND})(?![^\W\d_]))"
        )
        self._spoken: Mapping[str, str] = {}
        self._settle(spoken)

    def __repr__(self) -> str:
        """Tell this reader from all that read otherwise."""
        return f"Verbalizer({self._style!r}, {self._lexicon!r})"

    def with_pronunciations(self, pronunciations: Mapping[str, str]) -> Verbalizer:
        """Return a reader that knows these pronunciations too, which go before its own."""
        if not pronunciations:
            return self
        return Verbalizer(self._style, self._lexicon.with_pronunciations(pronunciations))

    def verbalize(self, text: str, *, starts_sentence: bool = True) -> VerbalizedText:
        """Return a text (NFC) in words, with the doubts that the editor should settle.

        The first word takes a capital letter where it begins a sentence; `starts_sentence` says
        whether the text itself does. VerbalizedText what was read changes nothing.
        """
        history = History("" if starts_sentence else _MIDDLE)
        out: list[str] = []
        doubts: list[Doubt] = []
        end = 0
        for match in self._tokens(text):
            gap = text[end : match.start()]
            history.append(gap)
            token = TokenContext(
                match, history, self._style, self._lexicon, self._spoken, self._next_word
            )
            rule = match.lastgroup or ""
            result = _SPEAKERS[rule](token)
            words = _in_place(result, token)
            with_digits = token.written if rule in _LISTED else words
            history.append_token(result.token_class, words, with_digits)
            out += gap, words
            if result.why:
                start = _run_start(match) if rule == FIGURES.name else match.start()
                doubts.append(Doubt(start, text[start : match.end()], result.why))
            end = match.end()
        out.append(text[end:])
        return VerbalizedText("".join(out), tuple(doubts))

    def _tokens(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what the rules find in a text: rules are tried where a token may begin alone."""
        end = 0
        for start in self._beginnings(text):
            if start < end:
                continue
            if token := self._own_token.match(text, start) or _COMMON_TOKEN.match(text, start):
                yield token
                end = token.end()

    def _beginnings(self, text: str) -> Iterable[int]:
        """Return in order where a token may begin."""
        if "@" in text:
            # Any word may be the name of a mailbox.
            return range(len(text))
        patterns = (*_BEGINNINGS, self._own_beginning)
        return sorted(found.start() for pattern in patterns for found in pattern.finditer(text))

    def _settle(self, spoken: dict[str, str]) -> None:
        """Read the spoken forms themselves until they hold nothing that is still to be read.

        Without the words that lead back to themselves there are at most as many steps as words.
        """
        self._know(spoken)
        for _ in spoken:
            settled = {
                word: self.verbalize(form, starts_sentence=False).text
                for word, form in spoken.items()
            }
            if settled == spoken:
                break
            spoken = settled
            self._know(spoken)

    def _know(self, spoken: dict[str, str]) -> None:
        forms = {form: spoken[word] for form, word in self._phrases.items() if word in spoken}
        self._spoken = {**forms, **bare_compounds(spoken)}


def _one_of(rules: Iterable[Rule]) -> str:
    """Return a pattern that finds the first of the rules that fits, by name."""
    return "|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in rules)


_BEGINNINGS: Final = tuple(map(re.compile, BEGINNINGS))
_COMMON_TOKEN: Final = re.compile(_one_of(COMMON))
_SPEAKERS: Final = {rule.name: rule.speak for rule in RULES}

_LISTED: Final = {"pair", "number", "from_to", "some_days", "full_date", "roman_numeral"}
"""The rules whose tokens may belong to a list: ngày 1 và 2/9, quý I, II và III."""

_HANGS_ON: Final = re.compile(r"[\w./-]*$")


def _run_start(match: re.Match[str]) -> int:
    """Return where the run of letters and figures begins that a token is the end of."""
    before = match.string[: match.start()][-REACH:]
    return match.start() - len(_HANGS_ON.findall(before)[0])


def _in_place(result: Verbalization, token: TokenContext) -> str:
    """Return the words of an result as they stand at their place, or the token as written."""
    if result.spoken is None:
        return token.written
    if result.spoken and not token.written[0].islower() and token.starts_sentence:
        return result.spoken[0].upper() + result.spoken[1:]
    return result.spoken
