"""A bar for people who wait, plain lines for a log, silence when it is quick; a line at the end."""

from __future__ import annotations

from io import StringIO

from bulletin.site.outcome import Outcome
from bulletin.site.progress import ProgressDisplay


class Screen(StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        """Say so."""
        return self._terminal


def output(*, terminal: bool, seconds: float) -> str:
    """Return what is written of a build in which a second goes by `seconds` times as fast."""
    screen, moments = Screen(terminal=terminal), iter(range(100))
    progress = ProgressDisplay(screen, lambda: next(moments) * seconds)
    progress.begin()
    progress.report(500, 2_000)
    progress.report(2_000, 2_000)
    progress.close(Outcome(built=1_500, kept=12_000, size=3_000_000, lost=(), before=0))
    return screen.getvalue()


def test_a_terminal_gets_a_bar() -> None:
    bar, end, _ = output(terminal=True, seconds=3).splitlines()[-3:]
    assert bar == "████████░░░░░░░░░░░░░░░░░░░░░░ 500/2.000 phần"
    assert end == "██████████████████████████████ 2.000/2.000 phần"


def test_a_log_gets_lines() -> None:
    assert output(terminal=False, seconds=3).splitlines() == [
        "Đã dựng 500/2.000 phần",
        "Đã dựng 2.000/2.000 phần",
        "Dựng 1.500 trang, giữ nguyên 12.000 trang; 9,0 giây; 3 MB",
    ]


def test_what_is_quick_gets_one_line() -> None:
    said = "Dựng 1.500 trang, giữ nguyên 12.000 trang; 0,3 giây; 3 MB\n"
    assert output(terminal=True, seconds=0.1) == said
    assert output(terminal=False, seconds=0.1) == said
