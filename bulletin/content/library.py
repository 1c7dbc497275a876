"""The only reader of content/: above this module there are values, and no files."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path, PurePosixPath

from bulletin.content.assembly import Library, assemble
from bulletin.content.hand_written import hand_written_problems
from bulletin.content.media_files import MediaFiles, Read, stamp
from bulletin.content.source import LARGEST_TEXT, WHOLE_FILE
from bulletin.content.texts import Texts, text_fingerprint
from bulletin.engine.cache import Cache, DictCache
from bulletin.engine.fingerprint import fingerprint
from bulletin.errors import ContentError, Problem, in_order
from bulletin.model import addresses
from bulletin.prose.renderer import MarkdownRenderer

TEXT_ENDINGS = (".md", ".yml", ".yaml")
_MACHINE_FILES = {"Thumbs.db", "desktop.ini"}

_LINKED = "không nhận tệp liên kết (symlink); chép tệp thật"
_LINKED_FOLDER = "không nhận thư mục liên kết (symlink); chép thư mục thật vào đây"

_OWN_FILES = frozenset(
    "robots.txt sitemap.xml sitemap-tin.xml chuyen-huong.map da-rut.map phien-ban.json "
    "ngoai-tuyen.html sw.js".split()
)
"""What the program puts at the site's root."""

_SIGNATURES_KEY = fingerprint("text signatures")
"""The key under which the cache has the signature and fingerprint of each text of the last scan."""

_HAND_WRITTEN = "hand-written pages"
"""The cache's namespace for what is wrong with each page under docs/."""

FileSignature = tuple[int, int, int, int]
"""Size, times of modification and of change, inode: writing a file changes at least one of them."""


def read_library(
    root: Path,
    docs: str = "docs",
    today: dt.date | None = None,
    cache: Cache | None = None,
) -> Library:
    """Return the library in `root`/content; raises ContentError with every problem at once.

    `docs` is the folder of the hand-written pages below `root`: their addresses can be linked to
    and not be taken. Without `today` the warnings that depend on the day are left out. What
    `cache` knows is not computed again.
    """
    cache = cache or DictCache()
    return make_library(scan_content(root, cache), docs, today, cache)


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
            held[path] = _read_start(entry.path)
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
                held[path] = _read_start(entry.path)
                known = text_fingerprint(path, held[path])
            fingerprints[path] = known
            if is_settled:
                signatures[path] = signature, known
    if signatures != last_signatures:
        cache.put_many("text signatures", {_SIGNATURES_KEY: signatures})
    texts = Texts(fingerprints, held, lambda path: _read_start(root / path))
    return ContentSnapshot(root, texts, sizes, stamps, unreadable)


def make_library(
    snapshot: ContentSnapshot, docs: str, today: dt.date | None, cache: Cache
) -> Library:
    """Return the library of a snapshot, as `read_library` does."""
    root = snapshot.root
    media = MediaFiles(snapshot.sizes, _make_reader(root), snapshot.stamps, cache)
    pages = find_hand_written(root / docs)
    problems = [*snapshot.unreadable, *find_symbolic_links(root, docs)]
    if not snapshot.unread:
        problems += _find_taken_places(root, docs)
        problems += _judge_hand_written(root, pages.values(), cache)
    try:
        library = assemble(snapshot.texts, media, pages, today, cache, snapshot.unread)
    except ContentError as failure:
        raise ContentError([*problems, *failure.problems]) from None
    if any(problem.is_error for problem in problems):
        raise ContentError([*problems, *library.warnings])
    return replace(library, warnings=tuple(in_order([*problems, *library.warnings])))


def _find_taken_places(root: Path, docs: str) -> Iterator[Problem]:
    """Yield the files under docs/ that MkDocs would put where the program puts its own."""
    sections = {section.address.strip("/") for section in addresses.SECTIONS}
    own = {folder.strip("/") for folder in addresses.RESERVED} - {"assets"} | sections
    for file in sorted((root / docs).rglob("*")):
        below = file.relative_to(root / docs)
        if below.parts[0].removesuffix(".md") in own and not file.is_dir():
            message = f"thư mục /{below.parts[0]}/ của trang do phần mềm làm; đặt tệp ở chỗ khác"
            yield Problem(f"{docs}/{below.as_posix()}", 1, WHOLE_FILE, message)
        elif below.as_posix() in _OWN_FILES:
            message = "tệp này do phần mềm làm; đặt tên khác hoặc xóa"
            yield Problem(f"{docs}/{below.as_posix()}", 1, WHOLE_FILE, message)


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


def _iter_entries(folder: Path | str, path: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the entries below the folder at `path` in order, without hidden ones."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=attrgetter("name")):
            if not entry.name.startswith("."):
                below = f"{path}/{entry.name}"
                yield below, entry
                if entry.is_dir(follow_symlinks=False):
                    yield from _iter_entries(entry.path, below)


def _read_start(file: Path | str) -> bytes:
    """Return the bytes of a text, or just enough of them to show that it is too large."""
    with open(file, "rb", buffering=0) as stream:
        return stream.read(LARGEST_TEXT + 1)


def _make_reader(root: Path) -> Read:
    return lambda path: (root / path).read_bytes()


def _judge_hand_written(root: Path, paths: Iterable[str], cache: Cache) -> Iterator[Problem]:
    """Yield what is wrong with the pages under docs/, which no record describes."""
    texts = {path: _read_start(root / path) for path in paths}
    keys = {path: text_fingerprint(path, data) for path, data in texts.items()}
    known = cache.get_many(_HAND_WRITTEN, keys.values())
    renderer = MarkdownRenderer()
    new = {
        keys[path]: tuple(hand_written_problems(path, data, renderer))
        for path, data in texts.items()
        if keys[path] not in known
    }
    cache.put_many(_HAND_WRITTEN, new)
    for key in keys.values():
        yield from (known | new)[key]


def find_hand_written(docs: Path) -> dict[str, str]:
    """Return the addresses of the pages under docs/, as MkDocs gives them, and their paths.

    Symbolic links are left out: `find_symbolic_links` has them.
    """
    if docs.is_symlink():
        return {}
    files = (file for file in sorted(docs.rglob("*.md")) if not file.is_symlink())
    below = (file.relative_to(docs).as_posix() for file in files)
    return {hand_written_address(path): f"{docs.name}/{path}" for path in below}


def hand_written_address(path: str) -> str:
    """Return the address that MkDocs gives the page at `path` below docs/."""
    below = PurePosixPath(path).with_suffix("")
    steps = below.parts[:-1] if below.name in {"index", "README"} else below.parts
    return "/" + "".join(f"{step}/" for step in steps)
