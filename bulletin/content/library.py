"""The only reader of content/: the disk ends here, and values go on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bulletin.content.assembly import Library, assemble
from bulletin.content.media_files import Read
from bulletin.content.source import LARGEST_TEXT, WHOLE_FILE
from bulletin.errors import ContentError, Problem

TEXT_ENDINGS = (".md", ".yml", ".yaml")
_MACHINE_FILES = {"Thumbs.db", "desktop.ini"}


def read_library(root: Path, docs: str = "docs", today: dt.date | None = None) -> Library:
    """Return the library in `root`/content; raises ContentError with every problem at once.

    `docs` is the folder of the hand-written pages below `root`: their addresses can be linked to
    and not be taken. Without `today` the warnings that depend on the day are left out. Hidden files
    and those that systems leave behind are passed over; a symbolic link is an error, since it could
    bring a file of the machine onto the site.
    """
    content = root / "content"
    if not content.is_dir():
        raise ContentError([Problem("content", 1, WHOLE_FILE, "thiếu thư mục này")])
    texts: dict[str, bytes] = {}
    sizes: dict[str, int] = {}
    unread: list[Problem] = []
    for file in sorted(content.rglob("*")):
        path = file.relative_to(root).as_posix()
        if any(part.startswith(".") for part in file.relative_to(content).parts):
            continue
        if not path.isprintable():
            shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in path)
            message = "tên tệp có ký tự hỏng; đặt lại tên bằng chữ thường không dấu"
            unread.append(Problem(shown, 1, WHOLE_FILE, message))
        elif file.is_symlink():
            message = "không nhận tệp liên kết (symlink); chép tệp thật"
            unread.append(Problem(path, 1, WHOLE_FILE, message))
        elif file.is_file() and file.name not in _MACHINE_FILES:
            if file.suffix.lower() in TEXT_ENDINGS:
                texts[path] = _beginning(file)
            else:
                sizes[path] = file.stat().st_size
    try:
        library = assemble(texts, sizes, _hand_written(root / docs), _reader(root), today)
    except ContentError as failure:
        raise ContentError([*unread, *failure.problems]) from None
    if unread:
        raise ContentError([*unread, *library.warnings])
    return library


def _beginning(file: Path) -> bytes:
    """Return the bytes of a text, or as many as show that it is too large."""
    with file.open("rb") as stream:
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
