"""The list of commendations: every award of every public story, in one table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bulletin.edition.edition import Edition
from bulletin.edition.public_awards import Level, PublicAward, iter_awards
from bulletin.model import addresses
from bulletin.model.labels import mark_text, story_mark
from bulletin.pages.page import FeedLink, Link, Page, View
from bulletin.pages.page_group import PageGroup
from bulletin.pages.pagination import Pagination, format_page_title, page_addresses, paginate
from bulletin.pages.story_page import find_decision
from bulletin.vietnamese.dates import short_date

_TITLE = "Khen thưởng"
_LEAD = (
    "Các khen thưởng ghi trong tin, bài của bản tin: danh hiệu, quyết định, nơi quyết định và ngày;"
    " mới nhất xếp trước. Khen thưởng đã thu hồi vẫn ở đây, có ghi rõ."
)
# As for documents: the browser sorts and filters the rows of a page.
_PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class AwardRow:
    """A row of the table; `decision` links to the document where the library has it.

    `day` is None where it is not known; `revoked` says when and why, "" where the award stands.
    """

    title: str
    story: Link
    unit: Link
    level: str
    issuer: str
    decision: Link | str
    day: dt.date | None
    revoked: str
    sample: bool


@dataclass(frozen=True, slots=True)
class AwardsView(View):
    """commendations.html: a page of the table; `count` counts the real awards.

    `filters` are the names and values by which the browser narrows the table, with the column.
    """

    lead: str
    rows: tuple[AwardRow, ...]
    count: int
    filters: tuple[tuple[str, int, tuple[str, ...]], ...]
    empty: str
    pagination: Pagination


def make_award_group(edition: Edition, feeds: tuple[FeedLink, ...]) -> PageGroup:
    """Return the group of the pages of the list."""
    awards = tuple(iter_awards(edition.stories))
    return PageGroup(
        name=addresses.COMMENDATIONS,
        addresses=page_addresses(addresses.COMMENDATIONS, len(awards), _PER_PAGE),
        make_pages=partial(_iter_pages, edition, awards, feeds),
        stories=tuple({award.story.address: award.story for award in awards}.values()),
    )


def _iter_pages(
    edition: Edition, awards: Sequence[PublicAward], feeds: tuple[FeedLink, ...]
) -> Iterator[Page]:
    count = sum(not one.story.front.sample for one in awards)
    for address, shown, pagination in paginate(addresses.COMMENDATIONS, awards, _PER_PAGE):
        rows = tuple(make_award_row(one, edition) for one in shown)
        years = sorted({str(row.day.year) for row in rows if row.day}, reverse=True)
        levels = [level.value for level in Level if any(row.level == level.value for row in rows)]
        units = list(dict.fromkeys(row.unit.text for row in rows))
        yield Page(
            address=address,
            template="commendations.html",
            title=format_page_title(_TITLE, pagination),
            description=_LEAD,
            section=addresses.COMMENDATIONS,
            feeds=feeds,
            view=AwardsView(
                lead=_LEAD if pagination.page_number == 1 else "",
                rows=rows,
                count=count,
                filters=(
                    ("Năm", 3, tuple(years)),
                    ("Cấp", 2, tuple(levels)),
                    ("Đơn vị", 1, tuple(units)),
                ),
                empty="Chưa có khen thưởng nào được ghi trong tin, bài.",
                pagination=pagination,
            ),
        )


def make_award_row(one: PublicAward, edition: Edition) -> AwardRow:
    """Return the row of an award."""
    award, story = one.award, one.story
    document = find_decision(award, edition)
    decision: Link | str = award.decision or ""
    if document is not None and award.decision:
        decision = Link(award.decision, document.address)
    return AwardRow(
        title=award.title,
        story=Link(mark_text(story.front.title, story_mark(story.front)), story.address),
        unit=Link(edition.unit_label(story.unit), addresses.unit_address(story.unit.key)),
        level=one.level.value,
        issuer=award.issuer or "",
        decision=decision,
        day=award.date,
        revoked=_format_revocation(one),
        sample=story.front.sample,
    )


def _format_revocation(one: PublicAward) -> str:
    award = one.award
    if not award.revoked:
        return ""
    day = f" ngày {short_date(award.revoked_on)}" if award.revoked_on else ""
    reason = f": {award.revoked_reason}" if award.revoked_reason else ""
    return f"Đã thu hồi{day}{reason}"
