"""What a portal shows of its copies: what is real, what nobody withdrew, under the right unit."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bulletin.portal import holdings as holdings_module
from bulletin.portal.collecting import Copy, collect, read_copy
from bulletin.portal.feed_files import FeedMaker, FeedWriter
from bulletin.portal.holdings import Holdings, make_holdings, pick_events, pick_latest
from bulletin.portal.list_pages import MOST_LISTED, StoryList
from bulletin.portal.settings import PortalSettings, make_publisher
from bulletin.portal.sources import Source
from bulletin.portal.store import FolderStore
from tests.portal.bulletins import ROOT, MemorySite, files_of, story, withdrawal_of

DAY = dt.date(2026, 11, 23)
UNITS = [
    {"key": "tinh-mau", "name": "Tỉnh Mẫu", "type": "Tỉnh"},
    {
        "key": "xa-hoa-sen",
        "name": "Xã Hoa Sen",
        "type": "Xã",
        "parent": "tinh-mau",
        "predecessors": ["xa-bong"],
    },
    {"key": "xa-bong", "name": "Xã Bông", "type": "Xã", "to": "2025-06-30"},
    {"key": "xa-lua", "name": "Xã Lúa", "type": "Xã", "successors": ["xa-bong"]},
    {"key": "ap-mot", "name": "Ấp Một", "type": "Ấp", "parent": "xa-hoa-sen"},
    {"key": "xa-ben", "name": "Xã Bên", "type": "Xã", "parent": "tinh-mau"},
    {"key": "vong-a", "name": "Vòng A", "type": "Ấp", "parent": "vong-b"},
    {"key": "vong-b", "name": "Vòng B", "type": "Ấp", "parent": "vong-a"},
]


def copy_of(
    folder: Path, stories: Sequence[Mapping[str, Any]], number: int = 0, **given: Any
) -> Copy:
    """Return the copy of a bulletin with these stories."""
    root = ROOT.replace("hoa-sen", f"hoa-sen-{number}")
    source = Source(f"xa-{number}", f"Xã {number}", root, "xa-hoa-sen")
    others = {"units": UNITS, **given.pop("others", {})}
    site = MemorySite(files_of(stories, root=root, others=others, **given))
    store = FolderStore(folder)
    collect(source, site, store, DAY, lambda: 0.0)
    return read_copy(store, source)


def ids(holdings: Holdings) -> list[str]:
    """Return the ids of the stories that are shown."""
    return [one.card.id for one in holdings.stories]


@pytest.mark.parametrize("way", ["plain", "digest of the id", "digest of the url", "own site"])
def test_what_is_withdrawn_is_not_shown(tmp_path: Path, way: str) -> None:
    root = "https://thidua.hoa-sen-0.example"
    gone, stays = story(1), story(2)
    entry = withdrawal_of(gone, root)
    if way == "digest of the id":
        entry |= {"id": f"sha256:{sha256(gone['id'].encode()).hexdigest()}", "url": "sha256:0"}
    elif way == "digest of the url":
        digest = sha256((root + gone["address"]).encode()).hexdigest()
        entry |= {"id": "sha256:0", "url": f"sha256:{digest}"}
    elif way == "own site":
        entry |= {"id": "khac"}
    copy = copy_of(tmp_path, [gone, stays], withdrawn=[entry])
    assert ids(make_holdings([copy], DAY)) == [stays["id"]]


def test_a_recording_that_is_withdrawn_is_not_offered(tmp_path: Path) -> None:
    recording = {"file": "a.mp3", "bytes": 9, "seconds": 1.5}
    rows = [story(1, recording=recording), story(2, recording=recording)]
    withdrawn = [withdrawal_of(rows[0], only="radio"), withdrawal_of(rows[1], only="image")]
    shown = make_holdings([copy_of(tmp_path, rows, withdrawn=withdrawn)], DAY).stories
    assert [one.card.recording is not None for one in shown] == [True, False]


def test_samples_are_counted_and_never_shown(tmp_path: Path) -> None:
    units = [*UNITS, {"key": "xa-dat-ra", "name": "Xã Đặt Ra", "type": "Xã", "mark": "Đơn vị mẫu"}]
    rows = [story(1), story(2, mark="Bài mẫu"), story(3, unit="xa-dat-ra")]
    holdings = make_holdings([copy_of(tmp_path, rows, others={"units": units})], DAY)
    assert ids(holdings) == [rows[0]["id"]]
    assert holdings.members[0].sample_count == 1


def test_stories_stand_under_their_unit_and_the_bulletins_own(tmp_path: Path) -> None:
    rows = [story(1), story(2, unit="ap-mot"), story(3, unit="xa-ben"), story(4, unit="vong-a")]
    holdings = make_holdings([copy_of(tmp_path, rows)], DAY)
    labels = {one.card.unit: (one.unit, one.unit_label) for one in holdings.stories}
    assert labels == {
        "xa-hoa-sen": ("/don-vi/xa-0/", "Xã 0"),
        "ap-mot": ("/don-vi/xa-0/ap-mot/", "Ấp Một, Xã 0"),
        "xa-ben": ("/don-vi/xa-0/", "Xã Bên, Xã 0"),
        "vong-a": ("/don-vi/xa-0/", "Vòng A, Xã 0"),
    }
    assert len(holdings.by_unit["/don-vi/xa-0/"]) == 4
    assert holdings.members[0].region == "Tỉnh Mẫu"


def test_old_names_lead_to_every_bulletin_that_has_their_place_today(tmp_path: Path) -> None:
    holdings = make_holdings([copy_of(tmp_path, [], number) for number in range(2)], DAY)
    found = {one.name: [member.name for member in one.members] for one in holdings.former_names}
    assert found == {"Xã Bông": ["Xã 0", "Xã 1"], "Xã Lúa": ["Xã 0", "Xã 1"]}


def test_every_item_leads_to_its_own_bulletin(tmp_path: Path) -> None:
    copies = [copy_of(tmp_path, [story(1)], number) for number in range(3)]
    for one in make_holdings(copies, DAY).stories:
        assert one.url.startswith(f"https://thidua.hoa-sen-{one.member.key[-1]}.example/")


def test_the_order_of_the_copies_does_not_matter(tmp_path: Path) -> None:
    copies = [copy_of(tmp_path, [story(n), story(n + 1)], n) for n in range(4)]
    expected = [one.url for one in make_holdings(copies, DAY).stories]
    for seed in range(3):
        shuffled = random.Random(seed).sample(copies, 4)
        assert [one.url for one in make_holdings(shuffled, DAY).stories] == expected


def test_a_day_that_is_still_to_come_is_not_shown(tmp_path: Path) -> None:
    rows = [story(1), story(2, date="2200-01-01T00:00:00+07:00")]
    holdings = make_holdings([copy_of(tmp_path, rows)], DAY)
    assert ids(holdings) == [rows[0]["id"]]


def test_no_bulletin_fills_the_front_page_alone(tmp_path: Path) -> None:
    copies = [
        copy_of(tmp_path, [story(n) for n in range(60, 100)], 0),
        copy_of(tmp_path, [story(n) for n in range(3)], 1),
    ]
    latest = pick_latest(make_holdings(copies, DAY).stories, 20, 5)
    assert [one.member.key for one in latest] == ["xa-0"] * 5 + ["xa-1"] * 3


def lie(folder: Path, count: int, number: int = 1, **given: Any) -> Copy:
    """Return the copy of a bulletin that says it has published `count` stories today."""
    rows = [
        story(n, date="2026-11-22T07:30:00+07:00", id=f"a/{n}", address=f"/dien-hinh/2026/a-{n}/")
        for n in range(count)
    ]
    return copy_of(folder, rows, number, **given)


def test_no_bulletin_fills_a_list_over_all_bulletins_alone(tmp_path: Path) -> None:
    copies = [copy_of(tmp_path, [story(n) for n in range(3)], 0), lie(tmp_path, MOST_LISTED)]
    stories = make_holdings(copies, DAY).by_field["kinh-te"]
    shown = StoryList.of(stories)
    assert shown.count == MOST_LISTED + 3
    assert [one.member.key for one in shown.latest] == ["xa-1"] * 200 + ["xa-0"] * 3
    assert "mỗi bản tin nhiều nhất 200" in shown.lead
    assert StoryList.of(stories[-3:]).lead == ""


def test_no_bulletin_fills_the_calendar_alone(tmp_path: Path) -> None:
    events = [
        {"id": f"events/2026/{n}", "address": f"/su-kien/2026/{n}/", "title": "Gặp gỡ điển hình"}
        | {"kind": "Gặp gỡ", "start": "2026-12-18", "place": "Hội trường", "unit": "xa-hoa-sen"}
        for n in range(40)
    ]
    copies = [
        copy_of(tmp_path, [], number, others={"events": events[: 40 if number else 2]})
        for number in range(2)
    ]
    found = make_holdings(copies, DAY).events
    picked = pick_events(found, 20, 10)
    assert [member.key for _, member in picked].count("xa-0") == 2
    assert len(picked) == 12
    assert pick_events(found, 50, 10) == list(found)


def test_a_bulletin_withdraws_nothing_of_another(tmp_path: Path) -> None:
    row = story(1)
    honest = "https://thidua.hoa-sen-0.example"
    url = honest + row["address"]
    hidden = f"sha256:{sha256(url.encode()).hexdigest()}"
    own = withdrawal_of(story(9), "https://thidua.hoa-sen-1.example")
    forged = [withdrawal_of(row, honest), withdrawal_of(row, honest, url=hidden), own]
    copies = [copy_of(tmp_path, [row]), copy_of(tmp_path, [story(2)], 1, withdrawn=forged)]
    held = make_holdings(copies, DAY)
    assert url in {one.url for one in held.stories}
    settings = PortalSettings.model_validate({})
    writer = FeedWriter(held.names, make_publisher(settings), settings.name, settings.url)
    told = json.loads(FeedMaker(held, writer).withdrawals())
    assert [one["url"] for one in told] == [own["url"]]


@pytest.mark.parametrize("claimed", ["", "dien-hinh/"])
def test_a_folder_that_claims_the_address_of_another_bulletin_has_nothing(
    tmp_path: Path, claimed: str
) -> None:
    honest = copy_of(tmp_path, [story(1)])
    root = honest.source.url + claimed
    source = Source("a-dau", "A Đầu", "folder", "xa-hoa-sen")
    site = MemorySite(files_of([story(2)], root=root))
    collect(source, site, FolderStore(tmp_path), DAY, lambda: 0.0)
    held = make_holdings([read_copy(FolderStore(tmp_path), source), honest], DAY)
    assert {one.member.key for one in held.stories} == {"xa-0"}
    (liar,) = (one for one in held.members if one.key == "a-dau")
    assert "của bản tin 'Xã 0'" in liar.copy.state.faults[0]


def test_a_bulletin_has_pages_for_so_many_units_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holdings_module, "MOST_PARTS", 5)
    units = [
        *UNITS,
        *(
            {"key": f"ap-{n}", "name": f"Ấp {n}", "type": "Ấp", "parent": "xa-hoa-sen"}
            for n in range(9)
        ),
    ]
    rows = [story(n, unit=f"ap-{n}") for n in range(9)]
    held = make_holdings([copy_of(tmp_path, rows, others={"units": units})], DAY)
    assert len(held.by_unit["/don-vi/xa-0/"]) == 9
    assert len(held.by_unit) == 5
