"""Commands that are measured: their memory with that of their children, and what goes wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.running import CommandFailed, measure_peak_memory, measure_seconds, run_preview

pytestmark = pytest.mark.slow

# Made in one piece: a second copy, held for a moment, would be seen whenever that moment is looked
# at. Held long enough that a busy machine looks in time.
HOLD = "x = b'x' * {}; import time; time.sleep(1.5)"
FORK = "import subprocess, sys; subprocess.run([sys.executable, '-c', {!r}], check=True)"


@pytest.mark.parametrize(
    "program", [HOLD.format(80_000_000), FORK.format(HOLD.format(80_000_000))], ids=["own", "child"]
)
def test_memory_is_seen_wherever_it_is_held(tmp_path: Path, program: str) -> None:
    assert 80_000_000 < measure_peak_memory([sys.executable, "-c", program], tmp_path) < 160_000_000


def test_a_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('hỏng rồi')"]
    with pytest.raises(CommandFailed, match="hỏng rồi"):
        measure_seconds(command, tmp_path)
    with pytest.raises(CommandFailed):
        measure_peak_memory(command, tmp_path)


def test_a_preview_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "trang.html").write_text("một", encoding="utf-8")
    listen = (
        "import http.server, sys; host, port = sys.argv[1].split(':');"
        "http.server.test(http.server.SimpleHTTPRequestHandler, port=int(port), bind=host)"
    )
    with run_preview([sys.executable, "-c", listen], tmp_path) as wait:
        wait("/trang.html", "một")
        (tmp_path / "trang.html").write_text("hai", encoding="utf-8")
        assert wait("/trang.html", "hai") < 60


def test_a_preview_that_ends_is_not_waited_for(tmp_path: Path) -> None:
    with (
        pytest.raises(CommandFailed, match="never showed"),
        run_preview([sys.executable, "-c", "raise SystemExit(1)"], tmp_path) as wait,
    ):
        wait("/", "gì đó")
