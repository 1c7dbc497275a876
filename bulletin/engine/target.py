"""Targets: files to be built, each with what it depends on, in groups that stay or are opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bulletin.engine.fingerprint import combine, fingerprint

Dependencies = tuple[tuple[str, bytes], ...]
"""What a file is built from: a name for people, and a fingerprint to compare."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file to be built: its path below the output folder, and the function that makes its bytes.

    As long as `dependencies` are those of the last build, `build` is not called.
    """

    path: str
    dependencies: Dependencies
    build: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """Targets that are compared together; no two groups have the same name or share a path.

    `key` stands for everything that the targets and their dependencies follow from. As long as it
    is that of the last build, `targets` is not called at all.
    """

    name: str
    key: bytes
    targets: Callable[[], Iterable[Target]]


def single(target: Target) -> TargetGroup:
    """Return a group of one target, under the target's path."""
    return group(target.path, [target])


def group(name: str, targets: Sequence[Target]) -> TargetGroup:
    """Return a group of targets that exist already: its key follows from their dependencies."""
    key = fingerprint([(target.path, target.dependencies) for target in targets])
    return TargetGroup(name, key, lambda: targets)


def static(path: str, data: bytes) -> Target:
    """Return the target of a file whose bytes exist already."""
    return Target(path, (("bytes", combine([data])),), partial(bytes, data))


def static_dir(folder: Path) -> list[Target]:
    """Return the files below `folder` as targets at the same paths, in order of their paths."""
    files = sorted(
        (file.relative_to(folder).as_posix(), file) for file in folder.rglob("*") if file.is_file()
    )
    return [static(path, file.read_bytes()) for path, file in files]
