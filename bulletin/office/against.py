"""The content of a project against an earlier state of it: what was published must be findable."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from bulletin.content.data_files import FIELDS_FILE, UNITS_FILE, WITHDRAWN_FILE, read_list
from bulletin.content.item import Item
from bulletin.content.library import find_hand_written, hand_written_address
from bulletin.content.parsed_files import parse_files
from bulletin.content.problem_collector import ProblemCollector
from bulletin.content.rules.spoken import is_spoken, passed_over
from bulletin.content.snapshot import scan_content
from bulletin.content.texts import WHOLE_FILE, Texts
from bulletin.content.vanished import Present, Published, read_published, vanished_problems
from bulletin.engine.cache import Cache
from bulletin.engine.project_cache import open_project_cache
from bulletin.errors import Problem, in_order
from bulletin.model import addresses
from bulletin.model.field import Field
from bulletin.model.kind import kind_of
from bulletin.model.record import Record
from bulletin.model.unit import Unit
from bulletin.model.withdrawal import Withdrawal
from bulletin.office.check import DOCS, FOLDERS
from bulletin.office.git_history import NoHistory, Revision, open_revision

_KEEP = {
    UNITS_FILE: "giữ mục cũ; đơn vị không còn thì ghi ngày cuối cùng ở khóa to",
    FIELDS_FILE: "giữ mục cũ",
}


def check_against(root: Path, revision: str, today: dt.date) -> list[Problem]:
    """Return what was published in a revision of the project and would vanish now.

    Raises NoHistory where the revision cannot be read, ContentError where there is no content.
    """
    then = open_revision(root, revision)
    cache = open_project_cache(root).file
    try:
        return list(_compare(then, today, cache))
    except subprocess.CalledProcessError as failure:
        words = failure.stderr.decode("utf-8", "replace").strip()
        raise NoHistory(f"git không đọc được phiên bản '{revision}': {words}") from None
    finally:
        cache.close()


def add_vanished(problems: Sequence[Problem], vanished: Sequence[Problem]) -> list[Problem]:
    """Return the problems of the content with those against an earlier state; what the history
    proves is not reported as a doubt too.
    """
    proved = {one.path for one in vanished if one.field == "id"}
    kept = (p for p in problems if p.is_error or p.field != "aliases" or p.path not in proved)
    return in_order([*kept, *vanished])


def _compare(then: Revision, today: dt.date, cache: Cache) -> Iterator[Problem]:
    root = then.root
    texts = scan_content(root, cache).texts
    files = parse_files(ProblemCollector(), texts, cache)
    pages = find_hand_written(root / DOCS)
    units, fields = _keys(texts, UNITS_FILE), _keys(texts, FIELDS_FILE)
    now = Present(
        (*files.items, *files.parts),
        frozenset(texts),
        {*pages, *map(addresses.unit_address, units), *map(addresses.field_address, fields)},
        _withdrawals(texts),
        files.sketches,
    )
    old_paths = then.list_paths(*FOLDERS)
    changed = then.list_changed(*FOLDERS) | (set(old_paths) - texts.keys())
    old_data = dict(then.read_files(sorted(path for path in changed if _is_asked(path))))
    before = list(_read_before(old_paths, old_data, today))
    yield from vanished_problems(before, frozenset(old_paths), now, today)
    yield from _passed_over(before, files.items, old_paths, changed, today)
    old_texts = Texts.from_bytes(old_data)
    for path, keys in ((UNITS_FILE, units), (FIELDS_FILE, fields)):
        if path in old_data and keys:
            for key in _keys(old_texts, path):
                if key not in keys:
                    message = f"mục '{key}' có trang đã đăng mà nay bị xóa; {_KEEP[path]}"
                    yield Problem(path, 1, "key", message)
    yield from _lost_withdrawals(old_texts, now)
    for path in old_paths:
        if path.startswith(f"{DOCS}/") and path.endswith(".md"):
            address = hand_written_address(path.removeprefix(f"{DOCS}/"))
            if address not in now.addresses:
                message = f"trang {address} đã đăng nay không còn; giữ tệp này"
                yield Problem(path, 1, WHOLE_FILE, message)


def _passed_over(
    before: Iterable[Published],
    items: Sequence[Item[Record]],
    old_paths: Collection[str],
    changed: Collection[str],
    today: dt.date,
) -> Iterator[Problem]:
    """Yield the recordings that come now and that the station would pass over.

    `before` is what was published from the `changed` files; the others are as they were.
    """
    old = [(one.id, one.spoken_on) for one in before if one.spoken_on is not None]
    same = [item for item in items if item.path in old_paths and item.path not in changed]
    old += [(item.id, item.front.date) for item in same if is_spoken(item.front)]
    for item, mistake in passed_over(old, items, today):
        yield Problem(item.path, 1, "date", mistake.message, mistake.severity)


def _is_asked(path: str) -> bool:
    return kind_of(path) is not None or path in _KEEP or path == WITHDRAWN_FILE


def _lost_withdrawals(then: Texts, now: Present) -> Iterator[Problem]:
    """Yield the tombstones that were taken away: their addresses would answer nothing."""
    kept = {one.path for one in now.withdrawals}
    for one in _withdrawals(then):
        if one.path not in kept:
            message = f"mục {one.path} bị xóa nên địa chỉ ấy không còn báo bài đã rút; giữ mục này"
            yield Problem(WITHDRAWN_FILE, 1, "path", message)


def _withdrawals(texts: Texts) -> tuple[Withdrawal, ...]:
    listing = read_list(ProblemCollector(), texts, WITHDRAWN_FILE, Withdrawal, required=False)
    return listing.records


def _read_before(
    paths: list[str], changed: dict[str, bytes], today: dt.date
) -> Iterator[Published]:
    """Yield what was published from the files that are not as they were."""
    for path in paths:
        if path in changed and (old := read_published(path, changed[path], today)):
            yield old


def _keys(texts: Texts, path: str) -> tuple[str, ...]:
    """Return the keys of a list of units or fields; none where it cannot be read."""
    if path not in texts:
        return ()
    model = Unit if path == UNITS_FILE else Field
    return tuple(read_list(ProblemCollector(), texts, path, model).keys or ())
