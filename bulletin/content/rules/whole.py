"""The rules of the whole: no two things may claim one identity or one address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bulletin.content.item import Item
from bulletin.model import addresses
from bulletin.model.record import Mistake, Record
from bulletin.model.story import Story

Located = tuple[Item[Record], Mistake]


def twin_recordings(items: Sequence[Item[Record]]) -> Iterator[Located]:
    """Yield recordings that would share one dated address: two stories of a day with one slug."""
    first: dict[tuple[object, str], str] = {}
    for item in items:
        if isinstance(item.front, Story) and item.front.audio is not None:
            key = (item.front.date.date(), item.parts["slug"])
            if key in first:
                message = f"bản ghi cùng ngày, cùng tên tệp bài với {first[key]}; đổi tên tệp bài"
                yield item, Mistake(("audio", "file"), message)
            first.setdefault(key, item.path)


def claims(
    items: Sequence[Item[Record]], pages: Mapping[str, str], taken: Mapping[str, str]
) -> dict[str, str]:
    """Return every address that is claimed, old ones of stories too, and by what.

    `pages` maps the path of each content file, broken ones too, to its address; `taken` maps the
    site's other addresses (lists, units, hand-written pages) to what stands there.
    """
    old = {alias: f"{item.path} (aliases)" for item in items for alias in _aliases(item)}
    return old | {address: path for path, address in pages.items()} | dict(taken)


def clashes(
    items: Sequence[Item[Record]], pages: Mapping[str, str], taken: Mapping[str, str]
) -> Iterator[Located]:
    """Yield ids, addresses and old addresses that are claimed twice.

    `items` come in the order of their paths, and the later one is told; `pages` and `taken` are as
    for `claims`.
    """
    ids: dict[str, str] = {}
    for item in items:
        identity = item.id
        if other := ids.get(identity):
            message = f"mã '{identity}' đã thuộc về {other}; mỗi bài một mã riêng"
            yield item, Mistake(("id",), message)
        ids.setdefault(identity, item.path)
        if other := taken.get(item.address):
            yield item, Mistake((), f"địa chỉ {item.address} đã thuộc về {other}; đổi tên tệp")
    current = {address: path for path, address in pages.items()} | dict(taken)
    old: dict[str, str] = {}
    for item in items:
        for position, alias in enumerate(_aliases(item)):
            if wrong := _alias_mistake(item, alias, current, old):
                yield item, Mistake(("aliases", position), wrong)
            old.setdefault(alias, item.path)


def _aliases(item: Item[Record]) -> tuple[str, ...]:
    return item.front.aliases if isinstance(item.front, Story) else ()


def _alias_mistake(
    item: Item[Record], alias: str, current: Mapping[str, str], old: Mapping[str, str]
) -> str | None:
    """An old address leads to one story, and nothing else stands there."""
    if alias == item.address:
        return f"địa chỉ {alias} là địa chỉ hiện nay của chính bài này; bỏ dòng này"
    if other := current.get(alias):
        return f"địa chỉ {alias} đang là địa chỉ của {other}; bỏ dòng này"
    if addresses.is_generated(alias):
        return f"địa chỉ {alias} dành cho các trang danh sách; bỏ dòng này"
    if other := old.get(alias):
        again = "viết hai lần" if other == item.path else f"cũng là địa chỉ cũ của {other}"
        return f"địa chỉ {alias} {again}; bỏ một"
    return None
