"""A build from its first second to its last word; a preview is one build after another."""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from jinja2 import Environment

from bulletin.content.library import read_shelf
from bulletin.press.issue import Issue, Settings, open_issue
from bulletin.press.printer import Surroundings
from bulletin.press.program import code_in, program
from bulletin.press.progress import Progress
from bulletin.press.publication import Publication, Turn
from bulletin.vietnamese.numbers import size
from bulletin.workshop.at_hand import AtHand
from bulletin.workshop.memory import Memory, fingerprint
from bulletin.workshop.store import Store

CACHE = ".cache"
"""The folder below the project's root for what can be made again; it may be deleted at any time."""

MEMORY = "memory.db"

AT_HAND = {"files", "cues", "catalogues"}
"""The rooms of which each build of a preview needs everything."""

STANDINGS = "standings"
"""Where the memory keeps what the published folders rest on."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a published site rests on, between which moments it is right, and what was said."""

    rests_on: bytes
    since: dt.datetime
    until: dt.datetime
    warnings: tuple[str, ...]

    def is_right(self, rests_on: bytes, now: dt.datetime) -> bool:
        """Return whether the site is right at `now`, now that it would rest on `rests_on`."""
        return bool(rests_on) and rests_on == self.rests_on and self.since <= now < self.until


class Build:
    """What the events of the runner have in common. `clock` gives seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self.preview = False
        self.issue: Issue | None = None
        self._look = b""
        self._stream = stream
        self._progress = Progress(stream, clock)
        self._store: Store | None = None
        self._memory: Memory | None = None
        self._turn: Turn | None = None
        self._publication: Publication | None = None
        self._passing: TemporaryDirectory[str] | None = None
        self._everything: Build | None = None

    def start(self, *, command: str, dirty: bool) -> None:
        """Note which command of the runner this is, and count the seconds from now."""
        self.preview = command == "serve"
        self._progress.begin()

    def begin(self, root: Path, site: str, docs: str, now: dt.datetime, look: bytes) -> None:
        """Begin the publication of `site` for the project in `root`.

        `docs` is the folder of the hand-written pages, relative to `root`; `look` stands for all
        that pages are made with. When nothing changed since the site was published, there is no
        `issue` to print. Raises ContentError.
        """
        self.fail()
        self.close()
        self._look = look
        self.issue = None
        if self.preview:
            self._progress.begin()
        # A build makes millions of values that stay until it ends: there is no garbage to look for.
        gc.disable()
        cache = self._cache_of(root)
        if self._store is None or self._memory is None:
            self._store = Store(cache / MEMORY, program())
            self._memory = AtHand(self._store, AT_HAND) if self.preview else self._store
        memory = self._memory
        self._publication = Publication(
            Path(site), cache, memory, preview=self.preview, last=self._turn
        )
        shelf = read_shelf(root, memory)
        content = shelf.fingerprint
        rests_on = fingerprint(look, code_in(root / docs, ""), content) if content else b""
        standing = memory.recall(STANDINGS, [self._publication.key])
        last: Standing | None = standing.get(self._publication.key)
        if last and last.is_right(rests_on, now) and self._publication.keep():
            self._standing = last
        else:
            self.issue = open_issue(shelf, docs, now, memory)
            warnings = tuple(map(str, self.issue.library.warnings))
            self._standing = Standing(rests_on, now, self.issue.edition.until, warnings)
        for warning in self._standing.warnings:
            self._say(warning)

    def _cache_of(self, root: Path) -> Path:
        """Return the project's cache, or a passing one where that cannot be written."""
        cache = root / CACHE
        with suppress(OSError):
            cache.mkdir(exist_ok=True)
            if os.access(cache, os.W_OK):
                return cache
        self._passing = self._passing or TemporaryDirectory(prefix="ban-tin-")
        return Path(self._passing.name)

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

    def equip(self, environment: Environment, theme: str, settings: Settings) -> None:
        """Give the templates in the folder `theme` what all of them need."""
        if self.issue is not None:
            self.issue.equip(environment, Path(theme), settings)

    def prepare(
        self,
        settings: Settings,
        environment: Environment,
        surroundings: Surroundings,
        hand_written: Sequence[str],
        navigation: object,
    ) -> None:
        """Make everything ready to be published; a preview is published at once.

        `hand_written` are the addresses of the pages that the runner printed; `navigation` tells
        by its `repr` what every page shows of them.
        """
        assert self._publication is not None
        if self.issue is not None:
            look = fingerprint(self._look, navigation)
            sheaves = self.issue.sheaves(settings, environment, surroundings, hand_written, look)
            self._publication.prepare(sheaves, self._progress.tell)
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
        publication, outcome = self._publication, self._publication.close()
        if not self.preview:
            self._publication = None
        if outcome is not None:
            self._store.keep(STANDINGS, {publication.key: self._standing})
            self._turn = publication.turn
            for address in outcome.lost:
                cure = "thêm vào aliases của bài thay thế, hoặc ghi vào content/data/withdrawn.yml"
                self._say(f"cảnh báo: địa chỉ {address} đã đăng nay không còn; {cure}")
            self._progress.close(outcome)
            # Who finds nothing to do has hardly looked at anything, and knows not what is of use.
            if self.issue is not None and (won := self._store.prune()):
                self._say(f"Đã dọn {size(won)} không còn dùng trong {CACHE}/")
        # What is there now stays: nobody shall look through it for garbage again and again.
        gc.freeze()
        if self.preview:
            gc.enable()
        else:
            # Python would now take a million values apart, one by one, which takes longer than most
            # edits do. The system does it at once: nobody counts to the last of these references.
            self._everything = self

    def _say(self, words: str) -> None:
        print(words, file=self._stream)
