"""A folder of this machine as target: releases lie beside each other, and a link leads to one.

`TARGET` is a symbolic link. The releases lie in `TARGET-ban-phat-hanh/`, one folder each, named by
time and commit, so that the order of names is that of time. To replace a symbolic link is one step
for the system: whoever opens `TARGET/…` sees one whole release, before, during and after a crash.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bulletin.engine.lock import hold_lock
from bulletin.engine.output_dir import allow_public_reading
from bulletin.model import addresses
from bulletin.release.built_site import BuiltSite, WithdrawnEntry, parse_withdrawn
from bulletin.release.layout import is_laid_out, lay_out
from bulletin.release.refusal import Refusal

RELEASES = "-ban-phat-hanh"
"""What follows the target's name in the name of the folder that holds its releases."""

_UNFINISHED = ".dang-chep-"
_LOCK = ".khoa"


@dataclass(frozen=True)
class LocalTarget:
    """The link `link` on this machine, which a web server serves."""

    link: Path

    @property
    def releases(self) -> Path:
        """The folder that holds the releases."""
        return self.link.with_name(self.link.name + RELEASES)

    @property
    def current(self) -> Path | None:
        """The folder of the release that is live; None before the first one."""
        if not self.link.is_symlink():
            return None
        folder = self.releases / os.readlink(self.link).rpartition("/")[2]
        return folder if folder.is_dir() else None

    def list_files(self) -> Set[str]:
        """Return the paths of the files that are live, without compressed copies."""
        if self.current is None:
            return frozenset()
        paths = BuiltSite(self.current).sizes.keys()
        return paths - {f"{path}.gz" for path in paths}

    def copy_live(self, folder: Path) -> None:
        """Copy the files that are live into the empty `folder`."""
        for path in self.list_files() if self.current else ():
            copy = folder / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.link / path, copy)

    def put(self, site: BuiltSite, name: str, keep: int) -> bool:
        """Put a built site in place as the release `name`, and keep `keep` releases in all.

        Older releases that hold what was withdrawn since are deleted. Returns False when the live
        release is the same, which then stays. Raises Refusal, OSError.
        """
        with self._open(), allow_public_reading():
            last = self.current
            if last and self.list_files() == site.sizes.keys() and is_laid_out(site, last):
                self._tidy(keep, site.withdrawn)  # a crash may have left something to do
                return False
            draft = self.releases / f"{_UNFINISHED}{name}"
            lay_out(site, draft, last)
            os.sync()
            release = self._find_free_name(name)
            draft.rename(release)
            _flush_folder(self.releases)
            self._switch(release)
            self._tidy(keep, site.withdrawn)
            return True

    def roll_back(self) -> str:
        """Put the release before the live one in its place; return its name. Raises Refusal."""
        self._check_link()
        if self.current is None:  # asked before anything is made: nothing is left behind
            raise Refusal(f"{self.link}: chưa có bản nào để quay lại.")
        with self._open():
            current = self.current
            if current is None:
                raise Refusal(f"{self.link}: chưa có bản nào để quay lại.")
            withdrawn = _read_withdrawn(current)
            for release in self._find_releases()[::-1]:
                if release.name < current.name and _read_withdrawn(release) >= withdrawn:
                    self._switch(release)
                    return release.name
        raise Refusal(
            f"{self.link}: không còn bản nào trước bản {current.name}. Bản nào còn giữ bài đã rút "
            "thì đã bị xóa cùng bài ấy. Sửa lại nội dung rồi đăng bản mới."
        )

    @contextmanager
    def _open(self) -> Iterator[None]:
        """Make the folder of the releases, lock it, and remove what a crash left unfinished."""
        self._check_link()
        with allow_public_reading():
            self.releases.mkdir(parents=True, exist_ok=True)
        with hold_lock(self.releases / _LOCK):
            for path in self.releases.iterdir():
                if path.name.startswith(".") and path.name != _LOCK:
                    _remove(path)
            yield

    def _check_link(self) -> None:
        """Refuse a target at which others put something."""
        if self.link.is_symlink():
            leads_to = Path(os.readlink(self.link)).parent.name
            if leads_to != self.releases.name:
                raise Refusal(
                    f"{self.link} là liên kết đến nơi khác; xóa liên kết ấy rồi chạy lại."
                )
        elif self.link.is_dir():
            if any(self.link.iterdir()):
                raise Refusal(
                    f"{self.link} có sẵn tệp không do lệnh này đặt. Chuyển thư mục ấy đi nơi khác "
                    f"rồi chạy lại: {self.link} sẽ là liên kết đến bản đang đăng."
                )
            self.link.rmdir()
        elif self.link.exists():
            raise Refusal(f"{self.link} là một tệp; chọn tên khác hoặc xóa tệp ấy.")

    def _find_releases(self) -> list[Path]:
        """Return the complete releases, the oldest first."""
        return sorted(path for path in self.releases.iterdir() if path.name[0] != ".")

    def _find_free_name(self, name: str) -> Path:
        """Return the path of a new release `name`; two of one second and commit get numbers."""
        path, number = self.releases / name, 1
        while path.exists():
            number += 1
            path = self.releases / f"{name}.{number}"
        return path

    def _switch(self, release: Path) -> None:
        """Make the link lead to `release`, in one step that outlasts a power cut."""
        draft = self.link.with_name(f".{self.link.name}-moi")
        draft.unlink(missing_ok=True)
        draft.symlink_to(f"{self.releases.name}/{release.name}")
        draft.replace(self.link)
        _flush_folder(self.link.parent)

    def _tidy(self, keep: int, withdrawn: Set[WithdrawnEntry]) -> None:
        """Delete the oldest releases, and those that hold what was withdrawn."""
        releases, current = self._find_releases(), self.current
        for release in releases:
            is_old = release not in releases[-keep:]
            if release != current and (is_old or not _read_withdrawn(release) >= withdrawn):
                _remove(release)


def _read_withdrawn(release: Path) -> Set[WithdrawnEntry]:
    file = release / addresses.WITHDRAWN_LIST.lstrip("/")
    return parse_withdrawn(file.read_text("utf-8")) if file.exists() else frozenset()


def _remove(path: Path) -> None:
    """Delete a folder or file. A folder gets another name first: half of it is no release."""
    if path.is_symlink() or path.is_file():
        path.unlink()
        return
    if path.name[0] != ".":
        path = path.rename(path.with_name(f".bo-{path.name}"))
    shutil.rmtree(path)


def _flush_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
