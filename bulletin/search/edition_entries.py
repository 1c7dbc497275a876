"""Search entries for everything in an edition that can be found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.edition.public_documents import PublicDocument
from bulletin.edition.public_events import PublicEvent
from bulletin.edition.public_story import PublicStory
from bulletin.model.addresses import field_address, unit_address
from bulletin.model.campaign import Campaign
from bulletin.model.document import NO_LONGER_APPLIED
from bulletin.model.field import Field
from bulletin.model.kind import CAMPAIGN, DOCUMENT, EVENT, OTHER_KINDS, QUESTION
from bulletin.model.labels import SAMPLE_EVENT, SAMPLE_UNIT, story_label, story_mark
from bulletin.model.question import Question
from bulletin.model.record import Record
from bulletin.model.unit import Unit
from bulletin.search.html_text import extract_headings, extract_text
from bulletin.search.results import CATEGORIES
from bulletin.search.search_entry import Entry, Named

Found: TypeAlias = "tuple[Entry, Item[Record] | None]"
"""An entry without its text, and the item whose body has the text; None if there is no body."""

_HELD = "Chưa đăng · "
"""What goes before the label of an entry that only a preview has."""


def iter_entries(edition: Edition) -> Iterator[Found]:
    """Yield an entry for each story, campaign, document, question, event, unit and field.

    The entries have no text yet: `add_text` adds that of the item's body.
    """
    for story in edition.stories:
        yield make_story_entry(story, edition), story.item
    yield from iter_other_entries(edition)


def iter_other_entries(edition: Edition) -> Iterator[Found]:
    """Yield the entries of everything that is not a story, as `iter_entries` does."""
    for kind in OTHER_KINDS:
        yield from ENTRIES[kind.name](edition)
    for unit in edition.units:
        yield make_unit_entry(unit, edition), None
    for field in edition.fields:
        yield make_field_entry(field), None


ENTRIES: Mapping[str, Callable[[Edition], Iterator[Found]]] = {
    CAMPAIGN.name: lambda edition: (
        (make_campaign_entry(campaign, edition), campaign) for campaign in edition.campaigns
    ),
    DOCUMENT.name: lambda edition: (
        (make_document_entry(document), document.item) for document in edition.documents
    ),
    QUESTION.name: lambda edition: (
        (make_question_entry(question, edition), question) for question in edition.questions
    ),
    EVENT.name: lambda edition: (
        (make_event_entry(event, edition), event.item) for event in edition.events
    ),
}
"""The entries of each kind of content that is not a story, by the name of the kind."""


def add_text(entry: Entry, html: str) -> Entry:
    """Return a copy of `entry` with the headings and the text of its item's safe HTML body."""
    return replace(entry, headings=extract_headings(html), body=extract_text(html))


def make_story_entry(story: PublicStory, edition: Edition) -> Entry:
    """Return the entry of a story. Its unit, people and awards find it too."""
    front = story.front
    return Entry(
        address=story.address,
        kind="tin-bai",
        label=f"{_HELD}{story_label(front)}" if story.held else story_label(front),
        title=front.title,
        day=story.published.date(),
        unit=(story.unit.key, edition.unit_label(story.unit)),
        fields=tuple((field.key, field.name) for field in story.fields),
        campaigns=tuple(map(_key_and_name, story.campaigns)),
        mark=story_mark(front),
        is_behind=front.sample,
        summary=_collapse_spaces(front.summary),
        names=_join_lines(
            edition.unit_label(story.unit),
            *story.unit.aliases,
            *(person.name for person in front.people),
            *(award.title for award in front.awards),
        ),
    )


def make_campaign_entry(campaign: Item[Campaign], edition: Edition) -> Entry:
    """Return the entry of a campaign. Its other names find it too."""
    front = campaign.front
    return Entry(
        address=campaign.address,
        kind="phong-trao",
        label=CATEGORIES["phong-trao"],
        title=front.title,
        day=front.started,
        fields=tuple((f.key, f.name) for f in edition.fields if f.key in front.fields),
        summary=_collapse_spaces(front.summary),
        names=_join_lines(*front.other_names, front.launched_by),
    )


def make_document_entry(document: PublicDocument) -> Entry:
    """Return the entry of a document. Its number finds it before the items that cite it."""
    front = document.front
    return Entry(
        address=document.item.address,
        kind="van-ban",
        label=front.type,
        title=front.full_title,
        state=document.status.value,
        is_behind=document.status in NO_LONGER_APPLIED,
        day=front.issued,
        summary=front.issuer,
        names=front.signer or "",
        number=front.name if front.number else "",
    )


def make_question_entry(question: Item[Question], edition: Edition) -> Entry:
    """Return the entry of a question. It has no day: the day of its last check is not its age."""
    topics = {topic.key: topic.name for topic in edition.topics}
    return Entry(
        address=question.address,
        kind="hoi-dap",
        label=CATEGORIES["hoi-dap"],
        title=question.front.title,
        names=topics.get(question.front.topic or "", ""),
    )


def make_event_entry(event: PublicEvent, edition: Edition) -> Entry:
    """Return the entry of an event."""
    front = event.front
    return Entry(
        address=event.item.address,
        kind="su-kien",
        label=f"{_HELD}{event.kind}" if event.held else event.kind,
        title=front.title,
        day=front.start.date(),
        unit=(event.unit.key, edition.unit_label(event.unit)),
        campaigns=tuple(map(_key_and_name, event.campaigns)),
        mark=SAMPLE_EVENT if front.sample else "",
        is_behind=front.sample,
        summary=_collapse_spaces(front.summary),
        names=_join_lines(front.place, edition.unit_label(event.unit)),
    )


def make_unit_entry(unit: Unit, edition: Edition) -> Entry:
    """Return the entry of a unit. Its former and later names find it too."""
    labels = edition.unit_labels
    former_names = [labels[key] for key in unit.predecessors]
    later_names = [labels[key] for key in unit.successors]
    sentences = [
        f"Tên gọi khác: {', '.join(unit.aliases)}." if unit.aliases else "",
        f"Hợp thành từ: {', '.join(former_names)}." if former_names else "",
        f"Nay thuộc: {', '.join(later_names)}." if later_names else "",
    ]
    label = edition.unit_label(unit)
    return Entry(
        address=unit_address(unit.key),
        kind="don-vi",
        label=unit.type,
        title=unit.name if unit.sample else label,
        mark=SAMPLE_UNIT if unit.sample else "",
        is_behind=unit.sample,
        unit=(unit.key, label),
        summary=" ".join(filter(None, sentences)),
        names=_join_lines(*unit.aliases, unit.code or ""),
    )


def make_field_entry(field: Field) -> Entry:
    """Return the entry of a field."""
    return Entry(
        address=field_address(field.key),
        kind="linh-vuc",
        label=CATEGORIES["linh-vuc"],
        title=field.name,
        fields=((field.key, field.name),),
        summary=_collapse_spaces(field.description or ""),
    )


def _key_and_name(campaign: Item[Campaign]) -> Named:
    return campaign.parts["campaign"], campaign.front.title


def _collapse_spaces(text: str) -> str:
    return " ".join(text.split())


def _join_lines(*texts: str) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))
