"""A cache on disk: one SQLite file, which may be deleted at any time.

Each value is stored with a digest of its bytes, so a value that a crash, a full disk or another
program damaged counts as missing. A pickle can make values and run nothing, whoever wrote it (see
`safe_pickle`). A file that is damaged as a whole is deleted and created again; where nothing can be
written, values are kept in this process. Two builds may share the file.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from bulletin.engine.cache import DictCache
from bulletin.engine.safe_pickle import dump, load

T = TypeVar("T")

BUSY_TIMEOUT = 30.0
"""Seconds to wait for another build that is writing."""

MIN_PRUNE_SIZE = 256 * 2**20
"""Bytes up to which the file is never pruned."""

_KIB = 1024

_CREATE_PROGRAM = "CREATE TABLE IF NOT EXISTS program (fingerprint BLOB)"
_CREATE_ENTRIES = (
    "CREATE TABLE entries"
    " (namespace TEXT, key BLOB, digest BLOB, value BLOB, PRIMARY KEY (namespace, key))"
)


class SqliteCache:
    """Stores in the file `path` what the program with the given fingerprint computed.

    Values of another version of the program are dropped when the file is opened.
    """

    def __init__(self, path: Path, program: bytes) -> None:
        self._path = path
        self._program = program
        self._fallback: DictCache | None = None
        self._connections: dict[int, sqlite3.Connection] = {}
        self._used: defaultdict[str, set[bytes]] = defaultdict(set)
        self.settled_before = 0
        self._attempt(self._prepare)

    def get_many(self, namespace: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return the values that are known under these keys."""
        wanted = list(keys)
        self.touch(namespace, wanted)
        found = self._attempt(lambda connection: dict(_select(connection, namespace, wanted)))
        if found is None and self._fallback is not None:
            found = self._fallback.get_many(namespace, wanted)
        return found or {}

    def put_many(self, namespace: str, values: Mapping[bytes, Any]) -> None:
        """Store values, all of them; in this process where the file cannot take them."""
        self.touch(namespace, values)
        rows = list(_make_rows(namespace, values))

        def insert(connection: sqlite3.Connection) -> bool:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
            return True

        if not self._attempt(insert) and self._fallback is not None:
            self._fallback.put_many(namespace, values)

    def touch(self, namespace: str, keys: Iterable[bytes]) -> None:
        """Note that the values under these keys are still needed."""
        self._used[namespace].update(keys)

    def prune(self) -> int:
        """Delete what this process did not use when the file has grown; return the bytes freed.

        It has grown when it is larger than MIN_PRUNE_SIZE and than twice what was used, so its
        size is bounded by what a build needs. Measuring takes long, so it is done only when the
        file is larger than twice what was used at the last measurement.
        """

        def delete_unused(connection: sqlite3.Connection) -> int:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            before = self._path.stat().st_size
            (used_before,) = connection.execute("PRAGMA user_version").fetchone()
            if before <= max(MIN_PRUNE_SIZE, 2 * used_before * _KIB):
                return 0
            select = "SELECT namespace, key, length(value) FROM entries"
            entries = [
                ((namespace, key), size) for namespace, key, size in connection.execute(select)
            ]
            stale = [entry for entry, _ in entries if not self._is_used(*entry)]
            used = sum(size for entry, size in entries if self._is_used(*entry))
            connection.execute(f"PRAGMA user_version = {used // _KIB}")
            if before <= 2 * used:
                return 0
            with connection:
                connection.executemany("DELETE FROM entries WHERE namespace = ? AND key = ?", stale)
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return before - self._path.stat().st_size

        return self._attempt(delete_unused) or 0

    def _is_used(self, namespace: str, key: bytes) -> bool:
        return key in self._used[namespace]

    def close(self) -> None:
        """Close the file."""
        connection = self._connections.pop(os.getpid(), None)
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Return the result of `work`; None when the file fails, and values are kept in memory."""
        if self._fallback is not None:
            return None
        try:
            return work(self._connection())
        except Exception as failure:  # a damaged file raises errors of any type
            self.close()
            self._fallback = DictCache()
            # A file that is only busy or full is still good for later builds.
            if not isinstance(failure, sqlite3.OperationalError | OSError):
                for end in ("", "-wal", "-shm"):
                    with suppress(OSError):
                        self._path.with_name(self._path.name + end).unlink()
            return None

    def _connection(self) -> sqlite3.Connection:
        # SQLite forbids carrying a connection across a fork: each process opens its own.
        process = os.getpid()
        if process not in self._connections:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=BUSY_TIMEOUT, check_same_thread=False)
            self._connections[process] = connection
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
        return self._connections[process]

    def _prepare(self, connection: sqlite3.Connection) -> None:
        # The file system's own clock: an empty file written now says what time it is there.
        probe = self._path.with_name(f"{self._path.name}-moment")
        probe.write_bytes(b"")
        self.settled_before = probe.stat().st_mtime_ns
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_CREATE_PROGRAM)
            row = connection.execute("SELECT fingerprint FROM program").fetchone()
            if row is None or row[0] != self._program:
                connection.execute("DROP TABLE IF EXISTS entries")
                connection.execute(_CREATE_ENTRIES)
                connection.execute("DELETE FROM program")
                connection.execute("INSERT INTO program VALUES (?)", (self._program,))


def _select(
    connection: sqlite3.Connection, namespace: str, keys: Iterable[bytes]
) -> Iterator[tuple[bytes, Any]]:
    """Yield the undamaged values under these keys."""
    for key in keys:
        row = connection.execute(
            "SELECT digest, value FROM entries WHERE namespace = ? AND key = ?", (namespace, key)
        ).fetchone()
        if row is not None and row[0] == _digest(namespace, key, row[1]):
            with suppress(Exception):
                yield key, load(row[1])


def _make_rows(
    namespace: str, values: Mapping[bytes, Any]
) -> Iterator[tuple[str, bytes, bytes, bytes]]:
    for key, value in values.items():
        data = dump(value)
        yield namespace, key, _digest(namespace, key, data), data


def _digest(namespace: str, key: bytes, data: bytes) -> bytes:
    return blake2b(data, digest_size=8, key=key[:64], person=namespace.encode()[:16]).digest()
