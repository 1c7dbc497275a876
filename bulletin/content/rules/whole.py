"""The rules of the whole: no two things may claim one identity or one address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.content.item import Item
from bulletin.model.record import Mistake, Record
from bulletin.model.story import Story

Located = tuple[Item[Record], Mistake]


def clashes(items: Sequence[Item[Record]], taken: dict[str, str]) -> Iterator[Located]:
    """Yield ids and old addresses that are claimed twice.

    `items` come in the order of their paths, and the later one is told. `taken` maps the site's
    other addresses (lists, units, hand-written pages) to what stands there.
    """
    ids: dict[str, str] = {}
    claimed = taken | {item.address: item.path for item in items}
    for item in items:
        if other := ids.get(item.id):
            yield item, Mistake(("id",), f"mã '{item.id}' đã thuộc về {other}")
        ids.setdefault(item.id, item.path)
        if other := taken.get(item.address):
            yield item, Mistake((), f"địa chỉ {item.address} đã thuộc về {other}; đổi tên tệp")
    for item in items:
        if not isinstance(item.front, Story):
            continue
        for position, alias in enumerate(item.front.aliases):
            if other := claimed.get(alias):
                message = f"địa chỉ cũ {alias} đang là địa chỉ của {other}; bỏ dòng này"
                yield item, Mistake(("aliases", position), message)
            claimed.setdefault(alias, item.path)
