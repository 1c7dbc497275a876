"""What the bulletin of a month holds: real stories alone, and what belongs to that month."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bulletin.content.item import Item
from bulletin.edition.edition import Edition
from bulletin.edition.public_awards import find_level
from bulletin.edition.public_events import PublicEvent, sort_by_start
from bulletin.edition.public_story import PublicStory, real_of
from bulletin.engine.fingerprint import fingerprint
from bulletin.issue.blocks import Block, make_blocks
from bulletin.model import addresses
from bulletin.model.campaign import Campaign
from bulletin.model.campaign_progress import CampaignProgress, find_progress
from bulletin.model.labels import format_award, story_label
from bulletin.model.question import Question
from bulletin.model.record import Record
from bulletin.vietnamese.dates import day_and_time, month_name, short_date

_DAYS_AHEAD = dt.timedelta(days=45)
"""How far the events to come reach: to the middle of the month after the next."""

_MOST_CAMPAIGNS = 3
_MOST_ANSWERS = 6
"""More than are printed as a rule: they fill the last page."""
_MOST_EVENTS = 8

Html = Callable[[Item[Record]], str]
"""Gives the safe HTML of an item's body, its links as site paths."""


@dataclass(frozen=True, slots=True)
class IssuePicture:
    """A picture of a story: the content path of its file, and its words."""

    file: str
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class IssueStory:
    """A story as it is printed; `address` is the whole web address of its page."""

    title: str
    label: str
    unit: str
    day: dt.date
    summary: str
    author: str
    address: str
    body: tuple[Block, ...]
    awards: tuple[str, ...] = ()
    result: str = ""
    confirmed_by: str = ""
    picture: IssuePicture | None = None
    has_recording: bool = False


@dataclass(frozen=True, slots=True)
class IssueCampaign:
    """A campaign with how many stories of the month belong to it."""

    title: str
    summary: str
    progress: str
    stories: int
    address: str


@dataclass(frozen=True, slots=True)
class IssueAnswer:
    """A question with its answer and what the answer rests on."""

    title: str
    body: tuple[Block, ...]
    sources: str
    address: str


@dataclass(frozen=True, slots=True)
class IssueEvent:
    """An event to come: when and where, in words."""

    title: str
    kind: str
    when: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class IssueAward:
    """A commendation: what the story that names it is called, and the award as a sentence."""

    story: str
    award: str
    level: str


@dataclass(frozen=True, slots=True)
class IssueCorrection:
    """A correction made in the month."""

    story: str
    day: dt.date
    text: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes the bulletin, and how to reach them; what is not known is empty."""

    site_name: str
    site_url: str
    publisher: str
    governing_body: str
    responsible: str
    description: str
    attribution: str
    contact: tuple[str, ...]
    email: str
    authority: str


@dataclass(frozen=True, slots=True)
class Issue:
    """The bulletin of a month as known on `day`, the last day of the month or one in it."""

    year: int
    month: int
    day: dt.date
    imprint: Imprint
    stories: tuple[IssueStory, ...]
    campaigns: tuple[IssueCampaign, ...]
    answers: tuple[IssueAnswer, ...]
    events: tuple[IssueEvent, ...]
    awards: tuple[IssueAward, ...]
    corrections: tuple[IssueCorrection, ...]
    address: str

    @property
    def number(self) -> str:
        """The number: "Số 11 năm 2026". It is the number of the month, so it is never invented."""
        return f"Số {self.month} năm {self.year}"

    @property
    def month_name(self) -> str:
        """The month: "Tháng 11 năm 2026"."""
        return month_name(self.year, self.month).capitalize()

    @property
    def picture_files(self) -> tuple[str, ...]:
        """The content paths of the pictures, each once."""
        files = (story.picture.file for story in self.stories if story.picture is not None)
        return tuple(dict.fromkeys(files))

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the month is there to print."""
        return not (self.stories or self.events or self.awards or self.corrections)


def iter_months(edition: Edition) -> Iterator[tuple[int, int]]:
    """Yield the months, over before the day of the edition, that have real stories; latest first.

    The running month is not among them: its bulletin would change every day.
    """
    found = {(s.published.year, s.published.month) for s in real_of(edition.published)}
    today = (edition.today.year, edition.today.month)
    yield from sorted((one for one in found if one < today), reverse=True)


def stories_of_month(edition: Edition, year: int, month: int) -> tuple[PublicStory, ...]:
    """Return the real stories of a month, those of the bulletin's own units first, then by day."""
    own = edition.own_units
    found = [
        story
        for story in real_of(edition.published)
        if (story.published.year, story.published.month) == (year, month)
    ]
    return tuple(sorted(found, key=lambda story: bool(own) and story.unit.key not in own))


@dataclass(frozen=True, slots=True)
class MonthStories:
    """The stories that the bulletin of a month depends on: it reads no other.

    `others` are of other months, but were corrected or commended in this one.
    """

    year: int
    month: int
    stories: tuple[PublicStory, ...]
    others: tuple[PublicStory, ...]


def find_stories(edition: Edition, year: int, month: int) -> MonthStories:
    """Return the stories that the bulletin of a month depends on."""
    of_month = stories_of_month(edition, year, month)
    known = {story.address for story in of_month}
    others = (
        story
        for story in real_of(edition.published)
        if story.address not in known
        and any(day and (day.year, day.month) == (year, month) for day in _iter_days(story))
    )
    return MonthStories(year, month, of_month, tuple(others))


def _iter_days(story: PublicStory) -> Iterator[dt.date | None]:
    yield from (one.date for one in story.front.corrections)
    yield from (award.date for award in story.front.awards)


def make_issue(
    edition: Edition, found: MonthStories, html: Html, *, site_name: str, site_url: str
) -> Issue:
    """Return the bulletin of the month of `found`, which has no sample and nothing held back."""
    year, month, stories = found.year, found.month, found.stories
    all_stories = (*stories, *found.others)
    last = dt.date(year, month, monthrange(year, month)[1])
    day = min(last, edition.today)
    root = site_url.rstrip("/")

    def is_in_month(day: dt.date | None) -> bool:
        return day is not None and (day.year, day.month) == (year, month)

    def blocks_of(item: Item[Record]) -> tuple[Block, ...]:
        return make_blocks(html(item), lambda target: _make_absolute(target, root))

    return Issue(
        year=year,
        month=month,
        day=day,
        imprint=make_imprint(edition, site_name, root),
        stories=tuple(
            _make_story(story, edition, blocks_of(story.item), root) for story in stories
        ),
        campaigns=tuple(_iter_campaigns(edition, stories, day, root)),
        answers=tuple(
            IssueAnswer(
                title=item.front.title,
                body=blocks_of(item),
                sources=_name_sources(item.front, edition),
                address=root + item.address,
            )
            for item in _choose_answers(edition.questions, f"{year}-{month:02}", is_in_month)
        ),
        events=tuple(_iter_events(edition.events, day, root)),
        awards=tuple(_iter_awards(stories, found.others, is_in_month)),
        corrections=tuple(
            IssueCorrection(story.front.title, one.date, _join_words(one.text))
            for story in all_stories
            for one in story.front.corrections
            if is_in_month(one.date) and one.date <= day
        ),
        address=root + addresses.month_address(year, month),
    )


def make_imprint(edition: Edition, site_name: str, root: str) -> Imprint:
    """Return who publishes; addresses of the names kept for examples are not printed."""
    about = edition.bulletin
    contact = about.contact
    email = contact.working_email
    lines = [
        f"Địa chỉ: {contact.address}" if contact.address else "",
        f"Điện thoại: {contact.phone}" if contact.phone else "",
        f"Thư điện tử: {email}" if email else "",
    ]
    return Imprint(
        site_name=site_name or about.publisher,
        site_url=root,
        publisher=about.publisher,
        governing_body=about.governing_body,
        responsible=about.responsible or "",
        description=about.description,
        attribution=about.attribution,
        contact=tuple(filter(None, lines)),
        email=email or "",
        authority=about.authority,
    )


def _make_absolute(target: str, root: str) -> str | None:
    """Return the whole address of a link; a link within the page leads nowhere on paper."""
    if target.startswith("/"):
        return root + target
    return target if target.startswith(("https://", "http://")) else None


def _make_story(
    story: PublicStory, edition: Edition, body: tuple[Block, ...], root: str
) -> IssueStory:
    front = story.front
    picture = None
    if front.image is not None:
        file = f"{story.item.folder}/{front.image.file}"
        picture = IssuePicture(file, front.image.alt, front.image.credit)
    return IssueStory(
        title=front.title,
        label=story_label(front),
        unit=edition.unit_label(story.unit),
        day=story.published.date(),
        summary=_join_words(front.summary),
        author=front.author,
        address=root + story.address,
        body=body,
        awards=tuple(format_award(award) for award in front.awards if not award.revoked),
        result=front.result or "",
        confirmed_by=front.confirmed_by or "",
        picture=picture,
        has_recording=front.audio is not None,
    )


def _iter_campaigns(
    edition: Edition, stories: Sequence[PublicStory], day: dt.date, root: str
) -> Iterator[IssueCampaign]:
    """Yield the campaigns of the box: those with stories of the month, then others that run."""
    counted = [
        (sum(item.address in {c.address for c in s.campaigns} for s in stories), item)
        for item in edition.campaigns
        if item.front.started <= day
    ]
    counted.sort(key=lambda pair: -pair[0])
    running = [(n, item) for n, item in counted if n or _runs(item.front, day)]
    for number, item in running[:_MOST_CAMPAIGNS]:
        front = item.front
        yield IssueCampaign(
            title=front.title,
            summary=_join_words(front.summary),
            progress=find_progress(front, day).value,
            stories=number,
            address=root + item.address,
        )


def _runs(campaign: Campaign, day: dt.date) -> bool:
    return find_progress(campaign, day) is CampaignProgress.RUNNING


def _choose_answers(
    questions: Sequence[Item[Question]], month: str, is_in_month: Callable[[dt.date], bool]
) -> Sequence[Item[Question]]:
    """Return some answers, those checked in the month before others.

    Which ones is decided by lot, drawn from the month and each question: so a new question changes
    few bulletins of the past, and over the months all of them have their turn.
    """
    drawn = sorted(questions, key=lambda item: fingerprint(month, item.id))
    drawn.sort(key=lambda item: not is_in_month(item.front.checked))
    return drawn[:_MOST_ANSWERS]


def _name_sources(front: Question, edition: Edition) -> str:
    documents = {one.slug: one.front for one in edition.documents}
    names = []
    for source in front.sources:
        document = documents.get(source.document)
        if document is None:
            continue
        named = f"{document.type} số {document.number}" if document.number else document.title
        names.append(f"{source.article}, {named}" if source.article else named)
    return "; ".join(dict.fromkeys(names))


def _iter_events(events: Iterable[PublicEvent], day: dt.date, root: str) -> Iterator[IssueEvent]:
    """Yield the events that begin in the weeks after `day`, the next first."""
    coming = [
        event
        for event in sort_by_start(events)
        if day < event.front.start.date() <= day + _DAYS_AHEAD
        and not (event.front.cancelled or event.front.sample or event.held)
    ]
    for event in coming[:_MOST_EVENTS]:
        front = event.front
        start = front.start
        when = day_and_time(start) if start.has_hour else short_date(start)
        yield IssueEvent(front.title, event.kind, when, front.place, root + event.item.address)


def _iter_awards(
    stories: Sequence[PublicStory],
    others: Sequence[PublicStory],
    is_in_month: Callable[[dt.date | None], bool],
) -> Iterator[IssueAward]:
    """Yield the awards that stories of the month name, then others that were decided in it."""
    for story in (*stories, *others):
        for award in story.front.awards:
            if not award.revoked and (story in stories or is_in_month(award.date)):
                yield IssueAward(story.front.title, format_award(award), find_level(award).value)


def _join_words(text: str) -> str:
    return " ".join(text.split())
