"""What stands beside a story: related stories with the reason, and the way through a campaign."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import SupportsIndex, TypeVar, overload

import pytest

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.edition.related_stories import MAX_RELATED, NeighbourFinder, Neighbours, Reason
from bulletin.pages.story_page import StoryView
from tests.content.builder import CAMPAIGN, DATA, STORY, STORY_KEYS, page
from tests.narrowing import require_type
from tests.opened import Changes, on, opened, pages_of, stories

T = TypeVar("T")

UNITS = """\
- {key: xa-moi, name: Xã Mẫu, type: xã}
- {key: ap-mau, name: Ấp Mẫu, type: ấp}
- {key: ap-le, name: Ấp Lẻ, type: ấp}
"""
HERE: Changes = {f"{DATA}/units.yml": UNITS, STORY: None}


def day(number: int) -> str:
    """Return the `number`th day of the year 2026."""
    month, day = divmod(number, 28)
    return f"2026-{month + 1:02}-{day + 1:02}"


def beside(edition: Edition) -> dict[str, Neighbours]:
    """Return the neighbours of each story, by its slug."""
    finder = NeighbourFinder(edition)
    return {story.item.parts["slug"]: finder.find(story) for story in edition.stories}


def named(around: Neighbours) -> list[tuple[str, Reason]]:
    """Return the slugs of related stories with their reasons."""
    return [(it.story.item.parts["slug"], it.reason) for it in around.related]


WRITTEN = {
    "a": {"unit": "ap-mau", "fields": ["giam-ngheo"], "campaigns": ["xanh-sach"]},
    "b": {"unit": "ap-mau", "fields": ["van-hoa"]},
    "c": {"unit": "xa-moi", "fields": ["giam-ngheo"]},
    "d": {"unit": "xa-moi", "fields": ["van-hoa"], "campaigns": ["xanh-sach"]},
    "e": {"unit": "ap-mau", "fields": ["giam-ngheo"], "campaigns": ["xanh-sach"]},
    "le-loi": {"unit": "ap-le", "fields": ["van-hoa"]},
}
DATED = {slug: keys | {"date": day(n)} for n, (slug, keys) in enumerate(WRITTEN.items())}


def test_the_strongest_reason_comes_first_and_is_the_one_reported() -> None:
    found = beside(opened({**HERE, **stories(DATED)}))
    # "e" shares campaign, unit and field with "a", and is listed once.
    assert named(found["a"]) == [
        ("d", Reason.CAMPAIGN),
        ("e", Reason.CAMPAIGN),
        ("b", Reason.UNIT),
        ("c", Reason.FIELD),
    ]
    assert named(found["le-loi"]) == [("d", Reason.FIELD), ("b", Reason.FIELD)]
    assert [reason.value for reason in Reason] == [
        "cùng phong trào",
        "cùng đơn vị",
        "cùng lĩnh vực",
    ]


def test_a_story_that_shares_nothing_stands_alone() -> None:
    alone = opened({**HERE, **stories({"mot": {"unit": "ap-le"}})})
    assert beside(alone)["mot"] == Neighbours((), None, None)


def test_the_nearest_in_time_come_first_the_newer_before_the_older() -> None:
    line = {f"bai-{n}": {"date": day(n), "unit": "ap-mau", "fields": ["van-hoa"]} for n in range(9)}
    found = beside(opened({**HERE, **stories(line)}))
    for n, slugs in ((4, "5 3 6 2"), (0, "1 2"), (8, "7 6"), (1, "2 0 3")):
        assert [slug for slug, _ in named(found[f"bai-{n}"])] == [
            f"bai-{other}" for other in slugs.split()
        ]


def test_previous_and_next_lead_through_the_campaign_and_back() -> None:
    files = {
        **HERE,
        **stories(DATED),
        "content/campaigns/xanh-sach/f.md": page(STORY_KEYS, {"date": day(9)}),
    }
    found = beside(opened(files))
    order = ["a", "d", "e", "f"]  # by their days
    for position, slug in enumerate(order):
        around = found[slug]
        assert (around.older.item.parts["slug"] if around.older else None) == (
            order[position - 1] if position else None
        )
        assert (around.newer.item.parts["slug"] if around.newer else None) == (
            order[position + 1] if position + 1 < len(order) else None
        )
    assert (found["b"].older, found["b"].newer) == (None, None)


def test_of_two_campaigns_the_first_leads() -> None:
    second = "content/campaigns/hai/index.md"
    files = {
        **HERE,
        second: CAMPAIGN_TEXT,
        **stories(
            {
                "cu": {"date": day(1), "campaigns": ["xanh-sach"]},
                "hai-phong-trao": {"date": day(2), "campaigns": ["hai", "xanh-sach"]},
                "moi": {"date": day(3), "campaigns": ["xanh-sach"]},
                "moi-hai": {"date": day(4), "campaigns": ["hai"]},
            }
        ),
    }
    around = beside(opened(files))["hai-phong-trao"]
    assert around.older is None
    assert around.newer is not None
    assert around.newer.item.parts["slug"] == "moi-hai"


CAMPAIGN_TEXT = page(
    {
        "title": "Hai",
        "summary": "Phong trào thứ hai.",
        "started": "2025-01-01",
        "launched_by": "Ủy ban nhân dân huyện Mẫu",
    },
    {},
)


def test_what_the_public_cannot_see_is_nobodys_neighbour() -> None:
    hidden = {
        "nhap": {"draft": "true", "date": day(1)},
        "mai-sau": {"date": "2026-12-01"},
        "mot": {"date": day(2)},
    }
    found = beside(opened({**HERE, **stories(hidden)}, on("2026-11-23")))
    assert set(found) == {"mot"}
    assert found["mot"].related == ()


def test_the_order_of_the_files_says_nothing() -> None:
    written = list({**HERE, **stories(DATED), CAMPAIGN: CAMPAIGN_TEXT}.items())
    first = {slug: named(around) for slug, around in beside(opened(dict(written))).items()}
    for seed in range(5):
        random.Random(seed).shuffle(written)
        found = beside(opened(dict(written)))
        assert {slug: named(around) for slug, around in found.items()} == first


def test_a_new_story_leaves_far_ones_as_they_were() -> None:
    line = {f"bai-{n}": {"date": day(n)} for n in range(20)}
    before = beside(opened({**HERE, **stories(line)}))
    after = beside(opened({**HERE, **stories(line | {"moi": {"date": day(30)}})}))
    for n in range(17):
        assert named(before[f"bai-{n}"]) == named(after[f"bai-{n}"])


def test_the_page_shows_reasons_in_words() -> None:
    page = pages_of({**HERE, **stories(DATED)})["/dien-hinh/2026/a/"]
    view = require_type(page.view, StoryView)
    assert [(near.address, near.reason) for near in view.related] == [
        ("/dien-hinh/2026/d/", "cùng phong trào"),
        ("/dien-hinh/2026/e/", "cùng phong trào"),
        ("/dien-hinh/2026/b/", "cùng đơn vị"),
        ("/dien-hinh/2026/c/", "cùng lĩnh vực"),
    ]


# --- the work that it takes ---------------------------------------------------------------------


class Counted(tuple[PublicStory, ...]):
    """A selection of stories that counts how often one of them is read."""

    looked_at = 0

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> PublicStory: ...
    @overload
    def __getitem__(self, index: slice, /) -> tuple[PublicStory, ...]: ...
    def __getitem__(self, index: SupportsIndex | slice, /) -> PublicStory | tuple[PublicStory, ...]:
        found = super().__getitem__(index)
        Counted.looked_at += len(found) if isinstance(found, tuple) else 1
        return found

    def __iter__(self) -> Iterator[PublicStory]:
        for story in super().__iter__():
            Counted.looked_at += 1
            yield story


def steps(edition: Edition, count: int) -> int:
    """Return how often a story is looked at when `count` of them stand in every selection."""
    (one,) = edition.stories
    many = tuple(
        replace(one, item=replace(one.item, parts={"year": "2026", "slug": f"bai-{number}"}))
        for number in range(count)
    )

    def same(groups: Mapping[T, object]) -> dict[T, tuple[PublicStory, ...]]:
        return {key: Counted(many) for key in groups}

    crowded = replace(
        edition,
        stories=many,
        by_campaign=same(edition.by_campaign),
        by_unit=same(edition.by_unit),
        by_field=same(edition.by_field),
    )
    Counted.looked_at = 0
    finder = NeighbourFinder(crowded)
    found = list(map(finder.find, crowded.stories))
    assert len(found) == count
    assert all(len(around.related) <= MAX_RELATED for around in found)
    return Counted.looked_at


@pytest.mark.slow
def test_the_work_grows_with_the_stories_and_never_with_their_pairs() -> None:
    crowd: dict[str, object] = {"fields": ["van-hoa", "giam-ngheo"], "campaigns": ["xanh-sach"]}
    edition = opened({**HERE, **stories({"mot": crowd})})
    small, large = steps(edition, 1_000), steps(edition, 4_000)
    assert small > 1_000
    assert large <= 4 * small + 100
