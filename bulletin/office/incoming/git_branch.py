"""Writes a commit to a branch of its own, with git's plumbing alone.

The working tree, its index and the branch that is checked out are never touched: blobs, a tree from
a temporary index, a commit, and one reference.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bulletin.office.git_history import Revision, open_revision

MAIN: Final = "main"
BRANCHES: Final = "bai/"
# A hook or a script may have set these for its own repository.
_NOT_INHERITED: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


class NotWritten(Exception):
    """Why git did not do something, in one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Person:
    """The author of a commit; the address may be empty, and no address is invented."""

    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch to be written: `parent` is the commit below, `old` where it stands here, if it does.

    `is_going_on` says that an earlier package of the same record is on it and not in main yet.
    """

    name: str
    parent: str
    old: str | None
    is_going_on: bool


def find_main(root: Path, remote: str | None) -> Revision:
    """Return the newest known main: of the remote, else here, else what is checked out.

    Raises NoHistory.
    """
    names = [f"refs/remotes/{remote}/{MAIN}"] if remote else []
    for name in [*names, f"refs/heads/{MAIN}"]:
        if commit := find_commit(root, name):
            return Revision(root, commit)
    return open_revision(root, "HEAD")


def find_branch(root: Path, slug: str, record: str, main: str, remote: str | None) -> Branch:
    """Return the branch for a record: the one on which it waits already, else a new one.

    A branch of the same name that another record has is left alone; then a number is added.
    """
    for number in count(1):
        name = f"{BRANCHES}{slug}" if number == 1 else f"{BRANCHES}{slug}-{number}"
        old = find_commit(root, f"refs/heads/{name}")
        there = find_commit(root, f"refs/remotes/{remote}/{name}") if remote else None
        tip = there if there and (old is None or _is_below(root, old, there)) else old
        if tip is None or _is_below(root, tip, main):
            return Branch(name, main, old, is_going_on=False)
        options = ("--name-only", "--no-renames", "--relative", "-z")
        changed = run_git(root, "diff", *options, f"{main}...{tip}", check=False).split("\0")
        if record in changed:
            return Branch(name, tip, old, is_going_on=True)
    raise AssertionError


def write_commit(
    root: Path, branch: Branch, files: Mapping[str, bytes], author: Person, message: str
) -> str | None:
    """Write the files below `root` as a commit on the branch, and return it; None if all is there.

    Raises NotWritten.
    """
    _check_not_open(root, branch.name)
    prefix = run_git(root, "rev-parse", "--show-prefix").strip()
    with TemporaryDirectory(prefix="ban-tin-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        run_git(root, "read-tree", branch.parent, extra=index)
        rows = []
        for path, data in sorted(files.items()):
            blob = run_git(root, "hash-object", "-w", "--stdin", "--no-filters", given=data)
            rows.append(f"100644 {blob.strip()}\t{prefix}{path}\0")
        given = "".join(rows).encode()
        run_git(root, "update-index", "-z", "--index-info", extra=index, given=given)
        tree = run_git(root, "write-tree", extra=index).strip()
    if tree == run_git(root, "rev-parse", f"{branch.parent}^{{tree}}").strip():
        return None
    who = {"GIT_AUTHOR_NAME": author.name, "GIT_AUTHOR_EMAIL": author.email}
    arguments = ("commit-tree", tree, "-p", branch.parent, "-F", "-")
    commit = run_git(root, *arguments, extra=who, given=message.encode()).strip()
    reference = f"refs/heads/{branch.name}"
    run_git(root, "update-ref", "-m", "receive.py", reference, commit, branch.old or "")
    return commit


def find_commit(root: Path, name: str) -> str | None:
    """Return the commit that a full name of a reference means; None where there is none."""
    options = ("--verify", "--quiet", "--end-of-options")
    return run_git(root, "rev-parse", *options, f"{name}^{{commit}}", check=False).strip() or None


def fetch(root: Path, remote: str) -> None:
    """Learn what a remote has; raises NotWritten. Only the remote's own references change."""
    run_git(root, "fetch", "--quiet", "--no-tags", "--end-of-options", remote)


def find_address(root: Path, remote: str) -> str:
    """Return the address to which a remote is pushed; an address is its own."""
    return run_git(root, "remote", "get-url", "--push", remote, check=False).strip() or remote


def push(root: Path, remote: str, source: str, target: str, options: Sequence[str]) -> list[str]:
    """Push and return what the other side says. Raises NotWritten."""
    asked = [word for option in options for word in ("--push-option", option)]
    environment = _make_environment({})
    command = ["git", "-C", str(root), "push", *asked, "--end-of-options", remote]
    done = subprocess.run(
        [*command, f"{source}:{target}"], capture_output=True, env=environment, check=False
    )
    said = done.stderr.decode("utf-8", "replace").splitlines()
    if done.returncode:
        raise NotWritten(_explain(said))
    lines = (_clean(line.removeprefix("remote:")) for line in said if line.startswith("remote:"))
    return [line for line in lines if line]


def run_git(
    root: Path,
    *arguments: str,
    extra: Mapping[str, str] | None = None,
    given: bytes = b"",
    check: bool = True,
) -> str:
    """Return what git prints; raises NotWritten where it fails, or "" without `check`."""
    command = ["git", "-C", str(root), "-c", "gc.auto=0", "-c", "i18n.commitEncoding=utf-8"]
    try:
        done = subprocess.run(
            [*command, *arguments],
            input=given,
            capture_output=True,
            env=_make_environment(extra or {}),
        )
    except FileNotFoundError:
        raise NotWritten("máy này chưa cài git") from None
    if done.returncode:
        if not check:
            return ""
        raise NotWritten(_explain(done.stderr.decode("utf-8", "replace").splitlines()))
    return os.fsdecode(done.stdout)


def _is_below(root: Path, commit: str, other: str) -> bool:
    """Return whether `other` holds everything that `commit` holds."""
    return run_git(root, "merge-base", commit, other, check=False).strip() == commit


def _check_not_open(root: Path, name: str) -> None:
    """Raise NotWritten where a working tree has the branch checked out."""
    folder = ""
    for line in run_git(root, "worktree", "list", "--porcelain").splitlines():
        key, _, value = line.partition(" ")
        if key == "worktree":
            folder = value
        elif (key, value) == ("branch", f"refs/heads/{name}"):
            raise NotWritten(
                f"nhánh {name} đang mở ở {folder}; chuyển sang nhánh khác (git switch {MAIN}) rồi "
                "chạy lại"
            )


def _explain(said: Sequence[str]) -> str:
    """Return what git refused as a sentence; its own words where they are not known."""
    words = "\n".join(said)
    if "tell me who you are" in words or "empty ident" in words:
        return (
            "git chưa biết tên người nhận bài; chạy: git config user.name 'Họ Tên' và "
            "git config user.email thu@co-quan"
        )
    if "does not support push options" in words:
        return NO_OPTIONS
    if "non-fast-forward" in words or "fetch first" in words:
        return (
            "trên kho từ xa, nhánh này đã có thay đổi khác; chạy git fetch, xem nhánh ấy, rồi "
            "chạy lại"
        )
    last = next(
        (line for line in said if line.startswith(("fatal:", "error:", "remote:", " !"))),
        said[-1] if said else "không nói lý do",
    )
    return f"git báo: {_clean(last)}"


NO_OPTIONS: Final = (
    "kho từ xa không nhận yêu cầu hợp nhất qua lệnh đẩy (push options); đẩy nhánh rồi tạo yêu cầu "
    "trên trang của kho"
)


def _clean(line: str) -> str:
    return "".join(letter for letter in line if letter.isprintable()).strip()


def _make_environment(extra: Mapping[str, str]) -> dict[str, str]:
    own = {key: value for key, value in os.environ.items() if key not in _NOT_INHERITED}
    return {**own, "LC_ALL": "C", **extra}
