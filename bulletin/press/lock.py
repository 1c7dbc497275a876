"""One build at a time in one folder; the others wait. A build that dies lets go by itself."""

from __future__ import annotations

from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows: there, two builds at once are the user's own business
    fcntl = None  # type: ignore[assignment]


class Lock:
    """Holds the file `path` for this process from `take` to `release`."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb")

    def take(self) -> None:
        """Wait until nobody else holds it, and hold it."""
        if fcntl is not None:
            fcntl.flock(self._stream, fcntl.LOCK_EX)

    def release(self) -> None:
        """Let the next one in."""
        self._stream.close()
