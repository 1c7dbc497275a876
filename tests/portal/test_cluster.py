"""The index made on Dask equals that of one process, whatever the number of workers."""

from __future__ import annotations

import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import time
from array import array
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from distributed import Client, LocalCluster

from bulletin.engine.cache import DictCache
from bulletin.portal import cluster, index_partitions, search_on_dask
from bulletin.portal.cluster import WorkOnDask
from bulletin.portal.collecting import collect, read_copy
from bulletin.portal.fetching import FolderSite
from bulletin.portal.holdings import make_holdings
from bulletin.portal.index_partitions import Partition, index_partition
from bulletin.portal.remote_store import RemoteStore
from bulletin.portal.search_files import make_index_here
from bulletin.portal.search_on_dask import build_index_on, index_all, make_index_on
from bulletin.portal.sources import read_sources
from bulletin.portal.store import FolderStore
from bulletin.portal.work import WorkHere
from bulletin.search import index_files
from bulletin.search.inverted_index import InvertedIndex, build_index
from bulletin.search.postings import make_postings
from bulletin.search.search_entry import Entry
from bulletin.search.synonyms import build_synonyms
from scripts.portal import main
from tests.portal.bulletins import files_of, story
from tests.site.built import ROOT

pytestmark = [
    pytest.mark.slow,
    # Dask warns when the machine is busy, and of sockets that a closed cluster leaves.
    pytest.mark.filterwarnings("ignore"),
]


def entries_of(count: int) -> dict[str, list[Entry]]:
    """Return the entries of some bulletins, by bulletin and year."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for number in range(count):
        year = 2020 + number % 2
        entry = Entry(
            address=f"https://xa-{number % 3}.example/dien-hinh/{year}/chuyen-{number}/",
            kind="tin-bai",
            label="Tập thể",
            title=f"Chuyện thứ {number} của tổ hợp tác trồng lúa số {number % 13}",
            day=dt.date(year, 1 + number % 12, 1 + number % 28),
            summary=f"Bà con xã số {number % 3} giúp nhau, vườn số {number % 31} xanh tốt.",
        )
        found[f"xa-{number % 3}/{year}"].append(entry)
    return found


PARTITIONS = entries_of(80)
HERE = WorkHere()
FOLDERS = ("postings", "items")


def index_of(partitions: dict[str, list[Entry]]) -> InvertedIndex:
    """Return the index as one process makes it."""
    entries = {entry.address: entry for found in partitions.values() for entry in found}
    return build_index(
        {address: entry.day for address, entry in entries.items()},
        ((key, make_postings(entry, build_synonyms({}))) for key, entry in entries.items()),
    )


def build_on(client: Client, store: str, partitions: dict[str, list[Entry]]) -> InvertedIndex:
    """Return the index as workers make it."""
    found = [Partition.of(entries) for entries in partitions.values()]
    return build_index_on(WorkOnDask(client, store), store, found, DictCache()).index


@pytest.fixture(scope="module")
def clients() -> Iterator[list[Client]]:
    """Give schedulers with one and with three workers, all in this process."""
    with (
        LocalCluster(
            n_workers=1, processes=False, dashboard_address=None, threads_per_worker=1
        ) as one,
        LocalCluster(
            n_workers=3, processes=False, dashboard_address=None, threads_per_worker=1
        ) as three,
        Client(one) as first,
        Client(three) as second,
    ):
        yield [first, second]


@pytest.mark.parametrize("per_task", [search_on_dask.POSTINGS_PER_TASK, 500])
def test_the_number_of_workers_and_of_tasks_cannot_be_seen(
    clients: list[Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, per_task: int
) -> None:
    monkeypatch.setattr(search_on_dask, "POSTINGS_PER_TASK", per_task)
    expected = index_of(PARTITIONS)
    for number, client in enumerate(clients):
        found = build_on(client, f"{tmp_path}/{number}", PARTITIONS)
        assert found == expected
        assert list(found.doc_ids.items()) == list(expected.doc_ids.items())
        assert [row.load() for row in found.rows] == [row.load() for row in expected.rows]


def test_only_what_changed_is_made_again(
    clients: list[Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_on(clients[0], str(tmp_path), PARTITIONS)
    made: list[str] = []

    def note(entry: Entry, synonyms: Any) -> Any:
        made.append(entry.address)
        return make_postings(entry, synonyms)

    monkeypatch.setattr(index_partitions, "make_postings", note)
    assert build_on(clients[0], str(tmp_path), PARTITIONS) == index_of(PARTITIONS)
    assert made == []
    changed = {**PARTITIONS, "xa-0/2020": PARTITIONS["xa-0/2020"][:-1]}
    assert build_on(clients[0], str(tmp_path), changed) == index_of(changed)
    assert set(made) == {entry.address for entry in changed["xa-0/2020"]}
    assert len(list((tmp_path / "postings").iterdir())) == len(PARTITIONS)


def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path) -> None:
    with (
        LocalCluster(
            n_workers=2, processes=True, dashboard_address=None, threads_per_worker=1
        ) as two,
        Client(two) as client,
        ThreadPoolExecutor(1) as thread,
    ):
        first, *_ = client.run(os.getpid).values()
        running = thread.submit(build_on, client, str(tmp_path), PARTITIONS)
        while not running.done() and not (tmp_path / "postings").exists():
            time.sleep(0.001)
        os.kill(first, signal.SIGKILL)
        assert running.result() == index_of(PARTITIONS)


def write_bulletins(folder: Path, count: int, stories: int) -> Path:
    """Write bulletins in folders, with the same campaigns; return the file that names them."""
    entries = []
    for number in range(count):
        rows = [
            story(n, title=f"Chuyện {n} của xã {number}", campaigns=["phong-trao"] if n % 2 else [])
            for n in range(stories)
        ]
        campaign = {"key": "phong-trao", "address": "/phong-trao/a/", "title": "Dân vận khéo"}
        root = f"https://xa-{number}.example/"
        files = files_of(rows, root=root, others={"campaigns": [campaign]})
        for path, data in files.items():
            file = folder / f"{number}{path}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        entries.append(f"- name: Xã {number}\n  url: '{number}'\n")
    sources = folder / "SOURCES.yml"
    sources.write_text("".join(entries), encoding="utf-8")
    return sources


def files_below(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("many", [0, 1 << 16])
def test_an_index_of_files_in_a_store_equals_one_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """Also of so many items that results share a file."""
    monkeypatch.setattr(index_files, "_MANY_ITEMS", many)
    sources = write_bulletins(tmp_path, 5, 30)
    store = FolderStore(tmp_path / "kho")
    today = dt.date(2026, 11, 23)
    for source in (found := read_sources("SOURCES.yml", sources.read_bytes())):
        collect(source, FolderSite(tmp_path / source.url), store, today, lambda: 0.0)
    held = make_holdings((read_copy(store, source) for source in found), today)
    cache = DictCache()
    made = [make_index_here(held, cache), make_index_on(HERE, f"{tmp_path}/muc", held, cache)]
    files = [
        {target.path: target.build() for group in index.groups for target in group.targets()}
        for index in made
    ]
    assert files[0] == files[1]
    assert made[0].head == made[1].head
    assert (b'"together"' in made[0].head) is (many == 0)


def test_a_worker_that_is_killed_changes_nothing_in_the_portal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_NOW", "2026-11-23T08:00:00+07:00")
    sources = write_bulletins(tmp_path, 24, 40)
    assert main([str(sources), str(tmp_path / "one")]) == 0
    with (
        LocalCluster(
            n_workers=2, processes=True, dashboard_address=None, threads_per_worker=1
        ) as two,
        Client(two) as client,
        ThreadPoolExecutor(1) as thread,
    ):
        first, *_ = client.run(os.getpid).values()
        store = tmp_path / "kho"

        def kill() -> None:
            while not list(store.glob("*/state.json")):
                time.sleep(0.001)
            os.kill(first, signal.SIGKILL)

        killing = thread.submit(kill)
        more = ["--store", str(store), "--scheduler", two.scheduler_address]
        assert main([str(sources), str(tmp_path / "two"), *more]) == 0
        killing.result()
    assert files_below(tmp_path / "two") == files_below(tmp_path / "one")


@pytest.mark.parametrize("folder", ["postings", "items"])
def test_half_a_file_is_made_again(tmp_path: Path, folder: str) -> None:
    partition = Partition.of(PARTITIONS["xa-0/2020"])
    first = index_all(HERE, str(tmp_path), [partition])
    (path,) = (tmp_path / folder).iterdir()
    rows = pq.read_table(path).num_rows
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert index_all(HERE, str(tmp_path), [partition]) == first
    assert pq.read_table(path).num_rows == rows


def test_a_store_of_fsspec_keeps_files_as_a_folder_does() -> None:
    store = RemoteStore.open("memory://kho")
    assert store.read("xa/state.json") is None
    store.write("xa/files/b", b"2")
    store.write("xa/files/a", b"1")
    assert list(store.names("xa/files")) == ["xa/files/a", "xa/files/b"]
    store.delete("xa/files/a")
    store.delete("xa/files/a")
    assert (store.read("xa/files/a"), store.read("xa/files/b")) == (None, b"2")
    assert list(store.names("nowhere")) == []


def test_the_portal_is_the_same_with_a_scheduler_and_two_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `deploy/` has it: three processes on loopback, as Dask's documentation starts them."""
    monkeypatch.setenv("BULLETIN_NOW", "2026-11-23T08:00:00+07:00")
    for path, data in files_of([story(number) for number in range(9)]).items():
        file = tmp_path / "site" / path.removeprefix("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    sources = tmp_path / "SOURCES.yml"
    sources.write_text("- name: Xã Hoa Sen\n  url: site\n", encoding="utf-8")
    outputs = [tmp_path / "one", tmp_path / "two"]
    assert main([str(sources), str(outputs[0])]) == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = subprocess.run(
        [ROOT / "deploy/portal-cluster.sh", sources, outputs[1], "--store", tmp_path / "kho"],
        cwd=ROOT,
        env={**os.environ, "PYTHON": sys.executable, "PORT": str(port)},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Đã dựng cổng: 1 bản tin, 9 tin, bài" in done.stdout
    assert files_below(outputs[0]) == files_below(outputs[1])


def test_a_scheduler_without_workers_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "WORKERS_WITHIN", 0.1)
    sources = tmp_path / "SOURCES.yml"
    sources.write_text("- name: Xã Hoa Sen\n  url: site\n", encoding="utf-8")
    with LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address=None) as none:
        address = none.scheduler_address
        assert main([str(sources), str(tmp_path / "trang"), "--scheduler", address]) == 1
    assert "chưa có máy làm nào" in capsys.readouterr().err


def test_another_library_reads_the_postings(tmp_path: Path) -> None:
    """DuckDB has a reader of Parquet of its own."""
    entries = PARTITIONS["xa-0/2020"]
    index_partition(str(tmp_path), Partition.of(entries))
    postings, items = (f"read_parquet('{tmp_path}/{name}/*.parquet'" for name in FOLDERS)
    rows = duckdb.sql(
        f"SELECT address, list(key ORDER BY key), list(payload ORDER BY key) FROM {postings}) p "
        f"JOIN {items}, file_row_number = true) i ON i.file_row_number = p.item GROUP BY address"
    ).fetchall()
    expected = {entry.address: make_postings(entry, build_synonyms({})) for entry in entries}
    assert {address: (array("I", keys), bytes(found)) for address, keys, found in rows} == {
        address: (array("I", one.keys), one.payloads) for address, one in expected.items()
    }
