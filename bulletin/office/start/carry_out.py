"""Reads the project, judges what is planned, and makes the changes: the only part with a disk."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bulletin.content.library import read_library
from bulletin.errors import ContentError, Problem
from bulletin.office.start.answers import Answers, NotStarted
from bulletin.office.start.plan import SETTINGS_FILE, Plan, make_plan
from bulletin.office.withdrawal.request import NotWithdrawn, Sources
from bulletin.office.withdrawal.take_down import read_sources, take_down

OWN_PATHS = ("content", "docs", SETTINGS_FILE)
"""What belongs to a bulletin; everything else is the program."""


def plan_start(root: Path, answers: Answers) -> tuple[Plan, list[Problem]]:
    """Return how the project in `root` becomes another bulletin, and the problems it then has.

    Nothing is changed. Raises NotStarted where there is no bulletin.
    """
    try:
        sources = read_sources(root)
        settings = (root / SETTINGS_FILE).read_bytes().decode("utf-8", "surrogateescape")
    except NotWithdrawn as failure:
        raise NotStarted(str(failure)) from failure
    except FileNotFoundError as failure:
        raise NotStarted(
            f"{root} không phải thư mục của bản tin: không có {SETTINGS_FILE}"
        ) from failure
    plan = make_plan(sources, settings, answers)
    return plan, _judge(root, sources, plan, answers.since)


def find_unsaved(root: Path) -> str:
    """Return why what is deleted could not be got back from git, in a sentence; "" if it could."""
    command = ["git", "-C", str(root), "status", "--porcelain", "--", *OWN_PATHS]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return "máy này chưa cài git, nên xóa rồi không lấy lại được"
    if done.returncode:
        return "thư mục này không nằm trong kho git, nên xóa rồi không lấy lại được"
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    if lines:
        return f"còn {len(lines)} thay đổi chưa ghi vào git (git status), xóa là mất"
    return ""


def carry_out(root: Path, plan: Plan) -> None:
    """Make the changes, all or none, and clean the cache; raises NotStarted."""
    try:
        take_down(root, plan.edits)
    except NotWithdrawn as failure:
        raise NotStarted(str(failure).replace("chưa gỡ xong", "chưa đổi gì")) from failure
    for top in OWN_PATHS[:2]:
        for folder, _, _ in os.walk(root / top, topdown=False):
            with suppress(OSError):  # not empty
                os.rmdir(folder)


def _judge(root: Path, sources: Sources, plan: Plan, today: dt.date) -> list[Problem]:
    """Return the errors and warnings of the project as it will be, from a copy of it."""
    edits = {edit.path: edit.text for edit in plan.edits}
    with tempfile.TemporaryDirectory(prefix="ban-tin-") as name:
        copy = Path(name)
        for path, text in {**sources.texts, **edits}.items():
            if text is not None:
                _write(copy / path, text.encode("utf-8", "surrogateescape"))
        for path in sources.media - edits.keys():
            _write(copy / path, (root / path).read_bytes())
        try:
            return list(read_library(copy, today=today).warnings)
        except ContentError as failure:
            return list(failure.problems)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def format_commands(answers: Answers) -> Sequence[str]:
    """Return what is next, line by line."""
    key = (answers.units or (answers.place,))[0].key
    host = answers.authority
    return (
        "Việc tiếp theo:",
        "  1. Xem lại: git diff --stat; đọc docs/gioi-thieu.md, content/data/bulletin.yml",
        "     (giờ phát, cách đọc số: station) và content/data/units.yml (ngày lập, mã đơn vị).",
        "  2. Ghi lại: git add -A content docs mkdocs.yml && git commit -m 'Bản tin của "
        f"{answers.place.name_in_text}'",
        "  3. Bài đầu tiên: .venv/bin/python scripts/new.py exemplar --title 'Tên bài' "
        f"--unit {key}",
        "  4. Dựng trang: make site; đưa lên mạng: docs-dev/operations.md",
        f"     (máy chủ: đổi tên miền trong deploy/ thành {host} khi chép đi).",
        "  5. Về sau lấy bản mới của chương trình mà không đụng nội dung: docs-dev/upgrade.md",
    )
