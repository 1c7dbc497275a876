"""The published folder: its next issue is made complete beside it, then put in its place.

What was published before stays untouched until everything new is there. Both folders share their
files, so the next issue costs what has changed, and nothing is ever written into a published file.
A preview is written in place: nobody but its author sees it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.model.values import PAGE_WORD
from bulletin.press.folder import Manifest, Plan, carry_out, is_intact, is_known, mirror, plan
from bulletin.press.leaf import Leaf, ready
from bulletin.press.lock import Lock
from bulletin.workshop.hands import HandError
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
        """Take the folder to publish, one for what can be made again, and what is remembered."""
        self._preview = preview
        self.key = key_of(site, preview=preview)
        name = self.key.hex()[:12]
        self.site = cache / f"xem-thu-{name}" if preview else site
        self._memory = memory
        self._beside = cache / f"ban-sau-{name}"
        self.scratch = cache / f"mkdocs-{name}"
        cache.mkdir(parents=True, exist_ok=True)
        self._lock = Lock(cache / f"khoa-{name}")
        self._lock.take()
        self._next: Manifest | None = None
        self._plan: Plan | None = None
        self._is_beside = False

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
        wanted = list(by_path.values())
        known = self.manifest
        in_place = self._preview or is_known(wanted, known)
        if in_place:
            self._plan = plan(self.site, None, wanted, known)
            in_place = self._preview or not (self._plan.printed or self._plan.gone)
        self._is_beside = not in_place
        if in_place:
            self._next = self._carry_out(self.site, None, known, tell)
        else:
            staging = self._staging()
            self._plan = plan(staging, self.site, wanted, known)
            self._next = self._carry_out(staging, self.site, known, tell)
        shutil.rmtree(self.scratch, ignore_errors=True)

    def keep(self) -> bool:
        """Return whether the published folder can stay as it is, if nothing has changed."""
        known = self.manifest
        if not known or not is_intact(self.site, known):
            return False
        self._next, self._plan = known, Plan((), (), (), ())
        return True

    def fail(self) -> None:
        """Note that the build ended in an error after all, in strict mode in a warning."""
        self._next = None

    def close(self) -> Outcome | None:
        """Publish what was prepared and say what came of it; None when there was nothing."""
        try:
            return self._published()
        finally:
            shutil.rmtree(self.scratch, ignore_errors=True)
            self._lock.release()

    def _published(self) -> Outcome | None:
        if self._next is None or self._plan is None:
            return None
        known = self.manifest
        lost: Sequence[str] = ()
        staging = self._staging()
        if self._is_beside:
            lost = vanished(list(known) if known else _paths(self.site), self._next)
            old = put_in_place(staging, self.site)
            self._share(old, staging, known)
        self._memory.keep(ROOM, {self.key: self._next})
        printed = sum(leaf.path.endswith(".html") for leaf in self._plan.printed)
        pages = sum(path.endswith(".html") for path in self._next)
        size = sum(entry[1][0] for entry in self._next.values())
        return Outcome(printed, pages - printed, size, tuple(lost))

    def _carry_out(
        self, folder: Path, other: Path | None, known: Manifest, tell: Callable[[int, int], None]
    ) -> Manifest:
        assert self._plan is not None
        total, done = len(self._plan.printed), 0

        def count(files: int) -> None:
            nonlocal done
            done += files
            tell(done, total)

        return carry_out(self._plan, folder, other, known, count)

    def _staging(self) -> Path:
        """Return the folder in which the next issue is made, on the same disk as the site."""
        parent = self.site.absolute().parent
        parent.mkdir(parents=True, exist_ok=True)
        if self._beside.parent.stat().st_dev == parent.stat().st_dev:
            return self._beside
        return self.site.with_name(f".{self.site.name}-dang-dung")

    def _share(self, old: Path | None, staging: Path, known: Manifest) -> None:
        """Make the folder of the next issue from the old one, sharing files with the new one."""
        assert self._next is not None
        assert self._plan is not None
        if staging != self._beside:
            if old is not None:
                shutil.rmtree(old, ignore_errors=True)
            return
        changed: Iterable[str] = self._next
        if old is not None:
            old.rename(staging)
            if known:
                changed = [leaf.path for leaf in self._plan.printed]
        try:
            mirror(staging, self.site, list(changed), sorted(known.keys() - self._next.keys()))
        except (OSError, HandError):  # a file system that cannot share files
            shutil.rmtree(staging, ignore_errors=True)


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


def put_in_place(staging: Path, site: Path) -> Path | None:
    """Make `staging` the published folder `site`; return where the old one lies now, if any.

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
    return old if old.exists() else None
