"""The revisions of events in a repository: what raises SEQUENCE by itself."""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.feeds.event_calendar import FIRST_REVISION, Revision, make_calendar_event
from bulletin.site.event_history import (
    EventHistory,
    EventState,
    next_revision,
    read_event_history,
)
from tests.content.builder import EVENT_KEYS, page
from tests.opened import SITE, events, opened


def moment(day: int) -> dt.datetime:
    """Return the time of a commit of these tests."""
    return dt.datetime(2026, 11, day, 1, tzinfo=dt.UTC)


def file_of(slug: str) -> str:
    """Return the path of an event."""
    return f"content/events/2026/{slug}.md"


def commit(root: Path, day: int, files: dict[str, str | None]) -> None:
    """Commit changes of files, None to delete one."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            (root / path).unlink()
        else:
            (root / path).write_text(text, encoding="utf-8")
    stamp = moment(day).isoformat()
    names = ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
    environment = {
        **dict.fromkeys(names, "a@a.example"),
        "GIT_AUTHOR_DATE": stamp,
        "GIT_COMMITTER_DATE": stamp,
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "PATH": "/usr/bin:/bin:/usr/local/bin",
    }
    for command in (["add", "-A"], ["commit", "-q", "-m", "Tin"]):
        subprocess.run(["git", "-C", root, *command], check=True, env=environment)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> EventHistory:
    """Return the history of two events: one moves twice, the other gets another name."""
    root = tmp_path_factory.mktemp("kho")
    subprocess.run(["git", "init", "-q", root], check=True)
    first = page(EVENT_KEYS, {"start": "2026-12-01T07:30"})
    cancelled = first.replace("title:", "cancelled: true\ntitle:")
    files = {"hop": first, "hoi-thi": first, "huy": cancelled}
    commit(root, 1, {file_of(slug): text for slug, text in files.items()})
    commit(root, 2, {file_of("hop"): first.replace("07:30", "09:00")})
    commit(root, 3, {file_of("hop"): first.replace("07:30", "09:00").replace("title:", "title: A")})
    named = first.replace("title:", "id: events/2026/hoi-thi\ntitle:").replace("07:30", "08:00")
    commit(root, 4, {file_of("hoi-thi"): None, file_of("hoi-thi-lon"): named})
    commit(root, 5, {"README.md": "Khác."})
    return read_event_history(root)


def revision(history: EventHistory, slug: str, **keys: str) -> Revision:
    """Return the revision of an event with these keys."""
    (event,) = opened(events({slug: {"start": "2026-12-01T09:00", **keys}})).events
    return history.revision_of(event.item)


def test_a_change_of_the_time_counts_and_one_of_the_title_does_not(history: EventHistory) -> None:
    assert revision(history, "hop") == Revision(1, moment(2))
    assert revision(history, "hop", title="Tên khác") == Revision(1, moment(2))


def test_what_is_not_committed_yet_counts_with_the_time_of_the_last_commit(
    history: EventHistory,
) -> None:
    for changed in ({"start": "2026-12-01T10:00"}, {"place": "Nhà văn hóa"}, {"cancelled": "true"}):
        assert revision(history, "hop", **changed) == Revision(2, moment(5))


def test_a_renamed_event_goes_on_counting(history: EventHistory) -> None:
    keys = {"id": "events/2026/hoi-thi", "start": "2026-12-01T08:00"}
    assert revision(history, "hoi-thi-lon", **keys) == Revision(1, moment(4))


def test_an_event_that_takes_place_after_all_counts_more_than_its_cancellation(
    history: EventHistory,
) -> None:
    sequences = []
    for keys in ({"cancelled": "true"}, {"cancelled": "false"}):
        edition = opened(events({"huy": {"start": "2026-12-01T07:30", **keys}}))
        (event,) = edition.events
        known = history.revision_of(event.item)
        sequences.append(make_calendar_event(event, edition, SITE, known).sequence)
    assert sequences == [1, 2]


def test_a_removed_entry_of_changes_does_not_lower_the_sequence(tmp_path: Path) -> None:
    entries = "changes:\n  - {date: 2026-11-0%d, text: Dời sang hội trường}\n"
    first = page(EVENT_KEYS, {"start": "2026-12-01T07:30"})
    twice = first.replace("title:", f"{entries % 1}{entries.partition(chr(10))[2] % 2}title:", 1)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    sequences: list[int] = []
    for day, text in enumerate((first, twice, first, first.replace("07:30", "09:00"), twice), 1):
        path = file_of("hop")
        commit(tmp_path, day, {path: text})
        edition = opened({path: text})
        (event,) = edition.events
        history = read_event_history(tmp_path)
        entry = make_calendar_event(event, edition, SITE, history.revision_of(event.item))
        sequences.append(entry.sequence)
        # The entry is removed, but not committed yet.
        edition = opened({path: first})
        (event,) = edition.events
        entry = make_calendar_event(event, edition, SITE, history.revision_of(event.item))
        assert entry.sequence >= sequences[-1]
    assert sequences == [0, 2, 2, 3, 6]


STATES = st.builds(
    EventState,
    start=st.sampled_from(["2026-12-01", "2026-12-02"]),
    end=st.just(""),
    place=st.sampled_from(["Hội trường", "Nhà văn hóa"]),
    cancelled=st.booleans(),
    announced=st.integers(0, 3),
)


@given(st.lists(STATES, min_size=2, max_size=8))
def test_a_sequence_never_falls_and_grows_with_each_change(states: list[EventState]) -> None:
    revision = FIRST_REVISION
    sequence = states[0].announced + states[0].cancelled
    for old, new in pairwise(states):
        revision = next_revision(revision, old, new, moment(1))
        before, sequence = sequence, revision.count + new.announced + new.cancelled
        is_changed = replace(old, announced=new.announced) != new
        assert sequence > before if is_changed else sequence >= before


def test_without_a_history_nothing_counts(history: EventHistory, tmp_path: Path) -> None:
    assert revision(history, "moi") == FIRST_REVISION
    assert read_event_history(tmp_path / "không có") == EventHistory()
    assert revision(EventHistory(), "hop") == FIRST_REVISION
