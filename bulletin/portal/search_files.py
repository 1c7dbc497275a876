"""The search index of a portal over the cards of all bulletins, for the same client."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from bulletin.engine.cache import Cache, imap_cached
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.workers import map_parallel
from bulletin.model import addresses
from bulletin.model.catalog import CampaignCard, DocumentCard, PartitionKind
from bulletin.model.document import NO_LONGER_APPLIED
from bulletin.model.labels import CAMPAIGN_STORY, SUBJECTS
from bulletin.portal.holdings import Holdings, PortalStory
from bulletin.search.index_files import iter_index_files
from bulletin.search.inverted_index import InvertedIndex, build_index
from bulletin.search.postings import Postings, make_postings
from bulletin.search.results import CATEGORIES, encode_result, make_properties
from bulletin.search.search_entry import Entry
from bulletin.search.synonyms import build_synonyms

T = TypeVar("T")


def iter_entries(holdings: Holdings) -> Iterator[Entry]:
    """Yield an entry for each story, event, document, campaign and bulletin; addresses are URLs
    where they lead to a bulletin."""
    titles = {match.key: match.title for match in holdings.campaigns}
    for story in holdings.stories:
        yield _make_story_entry(story, holdings, titles)
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


def _make_story_entry(story: PortalStory, holdings: Holdings, titles: dict[str, str]) -> Entry:
    card = story.card
    fields = holdings.fields
    return Entry(
        address=story.url,
        kind="tin-bai",
        label=SUBJECTS[card.subject] if card.subject else CAMPAIGN_STORY,
        title=card.title,
        day=story.day,
        unit=(story.member.key, story.member.name),
        fields=tuple((key, fields[key]) for key in card.fields if key in fields),
        campaigns=tuple((key, titles[key]) for key in story.campaigns),
        summary=card.summary or "",
        names="\n".join(dict.fromkeys([story.unit_label, *(one.title for one in card.awards)])),
    )


MakeIndex = Callable[[Mapping[str, Sequence[Entry]]], InvertedIndex]
"""Makes the index of entries that come in partitions, each under a name."""


def make_index_files(entries: Iterable[Entry], make_index: MakeIndex) -> dict[str, bytes]:
    """Return the files of the index by path."""
    by_address = {entry.address: entry for entry in entries}
    partitions: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in by_address.values():
        member = entry.unit[0] if entry.unit else ""
        partitions[f"{member}/{entry.day.year if entry.day else ''}"].append(entry)
    index = make_index(partitions)
    content_key = combine(fingerprint(by_address[one]) for one in sorted(by_address)).hex()
    properties = {address: make_properties(entry) for address, entry in by_address.items()}
    files = iter_index_files(
        index, properties, lambda address: encode_result(by_address[address]), content_key
    )
    return dict(files)


def make_index_here(cache: Cache, partitions: Mapping[str, Sequence[Entry]]) -> InvertedIndex:
    """Return the index, made by the processes of this machine; what an entry gives is kept."""
    entries = [entry for _, found in sorted(partitions.items()) for entry in found]
    synonyms = build_synonyms({})
    made: Iterable[tuple[Entry, Postings]] = imap_cached(
        cache,
        "portal postings",
        entries,
        fingerprint,
        lambda entry: make_postings(entry, synonyms),
        lambda entry: entry.address,
    )
    postings = ((entry.address, one) for entry, one in made)
    return build_index({entry.address: entry.day for entry in entries}, postings, _map_parallel)


def _map_parallel(function: Callable[[int], T], things: Sequence[int]) -> Iterable[T]:
    return map_parallel(function, things, str, min_items=8)
