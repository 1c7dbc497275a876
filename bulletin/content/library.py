"""The only reader of content/: the disk ends here, and values go on."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from bulletin.content.assembly import Library, assemble
from bulletin.content.media_files import MediaFiles, Read, stamp
from bulletin.content.source import LARGEST_TEXT, WHOLE_FILE
from bulletin.content.texts import Texts, text_fingerprint
from bulletin.engine.cache import Cache, DictCache
from bulletin.engine.fingerprint import fingerprint
from bulletin.errors import ContentError, Problem

TEXT_ENDINGS = (".md", ".yml", ".yaml")
_MACHINE_FILES = {"Thumbs.db", "desktop.ini"}

_LAST_LOOK = fingerprint("last look")
"""Under which key the memory has what the texts were when they were last looked at."""

Marks = tuple[int, int, int, int]
"""Size, times of the last change, number: none of them stays when a file is written."""


def read_library(
    root: Path,
    docs: str = "docs",
    today: dt.date | None = None,
    cache: Cache | None = None,
) -> Library:
    """Return the library in `root`/content; raises ContentError with every problem at once.

    `docs` is the folder of the hand-written pages below `root`: their addresses can be linked to
    and not be taken. Without `today` the warnings that depend on the day are left out. What
    `memory` knows is not worked out again.
    """
    cache = cache or DictCache()
    return library_of(read_shelf(root, cache), docs, today, cache)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies in `root`/content: texts, and of other files only sizes and stamps."""

    root: Path
    texts: Texts
    sizes: Mapping[str, int]
    stamps: Mapping[str, bytes]
    unread: Sequence[Problem]

    @property
    def fingerprint(self) -> bytes | None:
        """What stands for all the files; None when one of them may still be changing."""
        if len(self.stamps) < len(self.sizes):
            return None
        texts, others = self.texts.fingerprints.values(), self.stamps.values()
        return fingerprint(b"".join(texts), b"".join(others), self.unread)


def read_shelf(root: Path, cache: Cache) -> Shelf:
    """Look at what lies in `root`/content; raises ContentError where there is no such folder.

    A file that last changed before `memory.since` lies still: other files get a stamp then, and a
    text that has the marks it had at the last look is not read again. The marks were taken before
    the text was read, so what was written in between shows in them the next time. Hidden files and
    those that systems leave behind are passed over; a symbolic link is an error, since it could
    bring a file of the machine onto the site.
    """
    if not (root / "content").is_dir():
        raise ContentError([Problem("content", 1, WHOLE_FILE, "thiếu thư mục này")])
    last: dict[str, tuple[Marks, bytes]] = cache.get_many("looks", [_LAST_LOOK]).get(_LAST_LOOK, {})
    look: dict[str, tuple[Marks, bytes]] = {}
    fingerprints: dict[str, bytes] = {}
    held: dict[str, bytes] = {}
    sizes: dict[str, int] = {}
    stamps: dict[str, bytes] = {}
    unread: list[Problem] = []
    for path, entry in _entries(root / "content", "content"):
        if not path.isprintable():
            shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in path)
            message = "tên tệp có ký tự hỏng; đặt lại tên bằng chữ thường không dấu"
            unread.append(Problem(shown, 1, WHOLE_FILE, message))
        elif entry.is_symlink():
            message = "không nhận tệp liên kết (symlink); chép tệp thật"
            unread.append(Problem(path, 1, WHOLE_FILE, message))
        elif entry.is_file() and entry.name not in _MACHINE_FILES:
            facts = entry.stat()
            marks = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
            lies_still = facts.st_ctime_ns < cache.settled_before
            if not entry.name.lower().endswith(TEXT_ENDINGS):
                sizes[path] = facts.st_size
                if lies_still:
                    stamps[path] = stamp(path, *marks)
                continue
            before, known = last.get(path, (None, b""))
            if before != marks:
                held[path] = _beginning(entry.path)
                known = text_fingerprint(path, held[path])
            fingerprints[path] = known
            if lies_still:
                look[path] = marks, known
    if look != last:
        cache.put_many("looks", {_LAST_LOOK: look})
    texts = Texts(fingerprints, held, lambda path: _beginning(root / path))
    return Shelf(root, texts, sizes, stamps, unread)


def library_of(shelf: Shelf, docs: str, today: dt.date | None, cache: Cache) -> Library:
    """Return the library that a shelf holds, as `read_library` does."""
    root, unread = shelf.root, shelf.unread
    media = MediaFiles(shelf.sizes, _reader(root), shelf.stamps, cache)
    try:
        library = assemble(shelf.texts, media, _hand_written(root / docs), today, cache)
    except ContentError as failure:
        raise ContentError([*unread, *failure.problems]) from None
    if unread:
        raise ContentError([*unread, *library.warnings])
    return library


def _entries(folder: Path | str, path: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield what lies below the folder at `path`, in order; what is hidden is nobody's business."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=attrgetter("name")):
            if not entry.name.startswith("."):
                below = f"{path}/{entry.name}"
                yield below, entry
                if entry.is_dir(follow_symlinks=False):
                    yield from _entries(entry.path, below)


def _beginning(file: Path | str) -> bytes:
    """Return the bytes of a text, or as many as show that it is too large."""
    with open(file, "rb", buffering=0) as stream:
        return stream.read(LARGEST_TEXT + 1)


def _reader(root: Path) -> Read:
    return lambda path: (root / path).read_bytes()


def _hand_written(docs: Path) -> dict[str, str]:
    """Return the addresses of the pages under docs/, as MkDocs gives them, and their paths."""
    pages = {}
    for file in sorted(docs.rglob("*.md")):
        below = file.relative_to(docs).with_suffix("")
        steps = below.parts[:-1] if below.name in {"index", "README"} else below.parts
        address = "/" + "".join(f"{step}/" for step in steps)
        pages[address] = f"{docs.name}/{file.relative_to(docs).as_posix()}"
    return pages
