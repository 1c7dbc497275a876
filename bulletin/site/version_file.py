"""The file that says which version of the bulletin is live, for people and `scripts/watch.py`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from bulletin.edition.edition import Edition

VERSION_FILE = "phien-ban.json"
"""The path of the file below the site's root."""


def read_commit(root: Path) -> str | None:
    """Return the commit that is checked out in `root`, or None where there is none.

    It is part of the content's state, like the files themselves: two builds of one commit are
    equal. Files that were changed since the commit do not show.
    """
    command = ["git", "-C", str(root), "rev-parse", "--verify", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:  # no git
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def format_version(edition: Edition, commit: str | None) -> bytes:
    """Return the file as JSON: the commit, the newest story, and how much of each kind there is.

    It holds no time of the build, so that its bytes depend on content and commit alone.
    """
    newest = None
    if edition.stories:
        story = edition.stories[0]
        newest = {"address": story.address, "date": story.published.isoformat()}
    counts = {
        "campaigns": len(edition.campaigns),
        "documents": len(edition.documents),
        "events": len(edition.events),
        "questions": len(edition.questions),
        "stories": len(edition.stories),
        "withdrawn": len(edition.tombstones),
    }
    version = {"commit": commit, "counts": counts, "newest": newest}
    return f"{json.dumps(version, ensure_ascii=False, indent=2)}\n".encode()
