"""Where the cache of a project lies: one file that builds and checks of the project share."""

from __future__ import annotations

import os
import stat
import subprocess
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

_GIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class CacheFolder:
    """The folder of a project's cache, and the file in it; a temporary folder lives as long.

    `refused` says in Vietnamese why the cache that lies there is not used.
    """

    path: Path
    file: SqliteCache
    refused: str | None = None
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

    So too where the file there is not this user's own work. Several processes may have it open: a
    value that one of them stored is found by the others.
    """
    folder, temporary = root / CACHE_DIR, None
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
    refused = find_stranger(root)
    if refused or not folder.is_dir() or not os.access(folder, os.W_OK):
        temporary = TemporaryDirectory(prefix="ban-tin-")
        folder = Path(temporary.name)
    file = SqliteCache(folder / CACHE_FILE, program_fingerprint(PACKAGE))
    return CacheFolder(folder, file, refused, temporary)


def find_stranger(root: Path) -> str | None:
    """Return why the cache of the project in `root` is not to be used; None if it may be.

    A cache that came with a commit, or that another user may write, would decide what is published.
    """
    folder = root / CACHE_DIR
    files = [folder / f"{CACHE_FILE}{end}" for end in ("", "-wal", "-shm")]
    there = [file for file in files if os.path.lexists(file)]
    if not there:
        return None
    if any(map(_is_foreign, [folder, *there])):
        return (
            f"bộ nhớ tạm {CACHE_DIR}/{CACHE_FILE} là của người dùng khác trên máy hoặc là tệp liên "
            "kết; xóa thư mục ấy"
        )
    if _is_tracked(root):
        return (
            f"bộ nhớ tạm {CACHE_DIR}/{CACHE_FILE} nằm trong git; bỏ ra bằng lệnh "
            f"git rm -r --cached {CACHE_DIR}, rồi xóa thư mục ấy"
        )
    return None


def _is_foreign(path: Path) -> bool:
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return True
    is_own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return not is_own or bool(os.name == "posix" and found.st_mode & stat.S_IWOTH)


def _is_tracked(root: Path) -> bool:
    command = ["git", "-C", str(root), "ls-files", "--cached", "-z", "--", CACHE_DIR]
    try:
        found = subprocess.run(command, capture_output=True, check=False, timeout=_GIT_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(found.stdout)
