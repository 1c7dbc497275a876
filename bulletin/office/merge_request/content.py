"""What a merge request changes, read from the project as the request leaves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.content.assembly import Library
from bulletin.edition.edition import Edition, open_edition
from bulletin.edition.held_back import find_held_back
from bulletin.edition.public_story import PublicStory
from bulletin.errors import ContentError, in_order
from bulletin.model.kind import kind_of
from bulletin.model.story import Scope, Story
from bulletin.office.against import check_against
from bulletin.office.check import Scope as CheckScope
from bulletin.office.check import check
from bulletin.office.git_history import Revision, open_revision
from bulletin.office.incoming.receive import read_front
from bulletin.office.merge_request.review import Change, ChangedText, Review
from bulletin.render.bodies import LinkResolver, ScriptMaker

CONTENT = "content/"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The review of a request, and the moment at which all its texts are public, for a preview."""

    review: Review
    moment: dt.datetime


def look_at_request(root: Path, base: str, now: dt.datetime) -> LookedAt:
    """Return what the project in `root` changes of the revision `base`.

    Raises NoHistory, and OSError where a file is unreadable.
    """
    then = open_revision(root, base)
    paths = then.list_differences()
    libraries: list[Library] = []
    problems = check(CheckScope(root), now.date(), libraries.append)
    try:
        problems = in_order([*problems, *check_against(root, base, now.date())])
    except ContentError as failure:
        problems = in_order([*problems, *failure.problems])
    mine = [path for path in paths if path.startswith(CONTENT)]
    texts = [path for path in mine if kind_of(path) is not None]
    library = libraries[0] if libraries else None
    moment = _find_moment(library, texts, now)
    return LookedAt(
        Review(
            texts=tuple(_iter_texts(root, then, texts, library, moment, now)),
            others=tuple(path for path in mine if path not in texts),
            program=tuple(path for path in paths if not path.startswith(CONTENT)),
            # What was there before does not concern who asks, unless it stops the site.
            problems=tuple(one for one in problems if one.is_error or one.path in mine),
        ),
        moment,
    )


def _find_moment(library: Library | None, paths: list[str], now: dt.datetime) -> dt.datetime:
    """Return a moment at which every changed story is public."""
    moments = [now]
    for item in library.items if library else ():
        if item.path in paths and isinstance(item.front, Story):
            assert library is not None
            moments.append(item.front.date.replace(tzinfo=library.bulletin.time_zone))
    return max(moments)


def _iter_texts(
    root: Path,
    then: Revision,
    paths: list[str],
    library: Library | None,
    moment: dt.datetime,
    now: dt.datetime,
) -> Iterator[ChangedText]:
    before = dict(then.read_files(paths))
    edition = open_edition(library, moment) if library else None
    held = {one.path: one.reason for one in find_held_back(library, now)} if library else {}
    for path in paths:
        file = root / path
        is_there = file.is_file() and not file.is_symlink()
        front = read_front(file.read_bytes() if is_there else before.get(path, b""))
        found = kind_of(path)
        assert found is not None
        facts: dict[str, Any] = {
            "path": path,
            "title": str(front.get("title") or path.rpartition("/")[2]),
            "kind": found[0].title,
        }
        if not is_there:
            yield ChangedText(change=Change.DELETED, **facts)
            continue
        change = Change.CHANGED if path in before else Change.NEW
        if library and edition:
            facts |= _find_facts(path, library, edition)
        yield ChangedText(change=change, held=held.get(path, ""), **facts)


def _find_facts(path: str, library: Library, edition: Edition) -> Mapping[str, Any]:
    """Return where the text stands on the site and how long it is on the air."""
    items = (item for items in edition.items.values() for item in items)
    item = next((one for one in items if one.path == path), None)
    if item is None:
        return {}
    story = edition.by_address.get(item.address)
    if story is None:
        return {"address": item.address}
    facts: dict[str, Any] = {"address": item.address, "day": story.published.date()}
    if edition.is_cleared(story):
        maker = ScriptMaker(
            LinkResolver(library.targets, frozenset()), library.verbalizer, library.bulletin
        )
        return facts | {"seconds": maker.script(story).seconds}
    return facts | {"silence": _explain_silence(story)}


def _explain_silence(story: PublicStory) -> str:
    if story.front.broadcast.skip:
        return "bài ghi không phát (broadcast: skip)"
    silent = [p.name for p in story.front.people if Scope.RADIO not in p.consent.scope]
    if silent:
        return f"chưa có sự đồng ý phát thanh của {', '.join(silent)}"
    return "chưa ghi người duyệt (approved_by) mà đài yêu cầu"
