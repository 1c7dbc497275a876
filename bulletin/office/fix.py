"""Writes what has one right answer: the fixes of the problems, and what reading passes over."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path

from bulletin.content.faults.pasted import find_conflicts
from bulletin.content.fixes import apply_line_fixes, keep_identity, split_lines
from bulletin.content.library import make_library
from bulletin.content.snapshot import ContentSnapshot, scan_content
from bulletin.content.texts import WHOLE_FILE
from bulletin.content.tidying import tidy
from bulletin.engine.cache import Cache, DictCache
from bulletin.engine.project_cache import open_project_cache
from bulletin.errors import ContentError, LineFix, Problem, Rename
from bulletin.office.check import DOCS, NotChecked, Scope, scan_files

_MOST_PASSES = 50
"""A fix may lay bare the next one: an unreadable line, then the key in it, then its value."""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of the file at `old`: other bytes, another path, or both."""

    old: str
    new: str
    before: bytes
    after: bytes

    def to_diff(self) -> str:
        """Return the change as a unified diff; only a new name is one line."""
        if self.before == self.after:
            return f"đổi tên {self.old} thành {self.new}\n"
        before, after = (_to_lines(data) for data in (self.before, self.after))
        return "".join(unified_diff(before, after, f"a/{self.old}", f"b/{self.new}"))


def find_changes(scope: Scope, today: dt.date) -> list[Change]:
    """Return what is to be written to the content files of `scope`, in the order of their paths.

    Raises ContentError where there is no content, OSError where a file cannot be read.
    """
    if scope.is_few_files:
        return _Fixing(scope, scan_files(scope.root, scope.paths), today, DictCache()).run()
    if not (scope.root / "content").is_dir():
        raise ContentError([Problem("content", 1, WHOLE_FILE, "thiếu thư mục này")])
    cache = open_project_cache(scope.root).file
    try:
        return _Fixing(scope, scan_content(scope.root, cache), today, cache).run()
    finally:
        cache.close()


def write_changes(root: Path, changes: Sequence[Change]) -> None:
    """Write the changes, each file in one step. Raises NotChecked where a file was changed since,
    and OSError.
    """
    for change in changes:
        old, new = root / change.old, root / change.new
        if old.read_bytes() != change.before or (new != old and _is_other_file(old, new)):
            raise NotChecked(f"{change.old} vừa bị sửa trong lúc chạy; chạy lại")
        temporary = new.with_name(f".{new.name}.{os.getpid()}")
        try:
            temporary.write_bytes(change.after)
            shutil.copymode(old, temporary)
            if new != old:
                old.unlink()
            temporary.replace(new)
        finally:
            temporary.unlink(missing_ok=True)


def rename_in_scope(scope: Scope, changes: Sequence[Change]) -> Scope:
    """Return the scope with the new paths of files that were asked for by their old ones."""
    names = {change.old: change.new for change in changes}
    return replace(scope, paths=tuple(names.get(path, path) for path in scope.paths))


@dataclass(slots=True)
class _Fixing:
    scope: Scope
    snapshot: ContentSnapshot
    today: dt.date
    cache: Cache

    def run(self) -> list[Change]:
        texts = self.snapshot.texts
        paths = [path for path in texts if self.scope.holds(path)]
        before = {path: texts[path] for path in paths if _is_readable(texts[path])}
        first = self._judge({})
        now = {path: _tidy(path, data) for path, data in before.items()}
        for _ in range(_MOST_PASSES):
            fixed = dict(self._fix(now, self._judge(_changed(before, now))))
            if fixed == now:
                break
            now = fixed
        last = self._judge(_changed(before, now))
        for path in _broken(last) - _broken(first):
            if path in before:  # a fix that makes a file unreadable is none
                now[path] = before[path]
        names = self._rename(before, now, last)
        return [
            Change(path, names.get(path, path), before[path], now[path])
            for path in sorted(before)
            if now[path] != before[path] or path in names
        ]

    def _judge(self, changed: Mapping[str, bytes]) -> Sequence[Problem]:
        """Return the problems of the content with other bytes in some files."""
        texts = self.snapshot.texts.with_changes(changed)
        snapshot = replace(self.snapshot, texts=texts)
        try:
            return make_library(snapshot, DOCS, self.today, self.cache).warnings
        except ContentError as failure:
            return failure.problems

    def _fix(
        self, now: Mapping[str, bytes], problems: Sequence[Problem]
    ) -> Iterator[tuple[str, bytes]]:
        fixes: dict[str, list[LineFix]] = {}
        for problem in problems:
            if isinstance(problem.fix, LineFix):
                fixes.setdefault(problem.path, []).append(problem.fix)
        for path, data in now.items():
            if path in fixes:
                text = apply_line_fixes(path, data.decode("utf-8"), fixes[path])
                data = _tidy(path, text.encode("utf-8"))
            yield path, data

    def _rename(
        self, before: Mapping[str, bytes], now: dict[str, bytes], problems: Sequence[Problem]
    ) -> dict[str, str]:
        """Return the new paths of files; their texts in `now` get what keeps their identity."""
        taken = {path.casefold() for path in self._all_paths()}
        names: dict[str, str] = {}
        for problem in problems:
            fix = problem.fix
            if not isinstance(fix, Rename) or fix.old not in before:
                continue
            if fix.new.casefold() in taken - {fix.old.casefold()}:
                continue
            text = keep_identity(fix.old, now[fix.old].decode("utf-8"))
            if text is not None:
                now[fix.old] = _tidy(fix.new, text.encode("utf-8"))
                names[fix.old] = fix.new
                taken.add(fix.new.casefold())
        return names

    def _all_paths(self) -> Iterator[str]:
        yield from self.snapshot.texts
        yield from self.snapshot.unread
        yield from self.snapshot.sizes


def _changed(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in now.items() if data != before[path]}


def _is_readable(data: bytes) -> bool:
    """Return whether the bytes are a text that may be changed: UTF-8 without a conflict."""
    try:
        return not find_conflicts(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _tidy(path: str, data: bytes) -> bytes:
    return tidy(path, data.decode("utf-8")).encode("utf-8")


def _broken(problems: Sequence[Problem]) -> set[str]:
    """Return the files of which at least a part cannot be read."""
    return {one.path for one in problems if one.is_error and one.field == WHOLE_FILE}


def _is_other_file(old: Path, new: Path) -> bool:
    """Return whether `new` is taken; on Windows and Mac, a.md is the file A.md too."""
    return new.exists() and not new.samefile(old)


def _to_lines(data: bytes) -> list[str]:
    lines = split_lines(data.decode("utf-8").removeprefix("\ufeff"))
    if lines and not lines[-1][1]:
        return [f"{line}\n" for line, _ in lines[:-1]] + [
            f"{lines[-1][0]}\n\\ No newline at end of file\n"
        ]
    return [f"{line}\n" for line, _ in lines]
