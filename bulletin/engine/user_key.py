"""A key that only this user of this machine has, to know again what this user's builds wrote.

It lies outside of every project, so no archive of a project, no cache of a forge and no commit
brings one along. It may be deleted at any time.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes
from tempfile import mkstemp

_SIZE = 32
_FOLDER = "ban-tin"
_NAME = "khoa"


def sign(*parts: bytes) -> bytes | None:
    """Return the signature of these parts with the key of the user; None where there is no key."""
    key = _read_key()
    if key is None:
        return None
    # Each part with its length: ("a", "bc") and ("ab", "c") have different signatures.
    data = b"".join(len(part).to_bytes(8) + part for part in parts)
    return blake2b(data, digest_size=32, key=key).digest()


@cache
def _read_key() -> bytes | None:
    """Return the key, made where there is none; None where none can be kept for this user alone."""
    with suppress(OSError, RuntimeError):
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
        folder = Path(base) / _FOLDER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / _NAME
        if not file.exists():
            # Written beside it and linked: of two builds that start at once both read one key.
            handle, name = mkstemp(dir=folder)
            try:
                os.write(handle, token_bytes(_SIZE))
                os.close(handle)
                with suppress(FileExistsError):
                    os.link(name, file)
            finally:
                Path(name).unlink()
        if _is_private(folder) and _is_private(file):
            key = file.read_bytes()
            return key if len(key) == _SIZE else None
    return None


def _is_private(path: Path) -> bool:
    """Return whether nobody but this user may write here; on Windows the system sees to it."""
    if not hasattr(os, "getuid"):
        return True
    found = path.lstat()
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
