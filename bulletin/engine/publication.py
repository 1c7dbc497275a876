"""Publication of an output folder: all new files are complete before the first one is put in place.

A folder that does not exist yet appears by one rename. In an existing folder files are replaced one
by one, each in one step and never written into; that takes as long as so many renames. What a crash
interrupts, the next publication of the folder finishes first.
"""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bulletin.engine.cache import Cache
from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.lock import hold_lock
from bulletin.engine.output_dir import FolderDiff, Manifest, apply_journal, diff_folder
from bulletin.engine.staging import Staged, stage
from bulletin.engine.target import TargetGroup
from bulletin.engine.workers import WorkerError, submit

MANIFESTS = "manifests"
"""The cache's namespace for the manifest of each output folder."""

TOKENS = "publish tokens"
"""The cache's namespace for the token of the last publication of each output folder."""


@dataclass(frozen=True, slots=True)
class PublishRecord:
    """A finished publication: a random token that no other one has, and the manifest it left."""

    token: bytes
    manifest: Manifest


@dataclass(frozen=True)
class Publication:
    """An open transaction on one output folder; `open_publication` holds its lock meanwhile."""

    output: Path
    _cache: Cache
    _staging: Path
    _read_manifest: Callable[[], Manifest]
    _diff: Callable[[], FolderDiff]

    @cached_property
    def key(self) -> bytes:
        """The key of the folder in the cache."""
        return output_key(self.output)

    @property
    def manifest(self) -> Manifest:
        """What is known of the published folder; empty when nothing is."""
        return self._read_manifest()

    @property
    def is_intact(self) -> bool:
        """Whether the folder is exactly as the last publication left it."""
        return bool(self.manifest) and self._diff().is_empty

    def stage(
        self,
        groups: Iterable[TargetGroup],
        report: Callable[[int, int], None],
        passthrough: type[Exception] = WorkerError,
    ) -> Staged:
        """Build what is not up to date into the staging folder; see `staging.stage`."""
        return stage(
            groups,
            self.manifest,
            self._diff(),
            self._staging,
            report,
            as_tree=not self.output.exists(),
            passthrough=passthrough,
        )

    def commit(self, staged: Staged) -> PublishRecord:
        """Put what was staged in place, and note in the cache what the folder holds now."""
        if not staged.is_empty:
            if self.output.exists():
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
    output: Path, cache_dir: Path, cache: Cache, last: PublishRecord | None = None
) -> Iterator[Publication]:
    """Lock `output`, finish a publication that was interrupted, and start to scan the folder.

    Waits while another process publishes the folder. The scan runs in a process of its own while
    the caller reads its sources. `last` is what this process published there before: when nobody
    has published there since, the folder is not scanned again. On leaving, whatever was staged and
    not committed is deleted, and the lock is released. The lock lies in `cache_dir`: processes with
    different cache folders, and all processes on Windows, do not wait for each other.
    """
    key = output_key(output)
    name = key.hex()[:12]
    with hold_lock(cache_dir / f"khoa-{name}"):
        staging = _choose_staging(output, cache_dir / f"cho-dang-{name}")
        was_interrupted = apply_journal(staging, output)
        read_manifest = functools.cache(lambda: read_manifest_of(output, cache))
        diff: Callable[[], FolderDiff] = FolderDiff
        token = cache.get_many(TOKENS, [key]).get(key)
        if last and last.token == token and output.exists() and not was_interrupted:
            read_manifest = functools.cache(lambda: last.manifest)
        else:
            diff = submit(lambda: diff_folder(output, read_manifest()))
        try:
            yield Publication(output, cache, staging, read_manifest, functools.cache(diff))
        finally:
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
    """Return a staging folder on the disk of `output`: a rename cannot cross disks."""
    parent = output.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    if in_cache.parent.stat().st_dev == parent.stat().st_dev:
        return in_cache
    return output.with_name(f".{output.name}-dang-dung")
