"""The page of a story and its card in lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from bulletin.content.item import Item
from bulletin.content.media_files import MediaFiles
from bulletin.edition.channels import iter_feed_addresses
from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.edition.related_stories import Neighbours
from bulletin.model import addresses
from bulletin.model.document import Document
from bulletin.model.labels import STAGES, SUBJECTS, story_label
from bulletin.model.story import Award
from bulletin.pages.document_pages import document_link, story_documents
from bulletin.pages.page import (
    AwardLine,
    Card,
    CardImage,
    Fact,
    FeedLink,
    Figure,
    Link,
    Nearby,
    Page,
    Recording,
    Reported,
    StoryView,
    Value,
)
from bulletin.pages.page_group import PageGroup
from bulletin.vietnamese.collate import person_key
from bulletin.vietnamese.dates import day_and_time, short_date


def card(story: PublicStory) -> Card:
    """Return the story as lists show it."""
    return Card(
        title=story.front.title,
        address=story.address,
        summary=" ".join(story.front.summary.split()),
        label=story_label(story.front),
        day=story.published.date(),
        unit=story.unit.name,
        sample=story.front.sample,
        picture=CardImage(figure, story.address) if (figure := figure_of(story)) else None,
    )


def make_story_group(
    story: PublicStory,
    around: Neighbours,
    edition: Edition,
    feeds: Mapping[str, FeedLink],
    media: MediaFiles,
) -> PageGroup:
    """Return the group of the story's page alone; `feeds` are all feeds by address."""
    beside = [one for one in (around.older, around.newer) if one is not None]
    return PageGroup(
        name=story.address,
        addresses=(story.address,),
        make_pages=lambda: [_page(story, around, edition, feeds, media)],
        stories=(story, *beside, *(one.story for one in around.related)),
        bodies=(story.item,),
        # How each of the stories stands to this one.
        extra_key=(
            around.older is None,
            around.newer is None,
            [it.reason.value for it in around.related],
        ),
    )


def _page(
    story: PublicStory,
    around: Neighbours,
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
            size=media.sizes[story.audio_path],
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
            when=day_and_time(story.published),
            day=story.published.date(),
            summary=" ".join(front.summary.split()),
            sample=front.sample,
            facts=tuple(_facts(story, edition)),
            awards=tuple(_awards(story, edition)),
            corrections=tuple(sorted(front.corrections, key=lambda c: c.date)),
            audio=recording,
            script=(addresses.script_address(story.address) if edition.is_cleared(story) else None),
            related=tuple(
                Nearby(it.story.front.title, it.story.address, it.reason.value)
                for it in around.related
            ),
            older=_title_link(around.older),
            newer=_title_link(around.newer),
        ),
        figure=figure_of(story),
        about=None if front.sample else _reported(story),
        body=story.item,
        source=story.item.path,
    )


def figure_of(story: PublicStory) -> Figure | None:
    """Return the story's picture, if it has one."""
    image = story.front.image
    if image is None:
        return None
    return Figure(f"{story.item.folder}/{image.file}", image.alt, image.credit)


def _reported(story: PublicStory) -> Reported:
    """Return the story as news; a correction counts from the first minute of its day."""
    zone = story.published.tzinfo
    changes = [dt.datetime.combine(c.date, dt.time(), zone) for c in story.front.corrections]
    return Reported(story.published, max([story.published, *changes]), story.front.author)


def _facts(story: PublicStory, edition: Edition) -> list[Fact]:
    front = story.front
    unit = Link(edition.unit_label(story.unit), addresses.unit_address(story.unit.key))
    facts: list[tuple[str, tuple[Value, ...]]] = [
        ("Đơn vị", (unit,)),
        (
            "Lĩnh vực",
            tuple(Link(field.name, addresses.field_address(field.key)) for field in story.fields),
        ),
        ("Phong trào", tuple(Link(c.front.title, c.address) for c in story.campaigns)),
        ("Đối tượng", (SUBJECTS[front.subject],) if front.subject else ()),
        ("Giai đoạn", (STAGES[front.stage],) if front.stage else ()),
        ("Người được nêu", tuple(_people(story))),
        ("Người viết", (front.author,)),
        (
            "Văn bản được dẫn",
            tuple(map(document_link, story_documents(story.item, edition))),
        ),
        ("Nguồn", (" ".join(front.source.split()),) if front.source else ()),
        ("Người duyệt", tuple(_approval(story))),
    ]
    return [Fact(term, values) for term, values in facts if values]


def _title_link(story: PublicStory | None) -> Link | None:
    return Link(story.front.title, story.address) if story is not None else None


def _awards(story: PublicStory, edition: Edition) -> Iterator[AwardLine]:
    for award in story.front.awards:
        document = _decision(award, edition)
        yield AwardLine(
            title=award.title,
            issuer=award.issuer,
            decision=award.decision,
            document=document.address if document else None,
            day=award.date,
            revoked=award.revoked,
        )


def _decision(award: Award, edition: Edition) -> Item[Document] | None:
    """Return the decision on an award, unless the days show another one of that number."""
    for document in edition.citations.find_in_text(award.decision or ""):
        if award.date in (None, document.front.issued):
            return document
    return None


def _people(story: PublicStory) -> list[str]:
    """Return the persons by given name, as Vietnamese lists have them, each with the role."""
    people = sorted(story.front.people, key=lambda person: person_key(person.name))
    return [f"{p.name}, {p.role}" if p.role else p.name for p in people]


def _approval(story: PublicStory) -> list[str]:
    by, on = story.front.approved_by, story.front.approved_on
    return [f"{by}, {short_date(on)}"] if by and on else []
