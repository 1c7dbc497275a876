"""The programs that are measured, and the command with which each builds its project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.writing import ROOT

BENCH_DIR = ROOT / ".cache" / "bench"
# `python -m`, because the path in the first line of bin/pelican may be too long for the system.
PELICAN = (str(ROOT / ".venv-bench" / "bin" / "python"), "-m", "pelican")
# The site depends on the day, so the day is fixed.
ENVIRONMENT = {
    **os.environ,
    "BULLETIN_NOW": "2026-11-23T08:00:00+07:00",
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONUTF8": "1",
}
MKDOCS = (sys.executable, "-m", "mkdocs")


@dataclass(frozen=True)
class Contender:
    """A program that builds the corpus; `project` is the kind of project that it takes."""

    name: str
    project: str
    command: Sequence[str]
    slow: bool = False
    """Whether it is measured in the first turn only."""

    def folder(self, size: int) -> Path:
        """Return the folder of its project of `size` stories."""
        return BENCH_DIR / f"{self.project}-{size}"


BULLETIN = Contender("bulletin", "bulletin", (*MKDOCS, "build", "--quiet"))
RIVALS_UP_TO = 10_000
"""Stories; above this size rivals are not measured, because Material's blog would take an hour."""


def find_rivals() -> list[Contender]:
    """Return the rivals that can run here; report on standard error which are missing."""
    found = [Contender("material", "material", (*MKDOCS, "build", "--quiet"), slow=True)]
    if hugo := shutil.which("hugo"):
        plain = (hugo, "--quiet", "--destination", "site")
        found.append(Contender("hugo", "hugo", plain))
        related = (*plain, "--config", "hugo.toml,related.toml")
        found.append(Contender("hugo-related", "hugo", related, slow=True))
    else:
        print("không có Hugo (apt install hugo): bỏ qua", file=sys.stderr)
    if _install_pelican():
        command = (*PELICAN, "-q", "-s", "pelicanconf.py", "content")
        found.append(Contender("pelican", "pelican", command, slow=True))
    else:
        print("không cài được Pelican: bỏ qua", file=sys.stderr)
    return found


def _install_pelican() -> bool:
    """Install the locked Pelican into an environment of its own; return whether it is there."""
    # A `make` inside `make bench` would take over the outer one's flags and targets.
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--no-print-directory", "rivals", f"PYTHON={sys.executable}"]
    try:
        subprocess.run(command, cwd=ROOT, env=outside, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
