"""An earlier state of a project from its git repository; nothing is checked out or written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


class NoHistory(Exception):
    """Why an earlier state cannot be read, in one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository in which the project in `root` lies."""

    root: Path
    commit: str

    def list_paths(self, *folders: str) -> list[str]:
        """Return the paths of the files below these folders of the project."""
        listed = _git(self.root, "ls-tree", "-r", "-z", "--name-only", self.commit, "--", *folders)
        return [os.fsdecode(path) for path in listed.split(b"\0") if path]

    def list_blobs(self, *folders: str) -> dict[str, tuple[str, int]]:
        """Return git's name and the bytes of each plain file below these folders, by its path."""
        listed = _git(self.root, "ls-tree", "-r", "-l", "-z", self.commit, "--", *folders)
        found = {}
        for line in filter(None, listed.split(b"\0")):
            facts, _, path = line.partition(b"\t")
            mode, _, blob, size = facts.split()
            if mode in (b"100644", b"100755"):
                found[os.fsdecode(path)] = blob.decode(), int(size)
        return found

    def list_changed(self, *folders: str) -> set[str]:
        """Return the paths, among those of the commit, of files that are not as they were.

        A file may be among them that was only touched.
        """
        options = ("--relative", "-z", "--name-only", "--no-renames", "--no-ext-diff")
        listed = _git(self.root, "diff-index", *options, self.commit, "--", *folders)
        return {os.fsdecode(path) for path in listed.split(b"\0") if path}

    def list_differences(self) -> list[str]:
        """Return the paths, from the project's folder, of all files that differ now; new ones too.

        Files that git ignores are not among them.
        """
        options = ("--relative", "-z", "--name-only", "--no-renames", "--no-ext-diff")
        changed = _git(self.root, "diff", *options, self.commit)
        new = _git(self.root, "ls-files", "-z", "--others", "--exclude-standard")
        return sorted({os.fsdecode(p) for p in (changed + new).split(b"\0") if p})

    def read_files(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the bytes of the files at these paths of the project, in one go."""
        # A path with a line end in it is no path of a record.
        paths = [path for path in paths if "\n" not in path]
        asked = b"".join(f"{self.commit}:./".encode() + os.fsencode(p) + b"\n" for p in paths)
        answer, at = _git(self.root, "cat-file", "--batch", given=asked), 0
        for path in paths:
            header_end = answer.index(b"\n", at)
            header = answer[at:header_end].split()
            at = header_end + 1
            if header[-1] == b"missing":
                continue
            size = int(header[-1])
            yield path, answer[at : at + size]
            at += size + 1


def open_revision(root: Path, name: str) -> Revision:
    """Return the commit that `name` means in the repository around `root`; raises NoHistory."""
    if name.startswith("-") or not name.strip() or not name.isprintable():
        shown = name if name.isprintable() else ascii(name)[1:-1]
        raise NoHistory(f"'{shown}' không phải tên một phiên bản của git")
    try:
        _git(root, "rev-parse", "--git-dir")
    except FileNotFoundError:
        raise NoHistory("máy này chưa cài git nên không so được với phiên bản cũ") from None
    except subprocess.CalledProcessError as failure:
        if b"not a git repository" in failure.stderr:
            message = "thư mục này không nằm trong kho git nên không so được với phiên bản cũ"
            raise NoHistory(message) from None
        raise NoHistory(f"git không đọc được kho này: {_first_line(failure.stderr)}") from None
    try:
        options = ("--verify", "--quiet", "--end-of-options")
        found = _git(root, "rev-parse", *options, f"{name}^{{commit}}")
    except subprocess.CalledProcessError:
        if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
            message = (
                f"không có phiên bản '{name}': kho này chỉ tải phần cuối của lịch sử; "
                "tải đủ bằng 'git fetch --unshallow' rồi chạy lại"
            )
            raise NoHistory(message) from None
        raise NoHistory(f"không có phiên bản '{name}' trong kho git") from None
    return Revision(root, found.decode().strip().splitlines()[-1])


def _git(root: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """Return what git prints; raises CalledProcessError, or FileNotFoundError without git."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, input=given, capture_output=True, check=True, env=environment)
    return done.stdout


def _first_line(words: bytes) -> str:
    lines = words.decode("utf-8", "replace").splitlines()
    return lines[0] if lines else ""
