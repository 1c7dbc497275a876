"""From the bytes of content/ to a library of valid records, or to every problem in them.

The reading of files is library.py's; everything here is values in, values out.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, cast

from bulletin.content.data_files import (
    BROADCASTS_FILE,
    BULLETIN_FILE,
    EVENT_KINDS_FILE,
    FIELDS_FILE,
    TOPICS_FILE,
    UNITS_FILE,
    WITHDRAWN_FILE,
    check_others,
    read_bulletin,
    read_lexicon,
    read_list,
    read_synonyms,
)
from bulletin.content.item import Item
from bulletin.content.kept_outcomes import judge_all, judge_each
from bulletin.content.links import Targets
from bulletin.content.media_files import MediaFiles
from bulletin.content.parsed_files import ParsedFiles, parse_files
from bulletin.content.problem_collector import ProblemCollector
from bulletin.content.rules import campaign as campaign_rules
from bulletin.content.rules import document as document_rules
from bulletin.content.rules import event as event_rules
from bulletin.content.rules import question as question_rules
from bulletin.content.rules import reference_index
from bulletin.content.rules import story as story_rules
from bulletin.content.rules.aired import aired_mistakes
from bulletin.content.rules.body import dead_links
from bulletin.content.rules.cited import make_cited_rule
from bulletin.content.rules.contradictions import contradictions, outdated_statuses
from bulletin.content.rules.document import FILES, circles, twins
from bulletin.content.rules.examples import example_mistakes
from bulletin.content.rules.guessing import Names
from bulletin.content.rules.identity import lost_identities
from bulletin.content.rules.reference_index import ReferenceIndex
from bulletin.content.rules.references import known_once
from bulletin.content.rules.spoken import hours_missing
from bulletin.content.rules.units import names_of_unit, unit_mistakes
from bulletin.content.rules.whole import claims, clashes, copies, twin_recordings, years
from bulletin.content.rules.withdrawn import find_withdrawn, withdrawal_mistakes
from bulletin.content.strays import misplaced_files
from bulletin.content.texts import Texts
from bulletin.engine.cache import Cache, DictCache
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.errors import ContentError, Problem, in_order
from bulletin.model import addresses
from bulletin.model.aired_story import AiredStory
from bulletin.model.bulletin import Bulletin
from bulletin.model.campaign import Campaign
from bulletin.model.document import Document, is_out_of_date
from bulletin.model.field import Field
from bulletin.model.kind import (
    CAMPAIGN,
    CAMPAIGN_STORY,
    DOCUMENT,
    EVENT,
    EXEMPLAR,
    KINDS,
    QUESTION,
    STORY_KINDS,
    Kind,
    kind_of,
)
from bulletin.model.part import BrokenKey
from bulletin.model.record import Mistake, Record
from bulletin.model.story import Story
from bulletin.model.unit import Unit
from bulletin.model.vocabularies import EventKind, Topic
from bulletin.model.withdrawal import Withdrawal
from bulletin.verbalize.lexicon import Lexicon
from bulletin.verbalize.style import Style
from bulletin.verbalize.verbalizer import Verbalizer


@dataclass(frozen=True, slots=True)
class Library:
    """All valid content, drafts and future stories included, in the order of the paths.

    `targets` resolves the links between items; `media` knows the files that are not text;
    `lexicon` knows the words that are not read as written; `verbalizer` puts text into the words
    that the station says; `warnings` are what an editor should look at though nothing stops
    publication; `examples` are what bulletin.yml still has of its example; `synonyms` are groups of
    phrases that mean the same.
    """

    bulletin: Bulletin
    units: tuple[Unit, ...]
    fields: tuple[Field, ...]
    event_kinds: tuple[EventKind, ...]
    topics: tuple[Topic, ...]
    withdrawals: tuple[Withdrawal, ...]
    aired: tuple[AiredStory, ...]
    items: tuple[Item[Record], ...]
    targets: Targets
    media: MediaFiles
    lexicon: Lexicon
    verbalizer: Verbalizer
    warnings: tuple[Problem, ...]
    examples: tuple[Problem, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()


def assemble(
    texts: Texts,
    media: MediaFiles,
    hand_written: Mapping[str, str],
    today: dt.date | None = None,
    cache: Cache | None = None,
    unread: Set[str] = frozenset(),
) -> Library:
    """Return the library that the files hold; raises ContentError with every problem at once.

    `texts` are the .md and .yml files, `media` knows every other file, `hand_written` maps the
    addresses of the pages under docs/ to their paths. Without `today` the warnings that depend on
    the day are left out. What `cache` knows of a file is not computed again. `unread` are the paths
    of further texts: they can be linked to, and what they say is not known.
    """
    collector = ProblemCollector()
    sizes = media.sizes
    bulletin, publisher = read_bulletin(collector, texts)
    units = read_list(collector, texts, UNITS_FILE, Unit)
    fields = read_list(collector, texts, FIELDS_FILE, Field)
    kinds = read_list(collector, texts, EVENT_KINDS_FILE, EventKind, required=False)
    topics = read_list(collector, texts, TOPICS_FILE, Topic, required=False)
    withdrawals = read_list(collector, texts, WITHDRAWN_FILE, Withdrawal, required=False)
    aired = read_list(collector, texts, BROADCASTS_FILE, AiredStory, required=False)
    lexicon = read_lexicon(collector, texts)
    synonyms = read_synonyms(collector, texts)
    check_others(collector, texts)
    collector.report_entries(UNITS_FILE, unit_mistakes(units.entries, units.keys or ()))
    cache = cache or DictCache()
    files = parse_files(collector, texts, cache)
    items = files.items
    documents = [cast("Item[Document]", i) for i in items if isinstance(i.front, Document)]
    collector.problems += misplaced_files(texts, media, *_used_files(texts, files))

    by_key = {unit.key: unit for unit in units.records}
    references = ReferenceIndex(
        publisher=publisher,
        since=bulletin.since if bulletin else None,
        units=None if units.keys is None else {key: by_key.get(key) for key in units.keys},
        fields=fields.known,
        campaigns=frozenset(_keys_in_paths(chain(texts, unread), CAMPAIGN, "campaign")),
        documents=frozenset(_keys_in_paths(chain(texts, unread), DOCUMENT, "slug")),
        expired=frozenset(_expired(documents, today)) if today else frozenset(),
        event_kinds=kinds.known,
        topics=topics.known,
        programmes={one.key for one in bulletin.station.programmes} if bulletin else None,
        files=frozenset(sizes) | frozenset(texts) | unread,
        media=media,
        names=_find_names(by_key.values(), fields.records, kinds.records, topics.records, items)
        | _name_programmes(bulletin),
    )
    whole = not unread
    judgement = _Judgement(collector, references, documents, today, whole)
    stories = [item for item in items if item.kind in STORY_KINDS]
    collector.problems += judge_each(
        cache, judgement.key, stories, judgement.key_of_story, judgement.judge_story
    )
    collector.problems += judgement.judge_others(files)
    if bulletin is not None:
        known = None if units.keys is None else frozenset(units.keys)
        own = known_once("own_units", reference_index.UNIT, bulletin.own_units, known, references)
        collector.report(BULLETIN_FILE, own)
    # A page whose own front matter is broken still has its address, and links to it are right.
    pages = {
        path: found[0].address_of(found[1])
        for path in chain(texts, unread)
        if (found := kind_of(path))
    }
    fixed = _fixed_addresses(units.keys or (), fields.keys or (), hand_written)
    gone = {entry.id for entry in withdrawals.records}
    fronts = [item.metadata_key + item.body_line.to_bytes(4) for item in items]
    collector.problems += judge_all(
        cache,
        fingerprint(combine(fronts), combine(map(str.encode, pages)), fixed, sorted(gone)),
        lambda: collector.locate(
            chain(
                clashes(items, pages, fixed),
                lost_identities(items, pages.values(), gone),
                hours_missing(items),
                twin_recordings(items),
                twins(documents),
                circles(documents),
            )
        ),
    )
    collector.problems += collector.locate(copies(items, files.sketches))
    ids = {item.id: item.path for item in items}
    claimed = claims(items, pages, fixed)
    collector.report_entries(WITHDRAWN_FILE, withdrawal_mistakes(withdrawals.entries, ids, claimed))
    if whole:
        collector.report_entries(
            BROADCASTS_FILE, aired_mistakes(aired.entries, stories, gone, today)
        )
    any_month = range(bulletin.since.year, today.year + 1) if unread and bulletin and today else ()
    derived = _derived(references, items, any_month)
    targets = Targets(pages, frozenset(pages.values()) | frozenset(fixed) | derived)
    if today is not None:
        collector.problems += contradictions(items, files.claims, today)
        for document, mistake in outdated_statuses(documents, today):
            collector.report(document.path, [mistake])
    withdrawn = find_withdrawn(withdrawals.records)
    for path, links in files.links.items():
        collector.problems += dead_links(path, links, targets, withdrawn)

    if bulletin is None or any(problem.is_error for problem in collector.problems):
        raise ContentError(collector.problems)
    examples = ProblemCollector(trees=collector.trees)
    examples.report(BULLETIN_FILE, example_mistakes(bulletin, units.records, today))
    return Library(
        bulletin=bulletin,
        units=units.records,
        fields=fields.records,
        event_kinds=kinds.records,
        topics=topics.records,
        withdrawals=withdrawals.records,
        aired=aired.records,
        items=tuple(items),
        targets=targets,
        media=media,
        lexicon=lexicon,
        verbalizer=_make_verbalizer(bulletin, lexicon),
        warnings=tuple(in_order(collector.problems)),
        examples=tuple(in_order(examples.problems)),
        synonyms=synonyms,
    )


def _make_verbalizer(bulletin: Bulletin, lexicon: Lexicon) -> Verbalizer:
    style = bulletin.station.reading
    return Verbalizer(Style(style.zero_ten, style.thousand, style.four), lexicon)


RULES: Mapping[str, tuple[Callable[[Any, ReferenceIndex], Iterator[Mistake]], ...]] = {
    EXEMPLAR.name: story_rules.RULES,
    CAMPAIGN_STORY.name: story_rules.RULES,
    CAMPAIGN.name: campaign_rules.RULES,
    DOCUMENT.name: document_rules.RULES,
    QUESTION.name: question_rules.RULES,
    EVENT.name: event_rules.RULES,
}
"""The rules of each kind of content by its name: what its keys must be among all other files."""


@dataclass(frozen=True)
class _Judgement:
    """Holds the rules of each kind against its files, as far as their keys are right.

    What the rules say of a story follows from its file, the files that it names, and `key`.
    """

    collector: ProblemCollector
    references: ReferenceIndex
    documents: Sequence[Item[Document]]
    today: dt.date | None
    whole: bool

    @property
    def key(self) -> bytes:
        """The key of all that the rules of a story read besides its file and those it names."""
        documents = [document.metadata_key for document in self.documents]
        year = self.today.year if self.today else None
        return fingerprint(self.references.key, documents, year, self.whole)

    def key_of_story(self, story: Item[Record]) -> bytes:
        """Return the key of a story's file and of the files it names."""
        media = self.references.media
        paths = [f"{folder}/{name}" for folder, name in _named_files(story)]
        known = [media.fingerprint(path) if path in media.sizes else b"" for path in paths]
        return combine([story.fingerprint, *known]) if known else story.fingerprint

    def judge_story(self, story: Item[Record]) -> Iterator[Problem]:
        """Yield what the rules say of a valid story."""
        mistakes = chain.from_iterable(rule(story, self.references) for rule in self._rules(story))
        yield from self.collector.locate((story, mistake) for mistake in mistakes)
        yield from self._find_cited(story)

    def judge_others(self, files: ParsedFiles) -> Iterator[Problem]:
        """Yield what the rules say of what is no story, and of files that are not valid."""
        others = (item for item in files.items if item.kind not in STORY_KINDS)
        for item in chain(others, files.parts):
            for rule in self._rules(item):
                with suppress(BrokenKey):
                    for mistake in rule(item, self.references):
                        yield from self.collector.locate([(item, mistake)])

    def _rules(
        self, item: Item[Record]
    ) -> Iterable[Callable[[Any, ReferenceIndex], Iterable[Mistake]]]:
        return (*RULES[item.kind.name], self._years)

    def _years(self, item: Item[Record], references: ReferenceIndex) -> Iterator[Mistake]:
        if references.since is not None:
            yield from years(item, references.since, self.today)

    @cached_property
    def _find_cited(self) -> Callable[[Item[Record]], Iterator[Problem]]:
        return make_cited_rule(self.documents, whole=self.whole)


def _find_names(
    units: Iterable[Unit],
    fields: Iterable[Field],
    kinds: Iterable[EventKind],
    topics: Iterable[Topic],
    items: Iterable[Item[Record]],
) -> dict[str, Names]:
    """Return by what names editors know what they refer to by keys."""
    documents: dict[str, Sequence[str]] = {}
    campaigns: dict[str, Sequence[str]] = {}
    for item in items:
        if isinstance(front := item.front, Document):
            numbered = (front.name, front.number) if front.number else ()
            documents[item.parts["slug"]] = (*numbered, front.title)
        elif isinstance(front, Campaign):
            campaigns[item.parts["campaign"]] = (front.title, *front.other_names)
    return {
        reference_index.UNIT: {unit.key: names_of_unit(unit) for unit in units},
        reference_index.FIELD: {one.key: (one.name,) for one in fields},
        reference_index.EVENT_KIND: {one.key: (one.name,) for one in kinds},
        reference_index.TOPIC: {one.key: (one.name,) for one in topics},
        reference_index.DOCUMENT: documents,
        reference_index.CAMPAIGN: campaigns,
    }


def _name_programmes(bulletin: Bulletin | None) -> dict[str, Names]:
    programmes = bulletin.station.programmes if bulletin else ()
    return {reference_index.PROGRAMME: {one.key: (one.name,) for one in programmes}}


def _keys_in_paths(texts: Iterable[str], kind: Kind[Record], part: str) -> Iterator[str]:
    """Yield the keys that the files of a kind give, broken files too."""
    for path in texts:
        if (found := kind_of(path)) and found[0] is kind:
            yield found[1][part]


def _used_files(texts: Iterable[str], files: ParsedFiles) -> tuple[set[str], set[str]]:
    """Return the paths of files that records name, and those of the files that cannot be read."""
    used: set[str] = set()
    readable: set[str] = set()
    for item in chain(files.items, files.parts):
        with suppress(BrokenKey):
            used.update(f"{folder}/{name}" for folder, name in _named_files(item))
            readable.add(item.path)
    return used, {path for path in texts if path.endswith(".md") and path not in readable}


_KEYS_OF_FILES = {
    kind.name: {"image", "audio", "file"} & kind.model.model_fields.keys() for kind in KINDS
}
"""The keys that may name files, by the name of the kind."""


def _named_files(item: Item[Any]) -> Iterator[tuple[str, str]]:
    """Yield the folder and name of each file that a record names."""
    keys = _KEYS_OF_FILES[item.kind.name]
    if "image" in keys and item.front.image:
        yield item.folder, item.front.image.file
    if "audio" in keys and item.front.audio:
        yield item.folder, item.front.audio.file
        if item.front.audio.transcript:
            yield item.folder, item.front.audio.transcript
    if "file" in keys and item.front.file:
        yield FILES, item.front.file


def _expired(documents: Sequence[Item[Document]], today: dt.date) -> Iterator[str]:
    """Yield the documents that are no longer in force on the day of the check."""
    replaced_by: defaultdict[str, list[Document]] = defaultdict(list)
    for item in documents:
        for slug in item.front.replaces:
            replaced_by[slug].append(item.front)
    for item in documents:
        slug = item.parts["slug"]
        if is_out_of_date(item.front, today, replaced_by[slug]):
            yield slug


def _fixed_addresses(
    units: Iterable[str], fields: Iterable[str], hand_written: Mapping[str, str]
) -> dict[str, str]:
    """Return every address that is not an item's, and what stands there."""
    fixed = {addresses.HOME: "trang chủ", **_section_names(), **hand_written}
    fixed |= {addresses.unit_address(key): f"đơn vị '{key}'" for key in units}
    fixed |= {addresses.field_address(key): f"lĩnh vực '{key}'" for key in fields}
    return fixed


def _section_names() -> dict[str, str]:
    return {section.address: section.name_in_messages for section in addresses.SECTIONS}


def _story(item: Item[Record]) -> Story:
    return cast("Story", item.front)


_FIXED_FILES = (
    addresses.ALL_STORIES_FEED,
    addresses.RADIO_FEED,
    addresses.AUDIO_FEED,
    addresses.AWARDS_FEED,
    addresses.ALL_FEEDS,
    addresses.WITHDRAWN_LIST,
    addresses.CALENDAR,
)
"""Files that every site has."""


def _derived(
    references: ReferenceIndex, items: Iterable[Item[Record]], any_month: Iterable[int]
) -> frozenset[str]:
    """Return the addresses that no file stands for: the archive's, feeds, open data, recordings.

    The archive is taken to have every month of the years `any_month`.
    """
    stories = [item for item in items if isinstance(item.front, Story)]
    months = {(front.date.year, front.date.month) for item in stories if (front := _story(item))}
    months |= {(year, month) for year in any_month for month in range(1, 13)}
    years = {year for year, _ in months}
    heard = {
        addresses.audio_address(front.date.date(), item.parts["slug"])
        for item in stories
        if (front := _story(item)).audio is not None
    }
    return frozenset(
        {*_FIXED_FILES, *addresses.table_addresses(), *heard}
        | ({addresses.LATEST_AUDIO} if heard else set())
        | {addresses.month_address(year, month) for year, month in months}
        | set(map(addresses.year_address, years))
        | set(map(addresses.year_feed, years))
        | set(map(addresses.unit_feed, references.units or ()))
        | set(map(addresses.field_feed, references.fields or ()))
        | set(map(addresses.campaign_feed, references.campaigns))
    )
