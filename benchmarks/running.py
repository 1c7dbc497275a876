"""Commands run and watched: how long they take, how much memory they hold."""

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

PATIENCE = 900.0
"""Seconds after which a preview that shows nothing is given up."""


class Failed(Exception):
    """A command that was to be measured did not do its work; says which and its last words."""


def seconds_of(command: Sequence[str], folder: Path) -> float:
    """Run `command` in `folder` and return the seconds it took; raises Failed."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    taken = time.perf_counter() - start
    if done.returncode:
        raise Failed(f"{folder}: {' '.join(command)}\n{(done.stdout + done.stderr)[-2000:]}")
    return taken


def peak_memory_of(command: Sequence[str], folder: Path) -> int:
    """Run `command` in `folder` and return the most bytes it held at a time.

    Its child processes count too. Memory that processes share is shared among them (PSS), so that
    the sum is what the machine really had to give. Looked at ten times a second, which slows the
    command down: its time is not to be used.
    """
    peak = 0
    with subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_held, _family(process.pid))))
            time.sleep(0.1)
    if process.returncode:
        raise Failed(f"{folder}: {' '.join(command)}")
    return peak


def _family(process: int) -> Iterator[int]:
    """Yield a process and all that came from it and are still there."""
    yield process
    try:
        lists = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return
    for child in " ".join(lists).split():
        yield from _family(int(child))


def _held(process: int) -> int:
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


@contextmanager
def preview(command: Sequence[str], folder: Path) -> Iterator[Callable[[str, str], float]]:
    """Run a preview server; give a function that waits until a page shows some words.

    `command` gets an address to listen at as its last argument. The function takes the page's path
    and the words, and returns the seconds it waited; it raises Failed when its patience ends.
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
        while words not in _page(f"http://{host}{path}"):
            if process.poll() is not None or time.perf_counter() - start > PATIENCE:
                raise Failed(f"{folder}: {path} never showed: {words}")
            time.sleep(0.02)
        return time.perf_counter() - start

    try:
        yield wait
    finally:
        process.terminate()
        process.wait()


def _page(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))
    except (urllib.error.URLError, ConnectionError):
        return ""
