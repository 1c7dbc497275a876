"""Worker processes: one function mapped over many items on all cores, with results in order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from bulletin.engine.freed_memory import return_freed_memory

T = TypeVar("T")
R = TypeVar("R")

MIN_ITEMS = 400
"""Number of items from which starting worker processes takes less time than it saves."""

MAX_PENDING = 128
"""Results that may be finished and not yet taken by the caller."""

# What a worker finds in its copy of the parent's memory; set only while the pool is forked.
_function: Callable[[Any], Any] | None = None
_items: Sequence[Any] = ()


class WorkerError(Exception):
    """A function failed in a worker; the message names the item that it failed for."""


def map_parallel(
    function: Callable[[T], R],
    items: Sequence[T],
    name: Callable[[T], str],
    min_items: int = MIN_ITEMS,
) -> list[R]:
    """Return the results of `function` for each of `items`, in order; see `imap_bounded`."""
    return list(imap_bounded(function, items, name, min_items))


def imap_bounded(
    function: Callable[[T], R],
    items: Sequence[T],
    name: Callable[[T], str],
    min_items: int = MIN_ITEMS,
    *,
    max_pending: int = MAX_PENDING,
    passthrough: type[Exception] = WorkerError,
) -> Iterator[R]:
    """Yield the result of `function` for each of `items`, in order, while workers compute more.

    Workers are forked when the first result is asked for, so they share all values of this process
    and only results are sent back. They run at most `max_pending` items ahead of the caller.
    This process computes everything itself when there are fewer than `min_items` items, one core,
    no fork (outside Unix) or other threads (a preview server), and when it is a worker already.

    An exception of `function` is raised as WorkerError with the item's `name`; exceptions of type
    `passthrough` and refusals of the system name theirs themselves and are raised as they are.
    """
    global _function, _items
    worker_count = _count_cores()
    if len(items) < min_items or not _can_fork():
        yield from (_call(function, item, name, passthrough) for item in items)
        return
    _function, _items = lambda item: _call(function, item, name, passthrough), items
    return_freed_memory()
    pool = multiprocessing.get_context("fork").Pool(worker_count, initializer=_start_worker)
    _function, _items = None, ()
    free_slots, is_over = threading.Semaphore(max_pending), False

    def indexes() -> Iterator[int]:
        for index in range(len(items)):
            free_slots.acquire()
            if is_over:
                return
            yield index

    chunk = min(max_pending // 16, -(-len(items) // worker_count))
    try:
        for result in pool.imap(_call_at, indexes(), chunksize=chunk):
            free_slots.release()
            yield result
        pool.close()
    except BaseException:
        # The pool's own thread waits in `indexes` for a free slot: let it end, or join() hangs.
        is_over = True
        free_slots.release()
        pool.terminate()
        raise
    finally:
        pool.join()


def submit(function: Callable[[], R]) -> Callable[[], R]:
    """Start `function` in a forked process; return a function that waits for its result.

    Where no process can be forked (see `imap_bounded`), or when it dies, this process calls
    `function` itself when the result is asked for.
    """
    if not _can_fork():
        return function
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send_result, args=(function, sender), daemon=True)
    process.start()
    sender.close()

    def result() -> R:
        try:
            received: R = receiver.recv()
        except EOFError:
            received = function()
        process.join()
        return received

    return result


def _send_result(function: Callable[[], Any], sender: Connection) -> None:
    _start_worker()
    with suppress(Exception):  # the parent calls the function again and sees the error there
        sender.send(function())


def _can_fork() -> bool:
    """Return whether forking this process is safe and gains anything."""
    return (
        _count_cores() > 1
        and threading.active_count() == 1
        and not multiprocessing.current_process().daemon
    )


def _count_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _start_worker() -> None:
    """Freeze existing objects, so that collecting garbage leaves their memory shared."""
    gc.freeze()
    gc.enable()


def is_refusal(error: Exception) -> bool:
    """Return whether the system has refused something: such an error names its file itself.

    It is raised as it is, because the cause of an error does not come back from another process.
    """
    return isinstance(error, OSError) and error.errno is not None


def _call_at(index: int) -> Any:
    assert _function is not None
    return _function(_items[index])


def _call(
    function: Callable[[T], R], item: T, name: Callable[[T], str], passthrough: type[Exception]
) -> R:
    try:
        return function(item)
    except (WorkerError, passthrough):
        raise
    except Exception as cause:
        if is_refusal(cause):
            raise
        raise WorkerError(f"{name(item)}: {type(cause).__name__}: {cause}") from cause
