"""The files of a release as a web server serves them: the site, with compressed copies beside."""

from __future__ import annotations

import filecmp
import gzip
import shutil
from contextlib import suppress
from pathlib import Path

from bulletin.release.built_site import BuiltSite

COMPRESSED = (
    ".css", ".csv", ".html", ".ics", ".js", ".json", ".opml", ".svg", ".txt", ".xml",
)  # fmt: skip
"""The endings of the files beside which a compressed copy is laid for the web server."""

_SMALLEST = 1_000  # bytes; below, compression saves nothing that matters


def lay_out(site: BuiltSite, folder: Path, last: Path | None = None) -> None:
    """Copy the site into the new folder `folder`, with compressed copies.

    What is the same as in the release `last` is the same file on the disk. So a file that did not
    change keeps its time and its ETag, and takes no room again. A recording that has two addresses
    is one file too.
    """
    folder.mkdir()
    recordings: dict[int, list[Path]] = {}
    for path in site.sizes:
        source, copy = site.folder / path, folder / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        before = last / path if last else None
        if not (before and _same(source, before) and _linked(before, copy)):
            before = None
            same = recordings.setdefault(site.sizes[path], []) if path.endswith(".mp3") else []
            twin = next((one for one in same if _same(source, one)), None)
            if not (twin and _linked(twin, copy)):
                shutil.copyfile(source, copy)
                same.append(copy)
        if path.endswith(COMPRESSED) and site.sizes[path] >= _SMALLEST:
            small = copy.with_name(f"{copy.name}.gz")
            if not (before and _linked(before.with_name(small.name), small)):
                small.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))


def is_laid_out(site: BuiltSite, folder: Path) -> bool:
    """Return whether each file of the site is in `folder` with the same bytes."""
    return all(_same(site.folder / path, folder / path) for path in site.sizes)


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)


def _linked(source: Path, copy: Path) -> bool:
    """Return whether `source` could be given the second name `copy`."""
    with suppress(OSError):
        copy.hardlink_to(source)
        return True
    return False
