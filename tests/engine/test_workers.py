"""Workers return what one process returns, in order, and name the item that failed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bulletin.engine.workers import WorkerError, imap_bounded, map_parallel
from bulletin.errors import ContentError, Problem
from bulletin.system_errors import explain_system_error

NUMBERS = range(1_000)
ROOT = Path(__file__).parents[2]


def test_results_come_in_the_order_of_the_things() -> None:
    wanted = [number * number for number in NUMBERS]
    assert map_parallel(lambda number: number * number, NUMBERS, str, min_items=1) == wanted
    assert map_parallel(lambda number: number * number, NUMBERS, str, min_items=10_000) == wanted


_COUNT = """
import os
from bulletin.engine.workers import map_parallel
for min_items in (1, 10_000):
    pids = map_parallel(lambda _: os.getpid(), range(1_000), str, min_items)
    print({os.getpid()}.isdisjoint(pids))
"""


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="one core"
)
def test_the_work_is_done_in_other_processes_only_when_it_is_worth_it() -> None:
    # In a process of its own: other tests may have left a thread behind in this one.
    run = subprocess.run(
        [sys.executable, "-c", _COUNT], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout.split() == ["True", "False"]


def test_a_preview_with_its_threads_is_never_copied() -> None:
    over = threading.Event()
    watcher = threading.Thread(target=over.wait)
    watcher.start()
    try:
        assert set(map_parallel(lambda _: os.getpid(), NUMBERS, str, min_items=1)) == {os.getpid()}
    finally:
        over.set()
        watcher.join()


@pytest.mark.parametrize("min_items", [1, 10_000])
def test_a_failure_names_its_thing(min_items: int) -> None:
    def work(number: int) -> float:
        return 1 / (number - 7)

    with pytest.raises(WorkerError, match=r"content/7\.md: ZeroDivisionError"):
        map_parallel(work, NUMBERS, lambda number: f"content/{number}.md", min_items=min_items)


@pytest.mark.parametrize("min_items", [1, 10_000])
def test_what_the_system_refuses_names_its_file_from_another_process_too(min_items: int) -> None:
    def refuse(number: int) -> int:
        raise PermissionError(errno.EACCES, "no", f"content/{number}.jpg")

    with pytest.raises(PermissionError) as refused:
        map_parallel(refuse, [1], str, min_items)
    assert refused.value.filename == "content/1.jpg"
    assert "content/1.jpg: không có quyền" in (explain_system_error(refused.value) or "")


@pytest.mark.parametrize("min_items", [1, 1_000])
def test_a_plain_failure_stays_as_it_is(min_items: int) -> None:
    problem = Problem("content/a.md", 3, "date", "phải là ngày có thật")

    def work(number: int) -> int:
        if number == 7:
            raise ContentError([problem])
        return number

    with pytest.raises(ContentError) as failure:
        list(imap_bounded(work, NUMBERS, str, min_items, passthrough=ContentError))
    assert failure.value.problems == [problem]


_ELSEWHERE = """
import os, sys
from bulletin.engine.workers import submit
found = submit(os.getpid)
assert found() != os.getpid()
def fail():
    raise ValueError("no luck")
try:
    submit(fail)()
except ValueError as failure:
    print(failure)
"""


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="one core"
)
def test_work_done_ahead_is_done_elsewhere_and_its_failure_reported_here() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout == "no luck\n"
    assert run.stderr == ""


_HALFWAY = """
import multiprocessing
from bulletin.engine.workers import MAX_PENDING, imap_bounded
done = multiprocessing.Value("i")
def work(number):
    with done.get_lock():
        done.value += 1
    return number
results = imap_bounded(work, range(100_000), str)
assert [next(results) for _ in range(10)] == list(range(10))
results.close()
# Without the lock: a worker that was stopped while it held the lock never gives it back.
print(done.get_obj().value <= MAX_PENDING + 64)
"""


def test_who_stops_asking_is_not_waited_for() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _HALFWAY], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout.split() == ["True"]
