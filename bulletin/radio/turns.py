"""Which of two presenters reads which paragraph: they take turns, as in the programmes of stations.

One reads the lead or a headline, the other what follows. Short paragraphs one after another (the
items of a list) are one turn. The plain text of a script stays without such marks: programs read
it aloud.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bulletin.radio.plain import END, airing_title, format_rundown_text, spoken_parts
from bulletin.radio.running_order import Broadcast
from bulletin.radio.script import Script
from bulletin.verbalize.duration import count_syllables

MOST_VOICES: Final = 2
_SHORT: Final = 8
"""Syllables of a headline or an item of a list, at most."""

Paragraph = Sequence[str]


def voice_mark(voice: int) -> str:
    """Return what stands before a turn: `Giọng 1`."""
    return f"Giọng {voice}"


def assign_voices(scripts: Sequence[Script]) -> list[list[int]]:
    """Return the voice, 1 or 2, of each paragraph of each script, in the order of `spoken_parts`.

    The one who did not end a script begins the next one.
    """
    found = []
    voice = MOST_VOICES
    for script in scripts:
        voices: list[int] = []
        was_short = False
        for number, (_, paragraphs) in enumerate(spoken_parts(script)):
            for position, paragraph in enumerate(paragraphs):
                is_short = sum(map(count_syllables, paragraph)) <= _SHORT
                goes_on = voices and position > 0 and number > 0 and is_short and was_short
                if not goes_on:
                    voice = MOST_VOICES + 1 - voice
                voices.append(voice)
                was_short = is_short
        found.append(voices)
    return found


def format_marked_rundown(broadcast: Broadcast[Script]) -> str:
    """Return the running order, then the text of each script with its turns marked."""
    scripts = [airing.script for airing in broadcast.airings]
    lines = [format_rundown_text(broadcast).removesuffix(f"{END}\n").rstrip("\n")]
    for airing, voices in zip(broadcast.airings, assign_voices(scripts), strict=True):
        lines += ["", airing_title(airing).upper(), ""]
        lines += _iter_marked_lines(airing.script, voices)
    return "\n".join([*lines, "", END]) + "\n"


def _iter_marked_lines(script: Script, voices: Sequence[int]) -> Iterator[str]:
    """Yield a mark for each turn, then a sentence a line."""
    last = 0
    paragraphs = [one for _, some in spoken_parts(script) for one in some]
    for paragraph, voice in zip(paragraphs, voices, strict=True):
        if voice != last:
            if last:
                yield ""
            yield f"{voice_mark(voice)}:"
            last = voice
        yield from paragraph
