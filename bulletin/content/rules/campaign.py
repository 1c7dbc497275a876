"""The rules of a campaign beyond the shape of its front matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bulletin.content.item import Item
from bulletin.content.rules.known import Known, unknown
from bulletin.model.campaign import Campaign
from bulletin.model.record import Mistake

Rule = Callable[[Item[Campaign], Known], Iterator[Mistake]]


def period(campaign: Item[Campaign], known: Known) -> Iterator[Mistake]:
    """A campaign ends no earlier than it starts."""
    front = campaign.front
    if front.ended is not None and front.ended < front.started:
        yield Mistake(("ended",), "ngày kết thúc trước ngày phát động")


def fields(campaign: Item[Campaign], known: Known) -> Iterator[Mistake]:
    """Each field is one of fields.yml."""
    for position, key in enumerate(campaign.front.fields):
        if key not in known.fields:
            yield unknown(("fields", position), "lĩnh vực", key, known.fields)


def picture(campaign: Item[Campaign], known: Known) -> Iterator[Mistake]:
    """The picture stands beside index.md."""
    image = campaign.front.image
    if image is not None and f"{campaign.folder}/{image.file}" not in known.files:
        yield unknown(("image", "file"), "tệp cạnh bài tên", image.file, ())


RULES: tuple[Rule, ...] = (period, fields, picture)
