"""How a preview notices changed files: by events of the system, where the system sends them.

MkDocs polls: it looks at every file twice a second, which takes half of the time of a preview of a
large archive. Polling stays where no events come (folders of another machine, some shared folders
of virtual machines) and for single files.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from bulletin.site.preview_server import Server

_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
"""The events of a change: there are others for opening and reading."""

_PROBE = "thu-theo-doi"
_LONGEST_WAIT = 0.5


class ChangeObserver:
    """Observes folders on the disk `device` by events, and all else by `polling`.

    It has the methods that MkDocs' server calls of an observer.
    """

    def __init__(self, polling: BaseObserver, device: int) -> None:
        self._polling, self._device = polling, device
        self._receiving: BaseObserver = Observer()
        self._handlers: dict[ObservedWatch, FileSystemEventHandler] = {}

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> ObservedWatch:
        """Call the handler of each change at or below `path`."""
        # A single file that is put in the place of another is not the one that is watched.
        if not os.path.isdir(path) or os.stat(path).st_dev != self._device:
            return self._polling.schedule(handler, path, recursive=recursive)
        watch = self._receiving.schedule(handler, path, recursive=recursive, event_filter=_CHANGES)
        self._handlers[watch] = handler
        return watch

    def unschedule(self, watch: ObservedWatch) -> None:
        """Take back what `schedule` returned."""
        receives = self._handlers.pop(watch, None) is not None
        (self._receiving if receives else self._polling).unschedule(watch)

    def start(self) -> None:
        """Begin; where the system allows no more watches, poll them all."""
        try:
            self._receiving.start()
        except OSError:
            for watch, handler in self._handlers.items():
                self._polling.schedule(handler, watch.path, recursive=watch.is_recursive)
            self._handlers.clear()
        self._polling.start()

    def stop(self) -> None:
        """End."""
        self._receiving.stop()
        self._polling.stop()

    def join(self) -> None:
        """Wait until it has ended."""
        for observer in (self._receiving, self._polling):
            if observer.is_alive():
                observer.join()


def observe_by_events(server: Server, folder: Path) -> None:
    """Let `server` observe its folders by events, if the system sends them for `folder`.

    The server has not begun to watch. `folder` may be written into; what is found of it holds for
    all that lies on the same disk.
    """
    if not receives_events(folder):
        return
    watched = [path for path, count in server._watched_paths.items() for _ in range(count)]
    for path in watched:
        server.unwatch(path)
    server.observer = ChangeObserver(server.observer, folder.stat().st_dev)
    for path in watched:
        server.watch(path)


def receives_events(folder: Path) -> bool:
    """Return whether the system sends an event when a file is written in `folder`."""
    received = Event()
    handler = FileSystemEventHandler()
    handler.on_any_event = lambda event: received.set()  # type: ignore[method-assign]
    observer = Observer()
    probe = folder / _PROBE
    try:
        observer.schedule(handler, str(folder))
        observer.start()
        probe.write_bytes(b"")
        return received.wait(_LONGEST_WAIT)
    except OSError:
        return False
    finally:
        probe.unlink(missing_ok=True)
        if observer.is_alive():
            observer.stop()
            observer.join()
