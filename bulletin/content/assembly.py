"""From the bytes of content/ to a library of valid records, or to every problem in them.

The reading of files is library.py's; everything here is values in, values out.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeVar, cast

from bulletin.content.front_matter import NoFrontMatter, split
from bulletin.content.item import Item
from bulletin.content.links import Targets
from bulletin.content.media_files import MediaFiles, Read
from bulletin.content.rules import campaign as campaign_rules
from bulletin.content.rules import document as document_rules
from bulletin.content.rules import event as event_rules
from bulletin.content.rules import question as question_rules
from bulletin.content.rules import story as story_rules
from bulletin.content.rules.body import body_problems
from bulletin.content.rules.document import circles, twins
from bulletin.content.rules.known import Known
from bulletin.content.rules.units import unit_mistakes
from bulletin.content.rules.whole import clashes
from bulletin.content.rules.withdrawn import withdrawal_mistakes
from bulletin.content.source import WHOLE_FILE, read_text
from bulletin.content.yaml_tree import Tree, YamlMistake, parse
from bulletin.errors import ContentError, Problem
from bulletin.model import addresses
from bulletin.model.bulletin import Bulletin
from bulletin.model.campaign import Campaign
from bulletin.model.document import Document, Status, status
from bulletin.model.event import Event
from bulletin.model.field import Field
from bulletin.model.kind import CAMPAIGN, DOCUMENT, KINDS, Kind, kind_of
from bulletin.model.named import EventKind, Topic
from bulletin.model.question import Question
from bulletin.model.record import Location, Mistake, Record, validate
from bulletin.model.story import CampaignStory, Exemplar
from bulletin.model.unit import Unit
from bulletin.model.withdrawal import Withdrawal

BULLETIN_FILE = "content/data/bulletin.yml"
UNITS_FILE = "content/data/units.yml"
FIELDS_FILE = "content/data/fields.yml"
EVENT_KINDS_FILE = "content/data/event-kinds.yml"
TOPICS_FILE = "content/data/topics.yml"
WITHDRAWN_FILE = "content/data/withdrawn.yml"
DATA_FILES = {
    BULLETIN_FILE,
    UNITS_FILE,
    FIELDS_FILE,
    EVENT_KINDS_FILE,
    TOPICS_FILE,
    WITHDRAWN_FILE,
    "content/data/abbreviations.yml",
    "content/data/titles.yml",
}
MEDIA_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".mp3", ".txt")
DOCUMENT_ENDINGS = (".pdf", ".doc", ".docx", ".odt", ".xls", ".xlsx")

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Library:
    """All valid content, drafts and future stories included, in the order of the paths.

    `targets` resolves the links between items; `media` knows the files that are not text;
    `warnings` are what an editor should look at though nothing stops publication.
    """

    bulletin: Bulletin
    units: tuple[Unit, ...]
    fields: tuple[Field, ...]
    event_kinds: tuple[EventKind, ...]
    topics: tuple[Topic, ...]
    withdrawals: tuple[Withdrawal, ...]
    items: tuple[Item[Record], ...]
    targets: Targets
    media: MediaFiles
    warnings: tuple[Problem, ...]


@dataclass(slots=True)
class _Desk:
    """The work in progress: problems so far, and the lines of what was read."""

    problems: list[Problem] = field(default_factory=list)
    trees: dict[str, Tree] = field(default_factory=dict)

    def tell(self, path: str, mistakes: Iterable[Mistake]) -> None:
        """Note mistakes of a content file: its location is its field."""
        for mistake in mistakes:
            line = self.trees[path].line_of(mistake.location)
            name = field_name(mistake.location)
            self.problems.append(Problem(path, line, name, mistake.message, mistake.severity))

    def tell_entries(self, path: str, mistakes: Iterable[Mistake]) -> None:
        """Note mistakes of a data file that is a list: the line shows which entry is meant."""
        for mistake in mistakes:
            line = self.trees[path].line_of(mistake.location)
            name = field_name(mistake.location[1:])
            self.problems.append(Problem(path, line, name, mistake.message, mistake.severity))


def field_name(location: Location) -> str:
    """Return the name of a location as editors see it: `people[1].consent.date`, `tệp` for all."""
    name = ""
    for step in location:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else step
    return name or WHOLE_FILE


def assemble(
    texts: Mapping[str, bytes],
    sizes: Mapping[str, int],
    hand_written: Mapping[str, str],
    read: Read,
    today: dt.date | None = None,
) -> Library:
    """Return the library that the files hold; raises ContentError with every problem at once.

    `texts` maps the path of each .md and .yml file to its bytes, `sizes` every other file's path to
    its size, `read` opens one of those, `hand_written` maps the addresses of the pages under docs/
    to their paths. Without `today` the warnings that depend on the day are left out.
    """
    desk = _Desk()
    media = MediaFiles(sizes, read)
    bulletin = _bulletin(desk, texts)
    unit_entries, unit_keys = _entries(desk, texts, UNITS_FILE, Unit)
    field_entries, field_keys = _entries(desk, texts, FIELDS_FILE, Field)
    desk.tell_entries(UNITS_FILE, unit_mistakes(unit_entries, unit_keys))
    kind_entries, kind_keys = _entries(desk, texts, EVENT_KINDS_FILE, EventKind, required=False)
    topic_entries, topic_keys = _entries(desk, texts, TOPICS_FILE, Topic, required=False)
    withdrawals, _ = _entries(desk, texts, WITHDRAWN_FILE, Withdrawal, required=False)
    items = _items(desk, texts)
    documents = [cast("Item[Document]", i) for i in items if isinstance(i.front, Document)]
    desk.problems += _strays(texts, sizes)

    by_key = {unit.key: unit for _, unit in unit_entries}
    known = Known(
        publisher=bulletin.publisher if bulletin else "",
        units={key: by_key.get(key) for key in unit_keys},
        fields=frozenset(field_keys),
        campaigns=frozenset(_keys_in_paths(texts, CAMPAIGN, "campaign")),
        documents=frozenset(_keys_in_paths(texts, DOCUMENT, "slug")),
        expired=frozenset(_expired(documents, today)) if today else frozenset(),
        event_kinds=frozenset(kind_keys),
        topics=frozenset(topic_keys),
        files=frozenset(sizes) | frozenset(texts),
        media=media,
    )
    _check(desk, items, known)
    fixed = _fixed_addresses(unit_keys, field_keys, hand_written)
    for item, mistake in chain(clashes(items, fixed), twins(documents), circles(documents)):
        desk.tell(item.path, [mistake])
    claimed = fixed | {item.address: item.path for item in items}
    ids = {item.id: item.path for item in items}
    desk.tell_entries(WITHDRAWN_FILE, withdrawal_mistakes(withdrawals, ids, claimed))
    targets = _targets(texts, fixed)
    for item in items:
        desk.problems += body_problems(item, targets)

    if bulletin is None or any(problem.is_error for problem in desk.problems):
        raise ContentError(desk.problems)
    return Library(
        bulletin=bulletin,
        units=tuple(unit for _, unit in unit_entries),
        fields=tuple(entry for _, entry in field_entries),
        event_kinds=tuple(entry for _, entry in kind_entries),
        topics=tuple(entry for _, entry in topic_entries),
        withdrawals=tuple(entry for _, entry in withdrawals),
        items=tuple(items),
        targets=targets,
        media=media,
        warnings=tuple(desk.problems),
    )


_RULES: dict[type[Record], tuple[Callable[[Any, Known], Iterator[Mistake]], ...]] = {
    Exemplar: story_rules.RULES,
    CampaignStory: story_rules.RULES,
    Campaign: campaign_rules.RULES,
    Document: document_rules.RULES,
    Question: question_rules.RULES,
    Event: event_rules.RULES,
}


def _check(desk: _Desk, items: Sequence[Item[Record]], known: Known) -> None:
    for item in items:
        for rule in _RULES[type(item.front)]:
            desk.tell(item.path, rule(item, known))


def _parsed(desk: _Desk, path: str, text: str, first_line: int) -> Tree | None:
    """Return the tree of a YAML text, noting the one mistake that stops the reading of it."""
    try:
        tree = parse(text, first_line)
    except YamlMistake as mistake:
        desk.problems.append(Problem(path, mistake.line, WHOLE_FILE, mistake.message))
        return None
    desk.trees[path] = tree
    return tree


def _data_tree(desk: _Desk, texts: Mapping[str, bytes], path: str) -> Tree | None:
    if path not in texts:
        desk.problems.append(Problem(path, 1, WHOLE_FILE, "thiếu tệp này"))
        return None
    text, problems = read_text(path, texts[path])
    desk.problems += problems
    return None if text is None else _parsed(desk, path, text, 1)


def _bulletin(desk: _Desk, texts: Mapping[str, bytes]) -> Bulletin | None:
    tree = _data_tree(desk, texts, BULLETIN_FILE)
    if tree is None:
        return None
    found = validate(Bulletin, tree.value or {})
    if isinstance(found, Bulletin):
        return found
    desk.tell(BULLETIN_FILE, found)
    return None


def _entries(
    desk: _Desk, texts: Mapping[str, bytes], path: str, model: type[R], *, required: bool = True
) -> tuple[list[tuple[int, R]], list[str]]:
    """Return the valid entries of a list file with their positions, and all keys written in it."""
    if path not in texts and not required:
        desk.trees[path] = Tree()
        return [], []
    tree = _data_tree(desk, texts, path)
    if tree is None:
        desk.trees.setdefault(path, Tree())
        return [], []
    if tree.value is None and not required:
        return [], []
    if not isinstance(tree.value, list):
        desk.tell_entries(path, [Mistake((), "tệp phải là một danh sách, mỗi mục bắt đầu bằng '- '")])
        return [], []
    entries: list[tuple[int, R]] = []
    keys: list[str] = []
    for position, raw in enumerate(tree.value):
        key = raw.get("key") if isinstance(raw, dict) else None
        if isinstance(key, str):
            if key in keys:
                desk.tell_entries(path, [Mistake((position, "key"), f"khóa '{key}' viết hai lần")])
                continue
            keys.append(key)
        found = validate(model, raw if raw is not None else {})
        if isinstance(found, list):
            placed = [Mistake((position, *m.location), m.message, m.severity) for m in found]
            desk.tell_entries(path, placed)
        else:
            entries.append((position, found))
    return entries, keys


def _items(desk: _Desk, texts: Mapping[str, bytes]) -> list[Item[Record]]:
    """Return the valid content files in the order of their paths."""
    items = []
    for path in sorted(texts):
        if not path.endswith(".md"):
            continue
        text, problems = read_text(path, texts[path])
        desk.problems += problems
        found = kind_of(path)
        if found is None or text is None:
            continue
        try:
            parted = split(text)
        except NoFrontMatter as mistake:
            desk.problems.append(Problem(path, mistake.line, WHOLE_FILE, mistake.message))
            continue
        tree = _parsed(desk, path, parted.front, parted.front_line)
        if tree is None:
            continue
        kind, parts = found
        tree.lines[()] = 1
        front: Any = validate(kind.model, tree.value if tree.value is not None else {})
        if isinstance(front, list):
            desk.tell(path, front)
        else:
            items.append(Item(path, kind, parts, front, parted.body, parted.body_line))
    return items


def _strays(texts: Mapping[str, bytes], sizes: Mapping[str, int]) -> Iterator[Problem]:
    """Yield the files that stand where nothing would ever read them."""
    places = "; ".join(kind.example for kind in KINDS)
    for path in texts:
        if path.lower().endswith(".md") and kind_of(path) is None:
            message = (
                "tệp không đúng chỗ hoặc tên tệp không đúng (chỉ gồm a-z, 0-9 và gạch ngang); "
                f"chỗ đúng: {places}"
            )
            yield Problem(path, 1, WHOLE_FILE, message)
        elif path.endswith((".yml", ".yaml")) and path not in DATA_FILES:
            message = "không có tệp dữ liệu này; các tệp có: " + ", ".join(sorted(DATA_FILES))
            yield Problem(path, 1, WHOLE_FILE, message)
    for path in sizes:
        is_document = path.startswith(f"{document_rules.FILES}/")
        endings = DOCUMENT_ENDINGS if is_document else MEDIA_ENDINGS
        if not path.lower().endswith(endings):
            message = f"loại tệp không nhận ở đây; chỉ nhận .md và {', '.join(endings)}"
            yield Problem(path, 1, WHOLE_FILE, message)


def _keys_in_paths(texts: Mapping[str, bytes], kind: Kind[Record], part: str) -> Iterator[str]:
    """Yield the keys that the files of a kind give, broken files too."""
    for path in texts:
        if found := kind.pattern.fullmatch(path):
            yield found[part]


def _expired(documents: Sequence[Item[Document]], today: dt.date) -> Iterator[str]:
    """Yield the documents that are no longer in force on the day of the check."""
    replaced_by: defaultdict[str, list[Document]] = defaultdict(list)
    for item in documents:
        for slug in item.front.replaces:
            replaced_by[slug].append(item.front)
    for item in documents:
        slug = item.parts["slug"]
        if status(item.front, today, replaced_by[slug], ()) is Status.EXPIRED:
            yield slug


def _fixed_addresses(
    units: Iterable[str], fields: Iterable[str], hand_written: Mapping[str, str]
) -> dict[str, str]:
    """Return every address that is not an item's, and what stands there."""
    fixed = {**addresses.LISTS, **hand_written}
    fixed |= {addresses.unit_address(key): f"đơn vị '{key}'" for key in units}
    fixed |= {addresses.field_address(key): f"lĩnh vực '{key}'" for key in fields}
    return fixed


def _targets(texts: Mapping[str, bytes], fixed: Mapping[str, str]) -> Targets:
    """Return what links may mean; a page whose own front matter is broken still counts as there."""
    pages = {}
    for path in texts:
        if found := kind_of(path):
            kind, parts = found
            pages[path] = kind.address_of(parts)
    feeds = {addresses.ALL_STORIES_FEED, addresses.RADIO_FEED}
    return Targets(pages, frozenset(pages.values()) | frozenset(fixed) | feeds)
