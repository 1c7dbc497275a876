"""The pages and feeds of a portal as groups of targets that any process can build.

A group holds the values that its files show and nothing else, so it can be sent to a worker. Its
key follows from the digests of its stories: a group of which nothing changed is never looked into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from bulletin.engine.cache import DictCache
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.target import Target, TargetGroup
from bulletin.feeds.rss import to_podcast, to_rss
from bulletin.model import addresses
from bulletin.model.catalog import PartitionKind
from bulletin.pages.page import Page
from bulletin.portal.feed_files import FeedWriter, Selection
from bulletin.portal.holdings import Holdings, Member, Names, PortalStory
from bulletin.portal.list_pages import (
    StoryList,
    find_campaign_cards,
    iter_pages_of_campaign,
    iter_pages_of_field,
    iter_pages_of_member,
    iter_pages_of_month,
    link_campaign,
)
from bulletin.portal.rendering import make_page_renderer
from bulletin.portal.settings import PortalSettings, make_publisher
from bulletin.render.page_renderer import PageRenderer, page_key
from bulletin.render.paths import file_path

_PAGES_PER_GROUP = 16
_FEEDS_PER_GROUP = 16


@dataclass(frozen=True)
class Appearance:
    """What all pages and feeds of a portal have in common: its settings and its theme."""

    theme: Path
    settings: PortalSettings

    def renderer(self) -> PageRenderer:
        """Return what renders pages; a process makes it once."""
        return _make_renderer(self.theme, self.settings)

    def writer(self, names: Names) -> FeedWriter:
        """Return what makes feeds."""
        settings = self.settings
        return FeedWriter(names, make_publisher(settings), settings.name, settings.url)

    @property
    def key(self) -> bytes:
        """What pages depend on besides what they show."""
        return self.renderer().theme_key


# Settings are a record, which has no hash; there is one portal in a process.
_RENDERERS: dict[tuple[Path, str], PageRenderer] = {}


def _make_renderer(theme: Path, settings: PortalSettings) -> PageRenderer:
    key = (theme, repr(settings))
    if key not in _RENDERERS:
        # A worker on another machine has a checkout of the same commit at another place.
        there = theme if theme.is_dir() else Path(__file__).parents[2] / "theme"
        _RENDERERS[key] = make_page_renderer(there, settings, make_publisher(settings), DictCache())
    return _RENDERERS[key]


@dataclass(frozen=True)
class PageTargets:
    """The targets of the pages that `make` gives for some values."""

    appearance: Appearance
    make: Callable[..., Iterable[Page]]
    arguments: tuple[Any, ...]

    def __call__(self) -> Iterator[Target]:
        """Yield the targets."""
        renderer = self.appearance.renderer()
        for page in self.make(*self.arguments):
            yield from renderer.targets(page)


@dataclass(frozen=True)
class FeedTargets:
    """The targets of the feeds of selections; `names` are those that their stories need."""

    appearance: Appearance
    names: Names
    selections: tuple[Selection, ...]

    def __call__(self) -> Iterator[Target]:
        """Yield the targets."""
        writer = self.appearance.writer(self.names)
        for selection in self.selections:
            feed = writer.feed(selection)
            key = (("feed", fingerprint(feed)),)
            yield Target(file_path(selection.address), key, partial(to_rss, feed))
            if selection.has_podcast:
                podcast = writer.podcast(selection)
                key = (("feed", fingerprint(podcast)),)
                path = file_path(addresses.podcast_of(selection.address))
                yield Target(path, key, partial(to_podcast, podcast))


def iter_page_groups(appearance: Appearance, pages: Iterable[Page]) -> Iterator[TargetGroup]:
    """Yield groups of pages that are values already."""
    waiting = iter(pages)
    while some := tuple(islice(waiting, _PAGES_PER_GROUP)):
        key = combine([appearance.key, *map(page_key, some)])
        targets = PageTargets(appearance, _same_pages, (some,))
        yield TargetGroup(f"pages {some[0].address}", key, targets)


def _same_pages(pages: Sequence[Page]) -> Sequence[Page]:
    return pages


def iter_list_groups(appearance: Appearance, held: Holdings) -> Iterator[TargetGroup]:
    """Yield a group for each list of stories: of a unit, a campaign, a field, a month."""
    for member in held.members:
        stories = held.by_unit.get(member.address, ())
        key = combine([appearance.key, _key_of(member), *(one.digest for one in stories)])
        targets = PageTargets(appearance, iter_pages_of_member, (member, stories))
        yield TargetGroup(f"list {member.address}", key, targets)
    cards = find_campaign_cards(held)
    for match in held.campaigns:
        yield _make_list_group(
            appearance,
            f"campaign {match.key}",
            iter_pages_of_campaign,
            (match, link_campaign(cards[match.key])),
            held.by_campaign.get(match.key, ()),
        )
    for name, title in held.fields.items():
        of_field = held.by_field.get(name, ())
        yield _make_list_group(
            appearance, f"field {name}", iter_pages_of_field, (name, title), of_field
        )
    for month, of_month in held.by_month.items():
        name = f"month {month[0]}-{month[1]}"
        yield _make_list_group(appearance, name, iter_pages_of_month, month, of_month)


def _make_list_group(
    appearance: Appearance,
    name: str,
    make: Callable[..., Iterable[Page]],
    about: tuple[Any, ...],
    stories: Sequence[PortalStory],
) -> TargetGroup:
    shown = StoryList.of(stories)
    key = combine(
        [appearance.key, fingerprint(about, shown.count), *(one.digest for one in shown.latest)]
    )
    return TargetGroup(f"list {name}", key, PageTargets(appearance, make, (*about, shown)))


def _key_of(member: Member) -> bytes:
    """Return what stands for all that the pages of a unit say besides its stories."""
    return fingerprint(
        member.copy.source,
        member.notice,
        member.root,
        member.own_unit,
        member.copy.rows_of(PartitionKind.UNITS),
    )


def iter_feed_groups(
    appearance: Appearance, names: Names, selections: Sequence[Selection]
) -> Iterator[TargetGroup]:
    """Yield groups of feeds."""
    waiting = (selection.shorten() for selection in selections)
    while some := tuple(islice(waiting, _FEEDS_PER_GROUP)):
        stories = [story for selection in some for story in selection.stories]
        needed = names.of(stories)
        about = [(one.title, one.address, one.page, one.most) for one in some]
        settings = appearance.settings
        key = combine([fingerprint(about, needed, settings), *(one.digest for one in stories)])
        targets = FeedTargets(appearance, needed, some)
        yield TargetGroup(f"feeds {some[0].address}", key, targets)
