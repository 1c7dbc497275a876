"""The rules of a campaign beyond the shape of its front matter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from bulletin.content.item import Item
from bulletin.content.rules.reference_index import DOCUMENT, FIELD, ReferenceIndex
from bulletin.content.rules.references import PICTURES, known_once, sound_file
from bulletin.errors import Severity
from bulletin.model.campaign import Campaign
from bulletin.model.record import Location, Mistake
from bulletin.model.values import KEY_PATTERN
from bulletin.vietnamese.dates import short_date

Rule = Callable[[Item[Campaign], ReferenceIndex], Iterator[Mistake]]


def period(campaign: Item[Campaign], known: ReferenceIndex) -> Iterator[Mistake]:
    """A campaign ends no earlier than it starts."""
    front = campaign.front
    if front.ended is not None and front.ended < front.started:
        started = short_date(front.started)
        yield Mistake(("ended",), f"ngày kết thúc trước ngày phát động ({started})")


def fields(campaign: Item[Campaign], known: ReferenceIndex) -> Iterator[Mistake]:
    """Each field is one of fields.yml, named once."""
    yield from known_once("fields", FIELD, campaign.front.fields, known.fields, known)


def picture(campaign: Item[Campaign], known: ReferenceIndex) -> Iterator[Mistake]:
    """The picture stands beside index.md."""
    image = campaign.front.image
    if image is not None:
        here = ("image", "file")
        yield from sound_file(here, campaign.folder, image.file, PICTURES, known)


def phases(campaign: Item[Campaign], known: ReferenceIndex) -> Iterator[Mistake]:
    """Each phase has its days, ends no earlier than it begins, and they come in order of time.

    A single phase without days is how an editor says that the time of a campaign is not known.
    """
    alone = len(campaign.front.phases) == 1
    before: dt.date | None = None
    for position, phase in enumerate(campaign.front.phases):
        here = ("phases", position)
        if phase.start is None and phase.end is None:
            message = "giai đoạn không có from, to nên không biết đang diễn ra hay đã qua"
            if not alone:
                yield Mistake(here, message, Severity.WARNING)
            continue
        if phase.start is not None and phase.end is not None and phase.end < phase.start:
            message = f"ngày cuối trước ngày đầu của giai đoạn ({short_date(phase.start)})"
            yield Mistake((*here, "to"), message)
        first = phase.start or phase.end
        if before is not None and first is not None and first < before:
            message = (
                f"giai đoạn này đến trước giai đoạn ở trên ({short_date(before)}); "
                "xếp các giai đoạn theo thứ tự thời gian"
            )
            yield Mistake((*here, "from" if phase.start else "to"), message)
        before = first


def decision(campaign: Item[Campaign], known: ReferenceIndex) -> Iterator[Mistake]:
    """A decision written as a key is a document of the library; other words are free."""
    yield from _known_decision(("decision",), campaign.front.decision, known)


def decisions_of_phases(campaign: Item[Campaign], known: ReferenceIndex) -> Iterator[Mistake]:
    """The decision of a phase follows the rule of the campaign's own."""
    for position, phase in enumerate(campaign.front.phases):
        yield from _known_decision(("phases", position, "decision"), phase.decision, known)


def _known_decision(
    here: Location, written: str | None, known: ReferenceIndex
) -> Iterator[Mistake]:
    if written and re.fullmatch(KEY_PATTERN, written) and written not in known.documents:
        yield known.unknown(here, DOCUMENT, written, known.documents)


RULES: tuple[Rule, ...] = (period, phases, fields, picture, decision, decisions_of_phases)
