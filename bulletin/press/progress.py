"""How a build tells what it is doing: a bar for people who wait, plain lines for a log."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from bulletin.press.publication import Outcome
from bulletin.vietnamese.numbers import format_count, format_decimal, format_size

PATIENCE = 2.0
"""Seconds that nobody minds waiting in silence."""

WIDTH = 30


class Progress:
    """Tells on `stream`; `clock` gives seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._clock = clock
        self._began = clock()
        self._is_drawn = False

    def begin(self) -> None:
        """Count the seconds from now."""
        self._began = self._clock()

    def tell(self, done: int, total: int) -> None:
        """Say that `done` of `total` parts of the site are done."""
        is_last = done == total
        if self._clock() - self._began < PATIENCE and not self._is_drawn:
            return
        if self._stream.isatty():
            full = round(WIDTH * done / total)
            bar = "█" * full + "░" * (WIDTH - full)
            self._stream.write(
                f"\r{bar} {format_count(done)}/{format_count(total)} phần" + "\n" * is_last
            )
            self._stream.flush()
            self._is_drawn = not is_last
        else:
            print(f"Đã dựng {format_count(done)}/{format_count(total)} phần", file=self._stream)

    def close(self, outcome: Outcome) -> None:
        """Say in one line what came of it."""
        seconds = format_decimal(self._clock() - self._began, 1)
        print(
            f"Dựng {format_count(outcome.printed)} trang,"
            f" giữ nguyên {format_count(outcome.kept)} trang;"
            f" {seconds} giây; {format_size(outcome.size)}",
            file=self._stream,
        )
