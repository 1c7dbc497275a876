"""The sites that the tests look at, built as `make site` builds them, once for the whole run."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree, html

from tests.site.forked import ForkedMkDocs

ROOT = Path(__file__).parents[2]
COMMUNE = ROOT / "tests" / "commune"
NOW = "2026-11-23T08:00:00+07:00"


@dataclass(frozen=True)
class Site:
    """A built site: its project, the folder it was built into, and its own configuration."""

    project: Path
    folder: Path

    @cached_property
    def root(self) -> str:
        """The absolute address of the site's root, with a slash at its end."""
        return str(_configuration(self.project)["site_url"])

    @cached_property
    def name(self) -> str:
        """The site's name."""
        return str(_configuration(self.project)["site_name"])

    @cached_property
    def data(self) -> dict[str, Any]:
        """What content/data/bulletin.yml says."""
        text = (self.project / "content/data/bulletin.yml").read_text("utf-8")
        found: dict[str, Any] = yaml.safe_load(text)
        return found

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file by its path below the site's root."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        """Every page but 404.html, parsed, by its site path."""
        return {
            "/" + path.removesuffix("index.html"): html.document_fromstring(data.decode("utf-8"))
            for path, data in self.files.items()
            if path == "index.html" or path.endswith("/index.html")
        }

    @cached_property
    def listed(self) -> dict[str, html.HtmlElement]:
        """The pages that show something: without signposts at the old addresses of stories."""
        hidden = "//meta[@name='robots'][contains(@content, 'noindex')]"
        return {address: page for address, page in self.pages.items() if not page.xpath(hidden)}

    @cached_property
    def feeds(self) -> dict[str, etree._Element]:
        """Every feed, parsed, by its site path."""
        return {
            f"/{path}": etree.fromstring(data)
            for path, data in self.files.items()
            if path.startswith("rss/") and path.endswith(".xml")
        }

    @cached_property
    def not_found(self) -> html.HtmlElement:
        """The page for addresses at which there is nothing."""
        return html.document_fromstring(self.files["404.html"].decode("utf-8"))


def _configuration(project: Path) -> dict[str, Any]:
    # Python names in the extensions' settings are of no concern here.
    text = (project / "mkdocs.yml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text.replace("!!python/name:", ""))
    return found


def process_environment(now: str = NOW) -> dict[str, str]:
    """Return the environment of a build on a given day; the hash seed is fixed for comparisons."""
    return {
        **os.environ,
        "BULLETIN_NOW": now,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "1",
        "PYTHONUTF8": "1",
    }


def run_mkdocs(
    *arguments: str | Path, now: str = NOW, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run MkDocs as `make site` does, on a given day, and return what came of it."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *map(str, arguments)],
        cwd=ROOT,
        env=process_environment(now) | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def build_by_command(project: Path, folder: Path, now: str = NOW, **environment: str) -> Site:
    """Build a project's site into a folder as `make site` does; fail as `build` does."""
    return _checked(
        project, folder, run_mkdocs(*_arguments(project, folder), now=now, **environment)
    )


def build(project: Path, folder: Path, now: str = NOW) -> Site:
    """Build a project's site into a folder; fail when that fails or says a word of warning."""
    run = ForkedMkDocs(_arguments(project, folder), ROOT, process_environment(now))
    return _checked(project, folder, run.wait())


def _arguments(project: Path, folder: Path) -> list[str]:
    settings = str(project / "mkdocs.yml")
    return ["build", "--strict", "--config-file", settings, "--site-dir", str(folder)]


def _checked(project: Path, folder: Path, done: subprocess.CompletedProcess[str]) -> Site:
    assert done.returncode == 0, done.stdout + done.stderr
    return Site(project, folder)


# Several folders of the tests look at one site: this process reads it once.
_read: dict[str, Site] = {}


def _shared(name: str, factory: pytest.TempPathFactory, make: Callable[[Path], Site]) -> Site:
    """Return the site that `make` builds as `site` in a folder, once for all workers of a run."""
    if name not in _read:
        folder = factory.getbasetemp()
        if "PYTEST_XDIST_WORKER" in os.environ:
            folder = folder.parent  # where each worker has a folder of its own
        folder /= name
        folder.mkdir(exist_ok=True)
        project = folder / "project.txt"
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not project.exists():
                project.write_text(str(make(folder).project), encoding="utf-8")
        _read[name] = Site(Path(project.read_text("utf-8")), folder / "site")
    return _read[name]


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Give the site of this repository."""

    def make(folder: Path) -> Site:
        return build_by_command(ROOT, folder / "site")

    return _shared("real", tmp_path_factory, make)


@pytest.fixture(scope="session")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Give the site of the invented commune, which lies below a path."""

    def make(folder: Path) -> Site:
        return build(copy_of_the_commune(folder / "project"), folder / "site")

    return _shared("commune", tmp_path_factory, make)


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Give the commune's site with 45 stories more, one a day: enough for lists of three pages.

    It also has its months as PDFs to print, and the page of them.
    """

    def make(folder: Path) -> Site:
        project = copy_of_the_commune(folder / "project")
        for name, text in many_stories():
            path = project / "content/exemplars/2026" / f"{name}.md"
            path.write_text(text, encoding="utf-8")
        with (project / "content/data/bulletin.yml").open("a", encoding="utf-8") as data:
            data.write("print_issues: true\n")
        return build(project, folder / "site")

    return _shared("crowded", tmp_path_factory, make)


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Give the commune's site without samples, without a forge, and with a story renamed."""

    def make(folder: Path) -> Site:
        project = copy_of_the_commune(folder / "project")
        data = project / "content/data/bulletin.yml"
        lines = data.read_text("utf-8").replace("samples: true", "samples: false").splitlines(True)
        kept = [line for line in lines if not line.startswith("edit_url:")]
        data.write_text("".join(kept), encoding="utf-8")
        stories = project / "content/exemplars/2026"
        (stories / "nguoi-dua-do.md").rename(stories / "chuyen-con-do.md")
        return build(project, folder / "site")

    return _shared("changed", tmp_path_factory, make)


@pytest.fixture(scope="session", params=["real", "commune"])
def site(request: pytest.FixtureRequest) -> Site:
    """Give each site in turn."""
    found: Site = request.getfixturevalue(request.param)
    return found


def copy_of_the_commune(project: Path) -> Path:
    """Copy the commune's bulletin to a folder where it can be changed; return that folder."""
    for path in COMMUNE.rglob("*"):
        if path.is_file():
            target = project / path.relative_to(COMMUNE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    settings = (COMMUNE / "mkdocs.yml").read_text("utf-8").replace("../..", str(ROOT))
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return project


def many_stories() -> Iterator[tuple[str, str]]:
    """Yield the name and text of 45 stories of one hamlet and one field."""
    for number in range(1, 46):
        month, day = divmod(number, 28)
        text = (
            f"---\ntitle: Chuyện thứ {number}\ndate: 2026-{month + 2:02}-{day + 1:02}\n"
            f"summary: Tóm tắt chuyện thứ {number}.\nunit: ap-cho\nfields: [moi-truong]\n"
            "subject: collective\nauthor: Văn phòng Ủy ban nhân dân xã Hoa Sen\n"
            f"campaigns: [hoc-tap-suot-doi]\n---\n\nLời của chuyện thứ {number}.\n"
        )
        yield f"chuyen-{number:02}", text
