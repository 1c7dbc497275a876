"""How long a text takes to read aloud."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# An underscore is no letter to a reader, but `\w` takes it for one.
_SYLLABLE: Final = re.compile(r"[^\W\d_]+|\d+")


def syllables(spoken: str) -> int:
    """Return the number of syllables of a text that is already in words.

    A written Vietnamese syllable is a run of letters, so "ki-lô-mét" has three. Figures that were
    left as written count as one for each run.
    """
    return sum(map(_syllables_between_spaces, spoken.split()))


@lru_cache(maxsize=2**14)
def _syllables_between_spaces(run: str) -> int:
    """Return the syllables of a word with the marks that touch it; few words make up most texts."""
    return len(_SYLLABLE.findall(run))


def seconds(syllables: int, rate_per_minute: int) -> int:
    """Return how many seconds that many syllables take, rounded up.

    `rate_per_minute` is in syllables a minute: newsreaders reach 233, outdoor loudspeakers need
    about 200. A negative count, or a rate that is not positive, raises ValueError.
    """
    if syllables < 0 or rate_per_minute <= 0:
        raise ValueError(f"nothing is read so: {syllables} at {rate_per_minute} a minute")
    return -(-syllables * 60 // rate_per_minute)
