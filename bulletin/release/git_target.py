"""A branch as target, for the Pages of a forge: a release is a commit, and one push puts it live.

The branch holds the last releases and nothing else: each publication writes the commits anew, so
that what was withdrawn leaves the branch. A forge keeps commits that no branch holds for a while;
docs-dev/operations.md says whom to ask.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.model import addresses
from bulletin.release.built_site import BuiltSite, WithdrawnEntry, parse_withdrawn
from bulletin.release.refusal import Refusal
from bulletin.release.static_host import make_host_files

HOST_FILES = frozenset({".nojekyll", "_headers", "_redirects"})
"""What the host alone reads; it is made anew for each release."""

_AUTHOR = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Bản tin"), ("EMAIL", "ban-tin@invalid"))
}


@dataclass(frozen=True)
class GitTarget:
    """The branch `branch` of the repository at `url`."""

    url: str
    branch: str

    def list_files(self) -> Set[str]:
        """Return the paths of the files that are live, without those that the host alone reads."""
        with self._open() as git:
            if git.live is None:
                return frozenset()
            names = git.run("ls-tree", "-r", "-z", "--name-only", git.live).split("\0")
            return {name for name in names if name} - HOST_FILES

    def copy_live(self, folder: Path) -> None:
        """Copy the files that are live into the empty `folder`."""
        with self._open() as git:
            if git.live is not None:
                git.run("--work-tree", str(folder), "checkout", "--force", git.live, "--", ".")
        for name in HOST_FILES:
            (folder / name).unlink(missing_ok=True)

    def put(self, site: BuiltSite, name: str, keep: int) -> bool:
        """Push a built site as the release `name`, with the last releases before it.

        Returns False when the live release is the same, which then stays.
        """
        with self._open() as git:
            tree = git.write_tree(site)
            if git.live and git.run("rev-parse", f"{git.live}^{{tree}}") == tree:
                return False
            before = [] if git.live is None else git.list_releases()[: keep - 1]
            kept = [one for one in before if git.read_withdrawn(one) >= site.withdrawn]
            parent = None
            for release in reversed(kept):
                parent = git.commit(f"{release}^{{tree}}", git.title(release), parent)
            git.push(git.commit(tree, name, parent))
            return True

    def roll_back(self) -> str:
        """Push the release before the live one; return its name."""
        with self._open() as git:
            if git.live is None:
                raise Refusal(f"{self.url}: nhánh {self.branch} chưa có bản nào để quay lại.")
            releases = git.list_releases()
            if len(releases) < 2:
                raise Refusal(
                    f"{self.url}: không còn bản nào trước bản {git.title(git.live)}. Bản nào còn "
                    "giữ bài đã rút thì đã bị xóa cùng bài ấy. Sửa lại nội dung rồi đăng bản mới."
                )
            git.push(releases[1])
            return git.title(releases[1])

    @contextmanager
    def _open(self) -> Iterator[_Repository]:
        """Give a repository of this moment that knows the branch."""
        with TemporaryDirectory(prefix="ban-tin-") as folder:
            yield _Repository(Path(folder), self.url, self.branch)


class _Repository:
    """A bare repository that knows the branch of the target; `live` is its commit, if there is."""

    def __init__(self, folder: Path, url: str, branch: str) -> None:
        self.folder, self.url, self.branch = folder, url, branch
        self.run("init", "--quiet", "--bare")
        found = self.run("ls-remote", url, f"refs/heads/{branch}")
        self.live = found.split()[0] if found else None
        if self.live:
            self.run("fetch", "--quiet", "--no-tags", url, self.live)

    def run(self, *arguments: str, **variables: str) -> str:
        """Run git in the repository and return its output; raises Refusal with what it said."""
        command = ["git", "-C", str(self.folder), "-c", "gc.auto=0", *arguments]
        quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_DIR": str(self.folder)}
        try:
            done = subprocess.run(
                command,
                env=os.environ | quiet | variables,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="surrogateescape",
                check=False,
            )
        except FileNotFoundError as error:
            raise Refusal("Máy này chưa có git; cài git rồi chạy lại.") from error
        if done.returncode:
            raise Refusal(f"git {arguments[0]} không được:\n{done.stderr.strip()}")
        return done.stdout.removesuffix("\n")

    def write_tree(self, site: BuiltSite) -> str:
        """Store the files of the site and of the host; return the id of their tree."""
        index = {"GIT_INDEX_FILE": str(self.folder / "index-moi")}
        self.run(
            "--work-tree", str(site.folder.absolute()), "add", "--force", "--all", ".", **index
        )
        for path, data in make_host_files(site).items():
            (self.folder / "tep").write_bytes(data)
            blob = self.run("hash-object", "-w", "--no-filters", str(self.folder / "tep"))
            self.run("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", **index)
        return self.run("write-tree", **index)

    def commit(self, tree: str, title: str, parent: str | None) -> str:
        """Store a release and return its id."""
        after = [] if parent is None else ["-p", parent]
        return self.run("commit-tree", tree, *after, "-m", title, **_AUTHOR)

    def push(self, commit: str) -> None:
        """Put a release live; refused when somebody else has published meanwhile."""
        ref = f"refs/heads/{self.branch}"
        lease = f"--force-with-lease={ref}:{self.live or ''}"
        self.run("push", "--quiet", lease, self.url, f"{commit}:{ref}")

    def list_releases(self) -> Sequence[str]:
        """Return the releases of the branch, the live one first."""
        return self.run("rev-list", "--first-parent", self.live or "").split()

    def title(self, commit: str) -> str:
        """Return the name of a release."""
        return self.run("log", "-1", "--format=%s", commit)

    def read_withdrawn(self, commit: str) -> Set[WithdrawnEntry]:
        """Return what a release names as withdrawn."""
        path = addresses.WITHDRAWN_LIST.lstrip("/")
        if not self.run("ls-tree", commit, "--", path):
            return frozenset()
        return parse_withdrawn(self.run("cat-file", "blob", f"{commit}:{path}"))
