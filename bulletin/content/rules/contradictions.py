"""The words of a document or campaign agree with the status that its page shows.

Readers rely on the status; a text that says otherwise makes both worthless.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bulletin.content.item import Item
from bulletin.content.source import BODY
from bulletin.content.status_claims import Says, StatusClaim
from bulletin.errors import Problem, Severity
from bulletin.model.campaign import Campaign
from bulletin.model.campaign_progress import (
    CampaignProgress,
    date_phases,
    describe_progress,
    find_progress,
)
from bulletin.model.document import CheckedStatus, Document, Status, find_status
from bulletin.model.record import Mistake, Record
from bulletin.vietnamese.dates import short_date

_AGAINST_STATUS: Mapping[Status, frozenset[Says]] = {
    Status.IN_FORCE: frozenset(Says) - {Says.IN_FORCE, Says.RUNNING},
    Status.PARTLY: frozenset({Says.NOT_CHECKED, Says.OVER, Says.COMING, Says.DRAFT}),
    Status.EXPIRED: frozenset(
        {Says.IN_FORCE, Says.PARTLY, Says.COMING, Says.RUNNING, Says.DRAFT, Says.NOT_CHECKED}
    ),
    Status.COMING: frozenset(Says) - {Says.COMING},
    Status.PERIOD_OVER: frozenset({Says.IN_FORCE, Says.COMING, Says.RUNNING, Says.DRAFT}),
    Status.DRAFT: frozenset({Says.IN_FORCE, Says.PARTLY, Says.EXPIRED, Says.OVER}),
    Status.UNKNOWN: frozenset(Says) - {Says.NOT_CHECKED, Says.RUNNING},
}
_AGAINST_PROGRESS: Mapping[CampaignProgress, frozenset[Says]] = {
    CampaignProgress.RUNNING: frozenset({Says.OVER, Says.NOT_CHECKED, Says.EXPIRED}),
    CampaignProgress.COMING: frozenset({Says.OVER, Says.RUNNING}),
    CampaignProgress.ENDED: frozenset({Says.RUNNING}),
    CampaignProgress.UNKNOWN: frozenset(),
}


def contradictions(
    items: Iterable[Item[Record]], claims: Mapping[str, tuple[StatusClaim, ...]], today: dt.date
) -> Iterator[Problem]:
    """Yield the words in bodies that the status on the page of `today` contradicts."""
    known = [item for item in items if isinstance(item.front, Document)]
    replaced_by, amended_by = _index_newer(known)
    for item in items:
        front = item.front
        for claim in claims.get(item.path, ()):
            if isinstance(front, Document):
                slug = item.parts["slug"]
                status = find_status(front, today, replaced_by[slug], amended_by[slug])
                if claim.says in _AGAINST_STATUS[status]:
                    cure = (
                        "ghi khóa status và checked" if status is Status.UNKNOWN else "sửa status"
                    )
                    yield _make_problem(item, claim, status.value, cure)
            elif isinstance(front, Campaign):
                progress = find_progress(front, today)
                if claim.says in _AGAINST_PROGRESS[progress] and not _is_of_a_past_phase(
                    claim, front, today
                ):
                    words = describe_progress(front, today)
                    cure = "sửa phases" if front.phases else "ghi các giai đoạn vào phases"
                    yield _make_problem(item, claim, words[:1].upper() + words[1:], cure)


def _make_problem(item: Item[Record], claim: StatusClaim, status: str, cure: str) -> Problem:
    message = f"trang ghi “{status}” mà lời văn viết “{claim.words}”; {cure}, hoặc sửa lời văn"
    line = item.body_line + claim.line - 1
    return Problem(item.path, line, BODY, message, Severity.WARNING)


def _is_of_a_past_phase(claim: StatusClaim, campaign: Campaign, today: dt.date) -> bool:
    """Return whether a sentence is about a phase that is over: it names that phase's last year."""
    past = {one.last.year for one in date_phases(campaign.phases) if one.last < today}
    return claim.says is Says.OVER and bool(past & set(claim.years))


def outdated_statuses(
    documents: Sequence[Item[Document]], today: dt.date
) -> Iterator[tuple[Item[Document], Mistake]]:
    """Yield the documents whose status must be checked again: something happened since.

    The page does not wait for it: there the document is no longer in force, or not known to be.
    """
    replaced_by, _ = _index_newer(documents)
    for item in documents:
        front, newer = item.front, replaced_by[item.parts["slug"]]
        here = ("status",)
        if front.status is CheckedStatus.COMING and front.effective and front.effective <= today:
            message = (
                f"đã đến ngày có hiệu lực ({short_date(front.effective)}); tra lại, sửa status"
            )
            yield item, Mistake(here, message, Severity.WARNING)
        if front.status is CheckedStatus.IN_FORCE:
            for one in newer:
                if one.has_taken_effect(today):
                    message = f"{one.name} đã thay văn bản này; tra lại, sửa status và checked"
                    yield item, Mistake(here, message, Severity.WARNING)


def _index_newer(
    documents: Iterable[Item[Record]],
) -> tuple[defaultdict[str, list[Document]], defaultdict[str, list[Document]]]:
    """Return by slug the documents that replace a document, and those that amend it."""
    replaced_by: defaultdict[str, list[Document]] = defaultdict(list)
    amended_by: defaultdict[str, list[Document]] = defaultdict(list)
    for item in documents:
        front = item.front
        assert isinstance(front, Document)
        for slug in front.replaces:
            replaced_by[slug].append(front)
        for slug in front.amends:
            amended_by[slug].append(front)
    return replaced_by, amended_by
