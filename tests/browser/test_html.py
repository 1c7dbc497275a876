"""The Nu HTML checker finds no error on any sort of page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import npm_file
from tests.browser.test_walk import one_of_each_sort
from tests.site.built import Site

pytestmark = pytest.mark.browser


def checked(site: Site, paths: list[str]) -> list[str]:
    """Return what the checker says of files of a site, by their paths."""
    java = shutil.which("java")
    if java is None:
        reason = "no Java to run the HTML checker with: apt-get install default-jre-headless"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    jar = npm_file("vnu-jar/build/dist/vnu.jar")
    files = [str(Path(site.folder, path)) for path in paths]
    command = [java, "-Xss1m", "-jar", str(jar), "--format", "json", "--exit-zero-always", *files]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{it['url'].removeprefix(f'file:{site.folder}')}:{it.get('lastLine')}: {it['message']}"
        for it in messages
        if it["type"] == "error" or it.get("subType") == "warning"
    ]


def test_every_sort_of_page_is_valid_html(real: Site) -> None:
    paths = [f"{address[1:]}index.html" for address in one_of_each_sort(real)]
    found = checked(real, [*paths, "404.html"])
    assert not found, "\n".join(found)


def test_rich_pages_are_valid_html(commune: Site) -> None:
    every = [path for path in commune.files if path.endswith("index.html")]
    found = checked(commune, every)
    assert not found, "\n".join(found)


def test_an_error_is_found(real: Site, tmp_path: Path) -> None:
    Path(tmp_path, "x.html").write_text("<!doctype html><title>x</title><p><div></p>", "utf-8")
    assert checked(Site(real.project, tmp_path), ["x.html"])
