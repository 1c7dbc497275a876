"""The output folder: how it differs from what was built, and how new files get into it."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bulletin.engine.safe_pickle import dump, load
from bulletin.engine.target import Dependencies

StatSignature = tuple[int, int, int]
"""What the file system says of a file: size, time of the last change in nanoseconds, inode."""

FileRecord = tuple[Dependencies, StatSignature, tuple[str, ...]]
"""What is known of a built file: its dependencies, its signature when it was written, and why it
was built then: the names of the dependencies that had changed, none when the file was new."""

GroupFiles = Mapping[str, FileRecord]
"""The files of a target group by their paths."""


class BuiltGroup(NamedTuple):
    """What is known of a target group that was built: its key, and the signatures of its files.

    `details` are the dependencies and reasons by path, as bytes: only a group that is opened needs
    them, and there are many groups.
    """

    key: bytes
    signatures: Mapping[str, StatSignature]
    details: bytes

    @classmethod
    def of(cls, key: bytes, files: GroupFiles) -> BuiltGroup:
        """Return the group with these files."""
        signatures = {path: signature for path, (_, signature, _) in files.items()}
        details = [(dependencies, reasons) for dependencies, _, reasons in files.values()]
        return cls(key, signatures, dump(details))

    @property
    def files(self) -> GroupFiles:
        """The files by their paths."""
        return {
            path: (dependencies, signature, reasons)
            for (path, signature), (dependencies, reasons) in zip(
                self.signatures.items(), load(self.details), strict=True
            )
        }


Manifest = Mapping[str, BuiltGroup]
"""What is known of an output folder: its target groups by name."""

JOURNAL = "journal.json"
"""The file in a staging folder that lists the moves to make. It exists only once all new files are
complete, so a journal that is found can always be applied."""

COPY_ENDING = "dang-chep"
"""The ending of a file that is being copied from another disk."""


_EFFECTIVE = os.access in os.supports_effective_ids


@dataclass(frozen=True, slots=True)
class FolderDiff:
    """How a folder differs from its manifest.

    `modified` are files that are missing or were changed, `unexpected` files and folders that the
    manifest does not name; `irregular` are those of the latter that are no plain files. `is_known`
    is false where there is no manifest.
    """

    modified: frozenset[str] = frozenset()
    unexpected: tuple[str, ...] = ()
    irregular: frozenset[str] = frozenset()
    is_known: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether the folder holds what its manifest names, and nothing else."""
        return self.is_known and not (self.modified or self.unexpected or self.irregular)

    def without(self, kept: Set[str]) -> FolderDiff:
        """Return the difference that is left when what others put at the paths `kept` is theirs."""
        below = tuple(f"{path}/" for path in kept)

        def is_ours(path: str) -> bool:
            return path not in kept and not path.startswith(below)

        return FolderDiff(
            self.modified,
            tuple(filter(is_ours, self.unexpected)),
            frozenset(filter(is_ours, self.irregular)),
            self.is_known,
        )


def diff_folder(folder: Path, manifest: Manifest) -> FolderDiff:
    """Compare every file of `folder` with the manifest, by size, time and inode."""
    found = dict(_scan(folder))
    known: dict[str, StatSignature] = {}
    for group in manifest.values():
        known.update(group.signatures)
    if found == known:
        return FolderDiff(is_known=bool(known))
    return FolderDiff(
        frozenset(path for path, signature in known.items() if found.get(path) != signature),
        tuple(path for path in found if path not in known),
        frozenset(path for path, signature in found.items() if signature is None),
        bool(known),
    )


@contextmanager
def allow_public_reading() -> Iterator[None]:
    """Let the files and folders that are made meanwhile be read by all, whatever the umask.

    A web server runs under another user than the one who builds the site.
    """
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def write_file(path: str, data: bytes) -> StatSignature:
    """Write a new file, with the folders above it, and return its signature."""
    try:
        return _write_new(path, data)
    except FileNotFoundError:
        # To look for the folder first would cost more: of most files it is there.
        _make_parent(path)
        return _write_new(path, data)


def _write_new(path: str, data: bytes) -> StatSignature:
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

    Files are replaced first and removed last, so that no link between them is dead meanwhile. What
    a crash or an error interrupts is finished when this is called again. A staging folder without
    a journal was not complete, and is deleted. Returns whether there was a journal. Raises OSError
    with the path that cannot be written: then all is still as it was, as far as this can be known
    before the first move.
    """
    journal = staging / JOURNAL
    is_complete = journal.exists()
    if is_complete:
        moves = json.loads(journal.read_text("utf-8"))
        added, removed = moves["added"], moves["removed"]
        _check_writable(folder, [*added, *removed])
        in_the_way = _find_in_the_way(added, removed)
        _remove(folder, in_the_way)
        for index, path in enumerate(added):
            draft, destination = f"{staging}/{index}", f"{folder}/{path}"
            if os.path.exists(draft):
                _make_parent(destination)
                _move(draft, destination)
        _remove(folder, [path for path in removed if path not in in_the_way])
    shutil.rmtree(staging, ignore_errors=True)
    return is_complete


def _check_writable(folder: Path, paths: Iterable[str]) -> None:
    """Raise PermissionError for the first folder that holds one of `paths` and takes no changes."""
    for parent in sorted({path.rpartition("/")[0] for path in paths}):
        place = folder / parent
        while place != folder and not place.is_dir():
            place = place.parent
        if not os.access(place, os.W_OK | os.X_OK, effective_ids=_EFFECTIVE):
            code = errno.EROFS if os.statvfs(place).f_flag & os.ST_RDONLY else errno.EACCES
            raise OSError(code, os.strerror(code), str(place))


def _find_in_the_way(added: Sequence[str], removed: Sequence[str]) -> Set[str]:
    """Return the paths to remove that are a folder above an added path, or below one."""
    above = {path[:end] for path in added for end, sign in enumerate(path) if sign == "/"} & set(
        removed
    )
    new = set(added)
    below = {
        path
        for path in removed
        if path in new or any(path[:end] in new for end, sign in enumerate(path) if sign == "/")
    }
    return above | below


def _move(draft: str, destination: str) -> None:
    """Move a file in one step; a folder of the output may lie on another disk than the rest."""
    try:
        os.replace(draft, destination)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = f"{destination}.{COPY_ENDING}"
        shutil.copy2(draft, beside)
        os.replace(beside, destination)
        os.unlink(draft)


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files and folders, and the folders that this leaves empty."""
    emptied = set()
    for path in paths:
        target = folder / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
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
