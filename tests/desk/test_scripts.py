"""The scripts of the desk: every module is in one, and no two of them use one name."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bulletin.site.desk_scripts import FOLDER, MODULES, SCRIPTS, make_scripts
from tests.test_shape import ROOT

THEME = ROOT / "theme"
NAME = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (?:(\w+)|\[([^\]]+)\])")


def test_every_module_is_in_a_script() -> None:
    assert {f"{FOLDER}/{path.name}" for path in (THEME / FOLDER).glob("*.js")} == MODULES


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_name_stands_for_one_thing(script: str) -> None:
    seen: set[str] = set()
    for name in SCRIPTS[script]:
        for line in (THEME / FOLDER / name).read_text("utf-8").splitlines():
            found = NAME.match(line)
            names = re.findall(r"\w+", (found[1] or found[2]) if found else "")
            assert not seen.intersection(names), (name, line)
            seen.update(names)


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node")
def test_scripts_are_javascript(tmp_path: Path) -> None:
    for path, script in make_scripts(THEME).items():
        file = tmp_path / f"{path.replace('/', '-')}.mjs"
        file.write_bytes(script)
        subprocess.run(["node", "--check", str(file)], check=True)
