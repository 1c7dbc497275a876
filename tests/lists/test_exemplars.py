"""The list of exemplars, whole and narrowed by subject, field, unit, year and stage."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bulletin.model import addresses
from bulletin.model.story import Stage, Subject
from bulletin.pages.card_list import ListView
from bulletin.pages.page import Page
from tests.content.builder import CAMPAIGN_STORY, PERSON, STORY, STORY_KEYS, page
from tests.narrowing import require_type
from tests.opened import Changes, on, pages_of, stories
from tests.trying import try_examples

NAMED = {"people": [PERSON]}
WRITTEN: Changes = {
    STORY: None,
    # A campaign's story is no exemplar, whatever it is about.
    CAMPAIGN_STORY: page(STORY_KEYS, {"date": "2026-01-01"}),
    **stories(
        {
            "tap-the": {"date": "2026-01-05", "stage": "nhan-rong"},
            "ca-nhan": {
                "date": "2026-01-04",
                "subject": "individual",
                "people": [PERSON],
                "fields": ["giam-ngheo", "van-hoa"],
            },
            "ho": {
                "date": "2025-01-03",
                "unit": "xa-cu",
                "subject": "household",
                "people": [PERSON],
            },
            "mo-hinh": {"date": "2025-07-02", "subject": "model", "stage": "phat-hien"},
        }
    ),
}


def slugs(one: Page) -> list[str]:
    """Return the stories on a page of a list."""
    assert isinstance(one.view, ListView)
    return [card.address.split("/")[3] for card in one.view.cards]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/dien-hinh/", ["tap-the", "ca-nhan", "mo-hinh", "ho"]),
        ("/dien-hinh/doi-tuong/tap-the/", ["tap-the"]),
        ("/dien-hinh/doi-tuong/ca-nhan/", ["ca-nhan"]),
        ("/dien-hinh/doi-tuong/ho-gia-dinh/", ["ho"]),
        ("/dien-hinh/doi-tuong/mo-hinh/", ["mo-hinh"]),
        ("/dien-hinh/linh-vuc/van-hoa/", ["tap-the", "ca-nhan", "mo-hinh", "ho"]),
        ("/dien-hinh/linh-vuc/giam-ngheo/", ["ca-nhan"]),
        ("/dien-hinh/don-vi/xa-cu/", ["ho"]),
        ("/dien-hinh/don-vi/xa-moi/", ["tap-the", "ca-nhan", "mo-hinh"]),
        ("/dien-hinh/don-vi/ap-mau/", []),
        ("/dien-hinh/nam/2026/", ["tap-the", "ca-nhan"]),
        ("/dien-hinh/nam/2025/", ["mo-hinh", "ho"]),
        ("/dien-hinh/giai-doan/nhan-rong/", ["tap-the"]),
        ("/dien-hinh/giai-doan/phat-hien/", ["mo-hinh"]),
        ("/dien-hinh/giai-doan/tong-ket/", []),
    ],
)
def test_a_narrowed_list_holds_what_its_link_says_newest_first(
    address: str, found: list[str]
) -> None:
    assert slugs(pages_of(WRITTEN)[address]) == found


def links(one: Page) -> dict[str, dict[str, tuple[str, int]]]:
    """Return the ways to narrow a list: heading, name, address and count."""
    assert isinstance(one.view, ListView)
    return {
        group.heading: {choice.name: (choice.address, choice.count) for choice in group.choices}
        for group in one.view.choices
    }


def test_links_count_what_they_lead_to_and_lead_nowhere_empty() -> None:
    pages = pages_of(WRITTEN)
    found = links(pages["/dien-hinh/"])
    assert list(found) == ["Đối tượng", "Lĩnh vực", "Đơn vị", "Năm", "Giai đoạn"]
    for group in found.values():
        for address, count in group.values():
            assert count == len(slugs(pages[address])) > 0
    assert list(found["Giai đoạn"]) == ["Phát hiện", "Nhân rộng"]
    assert list(found["Đơn vị"]) == ["Xã Mẫu (đến năm 2025)", "Xã Mẫu (từ năm 2025)"]


def test_the_page_one_stands_on_is_marked_and_its_group_open() -> None:
    view = pages_of(WRITTEN)["/dien-hinh/nam/2025/"].view
    assert isinstance(view, ListView)
    current = [choice.name for group in view.choices for choice in group.choices if choice.current]
    assert current == ["2025"]
    assert [group.heading for group in view.choices if group.current] == ["Năm"]
    empty = pages_of(WRITTEN)["/dien-hinh/giai-doan/tong-ket/"].view
    assert isinstance(empty, ListView)
    assert [(c.name, c.count) for g in empty.choices for c in g.choices if c.current] == [
        ("Tổng kết", 0)
    ]
    assert empty.empty == "Chưa có điển hình nào."


def test_every_subject_and_stage_has_a_list() -> None:
    pages = pages_of(WRITTEN)
    assert sum(a.startswith("/dien-hinh/doi-tuong/") for a in pages) == len(Subject)
    assert sum(a.startswith("/dien-hinh/giai-doan/") for a in pages) == len(Stage)


def test_lists_stand_where_no_record_may() -> None:
    pages = pages_of({**WRITTEN, **many(25)})
    lists = {a for a, one in pages.items() if a.startswith("/dien-hinh/") and one.body is None}
    assert "/dien-hinh/nam/2026/trang/2/" in lists
    assert {address for address in lists if not addresses.is_generated(address)} == {"/dien-hinh/"}


def many(count: int) -> dict[str, str | bytes | None]:
    """Return that many stories, one a day."""
    return stories(
        {f"bai-{n:02}": {"date": f"2026-{n // 28 + 2:02}-{n % 28 + 1:02}"} for n in range(count)}
    )


def test_a_long_narrowed_list_is_cut_into_pages_without_losing_a_story() -> None:
    pages = pages_of({**WRITTEN, **many(45)})
    next_address: str | None = "/dien-hinh/doi-tuong/tap-the/"
    found: list[str] = []
    while next_address is not None:
        view = pages[next_address].view
        assert isinstance(view, ListView)
        assert bool(view.choices) == (view.pagination.page_number == 1)
        found += slugs(pages[next_address])
        next_address = view.pagination.next
    assert found == [*(f"bai-{n:02}" for n in reversed(range(45))), "tap-the"]


KEYS = some.fixed_dictionaries(
    {
        "date": some.sampled_from(["2025-07-02", "2026-01-01", "2026-02-03"]),
        "unit": some.sampled_from(["xa-moi", "ap-mau"]),
        "fields": some.sampled_from([["van-hoa"], ["giam-ngheo"], ["van-hoa", "giam-ngheo"]]),
        "subject": some.sampled_from(["collective", "model"]),
        "stage": some.none() | some.sampled_from([stage.value for stage in Stage]),
    }
)


def values_of(prop: str, keys: Mapping[str, object]) -> int:
    """Return how many values of a property a story with these keys has."""
    match prop:
        case "linh-vuc":
            return len(require_type(keys["fields"], list))
        case "giai-doan":
            return int(keys["stage"] is not None)
    return 1


@try_examples(25)
@given(some.lists(KEYS, max_size=6))
def test_the_lists_of_a_property_hold_every_story_as_often_as_it_has_a_value(
    written: list[Mapping[str, object]],
) -> None:
    named = {f"bai-{n}": dict(keys) for n, keys in enumerate(written)}
    pages = pages_of({STORY: None, **stories(named)}, on("2026-11-23"))
    for prop in ("doi-tuong", "linh-vuc", "don-vi", "nam", "giai-doan"):
        lists = [one for a, one in pages.items() if a.startswith(f"/dien-hinh/{prop}/")]
        found = [slug for one in lists for slug in slugs(one)]
        assert {slug: found.count(slug) for slug in named} == {
            slug: values_of(prop, keys) for slug, keys in named.items()
        }
