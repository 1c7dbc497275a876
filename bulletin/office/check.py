"""What `make check` says of a project or of single files, with what earlier runs already know."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from bulletin.content.assembly import Library
from bulletin.content.library import make_library, read_library
from bulletin.content.site_url import SETTINGS_FILE, find_site_url_problems
from bulletin.content.snapshot import ContentSnapshot, scan_some
from bulletin.engine.project_cache import open_project_cache, read_project_cache
from bulletin.errors import ContentError, Problem, in_order
from bulletin.model.kind import CAMPAIGN, DOCUMENT, kind_of
from bulletin.radio.read_aloud import read_aloud_problems

DOCS = "docs"
FOLDERS = ("content", DOCS)
"""The folders of a project whose files are judged."""


def _find_steps(path: str) -> list[PurePosixPath]:
    """Return `path` and the folders above it."""
    return [PurePosixPath(path), *PurePosixPath(path).parents][:-1]


class NotChecked(Exception):
    """Why nothing can be judged, in one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be judged: the project in `root`, or only what lies at or below `paths` in it."""

    root: Path
    paths: tuple[str, ...] = ()

    @property
    def is_few_files(self) -> bool:
        """Whether only content files are meant, which can be judged without the other stories."""
        return bool(self.paths) and all(
            path.startswith("content/")
            and path.endswith(".md")
            and path.isprintable()
            and (self.root / path).is_file()
            and not any((self.root / step).is_symlink() for step in _find_steps(path))
            for path in self.paths
        )

    def holds(self, path: str) -> bool:
        """Return whether a file at `path` is meant."""
        path = normalize("NFC", path)
        limits = [normalize("NFC", limit) for limit in self.paths]
        return not limits or any(f"{path}/".startswith(f"{limit}/") for limit in limits)


def find_scope(paths: Sequence[Path], default: Path) -> Scope:
    """Return what `paths` mean: a folder with content/ in it is a project, others lie in one.

    Without any the project in `default` is meant, and relative paths that are nowhere else are
    looked for in it. Raises NotChecked.
    """
    roots: dict[Path, list[str]] = {}
    for path in paths:
        root, limit = _find_project(path, default)
        roots.setdefault(root, []).append(limit)
    if len(roots) > 1:
        raise NotChecked("mỗi lần chỉ kiểm tra một bản tin")
    for root, limits in roots.items():
        return Scope(root, () if "" in limits else tuple(limits))
    return Scope(default)


def _find_project(path: Path, default: Path) -> tuple[Path, str]:
    """Return the project of a path, and the path in it; "" for the project itself."""
    if not path.exists() and (default / path).exists():
        path = default / path
    here = Path(os.path.abspath(path))
    if (here / "content").is_dir():
        return here, ""
    if not here.exists() and not here.is_symlink():
        raise NotChecked(f"không có tệp hay thư mục {path}")
    for root in here.parents:
        below = here.relative_to(root)
        if below.parts[0] in FOLDERS and (root / "content").is_dir():
            return root, below.as_posix()
    if here.is_dir():
        return here, ""
    raise NotChecked(f"{path} không nằm trong thư mục content/ hay docs/ của một bản tin")


def ignore(library: Library) -> None:
    """Do nothing with a library that has no errors."""


def check(scope: Scope, today: dt.date, use: Callable[[Library], None] = ignore) -> list[Problem]:
    """Return the problems of what is meant, in order. Raises OSError where a file is unreadable.

    A library without errors is given to `use`.
    """
    if scope.is_few_files:
        return check_files(scope.root, scope.paths, today, use)
    return [one for one in check_project(scope.root, today, use) if scope.holds(one.path)]


def check_project(
    root: Path, today: dt.date, use: Callable[[Library], None] = ignore
) -> list[Problem]:
    """Return the problems of the project in `root`; what its builds and checks know is not redone.

    A library without errors is given to `use`. Raises OSError where a file cannot be read.
    """
    if not (root / "content").is_dir():
        return check_files(root, (), today)
    cache = open_project_cache(root).file
    try:
        library = read_library(root, DOCS, today, cache)
        use(library)
        found = [*library.warnings, *read_aloud_problems(library, cache)]
        return in_order([*found, *_judge_settings(root)])
    except ContentError as failure:
        return in_order([*failure.problems, *_judge_settings(root)])
    finally:
        cache.close()


def _judge_settings(root: Path) -> list[Problem]:
    """Return what is wrong with the address in mkdocs.yml; nothing where there is no such file."""
    file = root / SETTINGS_FILE
    if not file.is_file():
        return []
    return find_site_url_problems(file.read_text(encoding="utf-8", errors="replace"))


def check_files(
    root: Path,
    paths: Collection[str],
    today: dt.date,
    use: Callable[[Library], None] = ignore,
) -> list[Problem]:
    """Return the problems of the content files at `paths` (from `root`), without the other stories.

    Known are the data files, documents, campaigns, and the paths of everything else. What is wrong
    only beside another story, such as an `id` that both have, is found by `check_project`. Raises
    OSError where a file cannot be read.
    """
    wanted, cache = frozenset(paths), read_project_cache(root)
    try:
        library = make_library(scan_files(root, wanted), DOCS, today, cache)
    except ContentError as failure:
        if not (root / "content").is_dir():
            return failure.problems
        return [problem for problem in failure.problems if problem.path in wanted]
    judged = replace(library, items=tuple(i for i in library.items if i.path in wanted))
    use(judged)
    found = [problem for problem in library.warnings if problem.path in wanted]
    return in_order([*found, *read_aloud_problems(judged, cache)])


def scan_files(root: Path, paths: Collection[str]) -> ContentSnapshot:
    """Return the files at `paths` with what their rules need: data files, documents, campaigns."""
    wanted = frozenset(paths)

    def is_wanted(path: str) -> bool:
        found = kind_of(path)
        return path in wanted or found is None or found[0] in (CAMPAIGN, DOCUMENT)

    return scan_some(root, is_wanted)
