"""Stories of the bulletin's own units stand first, those of the region under their own heading."""

from __future__ import annotations

from itertools import groupby

import pytest

from bulletin.errors import ContentError
from bulletin.pages.card_list import ListView
from bulletin.pages.home_view import MAX_NEARBY, make_home_view
from bulletin.pages.page import Page
from tests.content.builder import BULLETIN_FILE, CAMPAIGN_STORY, DATA, STORY, UNITS_FILE, read
from tests.narrowing import require_type
from tests.opened import Changes, opened, pages_of, stories

FAR = "- {key: huyen-xa, name: Huyện Xa, type: huyện}\n"
SAMPLE = "- {key: xa-vi-du, name: Xã Ví Dụ, type: xã, sample: true}\n"
WRITTEN: Changes = {
    STORY: None,
    CAMPAIGN_STORY: None,
    f"{DATA}/units.yml": UNITS_FILE + FAR + SAMPLE,
    f"{DATA}/bulletin.yml": f"{BULLETIN_FILE}own_units: [xa-moi, xa-cu]\n",
    **stories(
        {
            "xa": {"date": "2026-01-09", "unit": "huyen-xa"},
            "vi-du": {"date": "2026-01-08", "unit": "xa-vi-du", "sample": True},
            "ap": {"date": "2026-01-07", "unit": "ap-mau"},
            "cu": {"date": "2025-01-06", "unit": "xa-cu"},
        }
    ),
}


def groups(page: Page) -> list[tuple[str, list[str]]]:
    """Return the headings of a list and the stories under each."""
    view = require_type(page.view, ListView)
    assert [card for group in view.groups for card in group.cards] in ([], list(view.cards))
    return [
        (group.heading, [card.address.split("/")[3] for card in group.cards])
        for group in view.groups
    ]


def test_the_own_units_with_all_below_them_stand_before_the_region_and_samples() -> None:
    pages = pages_of(WRITTEN)
    assert groups(pages["/dien-hinh/"]) == [
        ("", ["ap", "cu"]),
        ("Ở tỉnh, ở vùng", ["xa"]),
        ("Bài mẫu", ["vi-du"]),
    ]
    assert groups(pages["/dien-hinh/don-vi/huyen-xa/"]) == [("Ở tỉnh, ở vùng", ["xa"])]


@pytest.mark.parametrize("unit", ["xa-cu", "xa-vi-du"])
def test_a_list_of_own_stories_or_of_samples_alone_has_no_heading(unit: str) -> None:
    assert groups(pages_of(WRITTEN)[f"/dien-hinh/don-vi/{unit}/"]) == []


def test_a_group_cut_by_the_end_of_a_page_has_its_heading_on_the_next() -> None:
    far = {f"xa-{n:02}": {"date": f"2026-02-{n + 1:02}", "unit": "huyen-xa"} for n in range(25)}
    pages = pages_of({**WRITTEN, **stories(far)})
    first, second = groups(pages["/dien-hinh/"]), groups(pages["/dien-hinh/trang/2/"])
    assert [heading for heading, _ in first] == ["", "Ở tỉnh, ở vùng"]
    assert [heading for heading, _ in second] == ["Ở tỉnh, ở vùng", "Bài mẫu"]
    shown = [heading for heading, cards in (*first, *second) for _ in cards]
    assert [key for key, _ in groupby(shown)] == ["", "Ở tỉnh, ở vùng", "Bài mẫu"]
    assert len(shown) == 29


def test_a_bulletin_without_own_units_has_one_list() -> None:
    changes = {**WRITTEN, f"{DATA}/bulletin.yml": BULLETIN_FILE}
    page = pages_of(changes)["/dien-hinh/"]
    assert groups(page) == []
    view = require_type(page.view, ListView)
    assert [card.address.split("/")[3] for card in view.cards] == ["xa", "ap", "cu", "vi-du"]
    assert make_home_view(opened(changes)).nearby == ()


def test_the_front_page_has_the_region_beside_its_own_stories_and_no_sample() -> None:
    home = make_home_view(opened(WRITTEN))
    assert [card.address for card in home.latest] == ["/dien-hinh/2026/ap/", "/dien-hinh/2025/cu/"]
    assert [card.address for card in home.nearby] == ["/dien-hinh/2026/xa/"]
    many = {f"xa-{n}": {"date": f"2026-02-0{n + 1}", "unit": "huyen-xa"} for n in range(9)}
    assert len(make_home_view(opened({**WRITTEN, **stories(many)})).nearby) == MAX_NEARBY


def test_the_front_page_is_not_empty_where_no_own_story_is_real() -> None:
    none = {path: None for path in WRITTEN if path.endswith(("/ap.md", "/cu.md"))}
    home = make_home_view(opened({**WRITTEN, **none}))
    assert [card.sample for card in home.latest] == [False, True]
    assert home.nearby == ()


def test_an_unknown_own_unit_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(ContentError) as caught:
        read({f"{DATA}/bulletin.yml": f"{BULLETIN_FILE}own_units: [xa-mooi]\n"})
    (problem,) = caught.value.problems
    assert problem.path == f"{DATA}/bulletin.yml"
    assert "own_units" in str(problem)
    assert "xa-moi" in str(problem)
