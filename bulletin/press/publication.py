"""The published folder: everything new is printed first, then put in place.

What was published before stays untouched until the last new file is there: an error leaves it as it
is. A folder that is new comes with one renaming; in one that exists, files are replaced one by one,
never written into, within the time of so many renamings. What a crash breaks off then, the next
build finishes first.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bulletin.model.values import PAGE_WORD
from bulletin.press.folder import Look, Manifest, Staged, look, put_in, stage
from bulletin.press.leaf import Leaf, Sheaf, bound, ready
from bulletin.press.lock import Lock
from bulletin.workshop.memory import Memory, fingerprint
from bulletin.workshop.workers import submit

ROOM = "folders"
"""Where the memory keeps the manifests of folders."""

TURNS = "turns"
"""Where it keeps which publication of a folder was the last."""

BY_HAND = "docs"
"""The name of the sheaf that MkDocs printed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a publication: pages that were printed and kept, bytes of the whole site.

    `lost` are the addresses that were published before and are no more: somebody may hold a link.
    """

    printed: int
    kept: int
    size: int
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A publication of a folder: `token` tells it from all others, `manifest` what it left."""

    token: bytes
    manifest: Manifest


class Publication:
    """One publication of a folder: begun, prepared, failed perhaps, and closed at the very end."""

    def __init__(
        self,
        site: Path,
        cache: Path,
        memory: Memory,
        *,
        preview: bool = False,
        last: Turn | None = None,
    ) -> None:
        """Take the folder to publish, one for what can be made again, and what is remembered.

        A preview has a folder of its own, in the cache. `last` is what this process published
        there before: when nobody has published there since, the folder is believed to be so.
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
        stands = self.site.exists() and not put_in(self._staging, self.site)
        self.turn: Turn | None = None
        self._seen: Callable[[], Look] = Look
        if stands and last and last.token == memory.recall(TURNS, [self.key]).get(self.key):
            self.manifest = last.manifest
        else:
            # Every file of the site is looked at while the content is being read.
            self._seen = submit(lambda: look(self.site, self.manifest))
        self._staged: Staged | None = None

    @cached_property
    def manifest(self) -> Manifest:
        """What is known of the published folder."""
        found: Manifest = self._memory.recall(ROOM, [self.key]).get(self.key, {})
        return found

    def prepare(self, sheaves: Iterable[Sheaf], tell: Callable[[int, int], None]) -> None:
        """Make everything ready that is to be published: `sheaves`, and what MkDocs printed.

        `tell` hears how many sheaves are done of how many that must be printed.
        """
        by_hand = bound(BY_HAND, list(_adopted(self.scratch)))
        self._staged = stage(
            [by_hand, *sheaves],
            self.manifest,
            self._seen(),
            self._staging,
            tell,
            as_tree=not self.site.exists(),
        )
        shutil.rmtree(self.scratch, ignore_errors=True)

    def keep(self) -> bool:
        """Return whether the published folder can stay as it is, if nothing has changed."""
        known = self.manifest
        if not known or not self._seen().is_intact:
            return False
        self._staged = Staged(known)
        return True

    def fail(self) -> None:
        """Note that the build ended in an error after all, in strict mode in a warning."""
        self._staged = None

    def close(self) -> Outcome | None:
        """Publish what was prepared and say what came of it; None when there was nothing."""
        try:
            return self._published(self._staged) if self._staged is not None else None
        finally:
            shutil.rmtree(self.scratch, ignore_errors=True)
            shutil.rmtree(self._staging, ignore_errors=True)
            self._lock.release()

    def _published(self, staged: Staged) -> Outcome:
        known = self.manifest
        is_new = not self.site.exists()
        if not staged.is_done:
            if is_new:
                self._staging.rename(self.site)
            else:
                put_in(self._staging, self.site)
        self.turn = Turn(os.urandom(16), staged.manifest)
        self._memory.keep(TURNS, {self.key: self.turn.token})
        if staged.manifest != known:
            self._memory.keep(ROOM, {self.key: staged.manifest})
        folders = [files for _, files in staged.manifest.values()]
        printed = sum(path.endswith(".html") for path in staged.printed)
        pages = sum(path.endswith(".html") for files in folders for path in files)
        # Without a manifest, what lies there is what was published.
        lost = staged.dropped if known else staged.gone
        return Outcome(
            printed,
            pages - printed,
            sum(marks[0] for files in folders for _, marks, _ in files.values()),
            () if is_new else tuple(vanished(lost)),
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


def vanished(files: Iterable[str]) -> list[str]:
    """Return the addresses of the pages among files that are gone, in order.

    The further pages of a list come and go with its length: they are nobody's to miss.
    """
    index = "/index.html"
    lost = {f"/{path}".removesuffix("index.html") for path in files if f"/{path}".endswith(index)}
    return sorted(address for address in lost if f"/{PAGE_WORD}/" not in address)
