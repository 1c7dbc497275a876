"""What a portal shows of all copies: real items that nobody withdrew, placed in one tree.

Names of units, campaigns and fields are matched between bulletins. Nothing here depends on the
order in which bulletins were read: every order follows from content.

A country has a million stories, and one process holds all of them at once. So a story is a small
value here (some 900 bytes), and everything else of a bulletin is in its `Member`, which no story
holds. What follows from one bulletin alone (`make_member`) is made once and kept (members.py).
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from hashlib import blake2b, sha256
from itertools import islice
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from bulletin.edition.public_awards import Level, find_level
from bulletin.model.catalog import (
    AwardCard,
    CampaignCard,
    DocumentCard,
    EventCard,
    PartitionKind,
    RecordingCard,
    StoryCard,
    UnitCard,
    WithdrawalCard,
)
from bulletin.model.story import Award, Subject
from bulletin.portal.collecting import Copy
from bulletin.portal.matching import CampaignMatch, find_match, match_campaigns
from bulletin.vietnamese.collate import collation_key
from bulletin.vietnamese.dates import short_date

K = TypeVar("K")

UNITS = "/don-vi/"

MOST_PARTS = 500
"""Units below that of a bulletin that have pages of their own; a commune has some dozens."""

MOST_AWARDS = 20_000
"""Commendations from which on those of earlier years are not listed."""


@dataclass(frozen=True, slots=True)
class MemberName:
    """The key and the name of a bulletin in the portal."""

    key: str
    name: str

    @property
    def address(self) -> str:
        """The address of its page in the portal: that of its unit."""
        return f"{UNITS}{self.key}/"


class StoryRow(NamedTuple):
    """What a portal keeps of the card of a story (`StoryCard`), which takes twice the memory.

    A tuple, as `PortalStory` is: a million of them are read from the cache in each run, and a
    dataclass takes five times as long.
    """

    id: str
    unit: str
    title: str
    date: dt.datetime
    summary: str
    subject: Subject | None
    fields: tuple[str, ...]
    campaigns: tuple[str, ...]
    awards: tuple[AwardCard, ...]
    recording: RecordingCard | None


class PortalStory(NamedTuple):
    """A story with what the portal knows of it; `unit` is the address of its unit's page.

    `digest` stands for all the rest. The campaigns of `card` are keys of the bulletin: those of
    the portal, which follow from all bulletins, are `Holdings.campaigns_of`.
    """

    card: StoryRow
    member: MemberName
    url: str
    unit: str
    unit_label: str
    digest: bytes

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
class YearWords:
    """What a bulletin says of a year that its cards do not say; None where it does not."""

    aired: int | None
    silent: int | None


@dataclass(frozen=True, eq=False)
class Member:
    """A bulletin of the portal: its copy, what of it is shown, and where its links lead.

    The copy is without the partitions of stories and numbers: what is shown of them are `stories`
    (also those of days to come) and `numbers`.
    """

    copy: Copy
    stories: tuple[PortalStory, ...] = ()
    numbers: Mapping[int, YearWords] = field(default_factory=dict)
    sample_count: int = 0

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
        """The keys of the units below the bulletin's own one that have a page: so many at most."""
        own = self.own_unit
        keys = (key for key in self.units if own is not None and self._is_below(key, own))
        return frozenset(islice(keys, MOST_PARTS))

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
    def shown_events(self) -> tuple[EventCard, ...]:
        """The real events that are not withdrawn."""
        cards = self.copy.rows_of(PartitionKind.EVENTS)
        return tuple(card for card in cards if not card.mark and not self.withdrawn.has(card))


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
        return not self.names.isdisjoint((*names, *map(digest_name, names)))

    def has_sound_of(self, card: StoryCard) -> bool:
        """Return whether the recording of the story is withdrawn."""
        return not self.names_of_sound.isdisjoint((card.id, digest_name(card.id)))


def digest_name(name: str) -> str:
    """Return the form in which a list of withdrawals names what shall not be named."""
    return f"sha256:{sha256(name.encode()).hexdigest()}"


@dataclass(frozen=True, slots=True)
class FormerName:
    """The name of a unit of the past, and the bulletins to which its place belongs today."""

    name: str
    years: tuple[dt.date | None, dt.date | None]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What the portal calls the campaigns (key and title) and fields that bulletins have by key."""

    campaigns: Mapping[str, tuple[str, str]]
    fields: Mapping[str, str]

    def campaigns_of(self, story: PortalStory) -> tuple[tuple[str, str], ...]:
        """Return the campaigns of the portal that a story is of: key and title."""
        known = self.campaigns
        return tuple(dict.fromkeys(known[key] for key in story.card.campaigns if key in known))

    def fields_of(self, story: PortalStory) -> tuple[tuple[str, str], ...]:
        """Return the fields of a story: key and name."""
        known = self.fields
        return tuple((key, known[key]) for key in story.card.fields if key in known)

    def of(self, stories: Iterable[PortalStory]) -> Names:
        """Return the names that these stories need, sorted: what is made of them has no others."""
        campaigns = {key for keys in {one.card.campaigns for one in stories} for key in keys}
        fields = {key for keys in {one.card.fields for one in stories} for key in keys}
        return Names(
            {key: self.campaigns[key] for key in sorted(campaigns) if key in self.campaigns},
            {key: self.fields[key] for key in sorted(fields) if key in self.fields},
        )


@dataclass(frozen=True)
class Holdings:
    """Everything that a portal shows. Stories are newest first, then by URL; members by name."""

    today: dt.date
    members: tuple[Member, ...]
    stories: tuple[PortalStory, ...]
    campaigns: tuple[CampaignMatch, ...]
    fields: Mapping[str, str]

    @cached_property
    def _found_campaigns(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {(): ()}

    @cached_property
    def _matches(self) -> Mapping[str, CampaignMatch]:
        return find_match(self.campaigns)

    @cached_property
    def names(self) -> Names:
        """The names of campaigns and fields."""
        found = {key: (match.key, match.title) for key, match in self._matches.items()}
        return Names(found, self.fields)

    def campaigns_of(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Return the campaigns of the portal that have one of these keys in bulletins."""
        found = self._found_campaigns.get(keys)
        if found is None:
            heads = (self._matches[key].key for key in keys if key in self._matches)
            found = self._found_campaigns[keys] = tuple(dict.fromkeys(heads))
        return found

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[PortalStory, ...]]:
        """The stories by the address of a unit's page; a bulletin's own unit has all of them."""
        return _group(self.stories, lambda one: dict.fromkeys((one.member.address, one.unit)))

    @cached_property
    def by_campaign(self) -> Mapping[str, tuple[PortalStory, ...]]:
        """The stories by the key of a campaign of the portal."""
        return _group(self.stories, lambda one: self.campaigns_of(one.card.campaigns))

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
        """The commendations, the latest decision first; those without a day last.

        They are those of whole years, from the latest year back until there are enough of them.
        """
        found = self._find_awards[0]
        found.sort(key=lambda one: one.award.date or dt.date.min, reverse=True)
        return tuple(found)

    @property
    def first_year_of_awards(self) -> int | None:
        """The first year whose commendations are listed; None when all are."""
        return self._find_awards[1]

    @cached_property
    def _find_awards(self) -> tuple[list[PortalAward], int | None]:
        found: list[PortalAward] = []
        years = sorted(self.by_year, reverse=True)
        for year in years:
            found += (
                PortalAward(award, story, _find_level(award))
                for story in self.by_year[year]
                for award in story.card.awards
            )
            if len(found) >= MOST_AWARDS and year != years[-1]:
                return found, year
        return found, None

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


def pick_events(
    events: Sequence[tuple[EventCard, Member]], count: int, of_each: int
) -> list[tuple[EventCard, Member]]:
    """Return the first `count` events; of too many ones each bulletin has `of_each` at most."""
    if len(events) <= count:
        return list(events)
    found: list[tuple[EventCard, Member]] = []
    counts: Counter[str] = Counter()
    for event in events:
        counts[event[1].key] += 1
        if counts[event[1].key] <= of_each and len(found) < count:
            found.append(event)
    return found


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
    return combine_members(map(make_member, copies), today)


def combine_members(given: Iterable[Member], today: dt.date) -> Holdings:
    """Return what a portal shows of its bulletins on the day `today`."""
    members = sorted(_refuse_shared(given), key=lambda one: (collation_key(one.name), one.key))
    campaigns = match_campaigns(
        card for member in members for card in member.copy.rows_of(PartitionKind.CAMPAIGNS)
    )
    # A day that is still to come would stand before all others for as long as it likes.
    stories = [one for member in members for one in member.stories if one.day <= today]
    stories.sort(key=lambda one: one.url)
    stories.sort(key=lambda one: one.card.date, reverse=True)
    return Holdings(today, tuple(members), tuple(stories), campaigns, _match_fields(members))


def _refuse_shared(given: Iterable[Member]) -> Iterator[Member]:
    """Yield the bulletins; of those with one address only the first one has anything.

    A bulletin in a folder says itself where it is read: it would put its words under the addresses
    of another one. So those that are read at their own address come first.
    """
    holders: dict[str, list[tuple[str, str]]] = {}
    for member in sorted(given, key=lambda one: (one.copy.source.is_folder, one.key)):
        root = member.root.lower()
        known = holders.setdefault(urlsplit(root).netloc, [])
        holder = next(
            (name for other, name in known if root.startswith(other) or other.startswith(root)),
            None,
        )
        if holder is None or not member.has_address:
            known.append((root, member.name))
            yield member
            continue
        fault = f"nhận địa chỉ {member.root} của bản tin '{holder}'"
        copy = member.copy
        state = copy.state.model_copy(update={"faults": (fault, *copy.state.faults)})
        yield Member(replace(copy, state=state, catalog=None, rows={}, withdrawals=()))


def make_member(copy: Copy) -> Member:
    """Return what a portal shows of a copy: nothing of it follows from another bulletin or day."""
    member = Member(copy)
    stories: list[PortalStory] = []
    name = MemberName(member.key, member.name)
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    for card in copy.rows_of(PartitionKind.STORIES):
        unit = member.units.get(card.unit)
        if not (card.mark or (unit is not None and unit.mark) or member.withdrawn.has(card)):
            stories.append(_make_story(card, member, name, shared))
    kinds = (PartitionKind.STORIES, PartitionKind.EVENTS)
    samples = sum(bool(card.mark) for kind in kinds for card in copy.rows_of(kind))
    numbers = {
        row.year: YearWords(
            row.aired, sum(not unit.stories for unit in row.units) if row.units else None
        )
        for row in copy.rows_of(PartitionKind.NUMBERS)
    }
    left_out = (PartitionKind.STORIES, PartitionKind.NUMBERS)
    rows = {part: found for part, found in copy.rows.items() if part[0] not in left_out}
    return Member(replace(copy, rows=rows), tuple(stories), numbers, samples)


def _make_story(
    card: StoryCard,
    member: Member,
    name: MemberName,
    shared: dict[tuple[str, ...], tuple[str, ...]],
) -> PortalStory:
    """Return a story; `shared` has equal tuples of keys once, so that they take memory once."""
    unit = member.units.get(card.unit)
    own = member.own_unit
    address, label = member.address, member.name
    if unit is not None and (own is None or unit.key != own.key):
        label = f"{unit.name}, {member.name}"
        if unit.key in member.own_parts:
            address = f"{member.address}{unit.key}/"
    has_sound = card.recording is not None and not member.withdrawn.has_sound_of(card)
    row = StoryRow(
        card.id,
        sys.intern(card.unit),
        card.title,
        card.date.replace(tzinfo=_find_zone(card.date.utcoffset() or dt.timedelta())),
        card.summary or "",
        card.subject,
        shared.setdefault(card.fields, card.fields),
        shared.setdefault(card.campaigns, card.campaigns),
        card.awards,
        card.recording if has_sound else None,
    )
    url = member.link(card.address)
    digest = blake2b(repr((row, url, address, label)).encode(), digest_size=12).digest()
    return PortalStory(row, name, url, sys.intern(address), sys.intern(label), digest)


@lru_cache(maxsize=1_000)
def _find_zone(offset: dt.timedelta) -> dt.timezone:
    """Return a time zone that can be kept: that of pydantic is made anew for each value."""
    return dt.timezone(offset)


def _match_fields(members: Sequence[Member]) -> dict[str, str]:
    """Return the names of the fields by key: of several names the most usual one."""
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for member in members:
        for card in member.copy.rows_of(PartitionKind.FIELDS):
            names[card.key][card.name] += 1
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
