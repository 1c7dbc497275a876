"""The list of fields of work, and a page with the stories of each field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory, count_real, put_real_first
from bulletin.model import addresses
from bulletin.model.field import Field
from bulletin.pages.card_list import MakeCards, iter_card_pages
from bulletin.pages.page import FeedLink, Page
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import page_addresses
from bulletin.pages.row_list import Row, make_row_list_group


def iter_field_groups(
    edition: Edition, make_cards: MakeCards, feeds: Mapping[str, FeedLink]
) -> Iterator[PageGroup]:
    """Yield the list of fields, then each field; `feeds` are all feeds by address."""
    yield make_row_list_group(
        addresses.FIELDS,
        "Lĩnh vực",
        "Tin, bài xếp theo lĩnh vực công tác.",
        [_make_row(field, edition.by_field.get(field.key, ())) for field in edition.fields],
        (feeds[addresses.ALL_STORIES_FEED],),
    )
    for field in edition.fields:
        address = addresses.field_address(field.key)
        stories = put_real_first(edition.by_field.get(field.key, ()))
        yield PageGroup(
            name=address,
            addresses=page_addresses(address, len(stories)),
            make_pages=partial(_iter_pages, field, stories, make_cards, feeds),
            stories=stories,
        )


def _make_row(field: Field, stories: Sequence[PublicStory]) -> Row:
    real = count_real(stories)
    return Row(
        name=field.name,
        address=addresses.field_address(field.key),
        note=field.description or "",
        count=real,
        samples=len(stories) - real,
    )


def _iter_pages(
    field: Field,
    stories: Sequence[PublicStory],
    make_cards: MakeCards,
    feeds: Mapping[str, FeedLink],
) -> Iterator[Page]:
    yield from iter_card_pages(
        address=addresses.field_address(field.key),
        section=addresses.FIELDS,
        title=field.name,
        lead=field.description or "",
        feeds=(feeds[addresses.field_feed(field.key)],),
        cards=make_cards(stories),
    )
