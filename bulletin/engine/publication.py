"""Publication of an output folder: all new files are complete before the first one is put in place.

A folder that does not exist yet appears by one rename. In an existing folder files are replaced one
by one, each in one step and never written into; that takes as long as so many renames. What a crash
interrupts, the next publication of the folder finishes first. The output folder may be a link, or
lie on another disk than the cache.
"""

from __future__ import annotations

import errno
import functools
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bulletin.engine.cache import Cache
from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.lock import hold_lock
from bulletin.engine.output_dir import (
    JOURNAL,
    FolderDiff,
    Manifest,
    allow_public_reading,
    apply_journal,
    diff_folder,
    write_journal,
)
from bulletin.engine.staging import RunTasks, Staged, stage
from bulletin.engine.target import TargetGroup
from bulletin.engine.workers import WorkerError, submit

MANIFESTS = "manifests"
"""The cache's namespace for the manifest of each output folder."""

STAGING_INSIDE = ".dang-dung"
"""The name of the staging folder in an output folder into which nothing else can be renamed."""

LOST_AND_FOUND = "lost+found"
"""A folder that the system makes at the top of a disk."""

TOKENS = "publish tokens"
"""The cache's namespace for the token of the last publication of each output folder."""


@dataclass(frozen=True, slots=True)
class PublishRecord:
    """A finished publication: a random token that no other one has, and the manifest it left."""

    token: bytes
    manifest: Manifest


@dataclass(frozen=True)
class Publication:
    """An open transaction on one output folder; `open_publication` holds its lock meanwhile.

    `output` is where the folder really lies, `key` how the cache knows it.
    """

    output: Path
    key: bytes
    _cache: Cache
    _staging: Path
    _read_manifest: Callable[[], Manifest]
    _diff: Callable[[], FolderDiff]

    @property
    def manifest(self) -> Manifest:
        """What is known of the published folder; empty when nothing is."""
        return self._read_manifest()

    def is_intact(self, kept: Set[str] = frozenset()) -> bool:
        """Return whether the folder, without the paths `kept`, is as it was last published."""
        return self._diff_of_ours(kept).is_empty

    def stage(
        self,
        groups: Iterable[TargetGroup],
        report: Callable[[int, int], None],
        passthrough: type[Exception] = WorkerError,
        kept: Set[str] = frozenset(),
        run: RunTasks | None = None,
    ) -> Staged:
        """Build what is not up to date into the staging folder; see `staging.stage`.

        `kept` are paths of files and folders that others put into the folder: they are left alone.
        """
        with allow_public_reading():
            return stage(
                groups,
                self.manifest,
                self._diff_of_ours(kept),
                self._staging,
                report,
                as_tree=not self.output.exists(),
                passthrough=passthrough,
                run=run,
            )

    def _diff_of_ours(self, kept: Set[str]) -> FolderDiff:
        return self._diff().without(kept | {STAGING_INSIDE, LOST_AND_FOUND})

    def commit(self, staged: Staged) -> PublishRecord:
        """Put what was staged in place, and note in the cache what the folder holds now.

        Raises OSError where the folder cannot be written. The files that are ready are kept then,
        and the next publication begins with putting them in place.
        """
        if not staged.is_empty:
            with allow_public_reading():
                if self.output.exists():
                    write_journal(self._staging, staged.built, staged.removed)
                    apply_journal(self._staging, self.output)
                else:
                    self._staging.rename(self.output)
        record = PublishRecord(os.urandom(16), staged.manifest)
        self._cache.put_many(TOKENS, {self.key: record.token})
        if staged.manifest != self.manifest:
            self._cache.put_many(MANIFESTS, {self.key: staged.manifest})
        return record


@contextmanager
def open_publication(
    output: Path,
    cache_dir: Path,
    cache: Cache,
    last: PublishRecord | None = None,
) -> Iterator[Publication]:
    """Lock `output`, finish a publication that was interrupted, and start to scan the folder.

    Waits while another process publishes the folder. The scan runs in a process of its own while
    the caller reads its sources. `last` is what this process published there before: when nobody
    has published there since, the folder is not scanned again. On leaving, whatever was staged and
    not committed is deleted, and the lock is released. The lock lies in `cache_dir`: processes with
    different cache folders, and all processes on Windows, do not wait for each other. Raises
    OSError with the path that cannot be read or written.
    """
    key = output_key(output)
    name = key.hex()[:12]
    read_manifest = functools.cache(lambda: read_manifest_of(output, cache))
    with hold_lock(cache_dir / f"khoa-{name}"):
        folder = output.resolve()
        if folder.exists() and not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(output))
        staging = _choose_staging(folder, cache_dir / f"cho-dang-{name}")
        with allow_public_reading():
            was_interrupted = apply_journal(staging, folder)
        diff: Callable[[], FolderDiff] = FolderDiff
        token = cache.get_many(TOKENS, [key]).get(key)
        if last and last.token == token and folder.exists() and not was_interrupted:
            read_manifest = functools.cache(lambda: last.manifest)
        else:
            diff = submit(lambda: diff_folder(folder, read_manifest()))
        try:
            yield Publication(folder, key, cache, staging, read_manifest, functools.cache(diff))
        finally:
            if not (staging / JOURNAL).exists():
                shutil.rmtree(staging, ignore_errors=True)


def output_key(output: Path) -> bytes:
    """Return the key under which a cache knows the folder `output`."""
    return fingerprint(str(output.absolute()))


def read_manifest_of(output: Path, cache: Cache) -> Manifest:
    """Return what `cache` knows of the published folder `output`; empty when nothing."""
    key = output_key(output)
    manifest: Manifest = cache.get_many(MANIFESTS, [key]).get(key, {})
    return manifest


def _choose_staging(output: Path, in_cache: Path) -> Path:
    """Return a staging folder from which files can be renamed into `output`.

    That is asked of the system by renaming a file: folders with the same device number may be
    mounted apart. The last resort lies in the output folder itself.
    """
    if not output.exists():
        output.parent.mkdir(parents=True, exist_ok=True)
    beside = output.with_name(f".{output.name}-dang-dung")
    for staging in (in_cache, beside):
        if _can_rename(staging.parent, output if output.exists() else output.parent):
            return staging
    return output / STAGING_INSIDE if output.exists() else beside


def _can_rename(source: Path, destination: Path) -> bool:
    """Return whether a file can be renamed from one folder into another."""
    probe = source / f".thu-{os.getpid()}"
    arrived = destination / probe.name
    try:
        probe.touch()
        probe.rename(arrived)
    except OSError:
        return False
    finally:
        for path in (probe, arrived):
            with suppress(OSError):
                path.unlink()
    return True
