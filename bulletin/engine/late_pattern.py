"""Patterns that are compiled when they are first used.

To compile a long pattern takes longer than to import the module around it, and of the patterns for
reading aloud and for personal data most builds and checks use few: other patterns say first whether
there is anything to find.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

_METHODS: Final = (
    "findall", "finditer", "fullmatch", "match", "pattern", "search", "split", "sub", "subn",
)  # fmt: skip


class _LatePattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(*self._written)
        # From now on Python finds the methods here, as fast as those of the pattern itself.
        vars(self).update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)


def compile_late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return `re.compile(pattern, flags)`, which is called when the pattern is first used."""
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))
