"""The last good copy of a bulletin is kept, whatever the bulletin does."""

from __future__ import annotations

import datetime as dt
import json
from itertools import chain, repeat
from pathlib import Path

import pytest

from bulletin.errors import ContentError
from bulletin.model.addresses import WITHDRAWN_LIST
from bulletin.model.catalog import CATALOG, PartitionKind
from bulletin.portal.collecting import MOST_SECONDS, Copy, State, collect, read_copy
from bulletin.portal.sources import Source, read_sources
from bulletin.portal.store import FolderStore
from tests.opendata.test_tables import WRITTEN
from tests.opendata.test_tables import files_of as tables_of
from tests.opened import SITE, opened
from tests.portal.bulletins import ROOT, MemorySite, files_of, story, withdrawal_of

SOURCE = Source("xa-hoa-sen", "Xã Hoa Sen", ROOT, "xa-hoa-sen")
MONDAY, TUESDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24)
STORIES = [story(number) for number in range(8)]


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """Give an empty store."""
    return FolderStore(tmp_path / "kho")


def run(
    store: FolderStore, files: dict[str, bytes], day: dt.date = MONDAY, *, accepted: bool = False
) -> tuple[State, MemorySite]:
    """Collect from a site with these files."""
    site = MemorySite(files)
    return collect(SOURCE, site, store, day, lambda: 0.0, is_accepted=accepted), site


def titles(copy: Copy) -> list[str]:
    """Return the titles of the stories of a copy."""
    return [row.title for row in copy.rows_of(PartitionKind.STORIES)]


def test_a_copy_holds_what_the_bulletin_publishes(store: FolderStore) -> None:
    state, _ = run(store, files_of(STORIES))
    copy = read_copy(store, SOURCE)
    assert (state.faults, state.good_on, state.failing_since) == ((), MONDAY, None)
    assert titles(copy) == [row["title"] for row in STORIES]


def test_what_did_not_change_is_not_fetched_again(store: FolderStore) -> None:
    run(store, files_of([story(1), story(2, date="2025-01-02T00:00:00+07:00")]))
    _, site = run(store, files_of([story(1), story(2, date="2025-01-02T00:00:00+07:00")]))
    assert site.asked == [WITHDRAWN_LIST, CATALOG]
    changed = files_of([story(1), story(3), story(2, date="2025-01-02T00:00:00+07:00")])
    _, site = run(store, changed)
    (fetched,) = site.asked[2:]
    assert fetched.startswith("/du-lieu/phan/stories-2026-")


def test_old_partitions_do_not_pile_up(store: FolderStore) -> None:
    for number in range(4):
        run(store, files_of([story(number)]))
    assert len(list(store.names("xa-hoa-sen/files"))) == 5


@pytest.mark.parametrize("lost", ["catalog", "partition", "half"])
def test_a_copy_is_replaced_as_a_whole_or_not_at_all(store: FolderStore, lost: str) -> None:
    run(store, files_of(STORIES))
    files = files_of([*STORIES, story(20)])
    if lost == "catalog":
        files[CATALOG] = b"<html>Bad gateway</html>"
    elif lost == "partition":
        del files[next(path for path in files if "stories" in path)]
    else:
        files |= {path: b"{" for path in files if "stories" in path}
    state, _ = run(store, files, TUESDAY)
    assert (state.good_on, state.failing_since) == (MONDAY, TUESDAY)
    assert state.faults
    assert len(titles(read_copy(store, SOURCE))) == 8


def test_a_bulletin_that_is_suddenly_empty_keeps_its_copy_until_somebody_confirms(
    store: FolderStore,
) -> None:
    run(store, files_of(STORIES))
    for _ in range(2):
        state, _ = run(store, files_of([]), TUESDAY)
        assert "đột nhiên" in state.faults[0]
        assert len(titles(read_copy(store, SOURCE))) == 8
    state, _ = run(store, files_of([]), TUESDAY, accepted=True)
    assert state.faults == ()
    assert titles(read_copy(store, SOURCE)) == []


def test_a_withdrawal_is_known_although_everything_else_is_broken(store: FolderStore) -> None:
    run(store, files_of(STORIES))
    run(store, {WITHDRAWN_LIST: json.dumps([withdrawal_of(STORIES[0])]).encode()}, TUESDAY)
    assert [one.id for one in read_copy(store, SOURCE).withdrawals] == [STORIES[0]["id"]]
    # Now the list is gone, then empty, then half broken: what was known stays known.
    for data in (None, b"[]", b"{", json.dumps([withdrawal_of(STORIES[1]), 1]).encode()):
        state, _ = run(store, {WITHDRAWN_LIST: data} if data is not None else {}, TUESDAY)
        assert state.faults
        known = {one.id for one in read_copy(store, SOURCE).withdrawals}
        assert STORIES[0]["id"] in known
    assert known == {STORIES[0]["id"], STORIES[1]["id"]}


def test_a_story_that_is_public_again_is_no_longer_withdrawn(store: FolderStore) -> None:
    both = [withdrawal_of(STORIES[0]), withdrawal_of(STORIES[1])]
    run(store, files_of(STORIES, withdrawn=both))
    run(store, files_of(STORIES, withdrawn=both[1:]))
    assert [one.id for one in read_copy(store, SOURCE).withdrawals] == [STORIES[1]["id"]]


def test_a_store_that_lost_a_file_is_filled_again(store: FolderStore) -> None:
    run(store, files_of(STORIES))
    for name in list(store.names("xa-hoa-sen/files")):
        store.delete(name)
    assert read_copy(store, SOURCE).catalog is None
    run(store, files_of(STORIES))
    assert len(titles(read_copy(store, SOURCE))) == 8


def test_a_slow_bulletin_is_read_over_several_runs(store: FolderStore) -> None:
    files = files_of([story(1), story(2, date="2025-01-02T00:00:00+07:00")])
    for _ in range(5):
        # The time is up after the first partition.
        clock = chain([0.0, 0.0], repeat(MOST_SECONDS + 1)).__next__
        state = collect(SOURCE, MemorySite(files), store, MONDAY, clock)
        if not state.faults:
            break
        assert "lần sau đọc tiếp" in state.faults[0]
    assert len(titles(read_copy(store, SOURCE))) == 2


def test_a_bulletin_without_a_catalog_is_read_from_its_tables(store: FolderStore) -> None:
    tables = {f"/{path}": data for path, data in tables_of(opened(WRITTEN)).items()}
    source = Source("mau", "Xã Mẫu", SITE)
    state = collect(source, MemorySite(tables), store, MONDAY, lambda: 0.0)
    copy = read_copy(store, source)
    assert state.form == "tables"
    assert state.faults == (f"không có {WITHDRAWN_LIST}",)
    sample = next(row for row in copy.rows_of(PartitionKind.STORIES) if row.mark)
    assert (sample.mark, sample.campaigns) == ("Bài mẫu", ("xanh-sach-dep",))
    assert [award.title for award in sample.awards] == ["Giấy khen", "Cờ"]
    assert len(copy.rows_of(PartitionKind.EVENTS)) >= 2
    assert copy.rows_of(PartitionKind.UNITS)


def test_a_bulletin_without_tables_is_read_from_its_feed(store: FolderStore) -> None:
    item = (
        f"<item><title>[Bài mẫu] Chuyện</title><link>{ROOT}dien-hinh/2026/a/</link>"
        "<guid>tag:x,2026:exemplars/2026/a</guid><description>Tóm tắt.</description>"
        "<pubDate>Wed, 18 Nov 2026 07:30:00 +0700</pubDate></item>"
        "<item><title>Của trang khác</title><link>https://khac.example/b/</link></item>"
    )
    feed = f"<rss><channel>{item}</channel></rss>".encode()
    state, _ = run(store, {"/rss/tat-ca.xml": feed})
    (row,) = read_copy(store, SOURCE).rows_of(PartitionKind.STORIES)
    assert (row.mark, row.title, row.unit) == ("Bài mẫu", "Chuyện", "xa-hoa-sen")
    assert state.form == "feed"


def test_a_feed_expands_nothing(store: FolderStore) -> None:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY x "hhhhhhhh"><!ENTITY y SYSTEM "file:///etc/passwd">]>'
        b"<rss><channel><item><title>&x;&y;</title></item></channel></rss>"
    )
    state, _ = run(store, {"/rss/tat-ca.xml": bomb})
    assert state.faults
    assert titles(read_copy(store, SOURCE)) == []


# --- SOURCES.yml ----------------------------------------------------------------------------------


def test_the_sources_are_a_list_of_names_and_addresses() -> None:
    text = (
        "- name: Xã Hoa Sen\n  url: https://hoa-sen.example\n  unit: xa-hoa-sen\n"
        "- name: Xã Một\n  url: ../mot/site\n"
    )
    first, second = read_sources("SOURCES.yml", text.encode())
    assert first == Source("xa-hoa-sen", "Xã Hoa Sen", "https://hoa-sen.example/", "xa-hoa-sen")
    assert second.is_folder


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b", 1, "phải là danh sách"),
        ("- name: Xã A", 1, "url: bắt buộc"),
        ("- name: Xã A\n  url: ftp://a.example/", 2, "phải là địa chỉ http(s)"),
        ("- name: Xã A\n  url: https://u:p@a.example/", 2, "phải là địa chỉ http(s)"),
        ("- name: Xã A\n  url: https://a.example/?b", 2, "phải là địa chỉ http(s)"),
        ("- name: Xã A\n  url: a\n- name: Xã A\n  url: b", 3, "đã có ở mục thứ 1"),
        ("- name: Xã A\n  url: a\n  key: b", 3, "không có khóa này"),
    ],
)
def test_a_mistake_in_the_sources_has_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_sources("SOURCES.yml", text.encode())
    (problem,) = caught.value.problems
    assert problem.line == line
    assert words in str(problem)
