"""The rows of the catalog: what portals list of an edition. No row names a person.

What is empty or unknown is left out of a row. Orders are those of the edition that do not follow
from the day: what one day changes must change no other row. Rules: docs-dev/contract.md, "Catalog".
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.edition.public_documents import PublicDocument
from bulletin.edition.public_events import PublicEvent, sort_by_start
from bulletin.edition.public_story import PublicStory, real_of
from bulletin.model.campaign import Campaign
from bulletin.model.catalog import PartitionKind
from bulletin.model.labels import SAMPLE_EVENT, SAMPLE_STORY, SAMPLE_UNIT
from bulletin.model.unit import Unit

Row = dict[str, object]
FindRecording = Callable[[str], "tuple[int, float]"]
"""Returns the bytes and the seconds of what is published of the recording at a content path."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Rows of one kind, of one year where they come by years.

    `stories` are those that the rows are made of, besides what is not a story. `make_rows` makes
    the rows when they are needed.
    """

    kind: PartitionKind
    year: int | None
    stories: Sequence[PublicStory]
    make_rows: Callable[[], list[Row]]

    @property
    def name(self) -> str:
        """The name of the partition: its kind, and its year if it has one."""
        return f"{self.kind}-{self.year}" if self.year is not None else str(self.kind)


def iter_partitions(edition: Edition, find_recording: FindRecording) -> Iterator[Partition]:
    """Yield the partitions: stories and events by years, the latest first, then all others."""
    years: dict[int, list[PublicStory]] = {}
    for story in edition.published:
        years.setdefault(story.published.year, []).append(story)
    for year in sorted(years, reverse=True):
        yield Partition(
            PartitionKind.STORIES,
            year,
            years[year],
            partial(_make_story_rows, years[year], find_recording),
        )
    events: dict[int, list[PublicEvent]] = {}
    for event in sort_by_start(event for event in edition.events if not event.held):
        events.setdefault(event.front.start.year, []).append(event)
    for year in sorted(events, reverse=True):
        make_rows = partial(_make_event_rows, events[year])
        yield Partition(PartitionKind.EVENTS, year, (), make_rows)
    yield Partition(PartitionKind.DOCUMENTS, None, (), partial(_make_document_rows, edition))
    yield Partition(PartitionKind.CAMPAIGNS, None, (), partial(_make_campaign_rows, edition))
    yield Partition(PartitionKind.UNITS, None, (), partial(_make_unit_rows, edition))
    yield Partition(PartitionKind.FIELDS, None, (), partial(_make_field_rows, edition))
    yield Partition(
        PartitionKind.NUMBERS, None, edition.published, partial(_make_number_rows, edition)
    )


def _fill(**values: object) -> Row:
    """Return a row without what is empty; 0 and False are empty too."""
    return {key: value for key, value in values.items() if value}


def _format_day(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _make_story_rows(stories: Sequence[PublicStory], find_recording: FindRecording) -> list[Row]:
    return [_make_story_row(story, find_recording) for story in stories]


def _make_story_row(story: PublicStory, find_recording: FindRecording) -> Row:
    front = story.front
    recording = None
    if front.audio is not None and story.audio_path is not None:
        size, seconds = find_recording(story.audio_path)
        recording = {"file": front.audio.file, "bytes": size, "seconds": seconds}
    return _fill(
        id=story.item.id,
        address=story.address,
        mark=SAMPLE_STORY if front.sample else None,
        title=front.title,
        date=story.published.isoformat(),
        summary=" ".join(front.summary.split()),
        unit=story.unit.key,
        fields=[field.key for field in story.fields],
        campaigns=[campaign.parts["campaign"] for campaign in story.campaigns],
        subject=front.subject,
        stage=front.stage,
        awards=[
            _fill(
                title=award.title,
                decision=award.decision,
                issuer=award.issuer,
                date=_format_day(award.date),
                revoked=award.revoked,
                revoked_on=_format_day(award.revoked_on),
                revoked_reason=award.revoked_reason,
            )
            for award in front.awards
        ],
        corrections=sorted(one.date.isoformat() for one in front.corrections),
        aired=len(story.aired),
        recording=recording,
    )


def _make_event_rows(events: Sequence[PublicEvent]) -> list[Row]:
    return [
        _fill(
            id=event.item.id,
            address=event.item.address,
            mark=SAMPLE_EVENT if event.front.sample else None,
            title=event.front.title,
            kind=event.kind,
            start=event.front.start.written,
            end=event.front.end.written if event.front.end else None,
            place=event.front.place,
            unit=event.unit.key,
            campaigns=[campaign.parts["campaign"] for campaign in event.campaigns],
            summary=" ".join(event.front.summary.split()),
            cancelled=event.front.cancelled,
        )
        for event in events
    ]


def _make_document_rows(edition: Edition) -> list[Row]:
    documents = sorted(edition.documents, key=lambda document: document.slug)
    return [_make_document_row(document) for document in documents]


def _make_document_row(document: PublicDocument) -> Row:
    front = document.front
    return _fill(
        key=document.slug,
        address=document.item.address,
        type=front.type,
        number=front.number,
        title=front.title,
        issuer=front.issuer,
        issued=_format_day(front.issued),
        effective=_format_day(front.effective),
        expires=_format_day(front.expires),
        status=document.status.value,
        checked=_format_day(front.checked),
    )


def _make_campaign_rows(edition: Edition) -> list[Row]:
    campaigns = sorted(edition.campaigns, key=lambda campaign: campaign.address)
    return [_make_campaign_row(campaign, edition) for campaign in campaigns]


def _make_campaign_row(campaign: Item[Campaign], edition: Edition) -> Row:
    front = campaign.front
    return _fill(
        key=campaign.parts["campaign"],
        address=campaign.address,
        title=front.title,
        summary=" ".join(front.summary.split()),
        started=_format_day(front.started),
        ended=_format_day(front.ended),
        launched_by=front.launched_by,
        other_names=list(front.other_names),
        progress=edition.describe_progress(front),
    )


def _make_unit_rows(edition: Edition) -> list[Row]:
    rows = []
    for unit in sorted(edition.units, key=lambda unit: unit.key):
        row = _fill(
            key=unit.key,
            mark=SAMPLE_UNIT if unit.sample else None,
            name=unit.name,
            type=unit.type,
            to=_format_day(unit.end),
            code=unit.code,
            parent=unit.parent,
            predecessors=list(unit.predecessors),
            successors=list(unit.successors),
            aliases=list(unit.aliases),
        )
        # `from` is a word of Python's own.
        rows.append(row | ({"from": _format_day(unit.start)} if unit.start else {}))
    return rows


def _make_field_rows(edition: Edition) -> list[Row]:
    return [{"key": field.key, "name": field.name} for field in edition.fields]


def _make_number_rows(edition: Edition) -> list[Row]:
    """Return the numbers of each year that has any, the latest first; samples count nowhere."""
    real = real_of(edition.published)
    stories = Counter(story.published.year for story in real)
    awards = Counter(
        story.published.year for story in real for award in story.front.awards if not award.revoked
    )
    aired = Counter(one.date.year for story in real for one in story.aired)
    events = Counter(
        event.front.start.year
        for event in edition.events
        if not event.held and not event.front.sample and not event.front.cancelled
    )
    of_unit = Counter((story.published.year, story.unit.key) for story in real)
    withdrawn = Counter(stone.date.year for stone in edition.tombstones if stone.only is None)
    return [
        {
            "year": year,
            "stories": stories[year],
            "awards": awards[year],
            "events": events[year],
            **({"aired": aired[year]} if aired else {}),
            "withdrawn": withdrawn[year],
            "units": [
                {"unit": unit.key, "stories": of_unit[year, unit.key]}
                | ({"target": target} if (target := unit.targets.get(str(year))) else {})
                for unit in sorted(edition.units, key=lambda unit: unit.key)
                if _is_expected(unit, year, edition)
            ],
        }
        for year in sorted({*stories, *events, *withdrawn}, reverse=True)
    ]


def _is_expected(unit: Unit, year: int, edition: Edition) -> bool:
    """Return whether stories of `unit` are expected in `year`: it is ours, or has a target."""
    if unit.sample or not (unit.key in edition.own_units or str(year) in unit.targets):
        return False
    return unit.existed_by(dt.date(year, 12, 31)) and not unit.ended_before(dt.date(year, 1, 1))
