"""ProgressDisplay of a build: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from bulletin.site.outcome import Outcome
from bulletin.vietnamese.numbers import format_count, format_decimal, format_size

QUIET_SECONDS = 2.0
"""A build that takes no longer reports no progress."""

WIDTH = 30


class ProgressDisplay:
    """Writes to `stream`; `clock` gives seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._clock = clock
        self._start = clock()
        self._has_bar = False

    def begin(self) -> None:
        """Count the seconds from now."""
        self._start = self._clock()

    def report(self, done: int, total: int) -> None:
        """Say that `done` of `total` parts of the site are done."""
        is_last = done == total
        if self._clock() - self._start < QUIET_SECONDS and not self._has_bar:
            return
        if self._stream.isatty():
            full = round(WIDTH * done / total)
            bar = "█" * full + "░" * (WIDTH - full)
            self._stream.write(
                f"\r{bar} {format_count(done)}/{format_count(total)} phần" + "\n" * is_last
            )
            self._stream.flush()
            self._has_bar = not is_last
        else:
            print(f"Đã dựng {format_count(done)}/{format_count(total)} phần", file=self._stream)

    def close(self, outcome: Outcome) -> None:
        """Say in one line what came of the build."""
        seconds = format_decimal(self._clock() - self._start, 1)
        print(
            f"Dựng {format_count(outcome.built)} trang,"
            f" giữ nguyên {format_count(outcome.kept)} trang;"
            f" {seconds} giây; {format_size(outcome.size)}",
            file=self._stream,
        )
