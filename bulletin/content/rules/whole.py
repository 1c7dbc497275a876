"""The rules of the whole: no two things may claim one identity or one address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from bulletin.content.item import Item
from bulletin.content.rules.identity import Located, aliases_of
from bulletin.content.sketch import find_copies
from bulletin.errors import Severity
from bulletin.model import addresses
from bulletin.model.event import Event
from bulletin.model.part import BrokenKey
from bulletin.model.question import Question
from bulletin.model.record import Mistake, Record
from bulletin.model.story import CampaignStory, Exemplar, Story


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
    old = {alias: f"{item.path} (aliases)" for item in items for alias in aliases_of(item)}
    return old | {address: path for path, address in pages.items()} | dict(taken)


def clashes(
    items: Sequence[Item[Record]], pages: Mapping[str, str], taken: Mapping[str, str]
) -> Iterator[Located]:
    """Yield ids, addresses and old addresses that are claimed twice.

    `items` come in the order of their paths, and the later one is reported; `pages` and `taken` are
    as for `claims`.
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
        for position, alias in enumerate(aliases_of(item)):
            if wrong := _alias_mistake(item, alias, current, old):
                yield item, Mistake(("aliases", position), wrong)
            old.setdefault(alias, item.path)


def _alias_mistake(
    item: Item[Record], alias: str, current: Mapping[str, str], old: Mapping[str, str]
) -> str | None:
    """An old address leads to one page, and nothing else stands there."""
    if alias == item.address:
        return f"địa chỉ {alias} là địa chỉ hiện nay của chính bài này; bỏ dòng này"
    if other := current.get(alias):
        return f"địa chỉ {alias} đang là địa chỉ của {other}; bỏ dòng này"
    if addresses.is_generated(alias):
        return f"địa chỉ {alias} dành cho các trang danh sách; bỏ dòng này"
    if addresses.is_reserved(alias):
        if alias.startswith(addresses.RADIO):
            story = alias.removeprefix(addresses.RADIO.rstrip("/"))
            return (
                f"địa chỉ {alias} là của bài đọc cho đài, tự có khi bài có địa chỉ cũ; "
                f"viết địa chỉ cũ của bài ({story})"
            )
        folder = alias.split("/")[1]
        return f"địa chỉ {alias} nằm trong thư mục /{folder}/ của phần mềm; bỏ dòng này"
    if other := old.get(alias):
        again = "viết hai lần" if other == item.path else f"cũng là địa chỉ cũ của {other}"
        return f"địa chỉ {alias} {again}; bỏ một"
    return None


def copies(items: Sequence[Item[Record]], sketches: Mapping[str, bytes]) -> Iterator[Located]:
    """Yield stories, and questions, that are the same as another one or nearly so.

    `sketches` are those of the bodies by path.
    """
    for kind in (Story, Question):
        among = {item.path: item for item in items if isinstance(item.front, kind)}
        for path, other, part in find_copies({path: sketches.get(path, b"") for path in among}):
            yield among[path], Mistake((), _say_copy(other, part), Severity.WARNING)


def _say_copy(other: str, part: float) -> str:
    how = "trùng với" if part == 1 else f"gần như trùng (khoảng {part * 100:.0f} %) với"
    return (
        f"lời văn {how} {other}; nếu là một bài thì giữ một, "
        "ghi địa chỉ của bài bị xóa vào aliases của bài còn lại"
    )


EARLIEST_YEAR = 1945
"""No story is older, though one may be older than the bulletin: old stories are copied into it."""

YEARS_AHEAD = 2
MOST_YEARS_AHEAD = 10
"""A date further ahead than the first is doubtful, further than the second it is a slip."""


def years(item: Item[Record], since: dt.date, today: dt.date | None) -> Iterator[Mistake]:
    """The year of a story or event was not mistyped: before the bulletin, or far ahead."""
    for key in _DATED.get(item.kind.model, ()):
        with suppress(BrokenKey):
            moment = getattr(item.front, key)
            if moment and (wrong := _year_mistake(item, moment.date(), since, today)):
                yield Mistake((key,), *wrong)


_DATED: Mapping[type[Record], tuple[str, ...]] = {
    Exemplar: ("date",),
    CampaignStory: ("date",),
    Event: ("start", "end"),
}


def _source_names_year(item: Item[Record], year: int) -> bool:
    """Return whether the story's source is of `year`: a story rewritten bears its source's day."""
    source = getattr(item.front, "source", None) or ""
    return re.search(rf"\b{year:04}\b", source) is not None


def _year_mistake(
    item: Item[Record], day: dt.date, since: dt.date, today: dt.date | None
) -> tuple[str, Severity] | None:
    folder = item.parts.get("year")
    if day.year < since.year:
        is_slip = day.year < EARLIEST_YEAR or folder not in (None, str(day.year))
        if not is_slip and _source_names_year(item, day.year):
            return None
        what = f"năm {day.year:04} trước khi bản tin ra đời ({since.year})"
    elif today is not None and day.year > today.year + YEARS_AHEAD:
        is_slip = day.year > today.year + MOST_YEARS_AHEAD
        what = f"năm {day.year} còn xa quá, năm nay là {today.year}"
    else:
        return None
    guess = f"; có phải '{folder}{day.isoformat()[4:]}'?" if folder != f"{day.year:04}" else ""
    if folder is None or not guess:
        guess = "; kiểm tra lại năm"
    return what + guess, Severity.ERROR if is_slip else Severity.WARNING
