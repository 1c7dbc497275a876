"""What a rule returns for one token, and what the verbalizer returns for a whole text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Doubt:
    """A part of a text that the editor should write in another way.

    `offset` is its index in the text, in characters from 0. `written` is the part as written.
    `why` says in Vietnamese what is unclear and what to write instead.
    """

    offset: int
    written: str
    why: str


@dataclass(frozen=True, slots=True)
class VerbalizedText:
    """A text in spoken words, and the doubts about it in the order of the text."""

    text: str
    doubts: tuple[Doubt, ...] = ()


class TokenClass(Enum):
    """What a token was, as far as the next token needs it.

    A slash after an amount means "each", a dash between two days means "to".
    """

    AMOUNT = "amount"
    DAY = "day"
    HOUR = "hour"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Verbalization:
    """The decision of a rule about one token.

    `spoken` is the text that replaces the token, None if the token stays as written. `why` is the
    reason of a doubt, empty if there is none. `token_class` is remembered for the next tokens.
    """

    spoken: str | None
    why: str = ""
    token_class: TokenClass = TokenClass.OTHER


def replace_with(
    spoken: str, token_class: TokenClass = TokenClass.OTHER, why: str = ""
) -> Verbalization:
    """Return the decision to replace a token by `spoken`, with a doubt if `why` is given."""
    return Verbalization(spoken, why, token_class)


def keep_written(why: str = "") -> Verbalization:
    """Return the decision to keep a token as written, with a doubt if `why` is given."""
    return Verbalization(None, why)
