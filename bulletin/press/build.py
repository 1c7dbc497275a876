"""A build from its first second to its last word; a preview is one build after another."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from bulletin.press.leaf import Leaf
from bulletin.press.program import program
from bulletin.press.progress import Progress
from bulletin.press.publication import Publication
from bulletin.vietnamese.numbers import size
from bulletin.workshop.memory import Memory
from bulletin.workshop.store import Store

CACHE = ".cache"
"""The folder below the project's root for what can be made again; it may be deleted at any time."""

MEMORY = "memory.db"


class Build:
    """What the events of the runner have in common. `clock` gives seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self.preview = False
        self._stream = stream
        self._progress = Progress(stream, clock)
        self._store: Store | None = None
        self._publication: Publication | None = None

    def start(self, command: str) -> None:
        """Note which command of the runner this is, and count the seconds from now."""
        self.preview = command == "serve"
        self._progress.begin()

    def begin(self, root: Path, site: str) -> Memory:
        """Begin the publication of `site` for the project in `root`; return what is remembered."""
        self.fail()
        self.close()
        if self.preview:
            self._progress.begin()
        # A build makes millions of values that stay until it ends: looking for garbage among them
        # takes a third of its time and finds nothing.
        gc.disable()
        cache = root / CACHE
        if self._store is None:
            self._store = Store(cache / MEMORY, program())
        self._publication = Publication(Path(site), cache, self._store, preview=self.preview)
        return self._store

    @property
    def scratch(self) -> str:
        """The folder for the pages that the runner prints itself."""
        assert self._publication is not None
        return str(self._publication.scratch)

    @property
    def shown(self) -> Path:
        """The folder that a preview shows."""
        assert self._publication is not None
        return self._publication.site

    def prepare(self, leaves: Iterable[Leaf]) -> None:
        """Make everything ready to be published; a preview is published at once."""
        assert self._publication is not None
        self._publication.prepare(leaves, self._progress.tell)
        if self.preview:
            self.close()

    def fail(self, error: Exception | None = None) -> None:
        """Note that the build ended in an error after all."""
        if self._publication is not None:
            self._publication.fail()

    def close(self) -> None:
        """Publish what is ready, and say what came of it."""
        if self._publication is None or self._store is None:
            return
        outcome = self._publication.close()
        if not self.preview:
            self._publication = None
        if outcome is not None:
            for address in outcome.lost:
                cure = "thêm vào aliases của bài thay thế, hoặc ghi vào content/data/withdrawn.yml"
                self._say(f"cảnh báo: địa chỉ {address} đã đăng nay không còn; {cure}")
            self._progress.close(outcome)
            if won := self._store.prune():
                self._say(f"Đã dọn {size(won)} không còn dùng trong {CACHE}/")
        gc.enable()

    def _say(self, words: str) -> None:
        print(words, file=self._stream)
