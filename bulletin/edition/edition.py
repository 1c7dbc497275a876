"""The edition: everything that is public at a moment; stories by unit, field, campaign and year."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeVar, cast

from bulletin.content.assembly import Library
from bulletin.content.citations import Citations
from bulletin.content.item import Item
from bulletin.edition.consents import find_withdrawn_parts, leave_out_withheld
from bulletin.edition.held_back import find_reason, local_day_ago
from bulletin.edition.public_documents import PublicDocument, make_public_documents
from bulletin.edition.public_events import PublicEvent, make_public_events
from bulletin.edition.public_story import PublicStory
from bulletin.edition.tombstones import Tombstone, make_tombstones
from bulletin.edition.unit_labels import make_unit_labels
from bulletin.edition.unit_tree import UnitTree
from bulletin.model.aired_story import AiredStory
from bulletin.model.bulletin import Bulletin
from bulletin.model.campaign import Campaign
from bulletin.model.campaign_progress import (
    CampaignProgress,
    describe_progress,
    find_progress,
)
from bulletin.model.document import Document
from bulletin.model.event import Event
from bulletin.model.field import Field
from bulletin.model.kind import CAMPAIGN, DOCUMENT, EVENT, KINDS, QUESTION, STORY_KINDS, Kind
from bulletin.model.question import Question
from bulletin.model.record import Record
from bulletin.model.story import Story
from bulletin.model.unit import Unit
from bulletin.model.vocabularies import Topic
from bulletin.vietnamese.collate import collation_key

K = TypeVar("K")
F = TypeVar("F", bound=Record)


@dataclass(frozen=True)
class Edition:
    """What is public at a moment; the edition of a preview also has what is held back, marked.

    `until` is the next moment at which a day begins, a story becomes public or an event is over. If
    the content does not change, every edition opened before it is equal to this one, apart from
    `until` itself.

    Orders: stories, in every selection, newest first, then by address. Campaigns: running, coming,
    ended; in each group the latest start first. Units by name in the Vietnamese order of CLDR, then
    by key. Fields and topics as in their files.

    `by_unit` goes by the tree of units: a commune has the stories of its hamlets too.
    """

    bulletin: Bulletin
    today: dt.date
    until: dt.datetime
    items: Mapping[str, tuple[Item[Record], ...]]
    stories: tuple[PublicStory, ...]
    units: tuple[Unit, ...]
    fields: tuple[Field, ...]
    campaigns: tuple[Item[Campaign], ...]
    unit_labels: Mapping[str, str]
    unit_tree: UnitTree
    by_unit: Mapping[str, tuple[PublicStory, ...]]
    by_field: Mapping[str, tuple[PublicStory, ...]]
    by_campaign: Mapping[str, tuple[PublicStory, ...]]
    by_year: Mapping[int, tuple[PublicStory, ...]]
    documents: tuple[PublicDocument, ...]
    citations: Citations
    topics: tuple[Topic, ...]
    events: tuple[PublicEvent, ...]
    tombstones: tuple[Tombstone, ...]

    def items_of(self, kind: Kind[F]) -> tuple[Item[F], ...]:
        """Return the public items of `kind`, sorted by path."""
        return cast("tuple[Item[F], ...]", self.items[kind.name])

    @cached_property
    def shows_samples(self) -> bool:
        """Whether anything that is public is a sample."""
        fronts = (item.front for items in self.items.values() for item in items)
        return any(getattr(front, "sample", False) for front in fronts)

    @cached_property
    def own_units(self) -> frozenset[str]:
        """The keys of the bulletin's own units and of all units below them."""
        roots = self.bulletin.own_units
        return frozenset(key for root in roots for key in self.unit_tree.iter_below(root))

    @property
    def last_change(self) -> dt.date:
        """The day of the last change of what is public, as content gives it; never a later day."""
        days = [self.bulletin.since, *(stone.date for stone in self.tombstones)]
        for story in self.stories:
            days += [story.published.date(), *(one.date for one in story.front.corrections)]
        days += [document.front.checked for document in self.documents]
        days += [question.front.checked for question in self.questions]
        days += [change.date for event in self.events for change in event.front.changes]
        return max(day for day in days if day <= self.today or day == self.bulletin.since)

    @property
    def questions(self) -> tuple[Item[Question], ...]:
        """The questions, sorted by path."""
        return self.items_of(QUESTION)

    @cached_property
    def by_address(self) -> Mapping[str, PublicStory]:
        """The stories by the addresses of their pages."""
        return {story.address: story for story in self.stories}

    @cached_property
    def published(self) -> tuple[PublicStory, ...]:
        """The stories without those that only a preview shows: what feeds and lists of data get."""
        return tuple(story for story in self.stories if not story.held)

    @cached_property
    def cleared(self) -> tuple[PublicStory, ...]:
        """The stories that the station may read aloud (see `is_cleared`)."""
        return tuple(filter(self.is_cleared, self.stories))

    def is_cleared(self, story: PublicStory) -> bool:
        """Return whether the station may read `story` aloud.

        If the station asks for approval, the story must be approved as well. What is held back is
        never read.
        """
        approved = bool(story.front.approved_by) or not self.bulletin.station.approval
        return story.cleared_for_radio and approved and not story.held

    def progress(self, campaign: Campaign) -> CampaignProgress:
        """Return the progress of `campaign` on the day of the edition."""
        return find_progress(campaign, self.today)

    def describe_progress(self, campaign: Campaign) -> str:
        """Return the words for the progress of `campaign` on the day of the edition."""
        return describe_progress(campaign, self.today)

    def unit_label(self, unit: Unit) -> str:
        """Return the label of `unit` (see unit_labels.py)."""
        return self.unit_labels[unit.key]


def open_edition(library: Library, now: dt.datetime, *, preview: bool = False) -> Edition:
    """Return what of `library` is public at `now`, which must have a UTC offset.

    Drafts are never public, stories with a later date not yet, and samples only if the bulletin
    shows samples. Only the edition of a `preview` has them all the same, as `held`.
    """
    zone = library.bulletin.time_zone
    day_ago = local_day_ago(now, zone)
    units = {
        unit.key: unit for unit in library.units if library.bulletin.samples or not unit.sample
    }
    fields = {entry.key: entry for entry in library.fields}
    items: dict[str, list[Item[Record]]] = {kind.name: [] for kind in KINDS}
    held: dict[str, str] = {}
    for item in library.items:
        if reason := find_reason(item.front, library.bulletin, now, day_ago):
            if not preview:
                continue
            held[item.path] = reason
        items[item.kind.name].append(item)
    campaigns = {
        item.parts["campaign"]: item for item in cast("list[Item[Campaign]]", items[CAMPAIGN.name])
    }
    documents = cast("list[Item[Document]]", items[DOCUMENT.name])
    withdrawn_parts = find_withdrawn_parts(library.withdrawals)
    today = now.astimezone(zone).date()
    aired = _group_aired(library.aired, today)
    stories = []
    for item in chain.from_iterable(items[kind.name] for kind in STORY_KINDS):
        story = leave_out_withheld(cast("Item[Story]", item), withdrawn_parts)
        front = story.front
        stories.append(
            PublicStory(
                item=story,
                published=front.date.replace(tzinfo=zone),
                unit=units[front.unit],
                fields=tuple(fields[key] for key in front.fields),
                campaigns=tuple(campaigns[key] for key in _find_campaign_keys(item.parts, front)),
                guid=f"tag:{library.bulletin.authority},{front.date.year}:{item.id}",
                held=held.get(item.path, ""),
                aired=aired.get(item.id, ()),
            )
        )
    stories.sort(key=lambda story: story.item.address)
    stories.sort(key=lambda story: story.published, reverse=True)
    tree = UnitTree(units, _group_stories(stories, lambda story: [story.unit.key]))
    return Edition(
        bulletin=library.bulletin,
        today=today,
        until=_find_next_change(library, now),
        items={name: tuple(found) for name, found in items.items()},
        stories=tuple(stories),
        units=tuple(sorted(units.values(), key=lambda u: (collation_key(u.name), u.key))),
        fields=library.fields,
        campaigns=tuple(sorted(campaigns.values(), key=lambda c: _campaign_sort_key(c, today))),
        unit_labels=make_unit_labels(tuple(units.values())),
        unit_tree=tree,
        by_unit={key: found for key in units if (found := tree.stories_of(key))},
        by_field=_group_stories(stories, lambda story: story.front.fields),
        by_campaign=_group_stories(stories, lambda s: [c.parts["campaign"] for c in s.campaigns]),
        by_year=_group_stories(stories, lambda story: [story.published.year]),
        documents=make_public_documents(documents, today),
        citations=Citations(documents),
        topics=library.topics,
        events=make_public_events(
            cast("list[Item[Event]]", items[EVENT.name]),
            now.astimezone(zone).replace(tzinfo=None),
            units,
            {kind.key: kind.name for kind in library.event_kinds},
            campaigns,
            held,
        ),
        tombstones=make_tombstones(library.withdrawals),
    )


def _group_aired(
    entries: Iterable[AiredStory], today: dt.date
) -> dict[str, tuple[AiredStory, ...]]:
    """Return what was aired until `today` by the ids of the stories, the earliest first."""
    groups: defaultdict[str, list[AiredStory]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: one.date):
        if entry.date <= today:
            groups[entry.story].append(entry)
    return {key: tuple(group) for key, group in groups.items()}


def _find_next_change(library: Library, now: dt.datetime) -> dt.datetime:
    """Return the first moment after `now` at which something else may be public or warned of."""
    zone = library.bulletin.time_zone
    # What is public follows the day in the bulletin's time zone; warnings to editors follow the day
    # in the zone of `now`.
    moments = [_midnight_after(now.astimezone(zone)), _midnight_after(now)]
    days = [item.front.date for item in _iter_items(library, Story)]
    days += [item.front.over_from for item in _iter_items(library, Event)]
    day_ago = local_day_ago(now, zone)
    moments += [day.replace(tzinfo=zone) for day in days if day > day_ago]
    return min(moment for moment in moments if moment > now)


def _midnight_after(moment: dt.datetime) -> dt.datetime:
    """Return the midnight that ends the day of `moment`, in its own zone."""
    return dt.datetime.combine(moment.date() + dt.timedelta(days=1), dt.time(), moment.tzinfo)


def _iter_items(library: Library, model: type[F]) -> Iterator[Item[F]]:
    """Yield the items whose front matter is a `model`, sorted by path."""
    for item in library.items:
        if isinstance(item.front, model):
            yield cast("Item[F]", item)


def _find_campaign_keys(parts: Mapping[str, str], front: Story) -> Iterable[str]:
    """Return the keys of a story's campaigns, that of its folder first, each once."""
    folder = [parts["campaign"]] if "campaign" in parts else []
    return dict.fromkeys([*folder, *front.campaigns])


_CAMPAIGN_ORDER = (
    CampaignProgress.RUNNING,
    CampaignProgress.COMING,
    CampaignProgress.UNKNOWN,
    CampaignProgress.ENDED,
)


def _campaign_sort_key(item: Item[Campaign], today: dt.date) -> tuple[int, int, str]:
    rank = _CAMPAIGN_ORDER.index(find_progress(item.front, today))
    return rank, -item.front.started.toordinal(), item.address


def _group_stories(
    stories: Iterable[PublicStory], keys: Callable[[PublicStory], Iterable[K]]
) -> dict[K, tuple[PublicStory, ...]]:
    groups: defaultdict[K, list[PublicStory]] = defaultdict(list)
    for story in stories:
        for key in keys(story):
            groups[key].append(story)
    return {key: tuple(group) for key, group in groups.items()}
