"""MkDocs in a process of its own that need not start Python and import everything first.

Each run is a fork of one server process, which has imported what a build needs
(tests/site/preloaded.py) and has done nothing else. That saves more than half of a small build.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import forkserver
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.site.preloaded"])


class ForkedMkDocs:
    """A run of MkDocs in a folder; it begins at once.

    Python itself starts with the variables of the first run: those that Python reads then, like
    PYTHONHASHSEED, must be the same in all runs.
    """

    def __init__(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> None:
        self.arguments = list(arguments)
        self._output = TemporaryDirectory()
        _start_server(environment)
        self._process = _CONTEXT.Process(
            target=_run,
            args=(self.arguments, str(folder), dict(environment), self._output.name),
        )
        self._process.start()

    def kill(self) -> None:
        """Kill the process, wherever it is."""
        self._process.kill()

    def wait(self) -> CompletedProcess[str]:
        """Wait for its end and return what came of it."""
        self._process.join()
        status = self._process.exitcode
        assert status is not None
        with self._output as folder:
            output, errors = (_read(Path(folder, name)) for name in ("output", "errors"))
        return CompletedProcess(self.arguments, status, output, errors)


def _read(file: Path) -> str:
    # A process that was killed early has written nothing.
    return file.read_text("utf-8") if file.exists() else ""


def _start_server(environment: Mapping[str, str]) -> None:
    """Start the process whose forks all runs are, unless it is there."""
    before = dict(os.environ)
    os.environ.update(environment)
    os.environ["PYTHONPATH"] = str(ROOT)
    try:
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)


def _run(arguments: list[str], folder: str, environment: dict[str, str], output: str) -> None:
    """Do in a fork what `python -m mkdocs` does."""
    for descriptor, name in ((1, "output"), (2, "errors")):
        os.dup2(os.open(Path(output, name), os.O_WRONLY | os.O_CREAT), descriptor)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["mkdocs", *arguments]
    sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    from mkdocs.__main__ import cli  # the server has it, the tests themselves need not

    cli()
