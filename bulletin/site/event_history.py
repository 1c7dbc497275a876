"""How often the time or the place of each event was changed, from the history of the project.

The history is part of the content's state, as the commit in `version_file.py`: two builds of one
commit with the same history are equal. Without git, or where the clone has no history, nothing is
known, and the calendar counts only the `changes` that editors wrote.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bulletin.content.item import Item, path_id
from bulletin.content.source import read_text
from bulletin.content.yaml.front_matter import NoFrontMatter, split
from bulletin.content.yaml.mistake import YamlMistake
from bulletin.content.yaml.tree import parse
from bulletin.feeds.event_calendar import FIRST_REVISION, Revision
from bulletin.model.event import Event

_FOLDER = "content/events"
_COMMIT = b"commit "


@dataclass(frozen=True, slots=True)
class EventState:
    """What subscribers must hear of, and how many `changes` the editors wrote.

    `start`, `end` and `place` are as written.
    """

    start: str
    end: str
    place: str
    cancelled: bool
    announced: int


@dataclass(frozen=True, slots=True)
class EventHistory:
    """The last state of each event by its id, how it came to be, and the time of the last commit.

    `head` is the stamp of a change that is not committed yet: it is no earlier than any commit, and
    the same in each build until the next one.
    """

    states: Mapping[str, tuple[EventState, Revision]] = field(default_factory=dict)
    head: dt.datetime | None = None

    def revision_of(self, event: Item[Event]) -> Revision:
        """Return the revision of an event as it is now."""
        known = self.states.get(event.id)
        if known is None:
            return FIRST_REVISION
        state, revision = known
        return next_revision(revision, state, _state_of(event.front), self.head)


def next_revision(
    revision: Revision, old: EventState, new: EventState, moment: dt.datetime | None
) -> Revision:
    """Return the revision of an event whose state was `old` and is `new` since `moment`.

    A calendar adds the number of `changes`, and one as long as the event is cancelled. SEQUENCE
    must not fall and must grow with each change (RFC 5545, 3.8.7.4). So a removed entry goes on
    counting here, and an event that takes place after all counts twice.
    """
    removed = max(0, old.announced - new.announced)
    is_changed = replace(old, announced=new.announced) != new
    if not (removed or is_changed):
        return revision
    takes_place_again = old.cancelled and not new.cancelled
    return Revision(revision.count + removed + is_changed + takes_place_again, moment)


def read_event_history(root: Path) -> EventHistory:
    """Return the history of the events of the project in `root`; an empty one without git."""
    try:
        commits = list(_iter_commits(root))
        blobs = _read_blobs(root, [blob for _, changed in commits for blob, _ in changed])
        head = _git(root, "log", "-1", "--format=%ct", "HEAD").strip()
    except (OSError, subprocess.CalledProcessError, ValueError):
        return EventHistory()
    states: dict[str, tuple[EventState, Revision]] = {}
    for moment, changed in commits:
        for blob, path in changed:
            read = _read_state(path, blobs.get(blob, b""))
            if read is None:
                continue
            identity, state = read
            last, revision = states.get(identity, (state, FIRST_REVISION))
            states[identity] = state, next_revision(revision, last, state, moment)
    return EventHistory(states, _moment(head))


def _iter_commits(root: Path) -> Iterator[tuple[dt.datetime, list[tuple[bytes, str]]]]:
    """Yield the time of each commit on the published branch, the oldest first, with the blob and
    the path of each file of an event that it changed.
    """
    options = ("--first-parent", "-m", "--reverse", "--format=commit %ct", "--raw", "--no-abbrev")
    paths = ("--no-renames", "--no-ext-diff", "--relative", "--", _FOLDER)
    moment: dt.datetime | None = None
    changed: list[tuple[bytes, str]] = []
    for line in _git(root, "log", *options, *paths).splitlines():
        if line.startswith(_COMMIT):
            if moment is not None:
                yield moment, changed
            moment, changed = _moment(line.removeprefix(_COMMIT)), []
        elif line.startswith(b":"):
            described, _, path = line.partition(b"\t")
            _, _, _, blob, status = described.split()
            if status != b"D":
                changed.append((blob, os.fsdecode(path)))
    if moment is not None:
        yield moment, changed


def _moment(seconds: bytes) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC)


def _read_blobs(root: Path, blobs: Sequence[bytes]) -> dict[bytes, bytes]:
    """Return the bytes of these blobs, read in one go."""
    wanted = list(dict.fromkeys(blobs))
    if not wanted:
        return {}
    answer, at = _git(root, "cat-file", "--batch", given=b"\n".join(wanted) + b"\n"), 0
    found: dict[bytes, bytes] = {}
    for blob in wanted:
        header_end = answer.index(b"\n", at)
        header = answer[at:header_end].split()
        at = header_end + 1
        if header[-1] == b"missing":
            continue
        size = int(header[-1])
        found[blob] = answer[at : at + size]
        at += size + 1
    return found


def _read_state(path: str, data: bytes) -> tuple[str, EventState] | None:
    """Return the id and the state of an event whose file had these bytes; None if it had none."""
    text, _ = read_text(path, data)
    if text is None or not path.endswith(".md"):
        return None
    try:
        parted = split(text)
        raw: Any = parse(parted.front, parted.front_line).value
    except (NoFrontMatter, YamlMistake):
        return None
    if not isinstance(raw, dict):
        return None
    words = {key: " ".join(str(value or "").split()) for key, value in raw.items()}
    changes = raw.get("changes")
    state = EventState(
        start=words.get("start", ""),
        end=words.get("end", ""),
        place=words.get("place", ""),
        cancelled=words.get("cancelled", "").lower() == "true",
        announced=len(changes) if isinstance(changes, list) else 0,
    )
    return words.get("id") or path_id(path), state


def _state_of(front: Event) -> EventState:
    return EventState(
        start=front.start.written,
        end=front.end.written if front.end else "",
        place=" ".join(front.place.split()),
        cancelled=front.cancelled,
        announced=len(front.changes),
    )


def _git(root: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """Return what git prints; raises OSError without git, or CalledProcessError."""
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    done = subprocess.run(command, input=given, capture_output=True, check=True, env=environment)
    return done.stdout
