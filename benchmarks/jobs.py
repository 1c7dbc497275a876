"""What is measured of the bulletin: each job brings the project into its state and runs it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.bulletin_project import story_file, story_path
from benchmarks.contenders import BULLETIN, MKDOCS, Contender
from benchmarks.results import Site, Timing
from benchmarks.running import peak_memory_of, preview, seconds_of
from benchmarks.stories import Heading, heading, story
from benchmarks.writing import write_project

YEARS = 10


def fresh_project(contender: Contender, size: int) -> None:
    """Write a contender's project of `size` stories anew."""
    shutil.rmtree(contender.folder(size), ignore_errors=True)
    write_project(contender.project, size, contender.folder(size), YEARS, 0.0)


def full_build(contender: Contender, size: int) -> Timing:
    """Measure a build from nothing: no output, no cache."""
    folder = contender.folder(size)
    _forget(folder)
    return Timing(contender.name, "full", size, seconds_of(contender.command, folder))


def incremental_builds(size: int, turn: int) -> Iterator[Timing]:
    """Measure builds that find the last one's cache, each in a new process.

    In each `turn` another story is changed and another one added, so that none is known already.
    """
    folder = BULLETIN.folder(size)

    def measured(job: str) -> Timing:
        return Timing("bulletin", job, size, seconds_of(BULLETIN.command, folder))

    yield measured("nothing")
    _say_more(folder, heading(size // 2 + turn, YEARS), f"Câu viết thêm lần {turn}.")
    yield measured("edit")
    new = story(size + turn, YEARS, 0.0)
    path = folder / "content" / f"{story_path(new.heading)}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(story_file(new, YEARS), encoding="utf-8")
    yield measured("added")


def live_preview(size: int, turns: int) -> Iterator[Timing]:
    """Measure how long a saved change takes to be seen in the preview, after its first build."""
    folder = BULLETIN.folder(size)
    command: Sequence[str] = (*MKDOCS, "serve", "--quiet", "--dev-addr")
    with preview(command, folder) as wait:
        for turn in range(turns):
            head = heading(size // 3 + turn, YEARS)
            wait(address(head), "<h1")
            words = f"Câu xem thử lần {turn}."
            _say_more(folder, head, words)
            yield Timing("bulletin", "preview", size, wait(address(head), words))


def site_of(size: int) -> Site:
    """Weigh the site that stands there, and build it once more to see what memory that takes."""
    folder = BULLETIN.folder(size)
    site = folder / "site"
    whole = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    pages = [
        site / address(heading(number, YEARS)).strip("/") / "index.html" for number in range(size)
    ]
    own = sum(path.stat().st_size for path in pages)
    _forget(folder)
    return Site(size, whole, own, peak_memory_of(BULLETIN.command, folder))


def _forget(folder: Path) -> None:
    for name in (".cache", "site", "resources", "__pycache__"):
        shutil.rmtree(folder / name, ignore_errors=True)


def address(head: Heading) -> str:
    """Return the address of a story's page (contract section 4)."""
    path = story_path(head)
    return "/" + path.replace("exemplars/", "dien-hinh/").replace("campaigns/", "phong-trao/") + "/"


def _say_more(folder: Path, head: Heading, words: str) -> None:
    path = folder / "content" / f"{story_path(head)}.md"
    path.write_text(f"{path.read_text('utf-8')}\n{words}\n", encoding="utf-8")
