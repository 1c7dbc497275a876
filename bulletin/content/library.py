"""The library of content/: with `snapshot` the only reader of its files. Above there are values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from bulletin.content.assembly import Library, assemble
from bulletin.content.hand_written import hand_written_problems
from bulletin.content.media_files import MediaFiles, Read
from bulletin.content.snapshot import (
    ContentSnapshot,
    find_symbolic_links,
    read_start,
    scan_content,
)
from bulletin.content.texts import WHOLE_FILE, text_fingerprint
from bulletin.engine.cache import Cache, DictCache
from bulletin.errors import ContentError, Problem, in_order
from bulletin.model import addresses
from bulletin.prose.renderer import MarkdownRenderer

_OWN_FILES = frozenset(
    "robots.txt sitemap.xml sitemap-tin.xml chuyen-huong.map da-rut.map phien-ban.json "
    "ngoai-tuyen.html sw.js".split()
)
"""What the program puts at the site's root."""

_HAND_WRITTEN = "hand-written pages"
"""The cache's namespace for what is wrong with each page under docs/."""


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


def _make_reader(root: Path) -> Read:
    return lambda path: (root / path).read_bytes()


def _judge_hand_written(root: Path, paths: Iterable[str], cache: Cache) -> Iterator[Problem]:
    """Yield what is wrong with the pages under docs/, which no record describes."""
    texts = {path: read_start(root / path) for path in paths}
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
