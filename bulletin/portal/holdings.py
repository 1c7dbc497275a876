"""What a portal shows of all copies: real items that nobody withdrew, placed in one tree.

Names of units, campaigns and fields are matched between bulletins. Nothing here depends on the
order in which bulletins were read: every order follows from content.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TypeVar

from bulletin.edition.public_awards import Level, find_level
from bulletin.model.catalog import (
    AwardCard,
    CampaignCard,
    DocumentCard,
    EventCard,
    PartitionKind,
    StoryCard,
    UnitCard,
    WithdrawalCard,
    YearNumbers,
)
from bulletin.model.story import Award
from bulletin.portal.collecting import Copy
from bulletin.portal.matching import CampaignMatch, find_match, match_campaigns
from bulletin.vietnamese.collate import collation_key
from bulletin.vietnamese.dates import short_date

K = TypeVar("K")

UNITS = "/don-vi/"


@dataclass(frozen=True, eq=False)
class Member:
    """A bulletin of the portal: its copy, what of it is shown, and where its links lead."""

    copy: Copy

    @property
    def key(self) -> str:
        """The key of the bulletin in the portal."""
        return self.copy.source.key

    @property
    def name(self) -> str:
        """The name of the bulletin in the portal."""
        return self.copy.source.name

    @property
    def address(self) -> str:
        """The address of its page in the portal: that of its unit."""
        return f"{UNITS}{self.key}/"

    @property
    def root(self) -> str:
        """The URL of the bulletin's own site; of one in a folder as it says itself."""
        source, catalog = self.copy.source, self.copy.catalog
        return catalog.url if source.is_folder and catalog is not None else source.url

    @property
    def has_address(self) -> bool:
        """Whether it is known where the bulletin is read: not of a folder without a catalog."""
        return not self.copy.source.is_folder or self.copy.catalog is not None

    @property
    def notice(self) -> str:
        """What readers must know where the copy is old, else ""."""
        state = self.copy.state
        if state.failing_since is None:
            return ""
        if state.good_on is None or self.copy.catalog is None:
            return "Cổng chưa đọc được bản tin này lần nào."
        return (
            f"Từ ngày {short_date(state.failing_since)} cổng không đọc được bản tin này; dưới đây "
            f"là bản chép của ngày {short_date(state.good_on)}."
        )

    def link(self, address: str) -> str:
        """Return the URL of an address of the bulletin."""
        return self.root.rstrip("/") + address

    @cached_property
    def units(self) -> Mapping[str, UnitCard]:
        """The units that the bulletin knows, by key."""
        return {unit.key: unit for unit in self.copy.rows_of(PartitionKind.UNITS)}

    @cached_property
    def own_unit(self) -> UnitCard | None:
        """The unit whose bulletin this is."""
        catalog = self.copy.catalog
        said = self.copy.source.unit
        keys = [*([said] if said else ()), *(catalog.own_units if catalog else ())]
        return next(
            (self.units[key] for key in keys if key is not None and key in self.units), None
        )

    @cached_property
    def own_parts(self) -> frozenset[str]:
        """The keys of the units below the bulletin's own one."""
        own = self.own_unit
        return frozenset(key for key in self.units if own is not None and self._is_below(key, own))

    def _is_below(self, key: str, own: UnitCard) -> bool:
        seen: set[str] = set()
        unit = self.units.get(key)
        while unit is not None and unit.parent is not None and unit.key not in seen:
            if unit.parent == own.key:
                return unit.key != own.key
            seen.add(unit.key)
            unit = self.units.get(unit.parent)
        return False

    @property
    def region(self) -> str:
        """The name of the unit above the bulletin's own, "" where it is not known."""
        own = self.own_unit
        above = self.units.get(own.parent) if own is not None and own.parent else None
        return above.name if above is not None else ""

    @cached_property
    def former_names(self) -> tuple[UnitCard, ...]:
        """The units that the bulletin's own unit was made of, and those before them."""
        own = self.own_unit
        found: dict[str, UnitCard] = {}
        waiting = [own] if own is not None else []
        while waiting:
            unit = waiting.pop(0)
            keys = [
                *unit.predecessors,
                *(one.key for one in self.units.values() if unit.key in one.successors),
            ]
            for key in keys:
                if key in self.units and key not in found and (own is None or key != own.key):
                    found[key] = self.units[key]
                    waiting.append(self.units[key])
        return tuple(sorted(found.values(), key=lambda one: (collation_key(one.name), one.key)))

    @cached_property
    def withdrawn(self) -> _Withdrawn:
        """What is withdrawn of the bulletin."""
        roots = {self.root, self.copy.source.url}
        return _Withdrawn.of(self.copy.withdrawals, frozenset(roots))

    @cached_property
    def shown_stories(self) -> tuple[StoryCard, ...]:
        """The real stories that are not withdrawn, without recordings that are."""
        found = []
        for card in self.copy.rows_of(PartitionKind.STORIES):
            unit = self.units.get(card.unit)
            if card.mark or (unit is not None and unit.mark) or self.withdrawn.has(card):
                continue
            is_silent = card.recording is not None and self.withdrawn.has_sound_of(card)
            found.append(card.model_copy(update={"recording": None}) if is_silent else card)
        return tuple(found)

    @cached_property
    def shown_events(self) -> tuple[EventCard, ...]:
        """The real events that are not withdrawn."""
        cards = self.copy.rows_of(PartitionKind.EVENTS)
        return tuple(card for card in cards if not card.mark and not self.withdrawn.has(card))

    @property
    def sample_count(self) -> int:
        """How many stories and events are samples, which the portal never shows."""
        cards = (
            *self.copy.rows_of(PartitionKind.STORIES),
            *self.copy.rows_of(PartitionKind.EVENTS),
        )
        return sum(bool(card.mark) for card in cards)

    @cached_property
    def numbers(self) -> Mapping[int, YearNumbers]:
        """What the bulletin says of its years."""
        return {row.year: row for row in self.copy.rows_of(PartitionKind.NUMBERS)}


@dataclass(frozen=True, slots=True)
class _Withdrawn:
    """The ids and URLs of what is withdrawn whole, and of what is withdrawn from the radio."""

    names: frozenset[str]
    names_of_sound: frozenset[str]
    roots: frozenset[str]

    @classmethod
    def of(cls, entries: Iterable[WithdrawalCard], roots: frozenset[str]) -> _Withdrawn:
        """Return what these entries name."""
        whole: set[str] = set()
        sound: set[str] = set()
        for entry in entries:
            if entry.only is None:
                whole.update((entry.id, entry.url))
            elif entry.only == "radio":
                sound.add(entry.id)
        return cls(frozenset(whole), frozenset(sound), roots)

    def has(self, card: StoryCard | EventCard) -> bool:
        """Return whether the item is withdrawn whole."""
        if not self.names:
            return False
        names = [card.id, *(root.rstrip("/") + card.address for root in self.roots)]
        return not self.names.isdisjoint((*names, *map(_digest, names)))

    def has_sound_of(self, card: StoryCard) -> bool:
        """Return whether the recording of the story is withdrawn."""
        return not self.names_of_sound.isdisjoint((card.id, _digest(card.id)))


def _digest(name: str) -> str:
    return f"sha256:{sha256(name.encode()).hexdigest()}"


@dataclass(frozen=True, slots=True)
class PortalStory:
    """A story with what the portal knows of it; `unit` is the address of its unit's page."""

    card: StoryCard
    member: Member
    url: str
    unit: str
    unit_label: str
    campaigns: tuple[str, ...]

    @property
    def day(self) -> dt.date:
        """The day of the story."""
        return self.card.date.date()


@dataclass(frozen=True, slots=True)
class PortalAward:
    """A commendation that a story names."""

    award: AwardCard
    story: PortalStory
    level: Level


@dataclass(frozen=True, slots=True)
class FormerName:
    """The name of a unit of the past, and the bulletins to which its place belongs today."""

    name: str
    years: tuple[dt.date | None, dt.date | None]
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Holdings:
    """Everything that a portal shows. Stories are newest first, then by URL; members by name."""

    today: dt.date
    members: tuple[Member, ...]
    stories: tuple[PortalStory, ...]
    campaigns: tuple[CampaignMatch, ...]
    fields: Mapping[str, str]

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[PortalStory, ...]]:
        """The stories by the address of a unit's page; a bulletin's own unit has all of them."""
        return _group(self.stories, lambda one: dict.fromkeys((one.member.address, one.unit)))

    @cached_property
    def by_campaign(self) -> Mapping[str, tuple[PortalStory, ...]]:
        """The stories by the key of a campaign of the portal."""
        return _group(self.stories, lambda one: one.campaigns)

    @cached_property
    def by_field(self) -> Mapping[str, tuple[PortalStory, ...]]:
        """The stories by the key of a field."""
        return _group(self.stories, lambda one: one.card.fields)

    @cached_property
    def by_month(self) -> Mapping[tuple[int, int], tuple[PortalStory, ...]]:
        """The stories by year and month."""
        return _group(self.stories, lambda one: [(one.day.year, one.day.month)])

    @cached_property
    def by_year(self) -> Mapping[int, tuple[PortalStory, ...]]:
        """The stories by year."""
        return _group(self.stories, lambda one: [one.day.year])

    @cached_property
    def events(self) -> tuple[tuple[EventCard, Member], ...]:
        """The events, by start, then by URL."""
        found = [(card, member) for member in self.members for card in member.shown_events]
        found.sort(key=lambda one: (one[0].start, one[1].link(one[0].address)))
        return tuple(found)

    @cached_property
    def awards(self) -> tuple[PortalAward, ...]:
        """The commendations, the latest decision first; those without a day last."""
        found = [
            PortalAward(award, story, _find_level(award))
            for story in self.stories
            for award in story.card.awards
        ]
        found.sort(key=lambda one: one.award.date or dt.date.min, reverse=True)
        return tuple(found)

    @cached_property
    def former_names(self) -> tuple[FormerName, ...]:
        """The names of units of the past, by name; one that several bulletins know once."""
        found: defaultdict[tuple[str, dt.date | None, dt.date | None], list[Member]] = defaultdict(
            list
        )
        for member in self.members:
            for unit in member.former_names:
                members = found[unit.name, unit.start, unit.end]
                if member not in members:
                    members.append(member)
        return tuple(
            FormerName(name, (start, end), tuple(members))
            for (name, start, end), members in sorted(
                found.items(),
                key=lambda one: (collation_key(one[0][0]), str(one[0][1]), str(one[0][2])),
            )
        )

    def iter_cards(
        self, kind: PartitionKind
    ) -> Iterator[tuple[CampaignCard | DocumentCard, Member]]:
        """Yield the campaigns or the documents of all bulletins, by bulletin."""
        for member in self.members:
            yield from ((card, member) for card in member.copy.rows_of(kind))


def pick_latest(
    stories: Iterable[PortalStory], count: int, of_each: int
) -> tuple[PortalStory, ...]:
    """Return the first `count` stories, of each bulletin `of_each` at most: one that publishes, or
    pretends to publish, a hundred in a day leaves room for the others."""
    found: list[PortalStory] = []
    counts: Counter[str] = Counter()
    for story in stories:
        if len(found) == count:
            break
        if counts[story.member.key] < of_each:
            counts[story.member.key] += 1
            found.append(story)
    return tuple(found)


def make_holdings(copies: Iterable[Copy], today: dt.date) -> Holdings:
    """Return what a portal shows of `copies` on the day `today`."""
    members = sorted(map(Member, copies), key=lambda one: (collation_key(one.name), one.key))
    campaigns = match_campaigns(
        card for member in members for card in member.copy.rows_of(PartitionKind.CAMPAIGNS)
    )
    by_key = find_match(campaigns)
    stories = [
        _make_story(card, member, by_key)
        for member in members
        for card in member.shown_stories
        # A day that is still to come would stand before all others for as long as it likes.
        if card.date.date() <= today
    ]
    stories.sort(key=lambda one: one.url)
    stories.sort(key=lambda one: one.card.date, reverse=True)
    return Holdings(today, tuple(members), tuple(stories), campaigns, _match_fields(members))


def _make_story(
    card: StoryCard, member: Member, campaigns: Mapping[str, CampaignMatch]
) -> PortalStory:
    unit = member.units.get(card.unit)
    own = member.own_unit
    address, label = member.address, member.name
    if unit is not None and (own is None or unit.key != own.key):
        label = f"{unit.name}, {member.name}"
        if unit.key in member.own_parts:
            address = f"{member.address}{unit.key}/"
    keys = dict.fromkeys(campaigns[key].key for key in card.campaigns if key in campaigns)
    return PortalStory(card, member, member.link(card.address), address, label, tuple(keys))


def _match_fields(members: Sequence[Member]) -> dict[str, str]:
    """Return the names of the fields by key: of several names the most usual one."""
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for member in members:
        for field in member.copy.rows_of(PartitionKind.FIELDS):
            names[field.key][field.name] += 1
    found = {key: min(of, key=lambda name: (-of[name], name)) for key, of in names.items()}
    return dict(sorted(found.items(), key=lambda one: (collation_key(one[1]), one[0])))


def _find_level(award: AwardCard) -> Level:
    return find_level(Award.model_construct(title=award.title, issuer=award.issuer))


def _group(
    stories: Iterable[PortalStory], keys: Callable[[PortalStory], Iterable[K]]
) -> dict[K, tuple[PortalStory, ...]]:
    found: defaultdict[K, list[PortalStory]] = defaultdict(list)
    for story in stories:
        for key in keys(story):
            found[key].append(story)
    return {key: tuple(of) for key, of in found.items()}
