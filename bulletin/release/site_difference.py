"""What another set of libraries changes in the site, byte for byte, as words for a request."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bulletin.vietnamese.numbers import format_size

SHOWN: Final = 20
"""Files of each sort, and lines of text, that are named."""
_LONGEST_LINE: Final = 160
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SiteDifference:
    """The paths of files that came, went or changed, and the bytes of both sites."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    size_before: int
    size_after: int
    lines: tuple[str, ...]


def compare_sites(before: Path, after: Path) -> SiteDifference:
    """Return what differs between two built sites."""
    old, new = _read(before), _read(after)
    both = sorted(old.keys() & new.keys())
    changed = tuple(path for path in both if old[path] != new[path])
    return SiteDifference(
        added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        changed=changed,
        same=len(both) - len(changed),
        size_before=sum(map(len, old.values())),
        size_after=sum(map(len, new.values())),
        lines=tuple(_iter_lines(old, new, changed)),
    )


def compare_locks(before: str, after: str) -> dict[str, tuple[str, str]]:
    """Return the versions, old and new, of packages whose pins differ; "" where there is none."""
    old = {found["name"]: found["version"] for found in _PIN.finditer(before)}
    new = {found["name"]: found["version"] for found in _PIN.finditer(after)}
    names = sorted(old.keys() | new.keys())
    pairs = {name: (old.get(name, ""), new.get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def format_description(
    packages: Mapping[str, tuple[str, str]], found: SiteDifference, licences: Mapping[str, str]
) -> str:
    """Return the description of a request that raises the versions of libraries, in Markdown."""
    parts = ["Thư viện đổi phiên bản:", ""]
    parts += ["| thư viện | đang dùng | bản mới | giấy phép |", "|---|---|---|---|"]
    parts += [
        f"| {name} | {old or '–'} | {new or '–'} | {licences.get(name, '–')} |"
        for name, (old, new) in packages.items()
    ]
    count = len(found.changed) + len(found.added) + len(found.removed)
    if not count:
        parts += ["", f"Trang dựng ra **giống hệt từng byte**: {found.same} tệp."]
        return "\n".join(parts) + "\n"
    sizes = f"{format_size(found.size_before)} → {format_size(found.size_after)}"
    parts += ["", f"Trang dựng ra **khác {count} tệp**, giống {found.same} tệp; cả trang {sizes}."]
    sorts = {"Đổi": found.changed, "Thêm": found.added, "Mất": found.removed}
    for words, paths in sorts.items():
        parts += ["", f"{words} {len(paths)} tệp:", ""] if paths else []
        parts += [f"- `{path}`" for path in paths[:SHOWN]]
        parts += [f"- … và {len(paths) - SHOWN} tệp nữa"] if len(paths) > SHOWN else []
    if found.lines:
        # A page may hold ``` itself: the fence is longer than any of them.
        parts += ["", "Chỗ khác trong các tệp đầu:", "", "`````diff", *found.lines, "`````"]
    return "\n".join(parts) + "\n"


def _iter_lines(
    old: Mapping[str, bytes], new: Mapping[str, bytes], paths: Iterable[str]
) -> Iterator[str]:
    """Yield the first lines that differ, at most SHOWN in all."""
    left = SHOWN
    for path in paths:
        try:
            was, now = (files[path].decode("utf-8").splitlines() for files in (old, new))
        except UnicodeDecodeError:
            continue
        for line in difflib.unified_diff(was, now, path, path, n=0, lineterm=""):
            if not left:
                return
            left -= 1
            yield line[:_LONGEST_LINE]


def _read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
