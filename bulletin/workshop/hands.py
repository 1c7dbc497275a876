"""Many hands: the same work for many things, on all cores, with the results in order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
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
    work: Callable[[T], R],
    things: Sequence[T],
    name: Callable[[T], str],
    worth_it: int = WORTH_IT,
    *,
    ahead: int = AHEAD,
    plain: type[Exception] = HandError,
) -> Iterator[R]:
    """Yield what `work` makes of each of `things`, in their order, while more is being made.

    The processes are copies of this one, made when the work begins: they know all that it knows,
    and only the results travel. They go no further than `ahead` things before what was asked for.
    Where there are few things, one core, no such copies (outside Unix) or other threads (a
    preview), this process does it all itself; so does a copy. Raises HandError, with the `name` of
    the thing, for whatever `work` raises but for `plain` errors: they name the thing themselves.
    """
    global _work, _things
    hands = _hands()
    if len(things) < worth_it or not _can_be_copied():
        yield from (_done(work, thing, name, plain) for thing in things)
        return
    _work, _things = lambda thing: _done(work, thing, name, plain), things
    pool = multiprocessing.get_context("fork").Pool(hands, initializer=_arrive)
    _work, _things = None, ()
    places_left, is_over = threading.Semaphore(ahead), False

    def places() -> Iterator[int]:
        for place in range(len(things)):
            places_left.acquire()
            if is_over:
                return
            yield place

    chunk = min(ahead // 16, -(-len(things) // hands))
    try:
        for result in pool.imap(_at, places(), chunksize=chunk):
            places_left.release()
            yield result
        pool.close()
    except BaseException:
        # The thread that hands out places shall not wait for ever, or there is no end to this.
        is_over = True
        places_left.release()
        pool.terminate()
        raise
    finally:
        pool.join()


def begun(work: Callable[[], R]) -> Callable[[], R]:
    """Begin some work beside what comes next; return what waits for its result.

    A copy of this process does it. Where there can be none (see `stream`), or when it dies, the
    work is done by this process when the result is asked for.
    """
    if not _can_be_copied():
        return work
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    copy = context.Process(target=_send, args=(work, there), daemon=True)
    copy.start()
    there.close()

    def result() -> R:
        try:
            found: R = here.recv()
        except EOFError:
            found = work()
        copy.join()
        return found

    return result


def _send(work: Callable[[], Any], there: Connection) -> None:
    _arrive()
    with suppress(Exception):  # whoever asks does it again, and hears of it there
        there.send(work())


def _can_be_copied() -> bool:
    """Return whether this process may be copied, and may do more than one thing at a time."""
    return (
        _hands() > 1
        and threading.active_count() == 1
        and not multiprocessing.current_process().daemon
    )


def _hands() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _arrive() -> None:
    """Look for garbage among one's own values only: not to touch the others leaves them shared."""
    gc.freeze()
    gc.enable()


def _at(place: int) -> Any:
    assert _work is not None
    return _work(_things[place])


def _done(work: Callable[[T], R], thing: T, name: Callable[[T], str], plain: type[Exception]) -> R:
    try:
        return work(thing)
    except (HandError, plain):
        raise
    except Exception as cause:
        raise HandError(f"{name(thing)}: {type(cause).__name__}: {cause}") from cause
