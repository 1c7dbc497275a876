"""Staging: out-of-date targets are built into a folder of their own before anything is replaced."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from bulletin.engine.output_dir import (
    BuiltGroup,
    FileRecord,
    FolderDiff,
    GroupFiles,
    Manifest,
    write_file,
)
from bulletin.engine.target import Dependencies, TargetGroup
from bulletin.engine.workers import MIN_ITEMS, WorkerError, imap_bounded, is_refusal

GroupResult = list[tuple[str, Dependencies, bytes | None]]
"""The files of a group: path, dependencies, and the bytes if the file had to be built."""

MODIFIED = "modified"
"""The reason to build a file of which no dependency has changed: the file itself was changed."""

GROUPS_PER_POOL = 1_500
"""Groups that one pool of workers builds: freshly forked workers share more memory."""

MAX_PENDING_GROUPS = 32
"""Groups that may be built and not yet written: some hold files by the hundred."""

_NOTHING: frozenset[str] = frozenset()
"""One object for all groups of which no file was changed."""

REPORT_INTERVAL = 1_000
"""Groups between two reports of progress."""


class PathConflict(ValueError):
    """Two targets have one path."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A build that is ready to be published: the new manifest, and what changes.

    `built` are the paths of new files, `dropped` those of the old manifest that no group names any
    more, `removed` everything that has to leave the folder.
    """

    manifest: Manifest
    built: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not self.built and not self.removed


@dataclass(frozen=True, slots=True)
class GroupTask:
    """A group to be built, as it was built `before`; any process can do it."""

    group: TargetGroup
    before: BuiltGroup | None
    modified: Set[str]
    passthrough: type[Exception]

    @property
    def known(self) -> GroupFiles:
        """What is known of its files."""
        return self.before.files if self.before else {}

    def __call__(self) -> GroupResult:
        """Return the files of the group; those that are up to date are not built."""
        return _build_group(self.group, self.known, self.modified, self.passthrough)


RunTasks = Callable[[Sequence[GroupTask]], Iterable[GroupResult]]
"""Builds groups somewhere, and yields their files in order."""


def stage(
    groups: Iterable[TargetGroup],
    manifest: Manifest,
    diff: FolderDiff,
    staging: Path,
    report: Callable[[int, int], None],
    *,
    as_tree: bool,
    passthrough: type[Exception] = WorkerError,
    run: RunTasks | None = None,
) -> Staged:
    """Build into the folder `staging` the targets that are not up to date in the output folder.

    `manifest` and `diff` describe the output folder. With `as_tree` the new files are written at
    their paths, to be renamed as a whole; otherwise they are numbered in the order of `built`.
    `report` gets the number of finished groups and of all opened groups. Raises
    WorkerError with the path of the file that could not be built; exceptions of type `passthrough`
    are raised as they are. Raises PathConflict when two targets have the same path. `run` builds
    the groups; without it the processes of this machine do.
    """
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    after: dict[str, BuiltGroup] = {}
    tasks: list[GroupTask] = []
    for group in groups:
        before = manifest.get(group.name)
        modified = (diff.modified & before.signatures.keys()) if before else _NOTHING
        if before and before.key == group.key and not modified:
            after[group.name] = before
        else:
            tasks.append(GroupTask(group, before, modified or _NOTHING, passthrough))

    built: list[str] = []
    results = (run or build_in_pools)(tasks)
    # Many processes build, one writes: processes that create the same folders would conflict, and
    # this process has nothing else to do.
    for count, (task, result) in enumerate(zip(tasks, results, strict=True), 1):
        known = task.known
        files: dict[str, FileRecord] = {}
        for path, dependencies, data in result:
            if data is None:
                files[path] = known[path]
            else:
                name = path if as_tree else str(len(built))
                signature = write_file(f"{staging}/{name}", data)
                files[path] = dependencies, signature, _find_reasons(dependencies, known.get(path))
                built.append(path)
        after[task.group.name] = BuiltGroup.of(task.group.key, files)
        if count % REPORT_INTERVAL == 0 or count == len(tasks):
            report(count, len(tasks))
    _check_paths(after)
    new = frozenset(built)
    dropped = _find_dropped(manifest, after, new)
    unexpected = (path for path in diff.unexpected if path not in new)
    removed = tuple(sorted({*dropped, *diff.irregular, *unexpected}))
    return Staged(after, tuple(built), dropped, removed)


def build_in_pools(tasks: Sequence[GroupTask], min_items: int = MIN_ITEMS) -> Iterator[GroupResult]:
    """Build groups with the processes of this machine, if there are `min_items` of them."""
    for start in range(0, len(tasks), GROUPS_PER_POOL):
        some = tasks[start : start + GROUPS_PER_POOL]
        yield from imap_bounded(
            GroupTask.__call__,
            some,
            lambda task: task.group.name,
            min_items,
            max_pending=MAX_PENDING_GROUPS,
            passthrough=some[0].passthrough,
        )


def _build_group(
    group: TargetGroup, known: GroupFiles, modified: Set[str], passthrough: type[Exception]
) -> GroupResult:
    """Return the files of a group; those that are up to date are not built."""
    result: GroupResult = []
    for target in group.targets():
        before = known.get(target.path)
        is_current = (
            before is not None and before[0] == target.dependencies and target.path not in modified
        )
        try:
            data = None if is_current else target.build()
        except passthrough:
            raise
        except Exception as cause:
            if is_refusal(cause):
                raise
            raise WorkerError(f"{target.path}: {type(cause).__name__}: {cause}") from cause
        result.append((target.path, target.dependencies, data))
    return result


def _find_reasons(dependencies: Dependencies, before: FileRecord | None) -> tuple[str, ...]:
    if before is None:
        return ()
    changed = tuple(name for name, key in dependencies if (name, key) not in before[0])
    return changed or (MODIFIED,)


def _check_paths(manifest: Manifest) -> None:
    """Raise PathConflict with a path that two targets have: one would hide the other."""
    paths = [group.signatures.keys() for group in manifest.values()]
    if len(set().union(*paths)) != sum(map(len, paths)):
        seen: dict[str, str] = {}
        for name, group in manifest.items():
            for path in group.signatures:
                if path in seen:
                    raise PathConflict(f"{path}: built by {seen[path]!r} and by {name!r}")
                seen[path] = name


def _find_dropped(before: Manifest, after: Manifest, new: Set[str]) -> tuple[str, ...]:
    """Return the paths that no group names any more."""
    candidates = [
        path
        for name, known in before.items()
        if after.get(name) is not known
        for path in known.signatures.keys()
        - (after[name].signatures.keys() if name in after else ())
    ]
    # A path may have moved from one group to another, where it was built again.
    return tuple(sorted(set(candidates) - new))
