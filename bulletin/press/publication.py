"""The published folder: made complete beside the old one, then put in its place.

What was published before stays untouched until everything new is there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from bulletin.model.values import PAGE_WORD


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

    def close(self) -> list[str]:
        """Publish what was completed, or leave nothing of it behind.

        Returns the addresses that were published before and are no more: somebody may hold a link.
        """
        if self._site is None:
            return []
        if not self._is_complete:
            shutil.rmtree(staging_of(self._site), ignore_errors=True)
            return []
        lost = vanished(self._site, staging_of(self._site))
        put_in_place(staging_of(self._site), self._site)
        return lost


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


def vanished(old: Path, new: Path) -> list[str]:
    """Return the addresses of the pages in the folder `old` that are not in `new`, in order.

    The further pages of a list come and go with its length: they are nobody's to miss.
    """
    lost = _addresses(old) - _addresses(new)
    return sorted(address for address in lost if f"/{PAGE_WORD}/" not in address)


def _addresses(site: Path) -> set[str]:
    pages = (page.parent.relative_to(site).as_posix() for page in site.rglob("index.html"))
    return {"/" if page == "." else f"/{page}/" for page in pages}


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
