"""The rules of broadcasts.yml: locations start with the position of the entry in the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence, Set
from typing import Any

from bulletin.content.item import Item
from bulletin.content.rules.reference_index import unknown
from bulletin.errors import Severity
from bulletin.model.aired_story import AiredStory
from bulletin.model.record import Mistake
from bulletin.vietnamese.dates import short_date

STORY = "tin, bài"


def aired_mistakes(
    entries: Sequence[tuple[int, AiredStory]],
    stories: Sequence[Item[Any]],
    withdrawn: Set[str],
    today: dt.date | None,
) -> Iterator[Mistake]:
    """Yield entries of stories that never were; and, as warnings, those that cannot be right.

    `withdrawn` are the ids of withdrawn stories: what was aired stays true. Without `today` a day
    to come is not seen.
    """
    if not entries:
        return
    by_id = {item.id: item for item in stories}
    names = {
        key: (item.front.title, item.address.strip("/"), item.path) for key, item in by_id.items()
    }
    seen: set[AiredStory] = set()
    for position, entry in entries:
        if entry.story not in by_id and entry.story not in withdrawn:
            yield unknown((position, "story"), STORY, entry.story, by_id, names)
        if today is not None and entry.date > today:
            message = f"ngày phát chưa đến ({short_date(entry.date)}); ghi khi đài đã phát"
            yield Mistake((position, "date"), message, Severity.WARNING)
        if entry in seen:
            message = "lần phát này đã ghi ở trên; một lần phát chỉ ghi một mục"
            yield Mistake((position, "story"), message, Severity.WARNING)
        seen.add(entry)
