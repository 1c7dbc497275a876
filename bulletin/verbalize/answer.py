"""What a rule says of a token: its spoken form, or that it stays as written, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the editor should write differently.

    `offset` counts characters of the text from 0, `written` is what stands there, `why` says in
    Vietnamese what is unclear and what to write.
    """

    offset: int
    written: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in words, and what remained unclear, in the order of the text."""

    text: str
    doubts: tuple[Doubt, ...] = ()


class Kind(Enum):
    """What a token was: a slash after an amount means "each", a dash between days means "to"."""

    AMOUNT = "amount"
    DAY = "day"
    HOUR = "hour"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Answer:
    """`spoken` is None where the token stays as written, `why` is empty where nothing is unclear.

    `kind` tells the tokens that follow what they follow.
    """

    spoken: str | None
    why: str = ""
    kind: Kind = Kind.OTHER


def say(spoken: str, kind: Kind = Kind.OTHER, why: str = "") -> Answer:
    """Return the answer that a token is read so, with what to tell the editor all the same."""
    return Answer(spoken, why, kind)


def leave(why: str = "") -> Answer:
    """Return the answer that a token stays as written, with what to tell the editor."""
    return Answer(None, why)
