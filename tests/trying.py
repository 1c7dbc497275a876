"""How many examples Hypothesis tries a law with."""

from __future__ import annotations

import os

from hypothesis import settings

SHARE = float(os.environ.get("EXAMPLES", "0.4"))
"""The share of the examples written at a law: EXAMPLES=1 tries all of them."""

FEWEST = 10


def count_examples(all_of_them: int) -> int:
    """Return how many examples are tried where `all_of_them` are written."""
    return max(min(FEWEST, all_of_them), round(all_of_them * SHARE))


def try_examples(all_of_them: int) -> settings:
    """Let a law be tried with a share of so many examples; for laws that want other than 100."""
    return settings(max_examples=count_examples(all_of_them))
