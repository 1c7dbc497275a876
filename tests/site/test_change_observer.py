"""A preview notices changes at once, and nothing else, also where the system sends no events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from bulletin.site import change_observer
from bulletin.site.change_observer import observe_by_events, receives_events


def make_failing() -> BaseObserver:
    """Return an observer on a system that watches no more folders."""

    def start() -> None:
        raise OSError(28, "no more")

    observer = Observer()
    observer.start = start  # type: ignore[method-assign]
    return observer


@contextmanager
def watching(root: Path) -> Iterator[LiveReloadServer]:
    """Give a server that watches content/ and mkdocs.yml and has begun to."""
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(root), polling_interval=0.05)
    (root / "content").mkdir()
    (root / "content/a.md").write_text("a")
    (root / "mkdocs.yml").write_text("a")
    server.watch(str(root / "mkdocs.yml"))
    server.watch(str(root / "content"))
    observe_by_events(server, root)
    server.watch(str(root / "content"))  # MkDocs asks again after that
    server.observer.start()
    try:
        yield server
    finally:
        server.observer.stop()
        server.observer.join()
        server.server_close()


def wants_to_build(server: LiveReloadServer, seconds: float = 10) -> bool:
    """Return whether the server wants to build within so many seconds."""
    with server._rebuild_cond:
        found = server._rebuild_cond.wait_for(lambda: server._want_rebuild, seconds)
        server._want_rebuild = False
    return found


def test_a_change_is_noticed_and_reading_is_not(tmp_path: Path) -> None:
    with watching(tmp_path) as server:
        assert isinstance(server.observer, change_observer.ChangeObserver) == receives_events(
            tmp_path
        )
        (tmp_path / "content/a.md").read_text()
        assert not wants_to_build(server, 0.3)
        (tmp_path / "content/a.md").write_text("b")
        assert wants_to_build(server)


def test_a_new_folder_a_replaced_file_and_the_settings_are_noticed(tmp_path: Path) -> None:
    with watching(tmp_path) as server:
        (tmp_path / "content/moi").mkdir()
        (tmp_path / "content/moi/b.md").write_text("b")
        assert wants_to_build(server)
        while wants_to_build(server, 0.3):
            pass
        for name in ("content/moi/b.md", "mkdocs.yml", "mkdocs.yml"):
            (tmp_path / "new").write_text(f"longer {name}")
            (tmp_path / "new").rename(tmp_path / name)
            assert wants_to_build(server), name
            while wants_to_build(server, 0.3):
                pass


def test_without_events_mkdocs_polls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_observer, "receives_events", lambda folder: True)
    monkeypatch.setattr(change_observer, "Observer", make_failing)
    with watching(tmp_path) as server:
        (tmp_path / "content/a.md").write_text("longer")
        assert wants_to_build(server)


def test_what_cannot_be_tried_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_observer, "Observer", make_failing)
    assert not receives_events(tmp_path)
