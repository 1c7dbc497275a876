"""What is read from a cache file makes values and runs nothing, whoever wrote it."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from jinja2 import DictLoader, Environment

from bulletin.engine import sqlite_cache, user_key
from bulletin.engine.cache import DictCache
from bulletin.engine.project_cache import CACHE_DIR, CACHE_FILE, find_stranger, open_project_cache
from bulletin.engine.safe_pickle import dump, load
from bulletin.engine.sqlite_cache import SqliteCache
from bulletin.errors import Problem, Severity
from bulletin.model.kind import EXEMPLAR
from bulletin.render.templates import CompiledTemplates

KEY = b"k" * 16


class Runs:
    """A value whose pickle calls a function."""

    def __init__(self, function: Callable[..., Any], *arguments: object) -> None:
        self._made = function, arguments

    def __reduce__(self) -> Any:
        """Return the call."""
        return self._made


@pytest.mark.parametrize(
    "value",
    [
        {"a": [1, 2.5, None, True, b"x", "chữ"], 2: {3, 4}},
        (dt.date(2026, 11, 18), dt.datetime(2026, 11, 18, 7, tzinfo=dt.UTC), dt.time(5)),
        dt.datetime(2026, 11, 18, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        Counter("aab"),
        Problem("a", 1, "b", "c", Severity.WARNING),
        EXEMPLAR,
    ],
)
def test_values_come_back(value: object) -> None:
    assert load(dump(value)) == value


@pytest.mark.parametrize(
    "hostile",
    [
        Runs(os.system, "true"),
        Runs(eval, "1"),
        Runs(getattr, "a", "upper"),
        Runs(getattr, ZoneInfo, "from_file"),
        Runs(subprocess.Popen, ["true"]),
        Runs(open_project_cache, Path()),
        Runs(SqliteCache, Path("x"), b""),
        Runs(pickle.loads, pickle.dumps(1)),
        Runs(Path, "/etc"),
    ],
)
def test_a_pickle_that_calls_anything_is_refused(hostile: object) -> None:
    with pytest.raises(pickle.UnpicklingError, match="is no value"):
        load(pickle.dumps(hostile))


@pytest.mark.parametrize(
    "name", ["os.system", "sqlite3.connect", "SqliteCache", "SqliteCache.close", "suppress"]
)
def test_what_a_module_imports_is_not_its_own(name: str) -> None:
    # PROTO 4, two texts, STACK_GLOBAL, STOP: only the name.
    texts = (
        b"\x8c" + bytes([len(text)]) + text
        for text in (b"bulletin.engine.sqlite_cache", name.encode())
    )
    with pytest.raises(pickle.UnpicklingError, match="is no value"):
        load(b"\x80\x04" + b"".join(texts) + b"\x93.")


def test_a_row_with_a_right_digest_runs_nothing_and_counts_as_missing(tmp_path: Path) -> None:
    cache, witness = SqliteCache(tmp_path / "cache.db", b"p"), tmp_path / "ran"
    data = pickle.dumps(Runs(os.mkdir, str(witness)))
    row = ("files", KEY, sqlite_cache._digest("files", KEY, data), data)
    with sqlite3.connect(tmp_path / "cache.db") as connection:
        connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?)", row)
    assert cache.get_many("files", [KEY]) == {}
    assert not witness.exists()


# --- bytecode is a program ------------------------------------------------------------------------


@pytest.fixture
def own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of the user's key, made for this test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(user_key, "_read_key", user_key._read_key.__wrapped__)
    return tmp_path / "home" / "ban-tin"


def render(cache: DictCache, source: str) -> str:
    """Return what a template prints that is compiled with this cache."""
    environment = Environment(loader=DictLoader({"a": source}), autoescape=True)
    environment.bytecode_cache = CompiledTemplates(cache)
    return environment.get_template("a").render()


def test_bytecode_is_used_again(own_key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = DictCache()
    assert render(cache, "một") == "một"
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled again"))
    assert render(cache, "một") == "một"
    assert (own_key / "khoa").stat().st_mode & 0o077 == 0


def test_bytecode_that_somebody_else_signed_is_not_run(own_key: Path) -> None:
    theirs = DictCache()
    render(theirs, "của họ")
    ((key, (signature, code)),) = theirs._values["templates"].items()
    render(mine := DictCache(), "của tôi")
    ((right, (_, _)),) = mine._values["templates"].items()
    for forged in ((signature, code), (b"x" * 32, code), (b"", code)):
        mine.put_many("templates", {right: forged})
        assert render(mine, "của tôi") == "của tôi"
    (own_key / "khoa").unlink()
    assert render(theirs, "của họ") == "của họ"  # compiled again: the key is another one
    assert theirs._values["templates"][key][0] != signature


def test_without_a_key_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_key, "_read_key", lambda: None)
    cache = DictCache()
    assert render(cache, "một") == "một"
    assert not cache._values["templates"]


# --- whose cache it is ----------------------------------------------------------------------------


def make_cache(root: Path) -> Path:
    """Return the file of a project's cache in which something is stored."""
    cache = open_project_cache(root).file
    cache.put_many("texts", {KEY: 1})
    cache.close()
    return root / CACHE_DIR / CACHE_FILE


def test_ones_own_cache_is_used(tmp_path: Path) -> None:
    make_cache(tmp_path)
    again = open_project_cache(tmp_path)
    assert again.refused is None
    assert again.file.get_many("texts", [KEY]) == {KEY: 1}


def test_a_tracked_cache_is_refused(tmp_path: Path) -> None:
    file = make_cache(tmp_path)
    for command in (["init", "-q"], ["add", "-f", str(file)]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    assert "nằm trong git" in (find_stranger(tmp_path) or "")
    found = open_project_cache(tmp_path)
    assert found.refused
    assert found.path != tmp_path / CACHE_DIR
    assert found.file.get_many("texts", [KEY]) == {}
    found.file.close()
    assert found._temporary is not None
    found._temporary.cleanup()


def test_a_linked_or_open_cache_is_refused(tmp_path: Path) -> None:
    file = make_cache(tmp_path)
    file.chmod(0o666)
    assert "của người dùng khác" in (find_stranger(tmp_path) or "")
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert "tệp liên kết" in (find_stranger(tmp_path) or "")


def test_the_cache_of_another_user_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_cache(tmp_path)
    monkeypatch.setattr("os.getuid", lambda: os.geteuid() + 1)
    assert "của người dùng khác" in (find_stranger(tmp_path) or "")
