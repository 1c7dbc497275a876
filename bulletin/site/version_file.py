"""The file that says which version of the bulletin is live, for people and `scripts/watch.py`."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bulletin.edition.edition import Edition

VERSION_FILE = "phien-ban.json"
"""The path of the file below the site's root."""


@dataclass(frozen=True, slots=True)
class NewestStory:
    """The newest story: its address and the moment of its publication."""

    address: str
    date: dt.datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the bulletin: the commit, the newest story, how many items of each kind.

    It holds no time of the build: it depends on content and commit alone. The commit is part of
    the content's state, like the files themselves, so that two builds of one commit are equal.
    Files that were changed since the commit do not show.
    """

    commit: str | None
    newest: NewestStory | None
    counts: Mapping[str, int]


def make_version(edition: Edition, root: Path) -> Version:
    """Return the version that `edition`, read from the folder `root`, is."""
    newest = None
    if edition.stories:
        newest = NewestStory(edition.stories[0].address, edition.stories[0].published)
    counts = {
        "campaigns": len(edition.campaigns),
        "documents": len(edition.documents),
        "events": len(edition.events),
        "questions": len(edition.questions),
        "stories": len(edition.stories),
        "withdrawn": len(edition.tombstones),
    }
    return Version(read_commit(root), newest, counts)


def read_commit(root: Path) -> str | None:
    """Return the commit that is checked out in `root`, or None where there is none."""
    command = ["git", "-C", str(root), "rev-parse", "--verify", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:  # no git
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def format_version(version: Version) -> bytes:
    """Return the file as JSON."""
    newest = version.newest
    value = {
        "commit": version.commit,
        "counts": version.counts,
        "newest": newest and {"address": newest.address, "date": newest.date.isoformat()},
    }
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()


def parse_version(data: bytes) -> Version | None:
    """Return what a version file says; None when it is none."""
    try:
        value = json.loads(data)
        newest = value["newest"] and NewestStory(
            value["newest"]["address"], dt.datetime.fromisoformat(value["newest"]["date"])
        )
        return Version(value["commit"], newest, dict(value["counts"]))
    except (ValueError, KeyError, TypeError):
        return None
