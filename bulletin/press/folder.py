"""A folder of the site: what of it is still as it was printed, and what must be printed anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bulletin.press.leaf import Depends, Leaf
from bulletin.workshop.hands import spread

Marks = tuple[int, int, int]
"""What the file system says of a file: its size, the moment of its last change, its number."""

Entry = tuple[Depends, Marks, tuple[str, ...]]
"""What is known of a file: what it was made from, its marks when it was done, and why it was made
then: the names of what had changed, none when it was new."""

Manifest = Mapping[str, Entry]
"""Every file of a folder by its path."""

HURT = "hurt"
"""Why a file is made anew when nothing that it is made from has changed."""

AT_ONCE = 4_000
"""Files between two words on the progress."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a folder becomes what the leaves say.

    `kept` stay as they are, `linked` come from the other folder, `printed` are made; `gone` are
    the paths of files and folders that are no longer wanted, `taken` those where something is.
    """

    kept: tuple[Leaf, ...]
    linked: tuple[Leaf, ...]
    printed: tuple[Leaf, ...]
    gone: tuple[str, ...]
    taken: Set[str] = frozenset()


def plan(folder: Path, other: Path | None, leaves: Sequence[Leaf], manifest: Manifest) -> Plan:
    """Return how `folder` becomes what `leaves` say, with the help of the folder `other`.

    The manifest is believed only of files that are still as it knows them.
    """
    found = dict(_files(folder))
    wanted = {leaf.path for leaf in leaves}
    kept, linked, printed = [], [], []
    for leaf in leaves:
        depends, marks, _ = manifest.get(leaf.path, (None, None, None))
        if depends != leaf.depends:
            printed.append(leaf)
        elif found.get(leaf.path) == marks:
            kept.append(leaf)
        elif other is not None and _marks(other / leaf.path) == marks:
            linked.append(leaf)
        else:
            printed.append(leaf)
    return Plan(
        tuple(kept),
        tuple(linked),
        tuple(printed),
        tuple(sorted(path for path, marks in found.items() if path not in wanted or not marks)),
        found.keys(),
    )


def is_known(leaves: Sequence[Leaf], manifest: Manifest) -> bool:
    """Return whether the leaves are all that the manifest knows, made from the same."""
    return len(leaves) == len(manifest) and all(
        leaf.path in manifest and manifest[leaf.path][0] == leaf.depends for leaf in leaves
    )


def is_intact(folder: Path, manifest: Manifest) -> bool:
    """Return whether `folder` holds what its manifest knows, and nothing else."""
    return dict(_files(folder)) == {path: entry[1] for path, entry in manifest.items()}


def carry_out(
    plan: Plan, folder: Path, other: Path | None, manifest: Manifest, tell: Callable[[int], None]
) -> dict[str, Entry]:
    """Make `folder` what `plan` says and return its manifest.

    `tell` hears how many files were printed. Raises HandError with the path of the file that could
    not be made.
    """
    remove(folder, plan.gone)
    done = {leaf.path: manifest[leaf.path] for leaf in plan.kept}
    if other is not None:
        mirror(folder, other, [leaf.path for leaf in plan.linked], ())
    done |= {leaf.path: manifest[leaf.path] for leaf in plan.linked}
    for start in range(0, len(plan.printed), AT_ONCE):
        some = plan.printed[start : start + AT_ONCE]
        printed = spread(partial(_print, folder, plan.taken), some, lambda leaf: leaf.path)
        for leaf, marks in zip(some, printed, strict=True):
            done[leaf.path] = leaf.depends, marks, _reasons(leaf, manifest)
        tell(len(some))
    return done


def mirror(folder: Path, original: Path, paths: Sequence[str], gone: Sequence[str]) -> None:
    """Let `folder` share the files `paths` with `original`, and have nothing at `gone`.

    Raises OSError where the file system cannot share files.
    """
    remove(folder, gone)
    chunks = [paths[start : start + AT_ONCE] for start in range(0, len(paths), AT_ONCE)]
    spread(partial(_link_all, folder, original), chunks, str, worth_it=2)


def remove(folder: Path, paths: Sequence[str]) -> None:
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


def _marks(path: Path) -> Marks | None:
    try:
        facts = os.lstat(path)
    except OSError:
        return None
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


def _print(folder: Path, taken: Set[str], leaf: Leaf) -> Marks:
    target = f"{folder}/{leaf.path}"
    data = leaf.make()
    # Never into a file that is there: the other folder may share it.
    draft = f"{target}.moi" if leaf.path in taken else target
    _make_room(draft)
    with open(draft, "wb", buffering=0) as stream:
        stream.write(data)
        facts = os.fstat(stream.fileno())
    if draft != target:
        os.replace(draft, target)
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


def _link_all(folder: Path, original: Path, paths: Sequence[str]) -> None:
    for path in paths:
        target = f"{folder}/{path}"
        _make_room(target)
        with suppress(FileNotFoundError):
            os.unlink(target)
        os.link(f"{original}/{path}", target)


def _make_room(target: str) -> None:
    parent = target.rpartition("/")[0]
    if not os.path.isdir(parent):
        os.makedirs(parent, exist_ok=True)
