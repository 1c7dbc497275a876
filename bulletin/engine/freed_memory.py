"""Freed memory: glibc keeps it for this process, unless it is asked to return it to the system."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache


def return_freed_memory() -> None:
    """Return freed memory to the system, where the C library can; elsewhere do nothing."""
    if trim := _find_trim():
        trim(0)


@cache
def _find_trim() -> Callable[[int], int] | None:
    import ctypes  # a build that is up to date has no use for it

    try:
        found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    except (OSError, TypeError):  # Windows has no library of the whole process
        return None
    return found
