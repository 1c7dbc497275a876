"""How the time of a piece of work grows with its size, whatever else the machine does meanwhile."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType

TURNS = 4


def assert_no_worse_than_linear(work: Callable[[int], object], size: int) -> None:
    """Fail when the work on `size` takes far more than four times that on a quarter of it.

    A straight line gives four times, a square sixteen. Only processor seconds of this process
    count; where others slow the processor itself down, another turn may still be quick enough.
    """
    small = large = float("inf")
    for _ in range(TURNS):
        small, large = seconds_of(work, size // 4), min(large, seconds_of(work, size))
        if large < 10 * small + 0.1:
            return
    raise AssertionError(f"{size // 4}: {small:.3f} s, {size}: {large:.3f} s")


def seconds_of(work: Callable[[int], object], size: int) -> float:
    """Return the processor seconds that the work takes."""
    start = time.process_time()
    work(size)
    return time.process_time() - start


def count_calls(work: Callable[[int], object], size: int) -> int:
    """Return how many functions the work calls, those of C too: a measure without a clock."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work(size)
    finally:
        sys.setprofile(before)
    return calls
