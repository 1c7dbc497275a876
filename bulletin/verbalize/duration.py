"""How long it takes to read a text aloud: its syllables, and the seconds at a given rate."""

from __future__ import annotations

import re
from typing import Final

from bulletin.engine.memo import Memo

# `\w` matches the underscore, which is not read aloud.
_SYLLABLE: Final = re.compile(r"[^\W\d_]+|\d+")


def count_syllables(spoken: str) -> int:
    """Return the number of syllables of a text that is already in spoken words.

    A Vietnamese syllable is written as one run of letters, so "ki-lô-mét" has three. A run of
    digits that was kept as written counts as one syllable.
    """
    return sum(map(_SYLLABLES_OF_RUNS.__getitem__, spoken.split()))


_SYLLABLES_OF_RUNS: Final = Memo(lambda run: len(_SYLLABLE.findall(run)))


def estimate_seconds(syllables: int, rate_per_minute: int) -> int:
    """Return how many seconds it takes to read these syllables aloud, rounded up.

    `rate_per_minute` is in syllables a minute: newsreaders reach 233, outdoor loudspeakers need
    about 200. A negative count, or a rate that is not positive, raises ValueError.
    """
    if syllables < 0 or rate_per_minute <= 0:
        raise ValueError(f"no duration for {syllables} syllables at {rate_per_minute} a minute")
    return -(-syllables * 60 // rate_per_minute)
