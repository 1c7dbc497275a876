"""The Nu HTML checker finds no error on any sort of page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import npm_file
from tests.browser.test_access import PRINTED, RICH
from tests.browser.test_walk import one_of_each_sort
from tests.site.built import Site

pytestmark = pytest.mark.browser


def check_html(files: list[Path]) -> list[str]:
    """Return what the checker says of HTML files."""
    java = shutil.which("java")
    if java is None:
        reason = "no Java to run the HTML checker with: apt-get install default-jre-headless"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    jar = npm_file("vnu-jar/build/dist/vnu.jar")
    # Java's second compiler costs so short a run more than it saves; the first needs more stack.
    options = ["-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
    command = [java, *options, "--format", "json", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return [
        f"{it['url']}:{it.get('lastLine')}: {it['message']}"
        for it in json.loads(done.stderr)["messages"]
        if it["type"] == "error" or it.get("subType") == "warning"
    ]


@pytest.fixture(scope="module")
def complaints(
    real: Site, commune: Site, crowded: Site, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[str], list[str]]:
    """Give what the checker says of our pages, and of a broken one: it starts once for all."""
    broken = tmp_path_factory.mktemp("broken") / "broken.html"
    broken.write_text("<!doctype html><title>x</title><p><div></p>", "utf-8")
    files = [
        *(Path(real.folder, address[1:], "index.html") for address in one_of_each_sort(real)),
        *(Path(commune.folder, address, "index.html") for address in RICH),
        Path(crowded.folder, PRINTED, "index.html"),
        *(Path(real.folder, name) for name in ("404.html", "ngoai-tuyen.html")),
    ]
    found = check_html([*files, broken])
    of_broken = [complaint for complaint in found if broken.name in complaint]
    return [complaint for complaint in found if complaint not in of_broken], of_broken


def test_every_sort_of_page_is_valid_html(complaints: tuple[list[str], list[str]]) -> None:
    of_pages, _ = complaints
    assert not of_pages, "\n".join(of_pages)


def test_an_error_is_found(complaints: tuple[list[str], list[str]]) -> None:
    _, of_broken = complaints
    assert of_broken
