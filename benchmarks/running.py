"""Runs commands and measures how long they take and how much memory they use."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.contenders import ENVIRONMENT

PREVIEW_TIMEOUT = 900.0
"""Seconds after which waiting for a preview ends."""


class CommandFailed(Exception):
    """A measured command failed; the message has the command and the end of its output."""


def measure_seconds(command: Sequence[str], folder: Path) -> float:
    """Run `command` in `folder` and return the seconds it took; raises CommandFailed."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    taken = time.perf_counter() - start
    if done.returncode:
        raise CommandFailed(f"{folder}: {' '.join(command)}\n{(done.stdout + done.stderr)[-2000:]}")
    return taken


def measure_peak_memory(command: Sequence[str], folder: Path) -> int:
    """Run `command` in `folder` and return the most memory it used at one time, in bytes.

    Its child processes count too. Shared memory is divided among the processes that share it (PSS),
    so that the sum is what the machine needed. It is read ten times a second, which slows the
    command down, so its time must not be used. Raises CommandFailed.
    """
    peak = 0
    with subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_read_memory, _iter_process_tree(process.pid))))
            time.sleep(0.1)
    if process.returncode:
        raise CommandFailed(f"{folder}: {' '.join(command)}")
    return peak


def _iter_process_tree(process: int) -> Iterator[int]:
    """Yield a process and all its running descendants."""
    yield process
    try:
        lists = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return
    for child in " ".join(lists).split():
        yield from _iter_process_tree(int(child))


def _read_memory(process: int) -> int:
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


@contextmanager
def run_preview(command: Sequence[str], folder: Path) -> Iterator[Callable[[str, str], float]]:
    """Run a preview server; give a function that waits until a page shows some words.

    `command` gets the address to listen at as its last argument. The function takes the page's path
    and the words, and returns the seconds it waited; it raises CommandFailed after PREVIEW_TIMEOUT
    or when the server ends.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [*command, host], cwd=folder, env=ENVIRONMENT, stdout=quiet, stderr=quiet
    )

    def wait(path: str, words: str) -> float:
        start = time.perf_counter()
        while words not in _fetch_page(f"http://{host}{path}"):
            if process.poll() is not None or time.perf_counter() - start > PREVIEW_TIMEOUT:
                raise CommandFailed(f"{folder}: {path} never showed: {words}")
            time.sleep(0.02)
        return time.perf_counter() - start

    try:
        yield wait
    finally:
        process.terminate()
        process.wait()


def _fetch_page(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=PREVIEW_TIMEOUT) as answer:
            return str(answer.read().decode("utf-8"))
    except (urllib.error.URLError, ConnectionError):
        return ""
