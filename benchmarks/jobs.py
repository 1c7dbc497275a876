"""The measurements of the bulletin: each one prepares the project and runs the build."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.bulletin_project import format_story_file, story_path
from benchmarks.contenders import BULLETIN, MKDOCS, Contender
from benchmarks.results import Site, Timing
from benchmarks.running import measure_peak_memory, measure_seconds, run_preview
from benchmarks.stories import StoryHead, make_head, make_story
from benchmarks.writing import write_project

YEARS = 10


def write_fresh_project(contender: Contender, size: int) -> None:
    """Write a contender's project of `size` stories, replacing an old one."""
    shutil.rmtree(contender.folder(size), ignore_errors=True)
    write_project(contender.project, size, contender.folder(size), YEARS, 0.0)


def measure_full_build(contender: Contender, size: int) -> Timing:
    """Measure a build without output and cache."""
    folder = contender.folder(size)
    _delete_outputs(folder)
    return Timing(contender.name, "full", size, measure_seconds(contender.command, folder))


def measure_incremental_builds(size: int, turn: int) -> Iterator[Timing]:
    """Measure builds with the cache of the build before, each in a new process.

    Each `turn` changes and adds different stories, so that nothing new is cached already.
    """
    folder = BULLETIN.folder(size)

    def measure(job: str) -> Timing:
        return Timing("bulletin", job, size, measure_seconds(BULLETIN.command, folder))

    yield measure("nothing")
    _append_text(folder, make_head(size // 2 + turn, YEARS), f"Câu viết thêm lần {turn}.")
    yield measure("edit")
    new = make_story(size + turn, YEARS, 0.0)
    path = folder / "content" / f"{story_path(new.head)}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(format_story_file(new, YEARS), encoding="utf-8")
    yield measure("added")


def measure_preview(size: int, turns: int) -> Iterator[Timing]:
    """Measure the seconds from saving a change to seeing it in a running preview."""
    folder = BULLETIN.folder(size)
    command: Sequence[str] = (*MKDOCS, "serve", "--quiet", "--dev-addr")
    with run_preview(command, folder) as wait:
        for turn in range(turns):
            head = make_head(size // 3 + turn, YEARS)
            wait(story_address(head), "<h1")
            words = f"Câu xem thử lần {turn}."
            _append_text(folder, head, words)
            yield Timing("bulletin", "preview", size, wait(story_address(head), words))


def measure_site(size: int) -> Site:
    """Return the size of the built site, and the memory that building it once more takes."""
    folder = BULLETIN.folder(size)
    site = folder / "site"
    whole = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    pages = [
        site / story_address(make_head(index, YEARS)).strip("/") / "index.html"
        for index in range(size)
    ]
    own = sum(path.stat().st_size for path in pages)
    _delete_outputs(folder)
    return Site(size, whole, own, measure_peak_memory(BULLETIN.command, folder))


def _delete_outputs(folder: Path) -> None:
    for name in (".cache", "site", "resources", "__pycache__"):
        shutil.rmtree(folder / name, ignore_errors=True)


def story_address(head: StoryHead) -> str:
    """Return the address of a story's page (docs-dev/contract.md, "Addresses")."""
    path = story_path(head)
    return "/" + path.replace("exemplars/", "dien-hinh/").replace("campaigns/", "phong-trao/") + "/"


def _append_text(folder: Path, head: StoryHead, words: str) -> None:
    path = folder / "content" / f"{story_path(head)}.md"
    path.write_text(f"{path.read_text('utf-8')}\n{words}\n", encoding="utf-8")
