"""The published folder: everything new is printed first, then put in place.

What was published before stays untouched until the last new file is there: an error leaves it as it
is. A folder that is new comes with one renaming; in one that exists, files are replaced one by one,
never written into, within the time of so many renamings. What a crash breaks off then, the next
build finishes first.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bulletin.model.values import PAGE_WORD
from bulletin.press.folder import Manifest, Plan, is_intact, plan, put_in, stage
from bulletin.press.leaf import Leaf, ready
from bulletin.press.lock import Lock
from bulletin.workshop.memory import Memory, fingerprint

ROOM = "folders"
"""Where the memory keeps the manifests of folders."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a publication: pages that were printed and kept, bytes of the whole site.

    `lost` are the addresses that were published before and are no more: somebody may hold a link.
    """

    printed: int
    kept: int
    size: int
    lost: tuple[str, ...]


class Publication:
    """One publication of a folder: begun, prepared, failed perhaps, and closed at the very end."""

    def __init__(self, site: Path, cache: Path, memory: Memory, *, preview: bool = False) -> None:
        """Take the folder to publish, one for what can be made again, and what is remembered.

        A preview has a folder of its own, in the cache.
        """
        self.key = key_of(site, preview=preview)
        name = self.key.hex()[:12]
        self.site = cache / f"xem-thu-{name}" if preview else site
        self.scratch = cache / f"mkdocs-{name}"
        self._memory = memory
        cache.mkdir(parents=True, exist_ok=True)
        self._lock = Lock(cache / f"khoa-{name}")
        self._lock.take()
        self._staging = self._place_beside(cache / f"cho-dang-{name}")
        if self.site.exists():
            put_in(self._staging, self.site)
        self._next: Manifest | None = None
        self._plan = Plan((), (), ())

    @property
    def manifest(self) -> Manifest:
        """What is known of the published folder."""
        found: Manifest = self._memory.recall(ROOM, [self.key]).get(self.key, {})
        return found

    def prepare(self, leaves: Iterable[Leaf], tell: Callable[[int, int], None]) -> None:
        """Make everything ready that is to be published: `leaves`, and what MkDocs printed.

        `tell` hears how many files have been printed of how many that must be.
        """
        by_path = {leaf.path: leaf for leaf in _adopted(self.scratch)}
        by_path |= {leaf.path: leaf for leaf in leaves}
        known = self.manifest
        self._plan = plan(self.site, list(by_path.values()), known)
        is_new = not self.site.exists()
        total = len(self._plan.printed)
        self._next = stage(
            self._plan, self._staging, known, lambda done: tell(done, total), as_tree=is_new
        )
        shutil.rmtree(self.scratch, ignore_errors=True)

    def keep(self) -> bool:
        """Return whether the published folder can stay as it is, if nothing has changed."""
        known = self.manifest
        if not known or not is_intact(self.site, known):
            return False
        self._next = known
        return True

    def fail(self) -> None:
        """Note that the build ended in an error after all, in strict mode in a warning."""
        self._next = None

    def close(self) -> Outcome | None:
        """Publish what was prepared and say what came of it; None when there was nothing."""
        try:
            return self._published() if self._next is not None else None
        finally:
            shutil.rmtree(self.scratch, ignore_errors=True)
            shutil.rmtree(self._staging, ignore_errors=True)
            self._lock.release()

    def _published(self) -> Outcome:
        assert self._next is not None
        known = self.manifest
        before = list(known) if known else _paths(self.site)
        is_new = not self.site.exists()
        if not self._plan.is_done:
            if is_new:
                self._staging.rename(self.site)
            else:
                put_in(self._staging, self.site)
        self._memory.keep(ROOM, {self.key: self._next})
        printed = sum(leaf.path.endswith(".html") for leaf in self._plan.printed)
        pages = sum(path.endswith(".html") for path in self._next)
        return Outcome(
            printed,
            pages - printed,
            sum(entry[1][0] for entry in self._next.values()),
            () if is_new else tuple(vanished(before, self._next)),
        )

    def _place_beside(self, in_cache: Path) -> Path:
        """Return the folder in which files wait, on the same disk as the site."""
        parent = self.site.absolute().parent
        parent.mkdir(parents=True, exist_ok=True)
        if in_cache.parent.stat().st_dev == parent.stat().st_dev:
            return in_cache
        return self.site.with_name(f".{self.site.name}-dang-dung")


def key_of(site: Path, *, preview: bool = False) -> bytes:
    """Return under which key the memory knows the folder `site`."""
    return fingerprint(str(site.absolute()), preview)


def _adopted(folder: Path) -> Iterable[Leaf]:
    """Yield the files that MkDocs printed."""
    for path in _paths(folder):
        yield ready(path, (folder / path).read_bytes())


def _paths(folder: Path) -> list[str]:
    """Return the paths of the files below a folder."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file.relative_to(folder).as_posix() for file in files)


def vanished(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """Return the addresses of the pages among the files `old` that are not in `new`, in order.

    The further pages of a list come and go with its length: they are nobody's to miss.
    """
    lost = _addresses(old) - _addresses(new)
    return sorted(address for address in lost if f"/{PAGE_WORD}/" not in address)


def _addresses(files: Iterable[str]) -> set[str]:
    index = "/index.html"
    return {f"/{path}".removesuffix("index.html") for path in files if f"/{path}".endswith(index)}
