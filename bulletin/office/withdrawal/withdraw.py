"""Withdrawal from start to end, for the command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from bulletin.content.library import read_library
from bulletin.errors import ContentError
from bulletin.office.withdrawal.plan import hide_entries, make_plan
from bulletin.office.withdrawal.report import format_report, iter_deadlines, iter_other_holders
from bulletin.office.withdrawal.request import (
    Request,
    find_withdrawn_entries,
    find_withdrawn_file,
    iter_names,
)
from bulletin.office.withdrawal.take_down import read_sources, take_down


def withdraw(
    root: Path,
    request: Request,
    received: dt.date,
    *,
    dry_run: bool = False,
    public: bool = False,
) -> Iterator[str]:
    """Withdraw what is asked for in the project in `root`, and yield what there is to say.

    Raises NotWithdrawn. What was withdrawn before is cleaned up again. `public` says that the
    caller takes it out of what is live as well.
    """
    sources = read_sources(root)
    file = find_withdrawn_file(sources, request.address)
    if file is None:
        names = frozenset(iter_names(request.address, sources.site_url))
        hidden = hide_entries(sources, names) if request.hide else None
        if not dry_run:
            take_down(root, [hidden] if hidden else [])
        yield "Bài này đã gỡ rồi, tệp không còn; đã dọn lại .cache/."
        if hidden:
            yield f"sửa  {hidden.path}: {hidden.what}"
        yield ""
        yield from iter_other_holders(request.only, (), was_read=True)
        yield ""
        yield from iter_deadlines(received)
        return
    plan = make_plan(sources, file, request)
    if not dry_run:
        take_down(root, plan.edits)
    errors = [] if dry_run else _find_errors(root)
    yield from format_report(plan, received, errors, is_done=not dry_run, public=public)


def find_public_names(root: Path, asked: str) -> tuple[tuple[str, ...], str]:
    """Return the addresses of the story that `asked` means, and its id; raises NotWithdrawn.

    To be called before it is withdrawn, or after: then withdrawn.yml knows it.
    """
    sources = read_sources(root)
    file = find_withdrawn_file(sources, asked)
    if file is not None:
        return file.addresses, file.id
    names = set(iter_names(asked, sources.site_url))
    entries = find_withdrawn_entries(sources)
    own = {identity for address, identity in entries if names & {address, identity}}
    return tuple(address for address, identity in entries if identity in own), min(own)


def _find_errors(root: Path) -> list[str]:
    """Return what in the content stops a build now; nothing is kept of what is read for it."""
    try:
        read_library(root)
    except ContentError as failure:
        return [str(problem) for problem in failure.problems if problem.is_error]
    return []
