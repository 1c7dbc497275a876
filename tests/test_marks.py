"""Which tests `make quick` leaves out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_what_has_a_site_built_is_left_out_where_slow_tests_are() -> None:
    # These have no mark of their own: their fixtures build a site.
    command = [sys.executable, "-m", "pytest", "-p", "no:xdist", "--collect-only", "-q"]
    chosen = subprocess.run(
        [*command, "-m", "not slow", "tests/site/test_addresses.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert chosen.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, chosen.stdout + chosen.stderr
    assert "deselected" in chosen.stdout
