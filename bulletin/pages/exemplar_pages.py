"""The list of exemplars, whole and narrowed by subject, field, unit, year and stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.model import addresses
from bulletin.model.labels import STAGES, SUBJECTS
from bulletin.model.story import Subject
from bulletin.pages.card_list import Cards, card_pages
from bulletin.pages.facets import Narrowed, Property, Value, choices, narrowed
from bulletin.pages.page import FeedLink, Page
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import page_addresses
from bulletin.workshop.memory import fingerprint

_TITLE = "Điển hình tiên tiến"
_LEAD = "Tập thể, cá nhân, hộ gia đình và mô hình, cách làm hay; mới nhất đứng trước."
_SUBJECT_KEYS = {
    Subject.COLLECTIVE: "tap-the",
    Subject.INDIVIDUAL: "ca-nhan",
    Subject.HOUSEHOLD: "ho-gia-dinh",
    Subject.MODEL: "mo-hinh",
}


def iter_exemplar_groups(
    edition: Edition, cards: Cards, feeds: tuple[FeedLink, ...]
) -> Iterator[PageGroup]:
    """Yield the whole list and each narrowed list."""
    stories = [story for story in edition.stories if "year" in story.item.parts]
    lists = list(narrowed(addresses.EXEMPLARS, _properties(edition), stories))
    # Each list offers all others, and says how long they are.
    lengths = fingerprint([(one.address, len(one.entries)) for one in lists])
    whole = (addresses.EXEMPLARS, _TITLE, stories)
    narrow = ((one.address, f"{_TITLE}: {one.value.name}", one.entries) for one in lists)
    for address, title, shown in [whole, *narrow]:
        yield PageGroup(
            name=address,
            addresses=page_addresses(address, len(shown)),
            make_pages=partial(_pages, address, title, shown, cards, lists, feeds),
            stories=shown,
            extra_key=lengths,
        )


def _properties(edition: Edition) -> tuple[Property[PublicStory], ...]:
    return (
        Property(
            "doi-tuong",
            "Đối tượng",
            tuple(Value(key, SUBJECTS[subject]) for subject, key in _SUBJECT_KEYS.items()),
            lambda story: [_SUBJECT_KEYS[story.front.subject]] if story.front.subject else [],
        ),
        Property(
            "linh-vuc",
            "Lĩnh vực",
            tuple(Value(field.key, field.name) for field in edition.fields),
            lambda story: story.front.fields,
        ),
        Property(
            "don-vi",
            "Đơn vị",
            tuple(Value(unit.key, edition.unit_label(unit)) for unit in edition.units),
            lambda story: [story.unit.key],
        ),
        Property(
            "nam",
            "Năm",
            tuple(Value(str(year), str(year)) for year in sorted(edition.by_year, reverse=True)),
            lambda story: [str(story.published.year)],
        ),
        Property(
            "giai-doan",
            "Giai đoạn",
            tuple(Value(stage.value, name) for stage, name in STAGES.items()),
            lambda story: [story.front.stage.value] if story.front.stage else [],
        ),
    )


def _pages(
    address: str,
    title: str,
    stories: Sequence[PublicStory],
    cards: Cards,
    lists: Sequence[Narrowed[PublicStory]],
    feeds: tuple[FeedLink, ...],
) -> Iterator[Page]:
    yield from card_pages(
        address=address,
        section=addresses.EXEMPLARS,
        title=title,
        lead=_LEAD if address == addresses.EXEMPLARS else "",
        feeds=feeds,
        cards=cards(stories),
        empty="Chưa có điển hình nào.",
        narrowing=choices(lists, address),
        description=_LEAD,
    )
