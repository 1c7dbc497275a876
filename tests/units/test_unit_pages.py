"""What readers see of units through time: labels, the unit's page, old stories under old names."""

from __future__ import annotations

import pytest
import yaml

from bulletin.edition.unit_labels import make_unit_labels
from bulletin.model.unit import Unit
from bulletin.pages.card_list import ListView
from bulletin.pages.page import Link
from bulletin.pages.story_page import StoryView
from tests.content.builder import DATA, problems
from tests.narrowing import require_type
from tests.opened import Changes, opened, pages_of, shown, stories

UNITS = """\
- {key: huyen, name: Huyện Mẫu, type: huyện, to: 2025-06-30, code: "908", successors: [xa-moi]}
- key: xa-cu
  name: Xã Đông Thái
  type: xã
  to: 2025-06-30
  code: "31006"
  parent: huyen
  successors: [xa-moi]
  cluster:
    - {name: Cụm số 1, from: 2024-01-01, to: 2024-12-31}
    - {name: Cụm số 2, from: 2025-01-01}
- {key: xa-nam, name: Xã Nam Thái, type: xã, to: 2025-06-30, parent: huyen, successors: [xa-moi]}
- key: xa-moi
  name: Xã Đông Thái
  type: xã
  from: 2025-07-01
  code: "31006"
  predecessors: [huyen, xa-cu, xa-nam]
  aliases: [Đông Thái]
- {key: ap-1, name: Ấp Một, type: ấp, parent: xa-moi}
- {key: ap-1-nam, name: Ấp Một, type: ấp, parent: xa-nam}
"""
WRITTEN: Changes = {
    f"{DATA}/units.yml": UNITS,
    **stories(
        {
            "cua-huyen": {"unit": "huyen", "date": "2024-01-01"},
            "cua-xa-cu": {"unit": "xa-cu", "date": "2025-06-30"},
            "cua-xa-nam": {"unit": "xa-nam", "date": "2024-05-01"},
            "cua-xa-moi": {"unit": "xa-moi", "date": "2025-07-01"},
            "cua-ap": {"unit": "ap-1", "date": "2025-08-01"},
        }
    ),
    "content/exemplars/2026/duong-hoa.md": None,
}


def test_the_example_itself_is_right() -> None:
    assert problems(WRITTEN) == []


def test_units_of_one_name_are_distinguished() -> None:
    edition = opened(WRITTEN)
    assert {unit.key: edition.unit_label(unit) for unit in edition.units} == {
        "huyen": "Huyện Mẫu",
        "xa-cu": "Xã Đông Thái (đến năm 2025)",
        "xa-nam": "Xã Nam Thái",
        "xa-moi": "Xã Đông Thái (từ năm 2025)",
        "ap-1": "Ấp Một, Xã Đông Thái",
        "ap-1-nam": "Ấp Một, Xã Nam Thái",
    }


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (None, None, "Ấp Một"),
        ("2020-01-01", None, "Ấp Một (từ năm 2020)"),
        (None, "2020-01-01", "Ấp Một (đến năm 2020)"),
        ("2019-01-01", "2020-01-01", "Ấp Một (2019–2020)"),
    ],
)
def test_years_stand_in_a_label_only_where_a_name_repeats(
    start: str | None, end: str | None, label: str
) -> None:
    def unit(key: str, name: str, **keys: str | None) -> Unit:
        return Unit.model_validate(
            {"key": key, "name": name, "type": "ấp", "from": None, "to": None, **keys}
        )

    one = unit("a", "Ấp Một", **{"from": start, "to": end})
    namesake = unit("b", "Ấp Một", **{"from": "1975-04-30"})
    assert make_unit_labels([one, unit("c", "Ấp Hai")])["a"] == "Ấp Một"
    assert make_unit_labels([one, namesake])["a"] == label


def test_a_units_page_shows_its_days_and_its_line_both_ways() -> None:
    pages = pages_of(WRITTEN)
    assert shown(pages["/don-vi/xa-cu/"]) == {
        "Loại": ["xã"],
        "Hoạt động đến hết ngày": ["30/6/2025"],
        "Mã đơn vị hành chính": ["31006"],
        "Trực thuộc": ["Huyện Mẫu"],
        "Cụm thi đua": ["Cụm số 1 (01/01/2024 – 31/12/2024)", "Cụm số 2 (từ 01/01/2025)"],
    }
    assert shown(pages["/don-vi/xa-moi/"]) == {
        "Loại": ["xã"],
        "Thành lập ngày": ["01/7/2025"],
        "Mã đơn vị hành chính": ["31006"],
        "Gồm có": ["Ấp Một, Xã Đông Thái"],
        "Tên gọi khác": ["Đông Thái"],
    }


def cards(address: str) -> list[tuple[str, str | None]]:
    """Return the slugs and unit names of the cards on a page."""
    view = require_type(pages_of(WRITTEN)[address].view, ListView)
    return [(card.address.split("/")[3], card.unit) for card in view.cards]


def test_a_successor_lists_the_stories_of_its_line_under_the_old_names() -> None:
    assert cards("/don-vi/xa-moi/") == [
        ("cua-ap", "Ấp Một, Xã Đông Thái"),
        ("cua-xa-moi", "Xã Đông Thái"),
        ("cua-xa-cu", "Xã Đông Thái (đến năm 2025)"),
        ("cua-xa-nam", "Xã Nam Thái"),
        ("cua-huyen", "Huyện Mẫu"),
    ]
    assert cards("/don-vi/xa-cu/") == [("cua-xa-cu", "Xã Đông Thái")]
    assert cards("/don-vi/ap-1-nam/") == []


def test_a_story_keeps_its_unit_as_it_was() -> None:
    story = pages_of(WRITTEN)["/dien-hinh/2025/cua-xa-cu/"]
    assert shown(story)["Đơn vị"] == ["Xã Đông Thái (đến năm 2025)"]
    (unit,) = require_type(story.view, StoryView).facts[0].values
    assert require_type(unit, Link).address == "/don-vi/xa-cu/"


def test_a_story_of_a_unit_that_had_ended_is_a_warning_with_the_successor() -> None:
    late = stories({"muon": {"unit": "xa-nam", "date": "2025-07-01"}})
    (messages,) = problems({**WRITTEN, **late})
    assert str(messages) == (
        "content/exemplars/2025/muon.md:5: unit: cảnh báo: Xã Nam Thái đã kết thúc ngày 30/6/2025; "
        "đơn vị kế thừa: Xã Đông Thái (xa-moi)"
    )


def test_a_line_that_runs_in_a_circle_ends_all_the_same() -> None:
    # Without a first day nothing says which of the two came first.
    units = yaml.safe_dump(
        [
            {
                "key": key,
                "name": key.upper(),
                "type": "xã",
                "to": "2025-06-30",
                "predecessors": [other],
                "successors": [other],
            }
            for key, other in (("a", "b"), ("b", "a"))
        ]
    )
    files = {f"{DATA}/units.yml": units, **stories({"duong-hoa": {"unit": "a"}})}
    assert len(require_type(pages_of(files)["/don-vi/b/"].view, ListView).cards) == 1
