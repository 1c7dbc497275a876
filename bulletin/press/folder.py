"""A folder of the site: what of it is still as it was printed, and how the rest is put into it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import ContentError
from bulletin.press.leaf import Depends, Sheaf
from bulletin.workshop.workers import WorkerError, imap_bounded

Marks = tuple[int, int, int]
"""What the file system says of a file: its size, the moment of its last change, its number."""

Entry = tuple[Depends, Marks, tuple[str, ...]]
"""What is known of a file: what it was made from, its marks when it was done, and why it was made
then: the names of what had changed, none when it was new."""

Files = Mapping[str, Entry]
"""The files of a sheaf by their paths."""

Manifest = Mapping[str, tuple[bytes, Files]]
"""What is known of a folder: each sheaf by its name, with the key that it had."""

Printed = list[tuple[str, Depends, bytes | None]]
"""A sheaf's files: path, what it depends on, and its bytes if it had to be made."""

HURT = "hurt"
"""Why a file is made anew when nothing that it is made from has changed."""

JOURNAL = "so.json"
"""The file in a staging folder that says where its files go: there once all of them are printed."""

A_SHIFT = 1_500
"""Sheaves that the same processes print: fresh copies of this one share more of its memory."""

FEW = 32
"""Sheaves that may wait to be written: some hold pages by the hundred."""

AT_ONCE = 1_000
"""Sheaves between two words on the progress."""


@dataclass(frozen=True, slots=True)
class Look:
    """In what a folder is not as its manifest knows it.

    `hurt` are files that are gone or were changed, `strange` files and folders that nobody put
    there; of the latter, `odd` are no plain files.
    """

    hurt: frozenset[str] = frozenset()
    strange: tuple[str, ...] = ()
    odd: frozenset[str] = frozenset()

    @property
    def is_intact(self) -> bool:
        """Whether the folder holds what its manifest knows, and nothing else."""
        return not self.hurt and not self.strange and not self.odd


@dataclass(frozen=True, slots=True)
class Staged:
    """What came of a staging: the manifest to be, and what changes.

    `printed` are the paths of new files, `dropped` those of the old manifest that are no more,
    `gone` everything that has to leave the folder.
    """

    manifest: Manifest
    printed: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to do."""
        return not self.printed and not self.gone


def look(folder: Path, manifest: Manifest) -> Look:
    """Look at every file of `folder`."""
    found = dict(_files(folder))
    known = {path: entry[1] for _, files in manifest.values() for path, entry in files.items()}
    if found == known:
        return Look()
    return Look(
        frozenset(path for path, marks in known.items() if found.get(path) != marks),
        tuple(path for path in found if path not in known),
        frozenset(path for path, marks in found.items() if marks is None),
    )


def stage(
    sheaves: Iterable[Sheaf],
    manifest: Manifest,
    seen: Look,
    staging: Path,
    tell: Callable[[int, int], None],
    *,
    as_tree: bool,
) -> Staged:
    """Print into the folder `staging` what is not as `sheaves` say in the folder of `manifest`.

    As a tree, the files lie at their paths; otherwise they are numbered, for `put_in`. `tell` hears
    how many of how many sheaves are done. Raises WorkerError with the path of the file that could not
    be made.
    """
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    after: dict[str, tuple[bytes, Files]] = {}
    opened: list[Sheaf] = []
    for sheaf in sheaves:
        before = manifest.get(sheaf.name)
        if before and before[0] == sheaf.key and seen.hurt.isdisjoint(before[1]):
            after[sheaf.name] = before
        else:
            opened.append(sheaf)

    def work(sheaf: Sheaf) -> Printed:
        return _printed(sheaf, _known(manifest, sheaf), seen.hurt)

    printed: list[str] = []
    done = _in_shifts(work, opened)
    # Printed by all hands, but written by one: two that make folders at once stand in each other's
    # way, and this one has nothing else to do.
    for at, (sheaf, made) in enumerate(zip(opened, done, strict=True), 1):
        known = _known(manifest, sheaf)
        files: dict[str, Entry] = {}
        for path, depends, data in made:
            if data is None:
                files[path] = known[path]
            else:
                target = path if as_tree else str(len(printed))
                marks = _write(f"{staging}/{target}", data)
                files[path] = depends, marks, _reasons(depends, known.get(path))
                printed.append(path)
        after[sheaf.name] = sheaf.key, files
        if at % AT_ONCE == 0 or at == len(opened):
            tell(at, len(opened))
    new = frozenset(printed)
    dropped = _dropped(manifest, after, new)
    gone = tuple(sorted({*dropped, *seen.odd, *(path for path in seen.strange if path not in new)}))
    if not as_tree:
        journal = {"in": printed, "out": gone}
        draft = staging / f"{JOURNAL}.moi"
        draft.write_text(json.dumps(journal), encoding="utf-8")
        draft.rename(staging / JOURNAL)
    return Staged(after, tuple(printed), dropped, gone)


def _in_shifts(work: Callable[[Sheaf], Printed], sheaves: Sequence[Sheaf]) -> Iterator[Printed]:
    for start in range(0, len(sheaves), A_SHIFT):
        yield from imap_bounded(
            work, sheaves[start : start + A_SHIFT], _name, max_pending=FEW, passthrough=ContentError
        )


def _name(sheaf: Sheaf) -> str:
    return sheaf.name


def _known(manifest: Manifest, sheaf: Sheaf) -> Files:
    return manifest[sheaf.name][1] if sheaf.name in manifest else {}


def _printed(sheaf: Sheaf, known: Files, hurt: Set[str]) -> Printed:
    """Return the files of a sheaf, made where what is `known` of them does not hold any more."""
    found: Printed = []
    for leaf in sheaf.leaves():
        before = known.get(leaf.path)
        is_right = before is not None and before[0] == leaf.depends and leaf.path not in hurt
        try:
            data = None if is_right else leaf.make()
        except ContentError:
            raise
        except Exception as cause:
            raise WorkerError(f"{leaf.path}: {type(cause).__name__}: {cause}") from cause
        found.append((leaf.path, leaf.depends, data))
    return found


def _reasons(depends: Depends, before: Entry | None) -> tuple[str, ...]:
    if before is None:
        return ()
    return tuple(name for name, key in depends if (name, key) not in before[0]) or (HURT,)


def _dropped(before: Manifest, after: Manifest, new: Set[str]) -> tuple[str, ...]:
    """Return the paths that are in no sheaf any more."""
    candidates = [
        path
        for name, known in before.items()
        if after.get(name) is not known
        for path in known[1].keys() - (after[name][1].keys() if name in after else ())
    ]
    # A path may have gone from one sheaf into another, where it was printed anew.
    return tuple(sorted(set(candidates) - new))


def put_in(staging: Path, folder: Path) -> bool:
    """Move the numbered files of a staging folder to their places, each in one step.

    What a crash broke off is finished when it is called again; a staging folder whose files were
    not all printed is none, and is thrown away. Returns whether there was anything to put.
    """
    journal = staging / JOURNAL
    is_ready = journal.exists()
    if is_ready:
        todo = json.loads(journal.read_text("utf-8"))
        _remove(folder, todo["out"])
        for at, path in enumerate(todo["in"]):
            draft, target = f"{staging}/{at}", f"{folder}/{path}"
            if os.path.exists(draft):
                _make_room(target)
                os.replace(draft, target)
    shutil.rmtree(staging, ignore_errors=True)
    return is_ready


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


def _files(folder: Path) -> Iterator[tuple[str, Marks | None]]:
    """Yield what lies in a folder: its files with their marks; None for what is no plain file."""
    waiting = [""]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(f"{folder}/{here}"))
        except OSError:
            continue
        if not entries and here:
            yield here.rstrip("/"), None
        for entry in entries:
            path = here + entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path + "/")
            elif entry.is_file(follow_symlinks=False):
                facts = entry.stat(follow_symlinks=False)
                yield path, (facts.st_size, facts.st_mtime_ns, facts.st_ino)
            else:
                yield path, None


def _write(target: str, data: bytes) -> Marks:
    _make_room(target)
    with open(target, "wb", buffering=0) as stream:
        stream.write(data)
        facts = os.fstat(stream.fileno())
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


def _make_room(target: str) -> None:
    parent = target.rpartition("/")[0]
    if not os.path.isdir(parent):
        os.makedirs(parent, exist_ok=True)
