"""A limit to the processor time that some work may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_AGAIN = 1.0
"""Seconds after which the work is interrupted once more, should it have swallowed the error."""


class TooSlow(Exception):
    """The work took more processor time than it may."""


@contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """Raise TooSlow in the work below when it has used so many seconds of the processor.

    Only the main thread of a process on a Unix system can be interrupted: elsewhere no limit.
    """
    if not hasattr(signal, "setitimer") or (
        threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _raise)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _raise(number: int, frame: object) -> None:
    raise TooSlow
