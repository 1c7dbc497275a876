"""A limit to the processor time of some work, where the system knows one."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import suppress

import pytest

from bulletin.prose.time_limit import TooSlow, limit_time


def work(seconds: float) -> None:
    """Use the processor for so many seconds."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_work_that_is_quick_enough_is_left_alone() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with limit_time(5):
        work(0.05)
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_work_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(TooSlow), limit_time(0.1):
        work(20)
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


@pytest.mark.slow
def test_work_that_swallows_the_error_is_stopped_all_the_same() -> None:
    def swallow() -> None:
        with suppress(Exception):
            work(20)
        work(20)

    with pytest.raises(TooSlow), limit_time(0.1):
        swallow()


def test_another_thread_has_no_limit() -> None:
    done = []

    def limited() -> None:
        with limit_time(0.05):
            work(0.3)
        done.append(True)

    thread = threading.Thread(target=limited)
    thread.start()
    thread.join()
    assert done == [True]
