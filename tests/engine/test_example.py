"""The example in the engine's documentation does what it says, without any content."""

from __future__ import annotations

import inspect
import textwrap
from pathlib import Path

import bulletin.engine
from bulletin.engine.fingerprint import fingerprint, program_fingerprint
from bulletin.engine.publication import open_publication
from bulletin.engine.sqlite_cache import SqliteCache
from bulletin.engine.target import Target, single


def test_the_documented_build_works_and_the_second_one_builds_nothing(tmp_path: Path) -> None:
    documentation = inspect.getdoc(bulletin.engine) or ""
    example = documentation.partition("depend on a text each::\n")[2].partition("\nHow it")[0]
    names = {
        "Path": Path,
        "SqliteCache": SqliteCache,
        "Target": Target,
        "fingerprint": fingerprint,
        "open_publication": open_publication,
        "program_fingerprint": program_fingerprint,
        "single": single,
        "package_dir": Path(inspect.getfile(bulletin.engine)).parent,
        "output": tmp_path / "site",
        "cache_dir": tmp_path,
    }
    for built in (("a.html", "b.html"), ()):
        exec(textwrap.dedent(example), names)  # the example is part of the code base
        staged = names["staged"]
        assert getattr(staged, "built", None) == built
    assert (tmp_path / "site/a.html").read_text("utf-8") == "…"
