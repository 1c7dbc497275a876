"""The list of exemplars, whole and narrowed by subject, field, unit, year and stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bulletin.edition.edition import Edition
from bulletin.edition.story import PublicStory
from bulletin.model import addresses
from bulletin.model.story import Subject
from bulletin.model.words import STAGES, SUBJECTS
from bulletin.pages.cards import card_pages
from bulletin.pages.facets import Property, Value, choices, narrowed
from bulletin.pages.page import Card, Choices, FeedLink, Page

_TITLE = "Điển hình tiên tiến"
_LEAD = "Tập thể, cá nhân, hộ gia đình và mô hình, cách làm hay; mới nhất đứng trước."
_SUBJECT_KEYS = {
    Subject.COLLECTIVE: "tap-the",
    Subject.INDIVIDUAL: "ca-nhan",
    Subject.HOUSEHOLD: "ho-gia-dinh",
    Subject.MODEL: "mo-hinh",
}


def exemplar_pages(
    edition: Edition, cards: Mapping[str, Card], feeds: tuple[FeedLink, ...]
) -> Iterator[Page]:
    """Yield the whole list and each narrowed list; `cards` are those of all stories."""
    stories = [story for story in edition.stories if "year" in story.item.parts]
    lists = list(narrowed(addresses.EXEMPLARS, _properties(edition), stories))

    def shown(stories: Sequence[PublicStory]) -> list[Card]:
        return [cards[story.address] for story in stories]

    yield from _pages(addresses.EXEMPLARS, _TITLE, shown(stories), choices(lists), feeds)
    for one in lists:
        title = f"{_TITLE}: {one.value.name}"
        yield from _pages(
            one.address, title, shown(one.entries), choices(lists, one.address), feeds
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
    cards: Sequence[Card],
    narrowing: tuple[Choices, ...],
    feeds: tuple[FeedLink, ...],
) -> Iterator[Page]:
    yield from card_pages(
        address=address,
        section=addresses.EXEMPLARS,
        title=title,
        lead=_LEAD if address == addresses.EXEMPLARS else "",
        feeds=feeds,
        cards=cards,
        empty="Chưa có điển hình nào.",
        narrowing=narrowing,
        description=_LEAD,
    )
