"""The files of content/ at one moment: the scan that every build and check begins with.

A build of a site that is up to date needs no more than this, so this module imports little.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from bulletin.content.texts import LARGEST_TEXT, WHOLE_FILE, Texts, text_fingerprint
from bulletin.engine.cache import Cache
from bulletin.engine.fingerprint import fingerprint
from bulletin.errors import ContentError, Problem

TEXT_ENDINGS = (".md", ".yml", ".yaml")
_MACHINE_FILES = {"Thumbs.db", "desktop.ini"}
_LINKED = "không nhận tệp liên kết (symlink); chép tệp thật"
_LINKED_FOLDER = "không nhận thư mục liên kết (symlink); chép thư mục thật vào đây"

_SIGNATURES_KEY = fingerprint("text signatures")
"""The key under which the cache has the signature and fingerprint of each text of the last scan."""

_MOST_HELD = 4_000_000
"""Bytes of texts that a scan keeps for those who parse them; larger content is read again."""

FileSignature = tuple[int, int, int, int]
"""Size, times of modification and of change, inode: writing a file changes at least one of them."""


@dataclass(frozen=True, slots=True)
class ContentSnapshot:
    """The files in `root`/content at one moment: texts, and of other files sizes and stamps.

    `unread` are the paths of texts that nobody asked for.
    """

    root: Path
    texts: Texts
    sizes: Mapping[str, int]
    stamps: Mapping[str, bytes]
    unreadable: Sequence[Problem]
    unread: frozenset[str] = frozenset()

    @property
    def fingerprint(self) -> bytes | None:
        """The fingerprint of all files; None when one of them may still be changing."""
        if len(self.stamps) < len(self.sizes):
            return None
        texts, others = self.texts.fingerprints.values(), self.stamps.values()
        return fingerprint(b"".join(texts), b"".join(others), self.unreadable)


def scan_some(root: Path, is_wanted: Callable[[str], bool]) -> ContentSnapshot:
    """Return the files in `root`/content, of texts only those at paths that `is_wanted` takes.

    Raises ContentError where there is no such folder.
    """
    held: dict[str, bytes] = {}
    sizes: dict[str, int] = {}
    unread: set[str] = set()
    for path, entry in _iter_entries(_content_folder(root), "content"):
        if not path.isprintable() or not entry.is_file(follow_symlinks=False):
            continue
        if not entry.name.lower().endswith(TEXT_ENDINGS):
            sizes[path] = entry.stat().st_size
        elif is_wanted(path):
            held[path] = read_start(entry.path)
        else:
            unread.add(path)
    return ContentSnapshot(root, Texts.from_bytes(held), sizes, {}, (), frozenset(unread))


def _content_folder(root: Path) -> Path:
    folder = root / "content"
    if folder.is_symlink():
        raise ContentError([Problem("content", 1, WHOLE_FILE, _LINKED_FOLDER)])
    if not folder.is_dir():
        raise ContentError([Problem("content", 1, WHOLE_FILE, "thiếu thư mục này")])
    return folder


def scan_content(root: Path, cache: Cache) -> ContentSnapshot:
    """Return the files in `root`/content; raises ContentError where there is no such folder.

    A file that was last changed before `cache.settled_before` is settled. A settled file that is no
    text gets a stamp, and a settled text with the signature of the last scan is not read again. The
    signature is taken before the text is read, so a change in between shows at the next scan.
    Hidden files and those that operating systems leave behind are ignored; a symbolic link is an
    error, since it could publish a file of the machine.
    """
    folder = _content_folder(root)
    last_signatures: dict[str, tuple[FileSignature, bytes]] = cache.get_many(
        "text signatures", [_SIGNATURES_KEY]
    ).get(_SIGNATURES_KEY, {})
    signatures: dict[str, tuple[FileSignature, bytes]] = {}
    fingerprints: dict[str, bytes] = {}
    held: dict[str, bytes] = {}
    sizes: dict[str, int] = {}
    stamps: dict[str, bytes] = {}
    unreadable: list[Problem] = []
    held_size = 0
    for path, entry in _iter_entries(folder, "content"):
        if not path.isprintable():
            shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in path)
            message = "tên tệp có ký tự hỏng; đặt lại tên bằng chữ thường không dấu"
            unreadable.append(Problem(shown, 1, WHOLE_FILE, message))
        elif entry.is_symlink():
            unreadable.append(Problem(path, 1, WHOLE_FILE, _LINKED))
        elif entry.is_file() and entry.name not in _MACHINE_FILES:
            stat = entry.stat()
            signature = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
            is_settled = stat.st_ctime_ns < cache.settled_before
            if not entry.name.lower().endswith(TEXT_ENDINGS):
                sizes[path] = stat.st_size
                if is_settled:
                    stamps[path] = stamp(path, *signature)
                continue
            before, known = last_signatures.get(path, (None, b""))
            if before != signature:
                data = read_start(entry.path)
                known = text_fingerprint(path, data)
                held_size += len(data)
                if held_size <= _MOST_HELD:
                    held[path] = data
            fingerprints[path] = known
            if is_settled:
                signatures[path] = signature, known
    if signatures != last_signatures:
        cache.put_many("text signatures", {_SIGNATURES_KEY: signatures})
    texts = Texts(fingerprints, held, lambda path: read_start(root / path))
    return ContentSnapshot(root, texts, sizes, stamps, unreadable)


def find_symbolic_links(root: Path, docs: str) -> list[Problem]:
    """Return a problem for each symbolic link at or below the folder `docs` of hand-written pages.

    MkDocs follows links and copies what they lead to, so each could publish a file of the machine:
    its secrets under /proc, a folder of its user. Nothing is read through a link.
    """
    if (root / docs).is_symlink():
        return [Problem(docs, 1, WHOLE_FILE, _LINKED_FOLDER)]
    found: list[str] = []
    for folder, folders, files in os.walk(root / docs):
        below = (Path(folder, name) for name in (*folders, *files))
        found += [path.relative_to(root).as_posix() for path in below if path.is_symlink()]
    shown = ("".join(c if c.isprintable() else "\ufffd" for c in path) for path in sorted(found))
    return [Problem(path, 1, WHOLE_FILE, _LINKED) for path in shown]


def stamp(path: str, size: int, *times: int) -> bytes:
    """Return what stands for a settled file: its path, its size, its times and inode."""
    return fingerprint(path, size, times)


def _iter_entries(folder: Path | str, path: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the entries below the folder at `path` in order, without hidden ones."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=attrgetter("name")):
            if not entry.name.startswith("."):
                below = f"{path}/{entry.name}"
                yield below, entry
                if entry.is_dir(follow_symlinks=False):
                    yield from _iter_entries(entry.path, below)


def read_start(file: Path | str) -> bytes:
    """Return the bytes of a text, or just enough of them to show that it is too large."""
    with open(file, "rb", buffering=0) as stream:
        return stream.read(LARGEST_TEXT + 1)
