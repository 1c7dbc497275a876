"""The list of exemplars, whole and filtered by subject, field, unit, year and stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from bulletin.edition.edition import Edition
from bulletin.edition.own_area import Area, find_area, put_own_first
from bulletin.edition.public_story import PublicStory, count_real
from bulletin.model import addresses
from bulletin.model.labels import STAGES, SUBJECTS
from bulletin.model.story import Subject
from bulletin.pages.card_list import MakeCards, iter_card_pages
from bulletin.pages.facets import (
    Facet,
    FacetValue,
    FilteredList,
    iter_filtered_lists,
    make_choices,
)
from bulletin.pages.page import FeedLink, Page
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import page_addresses

_TITLE = "Điển hình tiên tiến"
_LEAD = "Tập thể, cá nhân, hộ gia đình và mô hình, cách làm hay; mới nhất xếp trước."
_SUBJECT_KEYS = {
    Subject.COLLECTIVE: "tap-the",
    Subject.INDIVIDUAL: "ca-nhan",
    Subject.HOUSEHOLD: "ho-gia-dinh",
    Subject.MODEL: "mo-hinh",
}


def iter_exemplar_groups(
    edition: Edition, make_cards: MakeCards, feeds: tuple[FeedLink, ...]
) -> Iterator[PageGroup]:
    """Yield the whole list, then each filtered list."""
    stories = put_own_first(edition, [s for s in edition.stories if "year" in s.item.parts])
    lists = list(
        iter_filtered_lists(addresses.EXEMPLARS, _make_facets(edition), stories, count_real)
    )
    # Each list links to all others and shows their lengths. They are one text, because it is part
    # of the key of every list.
    lengths = repr([(one.address, len(one.entries), one.count) for one in lists])
    whole = (addresses.EXEMPLARS, _TITLE, stories)
    filtered = ((one.address, f"{_TITLE}: {one.value.name}", one.entries) for one in lists)
    for address, title, shown in [whole, *filtered]:
        yield PageGroup(
            name=address,
            addresses=page_addresses(address, len(shown)),
            make_pages=partial(
                _iter_pages, edition, address, title, shown, make_cards, lists, feeds
            ),
            stories=shown,
            extra_key=lengths,
        )


def _make_facets(edition: Edition) -> tuple[Facet[PublicStory], ...]:
    return (
        Facet(
            "doi-tuong",
            "Đối tượng",
            tuple(FacetValue(key, SUBJECTS[subject]) for subject, key in _SUBJECT_KEYS.items()),
            lambda story: [_SUBJECT_KEYS[story.front.subject]] if story.front.subject else [],
        ),
        Facet(
            "linh-vuc",
            "Lĩnh vực",
            tuple(FacetValue(field.key, field.name) for field in edition.fields),
            lambda story: story.front.fields,
        ),
        Facet(
            "don-vi",
            "Đơn vị",
            tuple(FacetValue(unit.key, edition.unit_label(unit)) for unit in edition.units),
            lambda story: [story.unit.key],
        ),
        Facet(
            "nam",
            "Năm",
            tuple(
                FacetValue(str(year), str(year)) for year in sorted(edition.by_year, reverse=True)
            ),
            lambda story: [str(story.published.year)],
        ),
        Facet(
            "giai-doan",
            "Giai đoạn",
            tuple(FacetValue(stage.value, name) for stage, name in STAGES.items()),
            lambda story: [story.front.stage.value] if story.front.stage else [],
        ),
    )


def _iter_pages(
    edition: Edition,
    address: str,
    title: str,
    stories: Sequence[PublicStory],
    make_cards: MakeCards,
    lists: Sequence[FilteredList[PublicStory]],
    feeds: tuple[FeedLink, ...],
) -> Iterator[Page]:
    yield from iter_card_pages(
        address=address,
        section=addresses.EXEMPLARS,
        title=title,
        lead=_LEAD if address == addresses.EXEMPLARS else "",
        feeds=feeds,
        cards=make_cards(stories),
        empty="Chưa có điển hình nào.",
        choices=make_choices(lists, address),
        description=_LEAD,
        headings=_make_headings(edition, stories),
    )


def _make_headings(edition: Edition, stories: Sequence[PublicStory]) -> Sequence[str]:
    """Return the heading of each story; a list of samples alone has none, each is marked."""
    areas = [find_area(edition, story) for story in stories]
    return () if set(areas) == {Area.SAMPLE} else [area.value for area in areas]
