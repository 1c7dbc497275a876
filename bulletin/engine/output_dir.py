"""The output folder: how it differs from what was built, and how new files get into it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.engine.target import Dependencies

StatSignature = tuple[int, int, int]
"""What the file system says of a file: size, time of the last change in nanoseconds, inode."""

FileRecord = tuple[Dependencies, StatSignature, tuple[str, ...]]
"""What is known of a built file: its dependencies, its signature when it was written, and why it
was built then: the names of the dependencies that had changed, none when the file was new."""

GroupFiles = Mapping[str, FileRecord]
"""The files of a target group by their paths."""

Manifest = Mapping[str, tuple[bytes, GroupFiles]]
"""What is known of an output folder: of each target group by name, its key and its files."""

JOURNAL = "journal.json"
"""The file in a staging folder that lists the moves to make. It exists only once all new files are
complete, so a journal that is found can always be applied."""


@dataclass(frozen=True, slots=True)
class FolderDiff:
    """How a folder differs from its manifest.

    `modified` are files that are missing or were changed, `unexpected` files and folders that the
    manifest does not name; `irregular` are those of the latter that are no plain files.
    """

    modified: frozenset[str] = frozenset()
    unexpected: tuple[str, ...] = ()
    irregular: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether the folder holds what its manifest names, and nothing else."""
        return not self.modified and not self.unexpected and not self.irregular


def diff_folder(folder: Path, manifest: Manifest) -> FolderDiff:
    """Compare every file of `folder` with the manifest, by size, time and inode."""
    found = dict(_scan(folder))
    known = {path: record[1] for _, files in manifest.values() for path, record in files.items()}
    if found == known:
        return FolderDiff()
    return FolderDiff(
        frozenset(path for path, signature in known.items() if found.get(path) != signature),
        tuple(path for path in found if path not in known),
        frozenset(path for path, signature in found.items() if signature is None),
    )


def write_file(path: str, data: bytes) -> StatSignature:
    """Write a new file, with the folders above it, and return its signature."""
    _make_parent(path)
    with open(path, "wb", buffering=0) as stream:
        stream.write(data)
        stat = os.fstat(stream.fileno())
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def write_journal(staging: Path, added: Sequence[str], removed: Sequence[str]) -> None:
    """Note in a staging folder which paths its numbered files go to, and which paths to remove.

    The journal appears in one step, so it is complete or missing.
    """
    draft = staging / f"{JOURNAL}.tmp"
    draft.write_text(json.dumps({"added": added, "removed": removed}), encoding="utf-8")
    draft.rename(staging / JOURNAL)


def apply_journal(staging: Path, folder: Path) -> bool:
    """Move the files of a staging folder into `folder`, each in one step, and delete the staging.

    What a crash interrupted is finished when this is called again. A staging folder without a
    journal was not complete, and is deleted. Returns whether there was a journal.
    """
    journal = staging / JOURNAL
    is_complete = journal.exists()
    if is_complete:
        moves = json.loads(journal.read_text("utf-8"))
        _remove(folder, moves["removed"])
        for index, path in enumerate(moves["added"]):
            draft, destination = f"{staging}/{index}", f"{folder}/{path}"
            if os.path.exists(draft):
                _make_parent(destination)
                os.replace(draft, destination)
    shutil.rmtree(staging, ignore_errors=True)
    return is_complete


def _remove(folder: Path, paths: Sequence[str]) -> None:
    """Remove files and folders, and the folders that this leaves empty."""
    emptied = set()
    for path in paths:
        target = folder / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target, ignore_errors=True)
        else:
            target.unlink(missing_ok=True)
        emptied.add(target.parent)
    for parent in emptied:
        while parent != folder:
            try:
                parent.rmdir()
            except OSError:
                break
            parent = parent.parent


def _scan(folder: Path) -> Iterator[tuple[str, StatSignature | None]]:
    """Yield the files of a folder with their signatures; None for what is no plain file."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            entries = list(os.scandir(f"{folder}/{prefix}"))
        except OSError:
            continue
        if not entries and prefix:
            yield prefix.rstrip("/"), None
        for entry in entries:
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path + "/")
            elif entry.is_file(follow_symlinks=False):
                stat = entry.stat(follow_symlinks=False)
                yield path, (stat.st_size, stat.st_mtime_ns, stat.st_ino)
            else:
                yield path, None


def _make_parent(path: str) -> None:
    parent = path.rpartition("/")[0]
    if not os.path.isdir(parent):
        os.makedirs(parent, exist_ok=True)
