"""The rules of a campaign beyond the shape of its front matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bulletin.content.item import Item
from bulletin.content.rules.reference_index import DOCUMENT, FIELD, ReferenceIndex
from bulletin.content.rules.references import PICTURES, known_once, sound_file
from bulletin.model.campaign import Campaign
from bulletin.model.record import Mistake
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


def decision(campaign: Item[Campaign], known: ReferenceIndex) -> Iterator[Mistake]:
    """A decision written as a key is a document of the library; other words are free."""
    written = campaign.front.decision
    if written and re.fullmatch(KEY_PATTERN, written) and written not in known.documents:
        yield known.unknown(("decision",), DOCUMENT, written, known.documents)


RULES: tuple[Rule, ...] = (period, fields, picture, decision)
