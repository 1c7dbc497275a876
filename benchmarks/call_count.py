"""How much work a story is, counted and not timed: the calls of functions in full builds.

Seconds of a loaded machine say nothing within ten percent; the number of calls is the same on every
run of one version of Python and of the locked libraries. What a single call costs is not seen: a
pattern that became slower, for example. `make bench` times that.
"""

from __future__ import annotations

import json
import os
import pstats
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.contenders import ENVIRONMENT
from benchmarks.jobs import YEARS
from benchmarks.running import CommandFailed
from benchmarks.writing import ROOT, write_project

SIZES: Final = (20, 70)
"""Stories of the two builds that are counted. What every build does, whatever the number of its
stories, cancels out: imports, patterns, templates, the documents of the repository."""

KEPT: Final = ROOT / "benchmarks" / "call_count.json"
"""The calls that are kept, by version of Python; a change needs a line in CHANGELOG.md."""

MOST: Final = 1.10
"""How many times as many calls as the kept ones a story may be."""


def python_version() -> str:
    """Return the version of Python whose counts can be compared: "3.11"."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def read_kept_calls() -> int | None:
    """Return the kept calls for this version of Python; None if there is none."""
    counts: dict[str, int] = json.loads(KEPT.read_text("utf-8"))
    return counts.get(python_version())


def keep_calls(calls: int) -> None:
    """Keep the calls of a story for this version of Python."""
    counts: dict[str, int] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    counts[python_version()] = calls
    KEPT.write_text(json.dumps(counts, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def count_calls_per_story() -> int:
    """Return the calls that a story adds to a build from nothing; raises CommandFailed."""
    fewer, more = map(_count_calls, SIZES)
    return (more - fewer) // (SIZES[1] - SIZES[0])


def _count_calls(size: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        write_project("bulletin", size, folder, YEARS, 0.0)
        profile = str(Path(name) / "profile")
        _run([sys.executable, "-m", "cProfile", "-o", profile, "-m", "mkdocs", "build"], folder)
        # pstats gives for each function the calls that were no recursion, all calls, and seconds.
        rows: dict[object, tuple[int, int]] = vars(pstats.Stats(profile))["stats"]
        return sum(row[1] for row in rows.values())


def _run(command: list[str], folder: Path) -> None:
    environment = {**ENVIRONMENT, "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_use_one_core,
    )
    if done.returncode:
        raise CommandFailed(f"{' '.join(command)}\n{(done.stdout + done.stderr)[-2000:]}")


def _use_one_core() -> None:
    """Keep the build in one process: calls in worker processes are not counted."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
