"""A memory that outlasts the process: one SQLite file, which may be deleted at any time.

Each value lies beside a digest of its bytes, so what a crash, a full disk or a stranger leaves
behind counts as forgotten. A file that is damaged as a whole is put aside and begun anew; where
nothing can be written, the process remembers by itself. Two builds at once share the file.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from bulletin.workshop.memory import ShortMemory

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds to wait for another build that is just writing."""

AT_LEAST = 256 * 2**20
"""Bytes up to which the file is never pruned."""

_KIB = 1024

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS program (fingerprint BLOB)",
    "CREATE TABLE IF NOT EXISTS known"
    " (room TEXT, key BLOB, digest BLOB, value BLOB, PRIMARY KEY (room, key))",
)


class Store:
    """Remembers in the file `path` what the program with the given fingerprint worked out.

    What another program left is dropped: nothing is believed across versions.
    """

    def __init__(self, path: Path, program: bytes) -> None:
        self._path = path
        self._program = program
        self._fallback: ShortMemory | None = None
        self._connections: dict[int, sqlite3.Connection] = {}
        self._used: set[tuple[str, bytes]] = set()
        self.since = 0
        self._attempt(self._prepare)

    def recall(self, room: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return what is still known under these keys."""
        wanted = list(keys)
        self.touch(room, wanted)
        found = self._attempt(lambda connection: dict(_known(connection, room, wanted)))
        if found is None and self._fallback is not None:
            found = self._fallback.recall(room, wanted)
        return found or {}

    def keep(self, room: str, values: Mapping[bytes, Any]) -> None:
        """Remember values, all of them or, where the file cannot take them, for this process."""
        self.touch(room, values)
        rows = list(_rows(room, values))

        def insert(connection: sqlite3.Connection) -> bool:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?)", rows)
            return True

        if not self._attempt(insert) and self._fallback is not None:
            self._fallback.keep(room, values)

    def touch(self, room: str, keys: Iterable[bytes]) -> None:
        """Note that what lies under these keys is still of use."""
        self._used.update((room, key) for key in keys)

    def prune(self) -> int:
        """Drop what this process had no use for when the file has grown; return the bytes won.

        It has grown when it is larger than AT_LEAST and than twice what was used: so it is bounded
        by what a build needs. To look through it takes long; it is not done before the file is
        larger than twice what was used at the last look.
        """

        def sweep(connection: sqlite3.Connection) -> int:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            before = self._path.stat().st_size
            (used_before,) = connection.execute("PRAGMA user_version").fetchone()
            if before <= max(AT_LEAST, 2 * used_before * _KIB):
                return 0
            sizes = connection.execute("SELECT room, key, length(value) FROM known").fetchall()
            stale = [(room, key) for room, key, _ in sizes if (room, key) not in self._used]
            used = sum(size for room, key, size in sizes if (room, key) in self._used)
            connection.execute(f"PRAGMA user_version = {used // _KIB}")
            if before <= 2 * used:
                return 0
            with connection:
                connection.executemany("DELETE FROM known WHERE room = ? AND key = ?", stale)
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return before - self._path.stat().st_size

        return self._attempt(sweep) or 0

    def close(self) -> None:
        """Let go of the file."""
        connection = self._connections.pop(os.getpid(), None)
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Return what `work` gives, None where the file fails: then the process goes on alone."""
        if self._fallback is not None:
            return None
        try:
            return work(self._connection())
        except Exception as failure:  # damage shows in whatever way: in names, numbers, texts
            self.close()
            self._fallback = ShortMemory()
            # A file that is only busy or full belongs to the builds to come as well.
            if not isinstance(failure, sqlite3.OperationalError | OSError):
                for end in ("", "-wal", "-shm"):
                    with suppress(OSError):
                        self._path.with_name(self._path.name + end).unlink()
            return None

    def _connection(self) -> sqlite3.Connection:
        # A connection is not for two processes: a copy of this one opens its own.
        process = os.getpid()
        if process not in self._connections:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=PATIENCE, check_same_thread=False)
            self._connections[process] = connection
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
        return self._connections[process]

    def _prepare(self, connection: sqlite3.Connection) -> None:
        mark = self._path.with_name(f"{self._path.name}-moment")
        mark.write_bytes(b"")
        self.since = mark.stat().st_mtime_ns
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA:
                connection.execute(statement)
            row = connection.execute("SELECT fingerprint FROM program").fetchone()
            if row is None or row[0] != self._program:
                connection.execute("DELETE FROM known")
                connection.execute("DELETE FROM program")
                connection.execute("INSERT INTO program VALUES (?)", (self._program,))


def _known(
    connection: sqlite3.Connection, room: str, keys: Iterable[bytes]
) -> Iterator[tuple[bytes, Any]]:
    """Yield what lies under the keys and is whole."""
    for key in keys:
        row = connection.execute(
            "SELECT digest, value FROM known WHERE room = ? AND key = ?", (room, key)
        ).fetchone()
        if row is not None and row[0] == _digest(room, key, row[1]):
            with suppress(Exception):
                yield key, pickle.loads(row[1])


def _rows(room: str, values: Mapping[bytes, Any]) -> Iterator[tuple[str, bytes, bytes, bytes]]:
    for key, value in values.items():
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        yield room, key, _digest(room, key, data), data


def _digest(room: str, key: bytes, data: bytes) -> bytes:
    return blake2b(data, digest_size=8, key=key[:64], person=room.encode()[:16]).digest()
