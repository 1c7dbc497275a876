"""What was published once and would vanish now: addresses, and the identities of stories.

Subscribers know a story by its `id`, everybody else by its address. Both outlive the name of the
file, by the keys `aliases` and `id` or by an entry in withdrawn.yml.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from bulletin.content.data_files import WITHDRAWN_FILE
from bulletin.content.item import Item, path_id
from bulletin.content.rules.spoken import is_spoken
from bulletin.content.sketch import find_copies, make_sketch
from bulletin.content.source import read_text
from bulletin.content.texts import WHOLE_FILE
from bulletin.content.yaml.front_matter import NoFrontMatter, split
from bulletin.content.yaml.mistake import YamlMistake
from bulletin.content.yaml.tree import parse
from bulletin.errors import Problem, Severity
from bulletin.model.kind import EVENT, STORY_KINDS, Kind, find_address, kind_of
from bulletin.model.part import BrokenKey
from bulletin.model.record import Record, drop_empty, validate
from bulletin.model.withdrawal import Withdrawal


@dataclass(frozen=True, slots=True)
class Published:
    """A file of content/ as it was published: `aliases` led to its address too."""

    path: str
    kind: Kind[Record]
    address: str
    id: str
    aliases: tuple[str, ...] = ()
    title: str = ""
    sketch: bytes = b""
    spoken_on: dt.datetime | None = None
    """The date of a story whose recording was published."""
    year: int = 0
    """The year in the guid of a story: that of its date; 0 for others."""

    @property
    def is_story(self) -> bool:
        """Whether it is a story."""
        return self.kind in STORY_KINDS

    @property
    def has_subscribers(self) -> bool:
        """Whether programs know it by its `id`: stories in feeds, events in calendars.

        These can be moved: they have `aliases`.
        """
        return self.is_story or self.kind is EVENT


@dataclass(frozen=True, slots=True)
class Present:
    """The content now. `items` may be parts of files with mistakes; `paths` are those of all files,
    `addresses` what else has an address (units, fields, hand-written pages); `sketches` are those
    of bodies by path.
    """

    items: Sequence[Item[Record]]
    paths: Collection[str]
    addresses: Collection[str] = frozenset()
    withdrawals: Sequence[Withdrawal] = ()
    sketches: Mapping[str, bytes] = field(default_factory=dict)


def read_published(path: str, data: bytes, today: dt.date) -> Published | None:
    """Return what was published from a file with these bytes; None if nothing was until `today`."""
    found = kind_of(path)
    text, _ = read_text(path, data)
    if found is None or text is None:
        return None
    kind, parts = found
    try:
        parted = split(text)
        raw: Any = drop_empty(parse(parted.front, parted.front_line).value)
    except (NoFrontMatter, YamlMistake):
        return None
    front: Any = validate(kind.model, raw)
    if isinstance(front, list) or _is_hidden(front, today):
        return None
    return Published(
        path,
        kind,
        kind.address_of(parts),
        getattr(front, "id", None) or path_id(path),
        tuple(getattr(front, "aliases", ())),
        front.title,
        make_sketch(parted.body),
        front.date if is_spoken(front) else None,
        front.date.year if kind in STORY_KINDS else 0,
    )


def _is_hidden(front: Any, today: dt.date) -> bool:
    date = getattr(front, "date", None)
    return bool(getattr(front, "draft", False)) or (date is not None and date.date() > today)


def vanished_problems(
    before: Sequence[Published], old_paths: Collection[str], now: Present, today: dt.date
) -> Iterator[Problem]:
    """Yield what of `before` has neither its address nor a word on where it went, and each story
    that got another identity.

    `before` is what was published from files that are not as they were; `old_paths` are the paths
    of all files of that time.
    """
    by_path = {item.path: item for item in now.items}
    led = {alias: item for item in now.items for alias in _get(item, "aliases", ())}
    kept = {item.address for item in now.items if not _hides(item, today)}
    kept |= {found[0].address_of(found[1]) for path in now.paths if (found := kind_of(path))} - {
        item.address for item in now.items
    }
    kept |= led.keys() | set(now.addresses)
    gone = {find_address(one.path): one for one in now.withdrawals if one.only is None}
    new = [item for item in now.items if item.path not in old_paths]
    moved = _find_moved([old for old in before if old.path not in now.paths], new, now, led)
    for old in before:
        missing = [one for one in (old.address, *old.aliases) if one not in kept | gone.keys()]
        if tombstone := gone.get(old.address):
            if old.is_story and tombstone.id != old.id and old.path not in now.paths:
                message = f"mã của bài ở {old.address} là '{old.id}', ở đây ghi '{tombstone.id}'"
                yield Problem(WITHDRAWN_FILE, 1, "id", message)
            for alias in missing:
                entry = _entry(alias, old, tombstone.date)
                message = f"địa chỉ cũ {alias} của bài đã rút nay không còn; thêm mục '{entry}'"
                yield Problem(WITHDRAWN_FILE, 1, "path", message)
            continue
        if old.path in now.paths:
            if there := by_path.get(old.path):
                yield from _changed_problems(old, there, missing, today)
                yield from _changed_year(old, there)
        elif there := moved.get(old.path):
            yield from _changed_year(old, there)
            if missing and not old.has_subscribers:
                yield Problem(there.path, 1, WHOLE_FILE, _say_renamed(old, today))
            elif missing:
                what = "bài" if old.is_story else "sự kiện"
                message = (
                    f"{what} này trước đây ở {old.address} ({old.path}), địa chỉ đó đã đăng; "
                    f"thêm dòng 'aliases: [{', '.join([*_get(there, 'aliases', ()), *missing])}]'"
                )
                yield Problem(there.path, 1, "aliases", message)
            if old.has_subscribers and _id(there) not in (old.id, None):
                twice = "nhận bài lần nữa" if old.is_story else "thấy sự kiện hai lần trong lịch"
                message = (
                    f"tệp đổi tên từ {old.path} nên mã đổi theo, người theo dõi {twice}; "
                    f"thêm dòng 'id: {old.id}'"
                )
                yield Problem(there.path, 1, "id", message)
        elif missing:
            yield Problem(old.path, 1, WHOLE_FILE, _say_deleted(old, missing, today))


def _changed_year(old: Published, there: Item[Record]) -> Iterator[Problem]:
    """Yield a warning if the date of a story got another year: its guid has the year in it."""
    date = _get(there, "date", None)
    if old.is_story and there.kind in STORY_KINDS and date is not None and date.year != old.year:
        message = (
            f"bài đã đăng với năm {old.year} nay đề năm {date.year}: mã trong nguồn tin đổi theo "
            "năm, người theo dõi nhận bài lần nữa; ngày sai thì sửa, bài giữ năm cũ thì không lặp"
        )
        yield Problem(there.path, 1, "date", message, Severity.WARNING)


def _say_withdraw(old: Published, today: dt.date) -> str:
    return f"ghi vào {WITHDRAWN_FILE} mục '{_entry(old.address, old, today)}'"


def _entry(address: str, old: Published, day: dt.date) -> str:
    return f"- {{path: {address}, id: {old.id}, date: {day.isoformat()}, reason: …}}"


def _say_renamed(old: Published, today: dt.date) -> str:
    return (
        f"trang này đã đăng ở {old.address}, đổi tên tệp thì địa chỉ ấy mất; đặt lại tên cũ "
        f"{old.path}, hoặc {_say_withdraw(old, today)}"
    )


def _say_deleted(old: Published, missing: Sequence[str], today: dt.date) -> str:
    withdraw = _say_withdraw(old, today)
    shown = ", ".join(missing)
    if old.address not in missing:
        return f"địa chỉ cũ {shown} của bài bị xóa nay không còn; thêm vào aliases của bài thay thế"
    if old.is_story:
        return (
            f"bài đã đăng ở {shown} bị xóa mà không có bài thay; {withdraw}, hoặc thêm dòng "
            f"'aliases: [{shown}]' vào bài thay thế"
        )
    return f"trang đã đăng ở {shown} không còn; giữ tên tệp cũ, hoặc {withdraw}"


def _changed_problems(
    old: Published, there: Item[Record], missing: Sequence[str], today: dt.date
) -> Iterator[Problem]:
    """Yield what vanished with a change of the file."""
    if old.address in missing:
        is_draft = _get(there, "draft", False)
        key, why = ("draft", "thành bản nháp") if is_draft else ("date", "lùi ngày")
        message = (
            f"bài đã đăng ở {old.address} nay {why}, ai mở địa chỉ ấy sẽ không thấy gì; "
            f"để như cũ, hoặc rút bài: xóa tệp và ghi vào {WITHDRAWN_FILE}"
        )
        yield Problem(there.path, 1, key, message)
    if lost := [one for one in missing if one != old.address]:
        all_of_them = ", ".join([*_get(there, "aliases", ()), *lost])
        message = (
            f"địa chỉ cũ {', '.join(lost)} đã dẫn về bài này, nay không còn; "
            f"viết lại dòng 'aliases: [{all_of_them}]'"
        )
        yield Problem(there.path, 1, "aliases", message)
    if old.has_subscribers and _id(there) not in (old.id, None):
        what = "bài" if old.is_story else "sự kiện"
        message = f"mã của {what} đã đăng không được đổi; viết lại dòng 'id: {old.id}'"
        yield Problem(there.path, 1, "id", message)


def _find_moved(
    gone: Sequence[Published],
    new: Sequence[Item[Record]],
    now: Present,
    led: Mapping[str, Item[Record]],
) -> dict[str, Item[Record]]:
    """Return those of the `new` files that are the ones `gone`, by old path: one that has the old
    address or id, or of the same kind the title or nearly the text.
    """
    if not gone or not new:
        return {}
    by_id = {(_group(item.kind), _id(item)): item for item in new}
    by_title = {(_group(item.kind), _get(item, "title", "")): item for item in new}
    by_path = {item.path: item for item in new}
    sketches = {old.path: old.sketch for old in gone}
    sketches |= {path: now.sketches.get(path, b"") for path in by_path}
    same_text = {old: by_path[path] for path, old, _ in find_copies(sketches) if path in by_path}
    moved: dict[str, Item[Record]] = {}
    for old in gone:
        group = _group(old.kind)
        there = led.get(old.address)
        if there is None or there.path not in by_path:
            there = by_id.get((group, old.id)) or by_title.get((group, old.title))
            there = there or same_text.get(old.path)
        if there is not None and _group(there.kind) == group:
            moved[old.path] = there
    return moved


def _group(kind: Kind[Record]) -> str:
    """Return the name of the kinds to which a file of `kind` can be moved."""
    return STORY_KINDS[0].name if kind in STORY_KINDS else kind.name


def _hides(item: Item[Record], today: dt.date) -> bool:
    with suppress(BrokenKey):
        return _is_hidden(item.front, today)
    return False


def _get(item: Item[Record], key: str, default: Any) -> Any:
    """Return the value of a key; the default where the record has none, or a broken one."""
    with suppress(BrokenKey, AttributeError):
        return getattr(item.front, key)
    return default


def _id(item: Item[Record]) -> str | None:
    """Return the identity of an item; None where its key is broken."""
    with suppress(BrokenKey):
        return item.id
    return None
