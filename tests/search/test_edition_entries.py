"""Everything public can be found, each thing under all of its names."""

from __future__ import annotations

from bulletin.search.edition_entries import add_text, iter_entries
from bulletin.search.results import make_properties
from bulletin.search.search_entry import Entry
from tests.content.builder import DATA
from tests.opened import Changes, opened, stories

UNITS = """\
- {key: xa-cu, name: Xã Đông Thái, type: xã, to: 2025-06-30, successors: [xa-moi]}
- key: xa-moi
  name: Xã An Biên
  type: xã
  from: 2025-07-01
  predecessors: [xa-cu]
  aliases: [Thứ Ba]
"""


def found(changes: Changes) -> dict[str, Entry]:
    """Return the entries of the tiny bulletin with `changes` by address."""
    edition = opened(changes)
    return {
        entry.address: add_text(entry, f"<h2>Mục</h2><p>{item.body.strip()}</p>") if item else entry
        for entry, item in iter_entries(edition)
    }


def test_a_unit_is_found_under_former_and_later_names() -> None:
    by_address = found({f"{DATA}/units.yml": UNITS, **stories({"bai": {"unit": "xa-moi"}})})
    new, old = by_address["/don-vi/xa-moi/"], by_address["/don-vi/xa-cu/"]
    assert new.title == "Xã An Biên"
    assert new.summary == "Tên gọi khác: Thứ Ba. Hợp thành từ: Xã Đông Thái."
    assert old.summary == "Nay thuộc: Xã An Biên."


def test_a_story_brings_its_unit_its_text_and_its_headings() -> None:
    by_address = found(stories({"bai": {"title": "Cầu mới"}}))
    (story,) = [entry for entry in by_address.values() if entry.title == "Cầu mới"]
    assert story.unit is not None
    assert story.unit[1] in story.names
    assert story.headings == "Mục"
    assert story.body.startswith("Mục\n")
    assert make_properties(story).year == 2026


def test_every_entry_leads_somewhere_once() -> None:
    edition = opened({})
    addresses = [entry.address for entry, _ in iter_entries(edition)]
    assert len(addresses) == len(set(addresses))
    assert all(address.startswith("/") and address.endswith("/") for address in addresses)
