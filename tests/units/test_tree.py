"""A parent's stories are its own and those of all units below it, and the numbers agree."""

from __future__ import annotations

from bulletin.edition.channels import MAX_STORIES, iter_channels
from bulletin.pages.card_list import ListView
from bulletin.pages.row_list import RowsView
from tests.content.builder import DATA
from tests.narrowing import require_type
from tests.opened import Changes, opened, pages_of, stories

UNITS = """\
- {key: tinh, name: Tỉnh Mẫu, type: tỉnh}
- {key: xa-cu, name: Xã Cũ, type: xã, to: 2025-06-30, parent: tinh, successors: [xa-moi]}
- {key: ap-cu, name: Ấp Cũ, type: ấp, to: 2025-06-30, parent: xa-cu}
- {key: xa-moi, name: Xã Mới, type: xã, from: 2025-07-01, parent: tinh, predecessors: [xa-cu]}
- {key: ap-moi, name: Ấp Mới, type: ấp, from: 2025-07-01, parent: xa-moi}
- {key: ap-a, name: Ấp An, type: ấp, from: 2025-07-01, parent: xa-moi}
- {key: bia, name: Xã Đặt Ra, type: xã, sample: true}
"""
PLACES = {"tinh": 1, "xa-cu": 2, "ap-cu": 3, "xa-moi": 4, "ap-moi": 5, "ap-a": 6}
WRITTEN: Changes = {
    f"{DATA}/units.yml": UNITS,
    "content/exemplars/2026/duong-hoa.md": None,
    **stories(
        {
            f"{unit}-{n}": {
                "unit": unit,
                "date": f"2025-0{6 if unit.endswith('cu') else 8}-{n + 1:02}",
            }
            for unit, count in PLACES.items()
            for n in range(count)
        }
    ),
    **stories({"bia-mot": {"unit": "bia", "sample": "true"}}),
    **stories({"moi-mau": {"unit": "xa-moi", "sample": "true"}}),
}


def test_a_unit_holds_its_own_stories_and_those_of_the_units_below_it() -> None:
    edition = opened(WRITTEN)
    tree = edition.unit_tree
    for unit in edition.units:
        below = {child.key for child in edition.units if child.parent == unit.key}
        wanted = {story.address for story in tree.own.get(unit.key, ())}
        for child in below:
            wanted |= {story.address for story in tree.stories_of(child)}
        found = [story.address for story in edition.by_unit.get(unit.key, ())]
        assert len(found) == len(set(found))
        assert set(found) == wanted
        ordered = [story.address for story in edition.stories if story.address in wanted]
        assert found == ordered


def test_the_number_in_the_list_is_that_of_the_page_and_the_feed_holds_them() -> None:
    edition, pages = opened(WRITTEN), pages_of(WRITTEN)
    rows = require_type(pages["/don-vi/"].view, RowsView).rows
    feeds = {channel.address: channel for channel in iter_channels(edition)}
    for row in rows:
        view = require_type(pages[row.address].view, ListView)
        shown = list(view.cards)
        for number in range(2, view.pagination.page_count + 1):
            shown += require_type(pages[f"{row.address}trang/{number}/"].view, ListView).cards
        assert row.count == sum(not card.sample for card in shown)
        assert row.samples == sum(card.sample for card in shown)
        key = row.address.split("/")[2]
        feed = [story.address for story in feeds[f"/rss/don-vi/{key}.xml"].stories]
        assert len(feed) == min(len(shown), MAX_STORIES)
        assert set(feed) <= {card.address for card in shown}
    counts = {row.address.split("/")[2]: (row.count, row.samples) for row in rows}
    assert counts["xa-moi"] == (4 + 5 + 6 + 2 + 3, 1)
    assert counts["tinh"] == (sum(PLACES.values()), 1)
    assert counts["bia"] == (0, 1)


def test_three_groups_each_by_the_proper_name() -> None:
    view = require_type(pages_of(WRITTEN)["/don-vi/"].view, RowsView)
    assert [(heading, [row.name for row in rows]) for heading, rows in view.groups] == [
        ("Đơn vị hiện nay", ["Ấp An", "Tỉnh Mẫu", "Ấp Mới", "Xã Mới"]),
        ("Trước 01/7/2025", ["Ấp Cũ", "Xã Cũ"]),
        ("Đơn vị mẫu, không có thật", ["Xã Đặt Ra (mẫu)"]),
    ]
    notes = {row.name: row.note for _, rows in view.groups for row in rows}
    assert notes["Xã Cũ"] == "nay thuộc xã Mới"


def test_the_feed_of_a_new_commune_names_the_unit_of_an_old_story() -> None:
    channels = {channel.address: channel for channel in iter_channels(opened(WRITTEN))}
    assert channels["/rss/don-vi/xa-moi.xml"].predecessors == {"xa-cu", "ap-cu"}
    assert channels["/rss/don-vi/xa-cu.xml"].predecessors == frozenset()
