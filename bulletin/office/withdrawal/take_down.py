"""Reads the project, changes its files as planned, and cleans what the machine keeps of them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from bulletin.engine.lock import hold_lock
from bulletin.engine.project_cache import CACHE_DIR
from bulletin.office.withdrawal.plan import DOCS, Edit
from bulletin.office.withdrawal.request import NotWithdrawn, Sources
from bulletin.system_errors import explain_system_error

_LOCKS = "khoa-*"
_TEXT_ENDINGS = (".md", ".yml", ".yaml")
_NOT_OURS = {"npm"}
_SITE_URL = re.compile(r"^site_url:[ \t]*[\"']?([^\s\"']+)", re.MULTILINE)


def read_sources(root: Path) -> Sources:
    """Return the texts and the names of other files of the project in `root`.

    Nothing is judged: files with mistakes are read like all others.
    """
    texts: dict[str, str] = {}
    media: set[str] = set()
    for top in ("content", DOCS.rstrip("/")):
        for path in _iter_files(root / top, top):
            if path.lower().endswith(_TEXT_ENDINGS):
                texts[path] = _read(root / path)
            elif top == "content":
                media.add(path)
    if not texts:
        raise NotWithdrawn(f"{root} không phải thư mục của bản tin: không có content/")
    settings = root / "mkdocs.yml"
    found = _SITE_URL.search(_read(settings)) if settings.is_file() else None
    return Sources(texts, media, found[1] if found else "")


def take_down(root: Path, edits: Sequence[Edit]) -> None:
    """Make the changes, all or none, and clean the cache.

    Waits for a build that is running: what it has read may not come back after this. Raises
    NotWithdrawn where the system refuses.
    """
    with ExitStack() as stack:
        for lock in sorted((root / CACHE_DIR).glob(_LOCKS)):
            stack.enter_context(hold_lock(lock))
        try:
            change_files(root, edits)
            clean_cache(root)
        except OSError as failure:
            said = explain_system_error(failure) or str(failure)
            raise NotWithdrawn(f"chưa gỡ xong, chạy lại lệnh này sau khi sửa: {said}") from failure


def change_files(root: Path, edits: Sequence[Edit]) -> None:
    """Write all new texts beside the old ones, then put them in place; undo all if that fails."""
    before = {
        edit.path: (root / edit.path).read_bytes() if (root / edit.path).exists() else None
        for edit in edits
    }
    drafts = {}
    made: list[str] = []
    try:
        for edit in edits:
            if edit.text is not None:
                draft = (root / edit.path).with_name(f".{Path(edit.path).name}.dang-go")
                drafts[edit.path] = draft
                draft.write_bytes(edit.text.encode("utf-8", "surrogateescape"))
        for edit in edits:
            made.append(edit.path)
            if edit.text is None:
                (root / edit.path).unlink(missing_ok=True)
            else:
                drafts[edit.path].replace(root / edit.path)
    except OSError:
        for path in made:
            with suppress(OSError):
                _restore(root / path, before[path])
        raise
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _restore(file: Path, data: bytes | None) -> None:
    if data is None:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(data)


def clean_cache(root: Path) -> None:
    """Delete all that builds keep to be faster: texts of every version that was ever built.

    To delete the rows of one text would not do: their keys follow from the text, so those of its
    older versions are not known any more, and SQLite leaves deleted bytes in its file.
    """
    cache = root / CACHE_DIR
    locks = set(cache.glob(_LOCKS))
    staging = [root / ".site-dang-dung", root / "site" / ".dang-dung"]
    kept = [path for path in _children(cache) if path not in locks and path.name not in _NOT_OURS]
    for path in [*kept, *staging]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _children(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(folder.iterdir())


def _iter_files(folder: Path, path: str) -> Iterator[str]:
    """Yield the paths of the plain files below a folder, without hidden ones."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            below = f"{path}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _iter_files(Path(entry.path), below)
            elif entry.is_file(follow_symlinks=False):
                yield below


def _read(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "surrogateescape")
