"""The cache outlasts the process, never returns a damaged value, and never stops a build."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.engine import sqlite_cache as store_module
from bulletin.engine.cache import BucketedCache, DictCache, cached_map
from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.sqlite_cache import SqliteCache
from bulletin.engine.workers import map_parallel

KEYS = [fingerprint(number) for number in range(200)]
VALUES = {key: f"giá trị {number} " * 50 for number, key in enumerate(KEYS)}
PROGRAM = b"program"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of a store that does not exist, in a folder that does not either."""
    return tmp_path / "cache" / "cache.db"


@pytest.fixture
def filled(path: Path) -> Path:
    """Give a store in which something is remembered."""
    with opened(path) as store:
        store.put_many("texts", VALUES)
    return path


class opened:
    """A store for the time of a block."""

    def __init__(self, path: Path, program: bytes = PROGRAM) -> None:
        self._store = SqliteCache(path, program)

    def __enter__(self) -> SqliteCache:
        """Give the store."""
        return self._store

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._store.close()


def test_what_was_kept_is_there_in_another_process(filled: Path) -> None:
    with opened(filled) as store:
        assert store.get_many("texts", KEYS) == VALUES
        assert store.get_many("texts", [b"unknown"]) == {}
        assert store.get_many("other namespace", KEYS) == {}


def test_another_program_remembers_nothing(filled: Path) -> None:
    with opened(filled, b"another") as store:
        assert store.get_many("texts", KEYS) == {}
    with opened(filled) as store:
        assert store.get_many("texts", KEYS) == {}


def damages() -> Iterator[tuple[str, int]]:
    """Yield ways to damage a file."""
    yield from (("bytes", seed) for seed in range(20))
    yield from (("cut", share) for share in (0, 10, 50, 90))
    yield "noise", 0


@pytest.mark.parametrize(("how", "number"), list(damages()))
def test_damage_is_forgotten_and_never_believed(filled: Path, how: str, number: int) -> None:
    data = bytearray(filled.read_bytes())
    chance = random.Random(number)
    if how == "bytes":
        for _ in range(300):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif how == "cut":
        data = data[: len(data) * number // 100]
    else:
        data = bytearray(chance.randbytes(100_000))
    filled.write_bytes(data)
    for _ in range(2):
        with opened(filled) as store:
            found = store.get_many("texts", KEYS)
            assert found.items() <= VALUES.items()
            store.put_many("texts", VALUES)
            assert store.get_many("texts", KEYS) == VALUES


def test_a_store_that_cannot_be_written_remembers_by_itself(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    with opened(in_the_way / "cache.db") as store:
        store.put_many("texts", VALUES)
        assert store.get_many("texts", KEYS) == VALUES


def test_what_cannot_be_read_back_is_forgotten(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("UPDATE entries SET value = x'00' WHERE key = ?", (KEYS[0],))
    connection.commit()
    connection.close()
    with opened(filled) as store:
        assert KEYS[0] not in store.get_many("texts", KEYS)


def test_a_copy_of_the_process_reads_too(filled: Path) -> None:
    with opened(filled) as store:

        def recalled(key: bytes) -> object:
            return store.get_many("texts", [key])[key]

        assert map_parallel(recalled, KEYS, repr, min_items=1) == list(VALUES.values())
        assert store.get_many("texts", KEYS) == VALUES


_WRITE = """
import sys
from pathlib import Path
from bulletin.engine import sqlite_cache as store_module
from bulletin.engine.workers import map_parallel
from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.sqlite_cache import SqliteCache
for turn in range(20):
    store = SqliteCache(Path(sys.argv[1]), b"program")
    store.put_many("texts", {fingerprint(n): n for n in range(turn, 200)})
    assert store.get_many("texts", [fingerprint(199)]) == {fingerprint(199): 199}
    store.close()
"""


@pytest.mark.slow
def test_two_processes_write_at_once(path: Path) -> None:
    command = [sys.executable, "-c", _WRITE, str(path)]
    writers = [subprocess.Popen(command, env=os.environ) for _ in range(2)]
    assert [writer.wait() for writer in writers] == [0, 0]
    with opened(path) as store:
        assert store.get_many("texts", KEYS) == {key: n for n, key in enumerate(KEYS)}


def test_only_what_is_of_no_use_is_dropped_and_only_when_there_is_much(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(filled) as store:
        store.get_many("texts", KEYS[:25])
        store.touch("texts", KEYS[25:50])
        assert store.prune() == 0
        monkeypatch.setattr(store_module, "MIN_PRUNE_SIZE", 1_000)
        assert store.prune() > 0
    with opened(filled) as store:
        assert store.get_many("texts", KEYS).keys() == set(KEYS[:50])


def test_what_is_all_of_use_stays(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "MIN_PRUNE_SIZE", 1_000)
    with opened(filled) as store:
        store.get_many("texts", KEYS)
        assert store.prune() == 0
        assert store.get_many("texts", KEYS) == VALUES


def test_it_is_looked_through_only_when_it_has_doubled(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "MIN_PRUNE_SIZE", 1_000)
    with opened(filled) as store:
        store.get_many("texts", KEYS)
        assert store.prune() == 0
    with opened(filled) as store:
        store.get_many("texts", KEYS[:50])
        assert store.prune() == 0, "no larger than twice what was of use the last time"
        more = {key: os.urandom(4_000) for key in map(fingerprint, range(200))}
        store.put_many("more", more)
        assert store.prune() == 0
        assert store.get_many("texts", KEYS) == VALUES


def test_a_file_written_before_it_opened_is_settled(path: Path, tmp_path: Path) -> None:
    early = tmp_path / "early"
    early.touch()
    with opened(path) as store:
        late = tmp_path / "late"
        late.touch()
        assert early.stat().st_ctime_ns <= store.settled_before <= late.stat().st_ctime_ns


def test_work_is_done_once() -> None:
    done: list[int] = []

    def double(number: int) -> int:
        done.append(number)
        return 2 * number

    cache = DictCache()
    for numbers in ([1, 2], [3, 2, 1, 2]):
        assert cached_map(cache, "doubles", numbers, fingerprint, double, str) == [
            2 * number for number in numbers
        ]
    assert done == [1, 2, 3]


# --- drawers ------------------------------------------------------------------------------------


def rows(path: Path) -> int:
    """Return how many values a store holds."""
    connection = sqlite3.connect(path)
    count: int = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
    connection.close()
    return count


def test_small_values_share_buckets(path: Path) -> None:
    with opened(path) as store:
        BucketedCache(store).put_many("texts", VALUES)
    assert rows(path) == len({key[:1] for key in KEYS}) < len(KEYS)
    with opened(path) as store:
        assert BucketedCache(store).settled_before == store.settled_before
        assert BucketedCache(store).get_many("texts", KEYS[:50]) == {
            key: VALUES[key] for key in KEYS[:50]
        }
        assert BucketedCache(store).get_many("texts", [b"unknown"]) == {}


def test_a_drawer_keeps_what_is_of_use_beside_what_is_new(path: Path) -> None:
    recalled, touched, stale, new = (b"a" + key for key in KEYS[:4])
    with opened(path) as store:
        BucketedCache(store).put_many("texts", {recalled: 1, touched: 2, stale: 3})
    with opened(path) as store:
        drawers = BucketedCache(store)
        assert drawers.get_many("texts", [recalled]) == {recalled: 1}
        drawers.touch("texts", [touched])
        drawers.put_many("texts", {new: 4})
    with opened(path) as store:
        everything = [recalled, touched, stale, new]
        assert BucketedCache(store).get_many("texts", everything) == {
            recalled: 1,
            touched: 2,
            new: 4,
        }


def test_drawers_of_use_are_not_dropped(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "MIN_PRUNE_SIZE", 1_000)
    with opened(path) as store:
        BucketedCache(store).put_many("texts", VALUES)
    with opened(path) as store:
        BucketedCache(store).touch("texts", KEYS[:20])
        assert store.prune() > 0
        assert BucketedCache(store).get_many("texts", KEYS[:20]).keys() == set(KEYS[:20])


@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_drawer_is_forgotten(path: Path, seed: int) -> None:
    with opened(path) as store:
        BucketedCache(store).put_many("texts", VALUES)
    data = bytearray(path.read_bytes())
    chance = random.Random(seed)
    for _ in range(300):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(data)
    with opened(path) as store:
        drawers = BucketedCache(store)
        assert drawers.get_many("texts", KEYS).items() <= VALUES.items()
        drawers.put_many("texts", VALUES)
        assert drawers.get_many("texts", KEYS) == VALUES
