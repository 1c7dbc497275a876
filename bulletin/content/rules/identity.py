"""The identity of what has another address now: it outlives the name of the file by the key `id`.

Without it a renamed story is a new one for everybody who follows the feeds, and a renamed event
stands in calendars twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bulletin.content.item import Item, path_id
from bulletin.errors import Severity
from bulletin.model.event import Event
from bulletin.model.kind import STORY_KINDS, find_path, kind_of
from bulletin.model.record import Cure, Mistake, Record
from bulletin.model.story import Story

Located = tuple[Item[Record], Mistake]

WithAliases = Story | Event
"""What can have another address: each has a page, and subscribers who know its `id`."""


def aliases_of(item: Item[Record]) -> tuple[str, ...]:
    """Return the old addresses of an item."""
    return item.front.aliases if isinstance(item.front, WithAliases) else ()


def lost_identities(
    items: Sequence[Item[Record]], addresses: Collection[str], withdrawn: Collection[str]
) -> Iterator[Located]:
    """Yield what has an old address and no `id`: what stood there was known by its own path.

    `addresses` are those of the pages that there are, `withdrawn` the identities of what was taken
    down: neither was renamed. A program writes the line only where there is one old address; of
    several, the last one was in use last.
    """
    taken = {item.id for item in items}.union(withdrawn)
    for item in items:
        front = item.front
        if not isinstance(front, WithAliases) or front.id is not None or not front.aliases:
            continue
        old = [one for one in _find_old_ids(item, addresses) if one not in taken]
        if not old:
            continue
        identity = old[-1]
        cure = Cure("aliases", f"id: {identity}\naliases", is_key=True) if len(old) == 1 else None
        yield item, Mistake(("aliases",), _say(item, identity), Severity.WARNING, cure=cure)


def _find_old_ids(item: Item[Record], addresses: Collection[str]) -> Iterator[str]:
    """Yield the identities that the old addresses of an item gave to what stood there."""
    kinds = STORY_KINDS if item.kind in STORY_KINDS else (item.kind,)
    for alias in aliases_of(item):
        path = find_path(alias) if alias not in addresses else None
        if path is not None and (found := kind_of(path)) and found[0] in kinds:
            yield path_id(path)


def _say(item: Item[Record], identity: str) -> str:
    if isinstance(item.front, Event):
        what = "sự kiện đổi địa chỉ mà thiếu id nên lịch của người theo dõi hiện hai lần"
    else:
        what = "bài đổi địa chỉ mà thiếu id nên đài và người theo dõi nhận lại như bài mới"
    return (
        f"{what}; thêm dòng 'id: {identity}' "
        f"(nếu chỉ nhập nội dung cũ vào đây thì ghi 'id: {item.id}')"
    )
