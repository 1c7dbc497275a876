"""The feeds of a portal, its calendar, and its list of what was withdrawn.

What a bulletin says of itself never names an item of another: ids and UIDs begin with what the
portal knows of the bulletin.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from zoneinfo import ZoneInfo

from bulletin.feeds.calendar import CalendarEvent
from bulletin.feeds.feed import Enclosure, Feed, FeedItem
from bulletin.feeds.podcast import (
    PodcastFeed,
    make_podcast_feed,
    make_podcast_guid,
    make_podcast_item,
)
from bulletin.model import addresses
from bulletin.model.bulletin import Bulletin
from bulletin.model.catalog import EventCard
from bulletin.model.values import WrittenMoment
from bulletin.pages.feeds_page import FeedGroup
from bulletin.pages.page import FeedLink
from bulletin.portal.holdings import (
    Holdings,
    Member,
    Names,
    PortalAward,
    PortalStory,
    digest_name,
    pick_events,
)
from bulletin.vietnamese.dates import short_date

MOST_ITEMS = 30

MOST_OF_YEAR = 1_000
"""Stories in the feed of a year: those of a bulletin or a small province are fewer."""

MOST_IN_CALENDAR = 1_000
MOST_IN_CALENDAR_OF_EACH = 50
"""Events in the calendar, the latest ones: programs that show it read it every hour."""


@dataclass(frozen=True)
class Selection:
    """Stories that have a feed: the address of the feed, of its page, and its title.

    The feed holds the latest `most` of the stories, which are in the order of their dates.
    """

    group: str
    title: str
    address: str
    page: str
    stories: Sequence[PortalStory]
    most: int = MOST_ITEMS

    @property
    def podcast_title(self) -> str:
        """The title of the podcast with the recordings of these stories."""
        return f"Bản ghi âm: {self.title}" if self._is_part else "Bản ghi âm"

    @property
    def has_podcast(self) -> bool:
        """Whether there is a podcast: that of all stories, and wherever a story has a recording."""
        return bool(self.recorded) or not self._is_part

    @property
    def _is_part(self) -> bool:
        return self.address != addresses.ALL_STORIES_FEED

    @cached_property
    def recorded(self) -> Sequence[PortalStory]:
        """The latest stories that have a recording."""
        found = (story for story in self.stories if story.card.recording is not None)
        return tuple(islice(found, MOST_ITEMS))

    def shorten(self) -> Selection:
        """Return the selection with those stories alone that its feed and podcast hold."""
        latest = self.stories[: self.most]
        known = {story.url for story in latest}
        older = (story for story in self.recorded if story.url not in known)
        return replace(self, stories=(*latest, *older))


@dataclass(frozen=True)
class FeedWriter:
    """Makes feeds; `name` and `url` are the portal's, `publisher` stands in each of them."""

    names: Names
    publisher: Bulletin
    name: str
    url: str

    def feed(self, selection: Selection) -> Feed:
        """Return the feed of a selection."""
        items = [self._item(story) for story in selection.stories[: selection.most]]
        return self.fill(selection.title, selection.address, selection.page, items)

    def podcast(self, selection: Selection) -> PodcastFeed:
        """Return the latest recordings of a selection as a podcast; they stay where they are."""
        address = addresses.podcast_of(selection.address)
        feed = self.fill(selection.podcast_title, address, selection.page, ())
        return make_podcast_feed(
            feed,
            [
                make_podcast_item(self._item(story), seconds=story.card.recording.seconds)
                for story in selection.recorded
                if story.card.recording is not None
            ],
            guid=make_podcast_guid(self.url + address.removeprefix("/")),
            image=self._root + "/assets/bia-am-thanh.png",
        )

    @property
    def _root(self) -> str:
        return self.url.rstrip("/")

    def fill(self, title: str, address: str, page: str, items: Iterable[FeedItem]) -> Feed:
        """Return a feed of the portal with these items."""
        publisher = self.publisher
        return Feed(
            title=f"{title} – {self.name}",
            link=self._root + page,
            address=self._root + address,
            description=f"{title}. {publisher.description}",
            publisher=publisher.publisher,
            contact_email=publisher.contact.working_email,
            fallback_date=dt.datetime.combine(publisher.since, dt.time(), publisher.time_zone),
            items=tuple(items),
        )

    def _item(self, story: PortalStory) -> FeedItem:
        card = story.card
        recording = card.recording
        enclosure = None
        if recording is not None:
            enclosure = Enclosure(story.url + recording.file, recording.bytes, "audio/mpeg")
        return FeedItem(
            title=card.title,
            link=story.url,
            guid=story.url,
            published=card.date,
            description=card.summary or card.title,
            content="",
            author=story.member.name,
            categories=(
                *(title for _, title in self.names.campaigns_of(story)),
                *(name for _, name in self.names.fields_of(story)),
            ),
            enclosure=enclosure,
        )


@dataclass(frozen=True)
class FeedMaker:
    """Says which feeds there are, and makes those that need everything that a portal shows."""

    holdings: Holdings
    writer: FeedWriter

    @property
    def publisher(self) -> Bulletin:
        """Who publishes the portal."""
        return self.writer.publisher

    @cached_property
    def selections(self) -> Sequence[Selection]:
        """The selections that have a feed; that of all stories comes first."""
        return tuple(self._iter_selections())

    def _iter_selections(self) -> Iterator[Selection]:
        held = self.holdings
        yield Selection(
            "Tất cả",
            "Tin, bài mới nhất",
            addresses.ALL_STORIES_FEED,
            addresses.HOME,
            held.stories,
        )
        for member in held.members:
            stories = held.by_unit.get(member.address, ())
            address = addresses.unit_feed(member.key)
            yield Selection("Theo đơn vị", member.name, address, member.address, stories)
        for match in held.campaigns:
            yield Selection(
                "Theo phong trào",
                match.title,
                addresses.campaign_feed(match.key),
                f"{addresses.CAMPAIGNS}{match.key}/",
                held.by_campaign.get(match.key, ()),
            )
        for key, name in held.fields.items():
            yield Selection(
                "Theo lĩnh vực",
                name,
                addresses.field_feed(key),
                addresses.field_address(key),
                held.by_field.get(key, ()),
            )
        for year in sorted(held.by_year, reverse=True):
            address, page = addresses.year_feed(year), addresses.year_address(year)
            stories = held.by_year[year]
            yield Selection("Theo năm", f"Năm {year}", address, page, stories, MOST_OF_YEAR)

    def groups(self) -> tuple[FeedGroup, ...]:
        """Return the links to all feeds, in groups."""
        found: dict[str, list[FeedLink]] = {}
        recorded = []
        for selection in self.selections:
            link = FeedLink(selection.title, selection.address)
            found.setdefault(selection.group, []).append(link)
            if selection.has_podcast:
                podcast = addresses.podcast_of(selection.address)
                recorded.append(FeedLink(selection.podcast_title, podcast))
        found["Bản ghi âm"] = recorded
        found["Khen thưởng"] = [FeedLink("Khen thưởng", addresses.AWARDS_FEED)]
        return tuple(
            FeedGroup(name, "", tuple(links), for_stations=False) for name, links in found.items()
        )

    def awards(self) -> Feed:
        """Return the feed of the latest commendations."""
        items = [self._award(one) for one in self.holdings.awards[:MOST_ITEMS]]
        return self.writer.fill(
            "Khen thưởng", addresses.AWARDS_FEED, addresses.COMMENDATIONS, _drop_repeated(items)
        )

    def _award(self, one: PortalAward) -> FeedItem:
        award, story = one.award, one.story
        day = award.date or story.day
        words = [award.issuer or "", f"số {award.decision}" if award.decision else ""]
        words.append(f"ngày {short_date(award.date)}" if award.date else "")
        words.append("đã thu hồi" if award.revoked else "")
        about = ", ".join(filter(None, words))
        return FeedItem(
            title=f"{award.title}: {story.card.title}",
            link=story.url,
            guid=f"{story.url}#{award.title}-{award.decision or ''}",
            published=dt.datetime.combine(day, dt.time(), self.publisher.time_zone),
            description=f"{about}. {story.unit_label}." if about else f"{story.unit_label}.",
            content="",
            author=story.member.name,
        )

    def calendar(self) -> list[CalendarEvent]:
        """Return the latest events of all bulletins, by start."""
        newest_first = self.holdings.events[::-1]
        latest = pick_events(newest_first, MOST_IN_CALENDAR, MOST_IN_CALENDAR_OF_EACH)
        return [self._event(*one) for one in reversed(latest)]

    def _event(self, card: EventCard, member: Member) -> CalendarEvent:
        zone = self.publisher.time_zone
        start = _place_in(zone, card.start)
        end = None
        if card.end is not None and card.end.has_hour == card.start.has_hour:
            end = _place_in(zone, card.end) if card.end >= card.start else None
        # The day of the announcement is not known: the stamp must not follow the day of the run.
        stamp = dt.datetime.combine(card.start.date(), dt.time(), zone)
        return CalendarEvent(
            uid=f"{member.link(card.address)}@cong",
            title=card.title,
            description=card.summary or "",
            place=card.place,
            url=member.link(card.address),
            start=start,
            end=end,
            sequence=0,
            stamp=stamp,
            cancelled=card.cancelled,
            categories=(member.name,),
        )

    def withdrawals(self) -> bytes:
        """Return what was withdrawn of any bulletin, as the bulletins publish it themselves.

        An entry is passed on as it was read, with the name of the bulletin. One that names what
        another bulletin has published is not: nobody withdraws what is not his.
        """
        strange = self._find_strange()
        entries = [
            {"ban_tin": member.name, **one.model_dump(mode="json", exclude_none=True)}
            for member in self.holdings.members
            for one in member.copy.withdrawals
            if (member.key, one.url) not in strange
            and (one.url.startswith(("sha256:", member.root, member.copy.source.url)))
        ]
        entries.sort(key=lambda one: (one["date"], one["url"], one["ban_tin"]), reverse=True)
        return f"{json.dumps(entries, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()

    def _find_strange(self) -> set[tuple[str, str]]:
        """Return the digests in lists of withdrawals that are of addresses of other bulletins."""
        named: dict[str, set[str]] = {}
        for member in self.holdings.members:
            for one in member.copy.withdrawals:
                if one.url.startswith("sha256:"):
                    named.setdefault(one.url, set()).add(member.key)
        if not named:
            return set()
        return {
            (key, digest)
            for story in self.holdings.stories
            if (digest := digest_name(story.url)) in named
            for key in named[digest]
            if key != story.member.key
        }


def _place_in(zone: ZoneInfo, moment: WrittenMoment) -> dt.date | dt.datetime:
    """Return the moment in a time zone, or its day where no hour was written."""
    if not moment.has_hour:
        return moment.date()
    return dt.datetime.combine(moment.date(), moment.time(), zone)


def _drop_repeated(items: Iterable[FeedItem]) -> list[FeedItem]:
    """Return the items, of several with one guid the first."""
    return list({item.guid: item for item in reversed(list(items))}.values())[::-1]
