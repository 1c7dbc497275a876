"""Writes projects to the disk: the bulletin's with theme, hooks and documents, and rivals'."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks import hugo, material, pelican
from benchmarks.bulletin_project import iter_content_files, story_path
from benchmarks.pictures import draw_picture
from benchmarks.stories import iter_stories

ROOT = Path(__file__).parents[1]
_RIVALS = {"material": material.iter_files, "hugo": hugo.iter_files, "pelican": pelican.iter_files}
PROJECTS = ("bulletin", *_RIVALS)


def write_project(program: str, count: int, folder: Path, years: int, pictures: float) -> None:
    """Write a corpus of `count` stories as a project of `program` into the new `folder`."""
    corpus = list(iter_stories(count, years, pictures))
    if program != "bulletin":
        _write_files(folder, _RIVALS[program](corpus, years))
        return
    _copy_real_files(folder, years, has_pictures=pictures > 0)
    _write_files(folder / "content", iter_content_files(corpus, years))
    for story in corpus:
        if story.has_picture:
            head = story.head
            (folder / f"content/{story_path(head)}.jpg").write_bytes(draw_picture(head.index))


def _write_files(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    made: set[Path] = set()
    for name, text in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_text(text, encoding="utf-8", newline="\n")


def _copy_real_files(folder: Path, years: int, *, has_pictures: bool) -> None:
    """Copy the hand-written pages, documents, questions and data; refer to theme and hooks.

    A corpus without pictures has no share images either, because those are drawn.
    """
    shutil.copytree(ROOT / "docs", folder / "docs")
    for name in ("data", "documents", "questions"):
        shutil.copytree(ROOT / "content" / name, folder / "content" / name)
    for document in (folder / "content/documents").glob("*.md"):
        # The campaigns and stories that real documents link to are not in the invented corpus.
        link = r"\[([^\]]*)\]\(\.\./(?:campaigns|exemplars|events)/[^)]*\)"
        text = re.sub(link, r"\1", document.read_text("utf-8"))
        document.write_text(text, encoding="utf-8")
    data = folder / "content/data/bulletin.yml"
    since = f"since: {2026 - years}-01-01"
    text = re.sub(r"(?m)^since: .*", since, data.read_text("utf-8"))
    text = re.sub(r"(?m)^own_units: .*\n", "", text)
    if not has_pictures:
        text = text.replace("share_cards: true", "share_cards: false")
    data.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        f"INHERIT: {ROOT}/mkdocs.yml\nsite_url: https://kho-gia.example/\ndocs_dir: docs\n"
        f"theme:\n  custom_dir: {ROOT}/theme\nhooks:\n  - {ROOT}/hooks/publish.py\n",
        encoding="utf-8",
    )
