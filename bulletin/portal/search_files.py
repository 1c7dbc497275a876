"""The search index of a portal over the cards of all bulletins, for the same client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from bulletin.engine.cache import Cache, imap_cached
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.target import TargetGroup, group, static
from bulletin.engine.workers import map_parallel
from bulletin.model import addresses
from bulletin.model.catalog import CampaignCard, DocumentCard, PartitionKind
from bulletin.model.document import NO_LONGER_APPLIED
from bulletin.model.labels import CAMPAIGN_STORY, SUBJECTS
from bulletin.portal.holdings import Holdings, Names, PortalStory
from bulletin.search.index_files import HEAD_PATH, choose_together, iter_index_files
from bulletin.search.inverted_index import build_index
from bulletin.search.postings import Postings, make_postings
from bulletin.search.results import CATEGORIES, encode_result, make_properties
from bulletin.search.search_entry import Entry
from bulletin.search.synonyms import build_synonyms

T = TypeVar("T")


def iter_entries(holdings: Holdings) -> Iterator[Entry]:
    """Yield an entry for each story, event, document, campaign and bulletin; addresses are URLs
    where they lead to a bulletin."""
    for story in holdings.stories:
        yield make_story_entry(story, holdings.names)
    yield from iter_other_entries(holdings)


def iter_other_entries(holdings: Holdings) -> Iterator[Entry]:
    """Yield an entry for each item that is no story."""
    for card, member in holdings.events:
        yield Entry(
            address=member.link(card.address),
            kind="su-kien",
            label=card.kind,
            title=card.title,
            day=card.start.date(),
            unit=(member.key, member.name),
            summary=card.summary or "",
            names=f"{card.place}\n{member.name}",
        )
    seen: set[str] = set()
    for document, member in holdings.iter_cards(PartitionKind.DOCUMENTS):
        assert isinstance(document, DocumentCard)
        number = f"{document.type} số {document.number}" if document.number else ""
        yield Entry(
            address=member.link(document.address),
            kind="van-ban",
            label=document.type,
            title=f"{number}: {document.title}" if number else document.title,
            state=document.status.value,
            # Of one document that many bulletins have the first stands before the others.
            is_behind=document.status in NO_LONGER_APPLIED or (number or document.title) in seen,
            day=document.issued,
            unit=(member.key, member.name),
            summary=document.issuer,
            number=number,
        )
        seen.add(number or document.title)
    for match in holdings.campaigns:
        yield Entry(
            address=f"{addresses.CAMPAIGNS}{match.key}/",
            kind="phong-trao",
            label=CATEGORIES["phong-trao"],
            title=match.title,
            names="\n".join(match.other_names),
        )
    for campaign, member in holdings.iter_cards(PartitionKind.CAMPAIGNS):
        assert isinstance(campaign, CampaignCard)
        yield Entry(
            address=member.link(campaign.address),
            kind="phong-trao",
            label=CATEGORIES["phong-trao"],
            title=campaign.title,
            day=campaign.started,
            unit=(member.key, member.name),
            is_behind=True,
            summary=campaign.summary or "",
            names="\n".join(campaign.other_names),
        )
    for member in holdings.members:
        former = [unit.name for unit in member.former_names]
        own = member.own_unit
        yield Entry(
            address=member.address,
            kind="don-vi",
            label=own.type if own is not None else CATEGORIES["don-vi"],
            title=member.name,
            unit=(member.key, member.name),
            summary=f"Hợp thành từ: {', '.join(former)}." if former else "",
            names="\n".join([*former, *(own.aliases if own is not None else ())]),
        )
    for key, name in holdings.fields.items():
        yield Entry(
            address=addresses.field_address(key),
            kind="linh-vuc",
            label=CATEGORIES["linh-vuc"],
            title=name,
            fields=((key, name),),
        )


def make_story_entry(story: PortalStory, names: Names) -> Entry:
    """Return the entry of a story."""
    card = story.card
    return Entry(
        address=story.url,
        kind="tin-bai",
        label=SUBJECTS[card.subject] if card.subject else CAMPAIGN_STORY,
        title=card.title,
        day=story.day,
        unit=(story.member.key, story.member.name),
        fields=names.fields_of(story),
        campaigns=names.campaigns_of(story),
        summary=card.summary,
        names="\n".join(dict.fromkeys([story.unit_label, *(one.title for one in card.awards)])),
    )


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The search index as files: its head, which the search page holds too, and all groups."""

    head: bytes
    groups: tuple[TargetGroup, ...]


def make_item_key(story: PortalStory, names: Names) -> bytes:
    """Return what stands for the entry of a story."""
    return combine([story.digest, _fingerprint_names(names, story)])


def _fingerprint_names(names: Names, story: PortalStory) -> bytes:
    return _fingerprint_found(names.campaigns_of(story), names.fields_of(story))


@lru_cache(maxsize=10_000)
def _fingerprint_found(*found: tuple[tuple[str, str], ...]) -> bytes:
    return fingerprint(found)


def make_content_key(keys: Mapping[str, bytes]) -> str:
    """Return what stands for all entries, given what stands for each by its address."""
    return combine(keys[address] for address in sorted(keys)).hex()


def make_index_here(holdings: Holdings, cache: Cache) -> SearchIndex:
    """Return the index, made by the processes of this machine; what an entry gives is kept."""
    names = holdings.names
    keys = {story.url: make_item_key(story, names) for story in holdings.stories}
    entries = {story.url: make_story_entry(story, names) for story in holdings.stories}
    for entry in iter_other_entries(holdings):
        keys[entry.address], entries[entry.address] = fingerprint(entry), entry
    synonyms = build_synonyms({})
    made: Iterable[tuple[Entry, Postings]] = imap_cached(
        cache,
        "portal postings",
        list(entries.values()),
        lambda entry: keys[entry.address],
        lambda entry: make_postings(entry, synonyms),
        lambda entry: entry.address,
    )
    postings = ((entry.address, one) for entry, one in made)
    days = {address: entry.day for address, entry in entries.items()}
    index = build_index(days, postings, _map_parallel)
    properties = {address: make_properties(entry) for address, entry in entries.items()}
    files = dict(
        iter_index_files(
            index,
            properties,
            lambda address: encode_result(entries[address]),
            make_content_key(keys),
            choose_together(len(entries)),
        )
    )
    targets = [static(path, data) for path, data in files.items()]
    return SearchIndex(files[HEAD_PATH], (group("index", targets),))


def _map_parallel(function: Callable[[int], T], things: Sequence[int]) -> Iterable[T]:
    return map_parallel(function, things, str, min_items=8)
