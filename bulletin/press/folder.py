"""A folder of the site: what of it is still as it was printed, and how the rest is put into it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.press.leaf import Depends, Leaf
from bulletin.workshop.hands import stream

Marks = tuple[int, int, int]
"""What the file system says of a file: its size, the moment of its last change, its number."""

Entry = tuple[Depends, Marks, tuple[str, ...]]
"""What is known of a file: what it was made from, its marks when it was done, and why it was made
then: the names of what had changed, none when it was new."""

Manifest = Mapping[str, Entry]
"""Every file of a folder by its path."""

HURT = "hurt"
"""Why a file is made anew when nothing that it is made from has changed."""

JOURNAL = "so.json"
"""The file in a staging folder that says where its files go: there once all of them are printed."""

A_SHIFT = 4_000
"""Files that the same processes print: fresh copies of this one share more of its memory."""

AT_ONCE = 2_000
"""Files between two words on the progress."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a folder becomes what the leaves say.

    `kept` stay as they are, `printed` are made; `gone` are the paths of files and folders that are
    no longer wanted.
    """

    kept: tuple[Leaf, ...]
    printed: tuple[Leaf, ...]
    gone: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to do."""
        return not self.printed and not self.gone


def plan(folder: Path, leaves: Sequence[Leaf], manifest: Manifest) -> Plan:
    """Return how `folder` becomes what `leaves` say.

    The manifest is believed only of files that are still as it knows them.
    """
    found = dict(_files(folder))
    wanted = {leaf.path for leaf in leaves}
    kept: list[Leaf] = []
    printed: list[Leaf] = []
    for leaf in leaves:
        depends, marks, _ = manifest.get(leaf.path, (None, None, None))
        is_right = depends == leaf.depends and found.get(leaf.path) == marks
        (kept if is_right else printed).append(leaf)
    gone = (path for path, marks in found.items() if path not in wanted or not marks)
    return Plan(tuple(kept), tuple(printed), tuple(sorted(gone)))


def is_intact(folder: Path, manifest: Manifest) -> bool:
    """Return whether `folder` holds what its manifest knows, and nothing else."""
    return dict(_files(folder)) == {path: entry[1] for path, entry in manifest.items()}


def stage(
    plan: Plan, staging: Path, manifest: Manifest, tell: Callable[[int], None], *, as_tree: bool
) -> dict[str, Entry]:
    """Print into the folder `staging` what `plan` says; return the manifest that comes of it.

    As a tree, the files lie at their paths; otherwise they are numbered, for `put_in`. `tell` hears
    how many have been printed. Raises HandError with the path of the file that could not be made.
    """
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    targets = [leaf.path if as_tree else str(at) for at, leaf in enumerate(plan.printed)]
    done = {leaf.path: manifest[leaf.path] for leaf in plan.kept}
    # Printed by all hands, but written by one: two that make folders at once stand in each other's
    # way, and this one has nothing else to do.
    printed = _printed(plan.printed)
    for at, (leaf, target, data) in enumerate(zip(plan.printed, targets, printed, strict=True), 1):
        done[leaf.path] = (
            leaf.depends,
            _write(f"{staging}/{target}", data),
            _reasons(leaf, manifest),
        )
        if at % AT_ONCE == 0 or at == len(targets):
            tell(at)
    if not as_tree:
        journal = {"in": [leaf.path for leaf in plan.printed], "out": plan.gone}
        draft = staging / f"{JOURNAL}.moi"
        draft.write_text(json.dumps(journal), encoding="utf-8")
        draft.rename(staging / JOURNAL)
    return done


def put_in(staging: Path, folder: Path) -> None:
    """Move the numbered files of a staging folder to their places, each in one step.

    What a crash broke off is finished when it is called again; a staging folder whose files were
    not all printed is none, and is thrown away.
    """
    journal = staging / JOURNAL
    if journal.exists():
        todo = json.loads(journal.read_text("utf-8"))
        _remove(folder, todo["out"])
        for at, path in enumerate(todo["in"]):
            draft, target = f"{staging}/{at}", f"{folder}/{path}"
            if os.path.exists(draft):
                _make_room(target)
                os.replace(draft, target)
    shutil.rmtree(staging, ignore_errors=True)


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


def _reasons(leaf: Leaf, manifest: Manifest) -> tuple[str, ...]:
    if leaf.path not in manifest:
        return ()
    before = set(manifest[leaf.path][0])
    changed = tuple(name for name, key in leaf.depends if (name, key) not in before)
    return changed or (HURT,)


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


def _printed(leaves: Sequence[Leaf]) -> Iterator[bytes]:
    for start in range(0, len(leaves), A_SHIFT):
        yield from stream(_make, leaves[start : start + A_SHIFT], lambda leaf: leaf.path)


def _make(leaf: Leaf) -> bytes:
    return leaf.make()


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
