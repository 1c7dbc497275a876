"""The scanner: it finds the tokens of a text and asks one rule for each what to say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from itertools import accumulate, compress, count
from typing import Final

from bulletin.engine.memo import Memo
from bulletin.verbalize.abbreviations import COMPOUND
from bulletin.verbalize.lexicon import Lexicon, find_loops, list_written_forms
from bulletin.verbalize.rules import (
    LEFTOVER_DIGITS,
    LEXICON_WORD,
    RULES,
    SHARED_RULES,
    START_WORDS,
    TOKEN_STARTS,
    UNSAYABLE_SIGN,
    WEB_ADDRESS,
    Rule,
)
from bulletin.verbalize.style import STANDARD, Style
from bulletin.verbalize.token_context import REACH, History, TokenContext
from bulletin.verbalize.units import ANYWHERE
from bulletin.verbalize.verbalization import Doubt, Verbalization, VerbalizedText
from bulletin.verbalize.word_patterns import (
    add_unjoined_forms,
    is_in_capitals,
    make_start_pattern,
    make_word_pattern,
)

# The output before a text that goes on in the middle of a sentence.
_MIDDLE: Final = ","


class Verbalizer:
    """Turns written text into spoken words, in one style and with one lexicon.

    Make one and use it for many texts: when the first one comes, the patterns of the lexicon are
    compiled and its spoken forms verbalized.
    """

    def __init__(self, style: Style = STANDARD, lexicon: Lexicon | None = None) -> None:
        self._style = style
        self._lexicon = lexicon or Lexicon()

    def __repr__(self) -> str:
        """Return a text that differs for verbalizers with different output: cache keys use it."""
        return f"Verbalizer({self._style!r}, {self._lexicon!r})"

    def with_pronunciations(self, pronunciations: Mapping[str, str]) -> Verbalizer:
        """Return a verbalizer that also has these pronunciations, which go before its own."""
        if not pronunciations:
            return self
        return Verbalizer(self._style, self._lexicon.with_pronunciations(pronunciations))

    def prepare(self) -> Verbalizer:
        """Return this verbalizer, ready for the first text: before processes are forked."""
        assert self._scanner is not None
        return self

    def verbalize(self, text: str, *, starts_sentence: bool = True) -> VerbalizedText:
        """Return a text (NFC) in spoken words, with the doubts that the editor should settle.

        A token at the start of a sentence gets a capital letter; `starts_sentence` says whether
        the text itself starts one. Verbalizing the output again changes nothing.
        """
        return self._scanner.verbalize(text, starts_sentence=starts_sentence)

    @cached_property
    def _scanner(self) -> _Scanner:
        return _Scanner(self._style, self._lexicon)


class _Scanner:
    """Finds the tokens of a text and asks their rules."""

    def __init__(self, style: Style, lexicon: Lexicon) -> None:
        self._style = style
        self._lexicon = lexicon
        spoken_forms = self._lexicon.spoken_forms()
        looping = set(find_loops(spoken_forms))
        # The rule for abbreviations finds the words in capitals; a looping one is found here, so
        # that the rule for lexicon words reports it.
        word_of_form = {
            form: word
            for word in spoken_forms
            if not is_in_capitals(word) or word in looping
            for form in list_written_forms(word)
        }
        # A form that is itself a word of the lexicon belongs to that word alone.
        self._word_of_form = {
            **word_of_form,
            **{word: word for word in spoken_forms if word in word_of_form},
        }
        words = make_word_pattern(self._word_of_form)
        # A piece of text holds no space, so of a form with spaces it can hold the first word.
        first_words = {form.split(" ")[0] for form in self._word_of_form}
        self._lexicon_start = re.compile(make_start_pattern([*first_words, *START_WORDS]))
        self._offsets = Memo(self._make_offsets, _KNOWN_PIECES)
        self._lexicon_token = re.compile(
            _make_token_pattern((WEB_ADDRESS, replace(LEXICON_WORD, pattern=words)))
        )
        self._shared_token = _compile_shared_token()
        self._next_word = re.compile(
            rf"(?P<next_space>\s*)(?P<next_word>{words}|(?:{ANYWHERE})(?!\w)"
            rf"|(?:{COMPOUND})(?![^\W\d_]))"
        )
        self._spoken_forms: Mapping[str, str] = {}
        self._verbalize_spoken_forms(
            {word: spoken for word, spoken in spoken_forms.items() if word not in looping}
        )

    def verbalize(self, text: str, *, starts_sentence: bool) -> VerbalizedText:
        """Return a text in spoken words (`Verbalizer.verbalize`)."""
        history = History("" if starts_sentence else _MIDDLE)
        out: list[str] = []
        doubts: list[Doubt] = []
        end = 0
        for match in self._find_tokens(text):
            gap = text[end : match.start()]
            history.append(gap)
            token = TokenContext(
                match, history, self._style, self._lexicon, self._spoken_forms, self._next_word
            )
            rule = _RULE_OF_GROUP[match.lastgroup or ""]
            result = rule.verbalize(token)
            words = _make_output(result, token)
            with_digits = token.written if rule.in_lists else words
            history.append_token(result.token_class, words, with_digits)
            out += gap, words
            if result.why:
                is_leftover = rule is LEFTOVER_DIGITS or rule is UNSAYABLE_SIGN
                start = _find_run_start(match) if is_leftover else match.start()
                doubts.append(Doubt(start, text[start : match.end()], result.why))
            end = match.end()
        out.append(text[end:])
        return VerbalizedText("".join(out), tuple(doubts))

    def _find_tokens(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the match of each token in order; `lastgroup` is the group of its rule.

        Rules are tried only where a token may start, and the next token starts after the last.
        """
        end = 0
        for start in self._find_starts(text):
            if start < end:
                continue
            if token := self._lexicon_token.match(text, start) or self._shared_token.match(
                text, start
            ):
                yield token
                end = token.end()

    def _find_starts(self, text: str) -> Iterable[int]:
        """Return the indexes where a token may start, in order.

        The text is taken apart at its spaces: few different pieces make up most texts, and hardly
        any of them starts a token.
        """
        if "@" in text:
            # Any word may be the name of a mailbox.
            return range(len(text))
        pieces = text.split(" ")
        offsets = list(map(self._offsets.__getitem__, pieces))
        if not any(offsets):
            return ()
        lengths = list(accumulate(map(len, pieces), initial=0))
        # Each piece before one at `index` is followed by a space.
        starts = [
            lengths[index] + index + offset
            for index in compress(count(), offsets)
            for offset in offsets[index]
        ]
        return starts[1:] if starts[0] < 0 else starts

    def _make_offsets(self, piece: str) -> tuple[int, ...]:
        """Return the offsets in a piece without spaces where a token may start, in order.

        The space before it has the offset -1. What stands around the piece is not known, so there
        is a digit on both sides: no pattern finds less because of it.
        """
        text = f"{_AROUND_PIECE}{piece}{_AROUND_PIECE[::-1]}"
        patterns = (*_TOKEN_STARTS, self._lexicon_start)
        found = {one.start() for pattern in patterns for one in pattern.finditer(text)}
        width = len(_AROUND_PIECE)
        return tuple(sorted(at - width for at in found if width - 1 <= at < width + len(piece)))

    def _verbalize_spoken_forms(self, spoken_forms: dict[str, str]) -> None:
        """Verbalize the spoken forms themselves, again and again until nothing changes.

        Looping words are left out, so there are at most as many rounds as words.
        """
        self._set_spoken_forms(spoken_forms)
        for _ in spoken_forms:
            verbalized = {
                word: self.verbalize(form, starts_sentence=False).text
                for word, form in spoken_forms.items()
            }
            if verbalized == spoken_forms:
                break
            spoken_forms = verbalized
            self._set_spoken_forms(spoken_forms)

    def _set_spoken_forms(self, spoken_forms: dict[str, str]) -> None:
        """Make the mapping that rules use: from every written form to its spoken form."""
        forms = {
            form: spoken_forms[word]
            for form, word in self._word_of_form.items()
            if word in spoken_forms
        }
        self._spoken_forms = {**forms, **add_unjoined_forms(spoken_forms)}


def _make_token_pattern(rules: Iterable[Rule]) -> str:
    """Return a pattern of alternatives, one group for each rule: the first that fits matches."""
    return "|".join(f"(?P<{_name_group(rule)}>{rule.pattern})" for rule in rules)


def _name_group(rule: Rule) -> str:
    """Return the name of the group around the pattern of a rule."""
    return f"rule_{rule.name}"


@cache
def _compile_shared_token() -> re.Pattern[str]:
    return re.compile(_make_token_pattern(SHARED_RULES))


_TOKEN_STARTS: Final = tuple(map(re.compile, TOKEN_STARTS))
_RULE_OF_GROUP: Final = {_name_group(rule): rule for rule in RULES}

_AROUND_PIECE: Final = "0 "
_KNOWN_PIECES: Final = 2**14
"""Pieces of text of which a verbalizer remembers where tokens may start."""

_RUN_BEFORE: Final = re.compile(r"[\w./-]*$")


def _find_run_start(match: re.Match[str]) -> int:
    """Return the index where the run of letters and digits starts that ends with a token.

    The editor is shown the whole run: "P.5" and not "5".
    """
    before = match.string[: match.start()][-REACH:]
    return match.start() - len(_RUN_BEFORE.findall(before)[0])


def _make_output(result: Verbalization, token: TokenContext) -> str:
    """Return the text for a token: as written, or its words, with a capital if it needs one."""
    if result.spoken is None:
        return token.written
    if result.spoken and not token.written[0].islower() and token.starts_sentence:
        return result.spoken[0].upper() + result.spoken[1:]
    return result.spoken
