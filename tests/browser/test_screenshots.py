"""The script that takes screenshots of all kinds of pages."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.site.built import ROOT, Site

pytestmark = pytest.mark.browser
SCRIPT: dict[str, Any] = runpy.run_path(str(ROOT / "scripts/screenshots.py"))
main: Callable[[list[str]], int] = SCRIPT["main"]


def test_every_section_of_the_site_is_among_the_kinds(commune: Site) -> None:
    found = SCRIPT["find_kinds"](commune.folder)
    sections = {address.split("/")[1] for address in commune.listed}
    assert {address.split("/")[1] for address in found} == sections
    assert set(found) <= set(commune.listed)


def test_without_a_site_there_is_nothing_to_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--site", str(tmp_path)]) == 1
    assert "make site" in capsys.readouterr().err
