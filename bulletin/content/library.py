"""The only reader of content/: the disk ends here, and values go on."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from bulletin.content.assembly import Library, assemble
from bulletin.content.media_files import MediaFiles, Read, stamp
from bulletin.content.source import LARGEST_TEXT, WHOLE_FILE
from bulletin.errors import ContentError, Problem
from bulletin.workshop.memory import Memory, ShortMemory, fingerprint

TEXT_ENDINGS = (".md", ".yml", ".yaml")
_MACHINE_FILES = {"Thumbs.db", "desktop.ini"}


def read_library(
    root: Path,
    docs: str = "docs",
    today: dt.date | None = None,
    memory: Memory | None = None,
) -> Library:
    """Return the library in `root`/content; raises ContentError with every problem at once.

    `docs` is the folder of the hand-written pages below `root`: their addresses can be linked to
    and not be taken. Without `today` the warnings that depend on the day are left out. What
    `memory` knows is not worked out again.
    """
    memory = memory or ShortMemory()
    return library_of(read_shelf(root, memory.since), docs, today, memory)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies in `root`/content: texts with their bytes, of other files only sizes and stamps."""

    root: Path
    texts: Mapping[str, bytes]
    sizes: Mapping[str, int]
    stamps: Mapping[str, bytes]
    unread: Sequence[Problem]

    @property
    def fingerprint(self) -> bytes | None:
        """What stands for all the files; None when one of them may still be changing."""
        if len(self.stamps) < len(self.sizes):
            return None
        return fingerprint(
            [(path, blake2b(data).digest()) for path, data in self.texts.items()],
            list(self.stamps.values()),
            self.unread,
        )


def read_shelf(root: Path, since: int = 0) -> Shelf:
    """Read what lies in `root`/content; raises ContentError where there is no such folder.

    Files that last changed before `since` (see Memory) get a stamp. Hidden files and those that
    systems leave behind are passed over; a symbolic link is an error, since it could bring a file
    of the machine onto the site.
    """
    if not (root / "content").is_dir():
        raise ContentError([Problem("content", 1, WHOLE_FILE, "thiếu thư mục này")])
    texts: dict[str, bytes] = {}
    sizes: dict[str, int] = {}
    stamps: dict[str, bytes] = {}
    unread: list[Problem] = []
    for entry in sorted(_entries(root / "content"), key=lambda entry: Path(entry.path).parts):
        path = Path(entry.path).relative_to(root).as_posix()
        if not path.isprintable():
            shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in path)
            message = "tên tệp có ký tự hỏng; đặt lại tên bằng chữ thường không dấu"
            unread.append(Problem(shown, 1, WHOLE_FILE, message))
        elif entry.is_symlink():
            message = "không nhận tệp liên kết (symlink); chép tệp thật"
            unread.append(Problem(path, 1, WHOLE_FILE, message))
        elif entry.is_file() and entry.name not in _MACHINE_FILES:
            if entry.name.lower().endswith(TEXT_ENDINGS):
                texts[path] = _beginning(entry.path)
            else:
                facts = entry.stat()
                sizes[path] = facts.st_size
                if facts.st_ctime_ns < since:
                    marks = (facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
                    stamps[path] = stamp(path, facts.st_size, *marks)
    return Shelf(root, texts, sizes, stamps, unread)


def library_of(shelf: Shelf, docs: str, today: dt.date | None, memory: Memory) -> Library:
    """Return the library that a shelf holds, as `read_library` does."""
    root, unread = shelf.root, shelf.unread
    media = MediaFiles(shelf.sizes, _reader(root), shelf.stamps, memory)
    try:
        library = assemble(shelf.texts, media, _hand_written(root / docs), today, memory)
    except ContentError as failure:
        raise ContentError([*unread, *failure.problems]) from None
    if unread:
        raise ContentError([*unread, *library.warnings])
    return library


def _entries(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Yield what lies below a folder; hidden files and folders are nobody's business."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                yield entry
                if entry.is_dir(follow_symlinks=False):
                    yield from _entries(entry.path)


def _beginning(file: str) -> bytes:
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
