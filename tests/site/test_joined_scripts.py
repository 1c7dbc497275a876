"""The joined scripts: every module is in one, and no two modules of a script use one name."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bulletin.site.joined_scripts import (
    DESK_FOLDER,
    MODULES,
    PAGE_SCRIPT,
    PUBLISHED_MODULES,
    SCRIPTS,
    SEARCH_FOLDER,
    SEARCH_SCRIPT,
    join_script,
)
from tests.test_shape import ROOT

THEME = ROOT / "theme"
NAME = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (?:(\w+)|\[([^\]]+)\])")

# What the browsers for which they are written cannot read: those of 2018, and of 2016 for the
# script that says so to readers whose browser is older.
SINCE_2019 = re.compile(
    r"\?\.(?!\d)|\?\?|\|\|=|&&=|catch \{|\(\?<|#[a-z]\w*[ ;=(]"
    r"|\.(?:at|flat|flatMap|matchAll|replaceAll|replaceChildren|fromEntries|allSettled)\("
)
SINCE_2017 = re.compile(
    SINCE_2019.pattern + r"|\basync\b|\bawait\b|\.\.\.|Object\.(?:entries|values)"
)


@pytest.mark.parametrize("folder", [DESK_FOLDER, SEARCH_FOLDER])
def test_every_module_is_in_a_script(folder: str) -> None:
    """And none is published by itself but where another script imports it."""
    found = {f"{folder}/{path.name}" for path in (THEME / folder).glob("*.js")}
    joined = {path for path in [*MODULES, *PUBLISHED_MODULES] if path.startswith(folder)}
    assert found == joined


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_name_stands_for_one_thing(script: str) -> None:
    seen: set[str] = set()
    for name in SCRIPTS[script].modules:
        for line in (THEME / name).read_text("utf-8").splitlines():
            found = NAME.match(line)
            names = re.findall(r"\w+", (found[1] or found[2]) if found else "")
            assert not seen.intersection(names), (name, line)
            seen.update(names)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_module_stands_behind_those_that_it_imports(script: str) -> None:
    modules = SCRIPTS[script].modules
    for place, name in enumerate(modules):
        for other in re.findall(r'from "\./([a-z_]+\.js)"', (THEME / name).read_text("utf-8")):
            path = f"{name.rpartition('/')[0]}/{other}"
            assert path not in modules[place:], (name, other)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("node") is None, reason="no Node")
def test_scripts_are_javascript(tmp_path: Path) -> None:
    for path, script in SCRIPTS.items():
        name = path.replace("/", "-") + (".mjs" if script.is_module else ".cjs")
        file = tmp_path / name
        file.write_bytes(join_script(path, THEME))
        subprocess.run(["node", "--check", str(file)], check=True)


@pytest.mark.parametrize(
    ("script", "too_new"), [(PAGE_SCRIPT, SINCE_2017), (SEARCH_SCRIPT, SINCE_2019)]
)
def test_older_browsers_can_read_the_scripts_of_readers(
    script: str, too_new: re.Pattern[str]
) -> None:
    text = join_script(script, THEME).decode()
    without_texts = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)
    assert too_new.findall(without_texts) == []
