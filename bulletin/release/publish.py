"""One publication: build apart, judge, put in place."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.engine.project_cache import CACHE_DIR
from bulletin.release.built_site import BuiltSite
from bulletin.release.gates import Candidate, judge
from bulletin.release.refusal import Refusal
from bulletin.release.removal import Removal, remove_story
from bulletin.release.settings_mistake import (
    SETTINGS_FILE,
    refuse_broken_settings,
    translate_complaints,
)
from bulletin.release.static_host import find_limits
from bulletin.release.targets import ReleaseTarget
from bulletin.site.build import ALLOW_LOSS
from bulletin.site.version_file import VERSION_FILE

KEPT = 5
"""How many releases a target keeps, unless the office asks for another number."""

BUILD_DIR = "phat-hanh"
"""The folder in the cache into which releases are built. It stays, so that the next is quicker."""


class GateError(Exception):
    """The release must not go live; `problems` are sentences, one for each line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Release:
    """A release that is live: its name, its files and bytes, and what may become a trouble.

    `is_new` is false when the same was live before: then there is no release of that name.
    """

    name: str
    is_new: bool
    files: int
    size: int
    warnings: Sequence[str]


def publish(
    project: Path,
    target: ReleaseTarget,
    now: dt.datetime,
    *,
    keep: int,
    allow_loss: bool,
    say: Callable[[str], None],
) -> Release:
    """Build the site of `project`, judge it and put it live at `target`.

    `say` gets what the build printed. Raises GateError, Refusal, OSError; then nothing changed.
    """
    site = build_apart(project, say)
    problems = judge(Candidate(site, target.list_files(), allow_loss))
    if problems:
        raise GateError(problems)
    name = name_release(site, now)
    is_new = target.put(site, name, keep)
    return Release(name, is_new, len(site.sizes), sum(site.sizes.values()), list(find_limits(site)))


def remove_from_target(target: ReleaseTarget, removal: Removal, now: dt.datetime) -> list[str]:
    """Take a withdrawn story out of what is live at `target`, without a build.

    Returns the files that may still speak of it; the next publication makes them anew. Raises
    Refusal, OSError; then what was live is still live.
    """
    with TemporaryDirectory(prefix="ban-tin-") as folder:
        target.copy_live(Path(folder))
        left = remove_story(Path(folder), removal)
        if left is None:
            raise Refusal("Ở nơi đăng không có trang nào của bài này.")
        site = BuiltSite(Path(folder))
        target.put(site, name_release(site, now), KEPT)
        return left


def build_apart(project: Path, say: Callable[[str], None]) -> BuiltSite:
    """Build the site of `project` in a process of its own, into a folder that nobody serves.

    Raises Refusal when the content has errors: what the build printed says which. Raises it before
    the build when mkdocs.yml cannot be read.
    """
    refuse_broken_settings(project)
    folder = project / CACHE_DIR / BUILD_DIR
    folder.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    command += ["--config-file", str(project / SETTINGS_FILE), "--site-dir", str(folder)]
    # The gates compare with what is live, not with what was built here last.
    environment = os.environ | {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", ALLOW_LOSS: "1"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    said = done.stdout + done.stderr
    say(translate_complaints(said) if done.returncode else said)
    if done.returncode:
        raise Refusal("Chưa dựng được trang nên không đăng gì; bản đang đăng vẫn như cũ.")
    return BuiltSite(folder)


def name_release(site: BuiltSite, now: dt.datetime) -> str:
    """Return the name of a release: the time in UTC, and the commit if there is one.

    Names sort by time.
    """
    commit = str(json.loads(site.read(VERSION_FILE))["commit"] or "")
    return "-".join(filter(None, (f"{now.astimezone(dt.UTC):%Y%m%d-%H%M%S}", commit[:8])))
