"""Many hands: the same work for many things, on all cores, with the results in order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT = 400
"""Things from which on starting processes takes less time than it saves."""

AHEAD = 500
"""Results that may wait for whoever asked for them."""

_work: Callable[[Any], Any] | None = None
_things: Sequence[Any] = ()


class HandError(Exception):
    """The work failed; the message names the thing it failed for."""


def spread(
    work: Callable[[T], R], things: Sequence[T], name: Callable[[T], str], worth_it: int = WORTH_IT
) -> list[R]:
    """Return what `work` makes of each of `things`, in their order; see `stream`."""
    return list(stream(work, things, name, worth_it))


def stream(
    work: Callable[[T], R], things: Sequence[T], name: Callable[[T], str], worth_it: int = WORTH_IT
) -> Iterator[R]:
    """Yield what `work` makes of each of `things`, in their order, while more is being made.

    The processes are copies of this one, made when the work begins: they know all that it knows,
    and only the results travel. They go no further than AHEAD things before what was asked for.
    Where there are few things, one core, no such copies (outside Unix) or other threads (a
    preview), this process does it all itself; so does a copy. Raises HandError, with the `name` of
    the thing, for whatever `work` raises.
    """
    global _work, _things
    hands = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    is_a_copy = multiprocessing.current_process().daemon
    if len(things) < worth_it or hands < 2 or threading.active_count() > 1 or is_a_copy:
        yield from (_done(work, thing, name) for thing in things)
        return
    _work, _things = lambda thing: _done(work, thing, name), things
    pool = multiprocessing.get_context("fork").Pool(hands, initializer=_arrive)
    _work, _things = None, ()
    ahead, is_over = threading.Semaphore(AHEAD), False

    def places() -> Iterator[int]:
        for place in range(len(things)):
            ahead.acquire()
            if is_over:
                return
            yield place

    chunk = min(32, -(-len(things) // hands))
    try:
        for result in pool.imap(_at, places(), chunksize=chunk):
            ahead.release()
            yield result
        pool.close()
    except BaseException:
        # The thread that hands out places shall not wait for ever, or there is no end to this.
        is_over = True
        ahead.release()
        pool.terminate()
        raise
    finally:
        pool.join()


def _arrive() -> None:
    """Look for garbage among one's own values only: not to touch the others leaves them shared."""
    gc.freeze()
    gc.enable()


def _at(place: int) -> Any:
    assert _work is not None
    return _work(_things[place])


def _done(work: Callable[[T], R], thing: T, name: Callable[[T], str]) -> R:
    try:
        return work(thing)
    except Exception as cause:
        raise HandError(f"{name(thing)}: {type(cause).__name__}: {cause}") from cause
