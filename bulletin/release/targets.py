"""Where a release can go: the kinds of targets, and how the office writes each of them."""

from __future__ import annotations

import re
from collections.abc import Set
from pathlib import Path
from typing import Protocol

from bulletin.release.bucket_target import BucketTarget
from bulletin.release.built_site import BuiltSite
from bulletin.release.git_target import GitTarget
from bulletin.release.local_target import LocalTarget
from bulletin.release.refusal import Refusal
from bulletin.release.remote_target import RemoteTarget


class ReleaseTarget(Protocol):
    """A place from which readers get the site, with the releases that it keeps."""

    def list_files(self) -> Set[str]:
        """Return the paths of the files that are live; none before the first release."""
        ...

    def copy_live(self, folder: Path) -> None:
        """Copy the files that are live into the empty `folder`. Raises Refusal and OSError."""
        ...

    def put(self, site: BuiltSite, name: str, keep: int) -> bool:
        """Put a built site in place as the release `name`; keep `keep` releases in all.

        Returns False when the live release is the same: then it stays, so that the releases that
        are kept are different ones. Raises Refusal and OSError; then what was live is still live.
        """
        ...

    def roll_back(self) -> str:
        """Put the release before the live one in its place; return its name. Raises Refusal."""
        ...


def parse_target(text: str) -> ReleaseTarget:
    """Return the target that the office wrote; raises Refusal when nothing of the kind exists."""
    if text.startswith("git+"):
        url, _, branch = text.removeprefix("git+").partition("#")
        if not url.strip():
            raise Refusal(
                f"'{text}' thiếu địa chỉ kho; viết như git+https://kho.example/a.git#pages."
            )
        return GitTarget(url, branch or "pages")
    if bucket := re.fullmatch(r"s3://([^/]+)/?(.*)", text):
        name, prefix = bucket.groups()
        return BucketTarget(name, f"{prefix.rstrip('/')}/" if prefix.strip("/") else "")
    if remote := re.fullmatch(r"([\w.-]+@)?([\w.-]+):(/[^/].*)", text):
        user, host, path = remote.groups(default="")
        return RemoteTarget(user + host, path)
    if "://" in text:
        raise Refusal(f"Không hiểu nơi đăng '{text}'.")
    if not text.strip() or text.endswith(":"):
        raise Refusal(
            f"Không hiểu nơi đăng '{text}'; viết như /srv/ban-tin/www hoặc ten@may-chu:/srv/www."
        )
    return LocalTarget(Path(text).absolute())
