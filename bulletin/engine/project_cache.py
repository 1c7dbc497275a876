"""Where the cache of a project lies: one file that builds and checks of the project share."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.engine.cache import Cache, DictCache, ReadOnlyCache
from bulletin.engine.fingerprint import program_fingerprint
from bulletin.engine.sqlite_cache import SqliteCache

PACKAGE = Path(__file__).parents[1]

CACHE_DIR = ".cache"
"""The folder below the project's root for what can be computed again; it may always be deleted."""

CACHE_FILE = "cache.db"


@dataclass(frozen=True, slots=True)
class CacheFolder:
    """The folder of a project's cache, and the file in it; a temporary folder lives as long."""

    path: Path
    file: SqliteCache
    _temporary: TemporaryDirectory[str] | None = None


def read_project_cache(root: Path) -> Cache:
    """Return a cache that finds what builds and checks of the project in `root` stored, if any did,
    and stores nothing.
    """
    file = root / CACHE_DIR / CACHE_FILE
    if not file.is_file() or not os.access(file.parent, os.W_OK):
        return DictCache()
    return ReadOnlyCache(SqliteCache(file, program_fingerprint(PACKAGE)))


def open_project_cache(root: Path) -> CacheFolder:
    """Return the cache of the project in `root`, in a temporary folder where none can be written.

    Several processes may have it open: a value that one of them stored is found by the others.
    """
    folder, temporary = root / CACHE_DIR, None
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        temporary = TemporaryDirectory(prefix="ban-tin-")
        folder = Path(temporary.name)
    file = SqliteCache(folder / CACHE_FILE, program_fingerprint(PACKAGE))
    return CacheFolder(folder, file, temporary)
