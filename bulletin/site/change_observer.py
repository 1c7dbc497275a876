"""How a preview hears of changed files: from the system, where it tells of them.

MkDocs looks at every file twice a second, which takes a large archive's preview half of its time.
Where the system tells nothing (folders of another machine, some shared folders of virtual machines)
and for single files, MkDocs' way is kept.
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
"""What changes a file: to open and to read one is told of too."""

_PROBE = "thu-theo-doi"
_LONGEST_WAIT = 0.5


class ChangeObserver:
    """Has folders on the disk `device` watched by the system, and looks at all else with `looking`.

    It has the methods that MkDocs' server calls of an observer.
    """

    def __init__(self, looking: BaseObserver, device: int) -> None:
        self._looking, self._device = looking, device
        self._told: BaseObserver = Observer()
        self._handlers: dict[ObservedWatch, FileSystemEventHandler] = {}

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> ObservedWatch:
        """Call the handler of each change at or below `path`."""
        # A single file that is put in the place of another is not the one that is watched.
        if not os.path.isdir(path) or os.stat(path).st_dev != self._device:
            return self._looking.schedule(handler, path, recursive=recursive)
        watch = self._told.schedule(handler, path, recursive=recursive, event_filter=_CHANGES)
        self._handlers[watch] = handler
        return watch

    def unschedule(self, watch: ObservedWatch) -> None:
        """Take back what `schedule` returned."""
        is_told = self._handlers.pop(watch, None) is not None
        (self._told if is_told else self._looking).unschedule(watch)

    def start(self) -> None:
        """Begin; where the system watches no more folders, look at them all."""
        try:
            self._told.start()
        except OSError:
            for watch, handler in self._handlers.items():
                self._looking.schedule(handler, watch.path, recursive=watch.is_recursive)
            self._handlers.clear()
        self._looking.start()

    def stop(self) -> None:
        """End."""
        self._told.stop()
        self._looking.stop()

    def join(self) -> None:
        """Wait until it has ended."""
        for observer in (self._told, self._looking):
            if observer.is_alive():
                observer.join()


def hear_of_changes(server: Server, folder: Path) -> None:
    """Let the system tell `server` of changes, if it tells of those in `folder`.

    The server has not begun to watch. `folder` may be written into; what lies on the same disk is
    told of as it is.
    """
    if not is_told_of_changes(folder):
        return
    watched = [path for path, count in server._watched_paths.items() for _ in range(count)]
    for path in watched:
        server.unwatch(path)
    server.observer = ChangeObserver(server.observer, folder.stat().st_dev)
    for path in watched:
        server.watch(path)


def is_told_of_changes(folder: Path) -> bool:
    """Return whether the system tells of a file that is written in `folder`."""
    told = Event()
    handler = FileSystemEventHandler()
    handler.on_any_event = lambda event: told.set()  # type: ignore[method-assign]
    observer = Observer()
    probe = folder / _PROBE
    try:
        observer.schedule(handler, str(folder))
        observer.start()
        probe.write_bytes(b"")
        return told.wait(_LONGEST_WAIT)
    except OSError:
        return False
    finally:
        probe.unlink(missing_ok=True)
        if observer.is_alive():
            observer.stop()
            observer.join()
