"""The page of a story, and its card in lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bulletin.content.item import Item
from bulletin.content.media_files import MediaFiles
from bulletin.edition.channels import iter_feed_addresses
from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.edition.related_stories import Neighbours
from bulletin.model import addresses
from bulletin.model.document import Document
from bulletin.model.labels import DRAWINGS, STAGES, SUBJECTS, mark_text, story_label, story_mark
from bulletin.model.story import Award, Correction
from bulletin.pages.card_list import Card, CardImage
from bulletin.pages.document_pages import iter_cited_documents, make_document_link
from bulletin.pages.page import Fact, FactValue, FeedLink, Figure, Link, NewsInfo, Page, View
from bulletin.pages.page_group import PageGroup
from bulletin.pages.source_links import make_source_values
from bulletin.vietnamese.collate import person_key
from bulletin.vietnamese.dates import day_and_time, short_date


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """A link to a related story, and the reason why it is related."""

    title: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class AwardLine:
    """An award; `document` is the address of the decision's page, if the library has it."""

    title: str
    issuer: str | None
    decision: str | None
    document: str | None
    day: dt.date | None
    revoked: bool
    revocation: str = ""
    revoked_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording: its length in words, its size in bytes, the address of its transcript."""

    address: str
    length: str
    size: int
    transcript: str | None


@dataclass(frozen=True, slots=True)
class StoryView(View):
    """story.html: what a story's page shows. The template gets the body as HTML beside this.

    `drawing` is the name of the drawing on its card for sharing. `script` is the address of the
    script for the radio; `older` and `newer` lead through the
    story's first campaign.
    """

    guid: str
    label: str
    drawing: str
    when: str
    day: dt.date
    summary: str
    result: str | None
    confirmed_by: str | None
    sample: bool
    facts: tuple[Fact, ...]
    awards: tuple[AwardLine, ...]
    corrections: tuple[Correction, ...]
    audio: Recording | None
    script: str | None
    related: tuple[RelatedLink, ...]
    older: Link | None
    newer: Link | None


def make_story_card(story: PublicStory) -> Card:
    """Return the story's card."""
    figure = figure_of(story)
    return Card(
        title=story.front.title,
        address=story.address,
        summary=" ".join(story.front.summary.split()),
        label=story_label(story.front),
        day=story.published.date(),
        unit=story.unit.name,
        sample=story.front.sample,
        picture=CardImage(figure, story.address) if figure else None,
        drawing="" if figure else _find_drawing(story),
        held=story.held,
    )


def _find_drawing(story: PublicStory) -> str:
    """Return the name of the drawing for the story's fields, or for what the story is about."""
    drawings = [field.drawing.value for field in story.fields if field.drawing is not None]
    return next(iter(drawings), DRAWINGS[story.front.subject])


def make_story_group(
    story: PublicStory,
    neighbours: Neighbours,
    edition: Edition,
    feeds: Mapping[str, FeedLink],
    media: MediaFiles,
) -> PageGroup:
    """Return the group of the story's page alone; `feeds` are all feeds by address."""
    in_campaign = [one for one in (neighbours.older, neighbours.newer) if one is not None]
    return PageGroup(
        name=story.address,
        addresses=(story.address,),
        make_pages=lambda: [_make_page(story, neighbours, edition, feeds, media)],
        stories=(story, *in_campaign, *(one.story for one in neighbours.related)),
        bodies=(story.item,),
        # The relation of each of the other stories to this one.
        extra_key=(
            neighbours.older is None,
            neighbours.newer is None,
            [it.reason.value for it in neighbours.related],
        ),
        listed=not story.held,
    )


def _make_page(
    story: PublicStory,
    neighbours: Neighbours,
    edition: Edition,
    feeds: Mapping[str, FeedLink],
    media: MediaFiles,
) -> Page:
    front = story.front
    recording = None
    if front.audio is not None and story.audio_path is not None:
        transcript = front.audio.transcript
        recording = Recording(
            address=story.address + front.audio.file,
            length=media.length_of(story.audio_path),
            size=media.recording_size(story.audio_path),
            transcript=story.address + transcript if transcript else None,
        )
    in_campaign = "campaign" in story.item.parts
    return Page(
        address=story.address,
        template="story.html",
        title=front.title,
        description=" ".join(front.summary.split()),
        section=addresses.CAMPAIGNS if in_campaign else addresses.EXEMPLARS,
        feeds=tuple(feeds[address] for address in iter_feed_addresses(story)),
        view=StoryView(
            guid=story.guid,
            label=story_label(story.front),
            drawing=_find_drawing(story),
            when=day_and_time(story.published),
            day=story.published.date(),
            summary=" ".join(front.summary.split()),
            result=front.result,
            confirmed_by=front.confirmed_by,
            sample=front.sample,
            facts=tuple(_make_facts(story, edition)),
            awards=tuple(_iter_awards(story, edition)),
            corrections=tuple(sorted(front.corrections, key=lambda c: c.date)),
            audio=recording,
            script=(addresses.script_address(story.address) if edition.is_cleared(story) else None),
            related=tuple(
                RelatedLink(_name(it.story), it.story.address, it.reason.value)
                for it in neighbours.related
            ),
            older=_make_link(neighbours.older),
            newer=_make_link(neighbours.newer),
        ),
        figure=figure_of(story),
        structured=None if front.sample else _make_news_info(story),
        body=story.item,
        source=story.item.path,
        listed=not story.held,
        held=f"bài chưa đăng, {story.held}" if story.held else "",
        mark=story_mark(front),
    )


def figure_of(story: PublicStory) -> Figure | None:
    """Return the story's picture, if it has one."""
    image = story.front.image
    if image is None:
        return None
    return Figure(f"{story.item.folder}/{image.file}", image.alt, image.credit)


def _make_news_info(story: PublicStory) -> NewsInfo:
    """Return the story for search engines; a correction is dated at the start of its day."""
    zone = story.published.tzinfo
    changes = [dt.datetime.combine(c.date, dt.time(), zone) for c in story.front.corrections]
    return NewsInfo(story.published, max([story.published, *changes]), story.front.author)


def _make_facts(story: PublicStory, edition: Edition) -> list[Fact]:
    front = story.front
    unit = Link(edition.unit_label(story.unit), addresses.unit_address(story.unit.key))
    facts: list[tuple[str, tuple[FactValue, ...]]] = [
        ("Đơn vị", (unit,)),
        (
            "Lĩnh vực",
            tuple(Link(field.name, addresses.field_address(field.key)) for field in story.fields),
        ),
        ("Phong trào", tuple(Link(c.front.title, c.address) for c in story.campaigns)),
        ("Đối tượng", (SUBJECTS[front.subject],) if front.subject else ()),
        ("Bước xây dựng điển hình", (STAGES[front.stage],) if front.stage else ()),
        ("Người được nêu", tuple(_format_people(story))),
        ("Người viết", (front.author,)),
        (
            "Văn bản được dẫn",
            tuple(map(make_document_link, iter_cited_documents(story.item, edition))),
        ),
        ("Nguồn", make_source_values(front.source)),
        ("Người duyệt", tuple(_format_approval(story))),
        ("Đã phát", tuple(_format_airings(story))),
    ]
    return [Fact(term, values) for term, values in facts if values]


def _make_link(story: PublicStory | None) -> Link | None:
    return Link(_name(story), story.address) if story is not None else None


def _name(story: PublicStory) -> str:
    """Return the title as the text of a link; a sample's says that it is one."""
    return mark_text(story.front.title, story_mark(story.front))


def _iter_awards(story: PublicStory, edition: Edition) -> Iterator[AwardLine]:
    for award in story.front.awards:
        document = find_decision(award, edition)
        yield AwardLine(
            title=award.title,
            issuer=award.issuer,
            decision=award.decision,
            document=document.address if document else None,
            day=award.date,
            revoked=award.revoked,
            revocation=award.revoked_reason or "",
            revoked_on=award.revoked_on,
        )


def find_decision(award: Award, edition: Edition) -> Item[Document] | None:
    """Return the document with the decision's number, unless it was issued on another day."""
    for document in edition.citations.find_in_text(award.decision or ""):
        if award.date in (None, document.front.issued):
            return document
    return None


def _format_people(story: PublicStory) -> list[str]:
    """Return the people with their roles, sorted by given name as in Vietnamese lists."""
    people = sorted(story.front.people, key=lambda person: person_key(person.name))
    return [f"{p.name}, {p.role}" if p.role else p.name for p in people]


_MOST_AIRINGS = 5


def _format_airings(story: PublicStory) -> Iterator[str]:
    """Yield when the story was aired, the latest first; many airings end in a number."""
    for entry in story.aired[: -_MOST_AIRINGS - 1 : -1]:
        yield ", ".join(filter(None, (short_date(entry.date), entry.programme, entry.station)))
    if (more := len(story.aired) - _MOST_AIRINGS) > 0:
        yield f"và {more} lần trước đó"


def _format_approval(story: PublicStory) -> list[str]:
    by, on = story.front.approved_by, story.front.approved_on
    return [f"{by}, {short_date(on)}"] if by and on else []
