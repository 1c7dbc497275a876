"""What a report counts: real things that are public, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.edition.public_awards import PublicAward, find_level
from bulletin.edition.public_documents import PublicDocument
from bulletin.edition.public_events import PublicEvent, sort_by_start
from bulletin.edition.public_story import PublicStory, real_of
from bulletin.edition.tombstones import Tombstone
from bulletin.model.aired_story import AiredStory
from bulletin.model.document import CheckedStatus
from bulletin.model.question import Question
from bulletin.model.story import Correction
from bulletin.office.report.figures import Listing
from bulletin.office.report.period import Period


@dataclass(frozen=True, slots=True)
class CorrectedStory:
    """A correction and the story that it belongs to."""

    story: PublicStory
    correction: Correction


@dataclass(frozen=True, slots=True)
class OnAir:
    """A story on the air; `story` is None when the story has been withdrawn since."""

    entry: AiredStory
    story: PublicStory | None
    is_repeat: bool


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that is counted, in lists. The library's documents and answers are all listed."""

    stories: Listing[PublicStory]
    awards: Listing[PublicAward]
    documents: Listing[PublicDocument]
    questions: Listing[Item[Question]]
    events: Listing[PublicEvent]
    on_air: Listing[OnAir]
    corrections: Listing[CorrectedStory]
    withdrawals: Listing[Tombstone]


def collect_sources(
    edition: Edition, aired: Sequence[AiredStory], period: Period, before: Period | None
) -> Sources:
    """Return what is counted; `before` is None when nothing is known of the year before.

    Samples, drafts, stories to come and what only a preview shows are no part of it.
    """
    today = edition.today
    real = tuple(reversed(real_of(edition.published)))
    awards = [
        PublicAward(award, story, position, find_level(award))
        for story in real
        for position, award in enumerate(story.front.awards, 1)
    ]
    corrections = [
        CorrectedStory(story, one)
        for story in real
        for one in story.front.corrections
        if one.date <= today
    ]
    corrections.sort(key=lambda one: one.correction.date)
    documents = [one for one in edition.documents if one.front.status is not CheckedStatus.DRAFT]
    events = [
        event
        for event in sort_by_start(edition.events)
        if not event.front.sample and not event.held
    ]
    gone = [stone for stone in reversed(edition.tombstones) if stone.date <= today]
    return Sources(
        stories=Listing.make("tin-bai", real, _day_of, period, before),
        awards=Listing.make("khen-thuong", awards, lambda one: _day_of(one.story), period, before),
        documents=Listing("van-ban", tuple(reversed(documents)), None),
        questions=Listing("hoi-dap", edition.questions, None),
        events=Listing.make("su-kien", events, lambda one: one.front.start.date(), period, before),
        on_air=_collect_on_air(edition, real, aired, period, before),
        corrections=Listing.make(
            "dinh-chinh", corrections, lambda one: one.correction.date, period, before
        ),
        withdrawals=Listing.make("bai-da-rut", gone, lambda one: one.date, period, before),
    )


def _day_of(story: PublicStory) -> dt.date:
    return story.published.date()


def _collect_on_air(
    edition: Edition,
    real: Sequence[PublicStory],
    aired: Sequence[AiredStory],
    period: Period,
    before: Period | None,
) -> Listing[OnAir]:
    """Return what was aired of real stories and of stories that have been withdrawn since."""
    stories: Mapping[str, PublicStory] = {story.item.id: story for story in real}
    gone = {stone.id for stone in edition.tombstones if stone.only is None}
    known = [
        entry
        for entry in sorted(aired, key=lambda one: (one.date, one.story, one.programme or ""))
        if entry.date <= edition.today and (entry.story in stories or entry.story in gone)
    ]
    listing = Listing.make("phat-song", known, lambda one: one.date, period, before)
    return Listing(
        listing.name,
        _mark_repeats(listing.current, stories),
        None if listing.before is None else _mark_repeats(listing.before, stories),
    )


def _mark_repeats(
    entries: Sequence[AiredStory], stories: Mapping[str, PublicStory]
) -> tuple[OnAir, ...]:
    """Return the entries; a repeat is a story that was aired before in the same period."""
    seen: set[str] = set()
    found = []
    for entry in entries:
        found.append(OnAir(entry, stories.get(entry.story), entry.story in seen))
        seen.add(entry.story)
    return tuple(found)
