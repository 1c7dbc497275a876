"""The entries of an edition: everything of it that can be found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.edition.public_documents import PublicDocument
from bulletin.edition.public_events import PublicEvent
from bulletin.edition.public_story import PublicStory
from bulletin.model.addresses import field_address, unit_address
from bulletin.model.campaign import Campaign
from bulletin.model.field import Field
from bulletin.model.labels import story_label
from bulletin.model.question import Question
from bulletin.model.record import Record
from bulletin.model.unit import Unit
from bulletin.search.entry import Entry, Named
from bulletin.search.results import KINDS
from bulletin.search.text import headings_of, text_of


def entries(edition: Edition) -> Iterator[tuple[Entry, Item[Record] | None]]:
    """Yield an entry for each story, campaign, document, question, event, unit and field.

    With it comes the item whose body it is still without (see `with_text`), if there is one.
    """
    for story in edition.stories:
        yield story_entry(story, edition), story.item
    yield from other_entries(edition)


def other_entries(edition: Edition) -> Iterator[tuple[Entry, Item[Record] | None]]:
    """Yield the entries of everything that is no story, as `entries` does."""
    for campaign in edition.campaigns:
        yield campaign_entry(campaign, edition), campaign
    for document in edition.documents:
        yield document_entry(document), document.item
    for question in edition.questions:
        yield question_entry(question, edition), question
    for event in edition.events:
        yield event_entry(event, edition), event.item
    for unit in edition.units:
        yield unit_entry(unit, edition), None
    for field in edition.fields:
        yield field_entry(field), None


def with_text(entry: Entry, html: str) -> Entry:
    """Return the entry with what the safe HTML of its item's body says."""
    return replace(entry, headings=headings_of(html), body=text_of(html))


def story_entry(story: PublicStory, edition: Edition) -> Entry:
    """Return the entry of a story; it is found under its unit, its people and its awards too."""
    front = story.front
    return Entry(
        address=story.address,
        kind="tin-bai",
        label=story_label(front),
        title=front.title,
        day=story.published.date(),
        unit=(story.unit.key, edition.unit_label(story.unit)),
        fields=tuple((field.key, field.name) for field in story.fields),
        campaigns=tuple(map(_campaign, story.campaigns)),
        sample=front.sample,
        summary=_line(front.summary),
        names=_lines(
            edition.unit_label(story.unit),
            *story.unit.aliases,
            *(person.name for person in front.people),
            *(award.title for award in front.awards),
        ),
    )


def campaign_entry(campaign: Item[Campaign], edition: Edition) -> Entry:
    """Return the entry of a campaign, which is found under its other names too."""
    front = campaign.front
    return Entry(
        address=campaign.address,
        kind="phong-trao",
        label=KINDS["phong-trao"],
        title=front.title,
        day=front.started,
        fields=tuple((f.key, f.name) for f in edition.fields if f.key in front.fields),
        summary=_line(front.summary),
        names=_lines(*front.other_names, front.launched_by),
    )


def document_entry(document: PublicDocument) -> Entry:
    """Return the entry of a document, which comes before those that name it by its number."""
    front = document.front
    return Entry(
        address=document.item.address,
        kind="van-ban",
        label=front.type,
        title=f"{front.name}: {front.title}" if front.number else front.title,
        day=front.issued,
        summary=front.issuer,
        names=front.signer or "",
        number=front.name if front.number else "",
    )


def question_entry(question: Item[Question], edition: Edition) -> Entry:
    """Return the entry of a question. The day it was checked says nothing of how new it is."""
    topics = {topic.key: topic.name for topic in edition.topics}
    return Entry(
        address=question.address,
        kind="hoi-dap",
        label=KINDS["hoi-dap"],
        title=question.front.title,
        names=topics.get(question.front.topic or "", ""),
    )


def event_entry(event: PublicEvent, edition: Edition) -> Entry:
    """Return the entry of an event."""
    front = event.front
    return Entry(
        address=event.item.address,
        kind="su-kien",
        label=event.kind,
        title=front.title,
        day=front.start.date(),
        unit=(event.unit.key, edition.unit_label(event.unit)),
        campaigns=tuple(map(_campaign, event.campaigns)),
        sample=front.sample,
        summary=_line(front.summary),
        names=_lines(front.place, edition.unit_label(event.unit)),
    )


def unit_entry(unit: Unit, edition: Edition) -> Entry:
    """Return the entry of a unit, which is found under its former and later names too."""
    labels = edition.unit_labels
    former = [labels[key] for key in unit.predecessors]
    later = [labels[key] for key in unit.successors]
    said = [
        f"Tên gọi khác: {', '.join(unit.aliases)}." if unit.aliases else "",
        f"Tiền thân: {', '.join(former)}." if former else "",
        f"Kế thừa: {', '.join(later)}." if later else "",
    ]
    label = edition.unit_label(unit)
    return Entry(
        address=unit_address(unit.key),
        kind="don-vi",
        label=unit.type,
        title=label,
        unit=(unit.key, label),
        summary=" ".join(filter(None, said)),
        names=_lines(*unit.aliases, unit.code or ""),
    )


def field_entry(field: Field) -> Entry:
    """Return the entry of a field."""
    return Entry(
        address=field_address(field.key),
        kind="linh-vuc",
        label=KINDS["linh-vuc"],
        title=field.name,
        fields=((field.key, field.name),),
        summary=_line(field.description or ""),
    )


def _campaign(campaign: Item[Campaign]) -> Named:
    return campaign.parts["campaign"], campaign.front.title


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(*texts: str) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))
