"""Many hands give what one hand gives, in the same order, and say for which thing they failed."""

from __future__ import annotations

import os
import threading

import pytest

from bulletin.press.hands import HandError, spread

NUMBERS = range(1_000)


def test_results_come_in_the_order_of_the_things() -> None:
    wanted = [number * number for number in NUMBERS]
    assert spread(lambda number: number * number, NUMBERS, str, worth_it=1) == wanted
    assert spread(lambda number: number * number, NUMBERS, str, worth_it=10_000) == wanted


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="one core"
)
def test_the_work_is_done_in_other_processes_only_when_it_is_worth_it() -> None:
    here = {os.getpid()}
    assert here.isdisjoint(spread(lambda _: os.getpid(), NUMBERS, str, worth_it=1))
    assert set(spread(lambda _: os.getpid(), NUMBERS, str, worth_it=10_000)) == here


def test_a_preview_with_its_threads_is_never_copied() -> None:
    over = threading.Event()
    watcher = threading.Thread(target=over.wait)
    watcher.start()
    try:
        assert set(spread(lambda _: os.getpid(), NUMBERS, str, worth_it=1)) == {os.getpid()}
    finally:
        over.set()
        watcher.join()


@pytest.mark.parametrize("worth_it", [1, 10_000])
def test_a_failure_names_its_thing(worth_it: int) -> None:
    def work(number: int) -> float:
        return 1 / (number - 7)

    with pytest.raises(HandError, match=r"content/7\.md: ZeroDivisionError"):
        spread(work, NUMBERS, lambda number: f"content/{number}.md", worth_it=worth_it)
