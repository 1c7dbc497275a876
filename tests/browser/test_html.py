"""The Nu HTML checker finds no error on any sort of page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import npm_file
from tests.browser.test_access import RICH
from tests.browser.test_walk import one_of_each_sort
from tests.site.built import Site

pytestmark = pytest.mark.browser


def checked(files: list[Path]) -> list[str]:
    """Return what the checker says of HTML files."""
    java = shutil.which("java")
    if java is None:
        reason = "no Java to run the HTML checker with: apt-get install default-jre-headless"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    jar = npm_file("vnu-jar/build/dist/vnu.jar")
    options = ["-Xss1m", "-jar", str(jar), "--format", "json", "--exit-zero-always"]
    command = [java, *options, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return [
        f"{it['url']}:{it.get('lastLine')}: {it['message']}"
        for it in json.loads(done.stderr)["messages"]
        if it["type"] == "error" or it.get("subType") == "warning"
    ]


def test_every_sort_of_page_is_valid_html(real: Site, commune: Site) -> None:
    files = [
        *(Path(real.folder, address[1:], "index.html") for address in one_of_each_sort(real)),
        *(Path(commune.folder, address, "index.html") for address in RICH),
        *(Path(real.folder, name) for name in ("404.html", "ngoai-tuyen.html")),
    ]
    found = checked(files)
    assert not found, "\n".join(found)


def test_an_error_is_found(tmp_path: Path) -> None:
    file = tmp_path / "x.html"
    file.write_text("<!doctype html><title>x</title><p><div></p>", "utf-8")
    assert checked([file])
