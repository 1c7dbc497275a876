"""The content of a commit, and how a package would change it: judged in memory, never checked out.

The working tree is not looked at, so what the office has half written there neither helps nor
harms a package.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from bulletin.content.assembly import Library, assemble
from bulletin.content.library import hand_written_address
from bulletin.content.media_files import MediaFiles
from bulletin.content.snapshot import TEXT_ENDINGS, stamp
from bulletin.content.texts import Texts
from bulletin.engine.cache import Cache
from bulletin.errors import ContentError, Problem, in_order
from bulletin.office.check import DOCS, FOLDERS
from bulletin.office.git_history import Revision
from bulletin.radio.read_aloud import read_aloud_problems


@dataclass(frozen=True, slots=True)
class CommitContent:
    """The texts below content/ at a commit, its other files as blobs, and the hand-written pages.

    `changed` are the bytes that a package puts over them.
    """

    revision: Revision
    texts: Mapping[str, bytes]
    blobs: Mapping[str, tuple[str, int]]
    pages: Mapping[str, str]
    changed: Mapping[str, bytes]

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; None where there is none."""
        if path in self.changed:
            return self.changed[path]
        if path in self.texts:
            return self.texts[path]
        if path not in self.blobs:
            return None
        return next((data for _, data in self.revision.read_files([path])), None)

    def with_files(self, files: Mapping[str, bytes]) -> CommitContent:
        """Return the content with these files put over it."""
        changed = {**self.changed, **files}
        return CommitContent(self.revision, self.texts, self.blobs, self.pages, changed)

    def read_library(self, today: dt.date, cache: Cache) -> Library:
        """Return the library; raises ContentError."""
        texts = {**self.texts, **{p: d for p, d in self.changed.items() if _is_text(p)}}
        own = {p: d for p, d in self.changed.items() if not _is_text(p)}
        sizes = {p: size for p, (_, size) in self.blobs.items()} | {
            p: len(d) for p, d in own.items()
        }
        # Git's name of a blob stands for its bytes, so what the cache knows of it stays true.
        stamps = {
            path: stamp(f"{path}@{blob}", size)
            for path, (blob, size) in self.blobs.items()
            if path not in own
        }
        media = MediaFiles(sizes, lambda path: self.read(path) or b"", stamps, cache)
        return assemble(Texts.from_bytes(texts), media, self.pages, today, cache)

    def judge(self, today: dt.date, cache: Cache) -> tuple[list[Problem], Library | None]:
        """Return the problems of all files, in order, and the library if none is an error."""
        try:
            library = self.read_library(today, cache)
        except ContentError as failure:
            return failure.problems, None
        return in_order([*library.warnings, *read_aloud_problems(library, cache)]), library


def read_commit_content(revision: Revision) -> CommitContent:
    """Return the content of a commit; links and submodules in it are left out."""
    files = revision.list_blobs(*FOLDERS)
    below = [path for path in files if path.startswith("content/") and _is_seen(path)]
    texts = dict(revision.read_files([path for path in below if _is_text(path)]))
    pages = {
        hand_written_address(path.removeprefix(f"{DOCS}/")): path
        for path in files
        if path.startswith(f"{DOCS}/") and path.endswith(".md")
    }
    blobs = {path: files[path] for path in below if not _is_text(path)}
    return CommitContent(revision, texts, blobs, pages, {})


def _is_text(path: str) -> bool:
    return path.lower().endswith(TEXT_ENDINGS)


def _is_seen(path: str) -> bool:
    return not any(step.startswith(".") for step in path.split("/")) and path.isprintable()
