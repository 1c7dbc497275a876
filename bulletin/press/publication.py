"""The published folder: made complete beside the old one, then put in its place.

What was published before stays untouched until everything new is there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path


class Publication:
    """One publication of a site folder: begun, completed or failed, and closed at the very end.

    A preview is written in place: nobody but its author sees it.
    """

    def __init__(self) -> None:
        self.preview = False
        self._site: Path | None = None
        self._is_complete = False

    def begin(self, site: str) -> str:
        """Return the folder to write to, for what shall be published at `site`."""
        if self.preview:
            return site
        self._site = Path(site)
        return str(staging_of(self._site))

    def complete(self) -> None:
        """Note that everything has been written."""
        self._is_complete = True

    def fail(self, error: Exception) -> None:
        """Note that the build ended in `error` after all, in strict mode in a warning."""
        self._is_complete = False

    def close(self) -> None:
        """Publish what was completed, or leave nothing of it behind."""
        if self._site is None:
            return
        if self._is_complete:
            put_in_place(staging_of(self._site), self._site)
        else:
            shutil.rmtree(staging_of(self._site), ignore_errors=True)


def staging_of(site: Path) -> Path:
    """Return the folder in which the next publication of `site` is made."""
    return site.with_name(f".{site.name}-dang-dung")


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write each file to its path below `folder`."""
    made: set[Path] = set()
    for path, data in files:
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(data)


def copy_files(root: Path, folder: Path, paths: Iterable[tuple[str, str]]) -> None:
    """Copy each file from its path below `root` to its path below `folder`."""
    for source, target in paths:
        (folder / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / source, folder / target)


def put_in_place(staging: Path, site: Path) -> None:
    """Make `staging` the published folder `site`.

    Between the two renames nothing is published, for the time of one system call; if the second
    fails, the old folder comes back.
    """
    old = site.with_name(f".{site.name}-cu")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    try:
        staging.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)
