"""A lock between processes, held by one build at a time; the system releases it on a crash."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such lock: there, nobody keeps two builds apart
    fcntl = None  # type: ignore[assignment]


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Wait until no other process holds the lock file `path`, and hold it."""
    with path.open("wb") as stream:
        if fcntl is not None:
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield
