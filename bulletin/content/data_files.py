"""The files of content/data/: the bulletin's own, and lists of entries with keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bulletin.content.faults.mixed_letters import mixed_letter_problems
from bulletin.content.problem_collector import ProblemCollector
from bulletin.content.source import read_text
from bulletin.content.texts import WHOLE_FILE
from bulletin.content.yaml.tree import Tree
from bulletin.errors import Problem
from bulletin.model.bulletin import Bulletin
from bulletin.model.lexicon import Abbreviations, Pronunciation
from bulletin.model.record import Mistake, Record, validate
from bulletin.model.vocabularies import SameMeaning
from bulletin.verbalize.lexicon import Lexicon, find_loops
from bulletin.vietnamese.fold import fold

BULLETIN_FILE = "content/data/bulletin.yml"
UNITS_FILE = "content/data/units.yml"
FIELDS_FILE = "content/data/fields.yml"
EVENT_KINDS_FILE = "content/data/event-kinds.yml"
TOPICS_FILE = "content/data/topics.yml"
WITHDRAWN_FILE = "content/data/withdrawn.yml"
BROADCASTS_FILE = "content/data/broadcasts.yml"
ABBREVIATIONS_FILE = "content/data/abbreviations.yml"
PRONUNCIATIONS_FILE = "content/data/pronunciations.yml"
SYNONYMS_FILE = "content/data/synonyms.yml"
# Kept for the office; what reads them is yet to come, but they have to be readable.
OTHER_FILES = ("content/data/titles.yml",)
DATA_FILES = (
    *OTHER_FILES,
    ABBREVIATIONS_FILE,
    BROADCASTS_FILE,
    PRONUNCIATIONS_FILE,
    BULLETIN_FILE,
    EVENT_KINDS_FILE,
    FIELDS_FILE,
    SYNONYMS_FILE,
    TOPICS_FILE,
    UNITS_FILE,
    WITHDRAWN_FILE,
)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """A list file: its valid entries with their positions, and every key that is written in it.

    `keys` is None when the file is not a list at all: then no reference to it can be judged.
    """

    entries: Sequence[tuple[int, R]]
    keys: Sequence[str] | None

    @property
    def records(self) -> tuple[R, ...]:
        """The valid entries in the order of the file."""
        return tuple(entry for _, entry in self.entries)

    @property
    def known(self) -> frozenset[str] | None:
        """The keys that may be referred to; None when the file is no list."""
        return None if self.keys is None else frozenset(self.keys)


def read_bulletin(
    collector: ProblemCollector, texts: Mapping[str, bytes]
) -> tuple[Bulletin | None, str | None]:
    """Return bulletin.yml, and who publishes, which is known even if something else is wrong."""
    tree = _tree(collector, texts, BULLETIN_FILE)
    if tree is None:
        return None, None
    found = validate(Bulletin, tree.value or {})
    if isinstance(found, Bulletin):
        return found, found.publisher
    collector.report(BULLETIN_FILE, found)
    publisher = tree.value.get("publisher") if isinstance(tree.value, dict) else None
    return None, publisher if isinstance(publisher, str) else None


def read_list(
    collector: ProblemCollector,
    texts: Mapping[str, bytes],
    path: str,
    model: type[R],
    *,
    required: bool = True,
) -> Listing[R]:
    """Return the list file at `path`, whose entries are `model` records."""
    if path not in texts and not required:
        return Listing((), ())
    tree = _tree(collector, texts, path)
    if tree is None:
        return Listing((), None)
    if tree.value is None and not required:
        return Listing((), ())
    if not isinstance(tree.value, list):
        message = "tệp phải là một danh sách, mỗi mục bắt đầu bằng '- '"
        collector.report_entries(path, [Mistake((), message)])
        return Listing((), None)
    entries: list[tuple[int, R]] = []
    positions: dict[str, int] = {}
    for position, raw in enumerate(tree.value):
        key = raw.get("key") if isinstance(raw, dict) else None
        if isinstance(key, str):
            if key in positions:
                line = tree.line_of((positions[key], "key"))
                message = f"khóa '{key}' đã có ở dòng {line}; mỗi mục một khóa riêng"
                collector.report_entries(path, [Mistake((position, "key"), message)])
                continue
            positions[key] = position
        found = validate(model, raw if raw is not None else {})
        if isinstance(found, list):
            located = [replace(m, location=(position, *m.location)) for m in found]
            collector.report_entries(path, located)
        else:
            entries.append((position, found))
    return Listing(entries, tuple(positions))


def read_lexicon(collector: ProblemCollector, texts: Mapping[str, bytes]) -> Lexicon:
    """Return the words that are not read as they are written; both files may be missing."""
    found = Abbreviations()
    if ABBREVIATIONS_FILE in texts and (tree := _tree(collector, texts, ABBREVIATIONS_FILE)):
        validated = validate(Abbreviations, tree.value or {})
        if isinstance(validated, list):
            collector.report(ABBREVIATIONS_FILE, validated)
        else:
            found = validated
    listed = read_list(collector, texts, PRONUNCIATIONS_FILE, Pronunciation, required=False)
    spoken: dict[str, str] = {}
    for position, entry in listed.entries:
        if entry.word in spoken:
            message = f"từ '{entry.word}' viết hai lần; chỉ giữ một"
            collector.report_entries(PRONUNCIATIONS_FILE, [Mistake((position, "word"), message)])
        spoken.setdefault(entry.word, entry.spoken)
    looping = set(find_loops(spoken))
    collector.report_entries(
        PRONUNCIATIONS_FILE,
        (
            Mistake((position, "spoken"), f"lời đọc của '{entry.word}' lại dẫn về chính từ đó")
            for position, entry in listed.entries
            if entry.word in looping
        ),
    )
    return Lexicon(
        abbreviations={one.short: one.spoken or one.long for one in found.abbreviations},
        ambiguous={one.short: one.meanings for one in found.ambiguous},
        pronunciations={word: form for word, form in spoken.items() if word not in looping},
        long_forms={one.short: one.long for one in found.abbreviations},
    )


def read_synonyms(
    collector: ProblemCollector, texts: Mapping[str, bytes]
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of phrases that mean the same; the file may be missing.

    A phrase of one syllable would find half the bulletin, and one in two groups would join them.
    """
    listed = read_list(collector, texts, SYNONYMS_FILE, SameMeaning, required=False)
    seen: set[str] = set()
    for position, entry in listed.entries:
        for number, phrase in enumerate(entry.words):
            folded = " ".join(fold(phrase).split())
            if " " not in folded:
                message = f"'{phrase}' chỉ có một tiếng, tìm sẽ ra lung tung; ghi từ hai tiếng"
            elif folded in seen:
                message = f"'{phrase}' đã có ở trên; mỗi cách nói chỉ ghi một lần"
            else:
                seen.add(folded)
                continue
            location = (position, "words", number)
            collector.report_entries(SYNONYMS_FILE, [Mistake(location, message)])
    return tuple(entry.words for entry in listed.records)


def check_others(collector: ProblemCollector, texts: Mapping[str, bytes]) -> None:
    """Note what is unreadable in the data files that no model describes."""
    for path in OTHER_FILES:
        if path in texts:
            _tree(collector, texts, path)


def _tree(collector: ProblemCollector, texts: Mapping[str, bytes], path: str) -> Tree | None:
    if path not in texts:
        message = "thiếu tệp này; chép lại từ kho của bản tin rồi sửa"
        collector.problems.append(Problem(path, 1, WHOLE_FILE, message))
        return None
    text, problems = read_text(path, texts[path])
    collector.problems += problems
    if text is not None:
        collector.problems += mixed_letter_problems(path, text, text.count("\n") + 2)
    return None if text is None else collector.parse_yaml(path, text, 1)
