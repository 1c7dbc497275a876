"""The command that gives out a running order, before a desk that has one week's broadcasts."""

from __future__ import annotations

import datetime as dt
import errno
import importlib
import json
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Protocol

import pytest
from docx import Document

from bulletin.errors import ContentError, Problem
from bulletin.radio.plain import format_rundown_json, format_rundown_text
from bulletin.radio.running_order import Broadcast
from bulletin.radio.script import Script
from bulletin.radio.turns import format_marked_rundown
from bulletin.radio.word import render_rundown_docx
from tests.radio.samples import BROADCAST, DAY, EMPTY

ASKED = ("--date", "2026-11-18", "--slot", "sang")
SUNDAY = replace(EMPTY, day=dt.date(2026, 11, 22))


class Desk:
    """Stands in for the station's desk: a morning on DAY, an evening on the Sunday after it."""

    def __init__(self) -> None:
        self.content: tuple[Broadcast[Script], ...] = (BROADCAST, SUNDAY)
        self.problems: list[Problem] = []
        self.asked: list[tuple[Path, dt.date, dt.date]] = []

    def read_broadcasts(
        self, root: Path, first: dt.date, last: dt.date
    ) -> tuple[Broadcast[Script], ...]:
        """Return the broadcasts of the days or raise ContentError, as the real desk does."""
        self.asked.append((root, first, last))
        if self.problems:
            raise ContentError(self.problems)
        return tuple(one for one in self.content if first <= one.day <= last)


class Command(Protocol):
    """The command's `main`, in the sample project."""

    def __call__(self, *arguments: str) -> int: ...


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project" / "content").mkdir(parents=True)
    return tmp_path / "project"


@pytest.fixture
def rundown(desk: Desk, project: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return the command with the stand-in for its desk."""
    stand_in = ModuleType("bulletin.office.broadcast.rundown")
    stand_in.read_broadcasts = desk.read_broadcasts  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, stand_in.__name__, stand_in)
    monkeypatch.delitem(sys.modules, "scripts.rundown", raising=False)
    command = importlib.import_module("scripts.rundown")
    # The next test, and every other one that wants the real desk, imports the command anew.
    monkeypatch.delitem(sys.modules, "scripts.rundown")

    def run(*arguments: str) -> int:
        status = command.main([*arguments, str(project)])
        assert isinstance(status, int)
        return status

    return run


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ((), format_rundown_text(BROADCAST).encode()),
        (("--format", "text"), format_rundown_text(BROADCAST).encode()),
        (("--format", "json"), format_rundown_json(BROADCAST)),
        (("--voices", "1"), format_rundown_text(BROADCAST).encode()),
        (("--voices", "2"), format_marked_rundown(BROADCAST).encode()),
        (
            ("--format", "docx"),
            render_rundown_docx(BROADCAST, [airing.script for airing in BROADCAST.airings]),
        ),
    ],
)
def test_prints_and_writes_the_same(
    rundown: Command,
    form: tuple[str, ...],
    expected: bytes,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert rundown(*ASKED, *form) == 0
    assert capsysbinary.readouterr() == (expected, b"")
    output = tmp_path / "thu-tu"
    assert rundown(*ASKED, *form, "--output", str(output)) == 0
    assert capsysbinary.readouterr() == (b"", b"")
    assert output.read_bytes() == expected


def test_asks_the_desk_for_the_day_and_the_week_after_it(
    rundown: Command, desk: Desk, project: Path
) -> None:
    rundown(*ASKED)
    assert desk.asked == [(project, DAY, dt.date(2026, 11, 24))]


def test_the_calendar_may_end(rundown: Command, desk: Desk) -> None:
    desk.content = (replace(BROADCAST, day=dt.date.max),)
    assert rundown("--date", "9999-12-31", "--slot", "sang") == 0


def test_the_word_file_holds_the_sheets(rundown: Command, tmp_path: Path) -> None:
    output = tmp_path / "sang.docx"
    assert rundown(*ASKED, "--format", "docx", "--output", str(output)) == 0
    written = {paragraph.text for paragraph in Document(BytesIO(output.read_bytes())).paragraphs}
    for airing in BROADCAST.airings:
        assert {*airing.script.lead, airing.script.closing} <= written


def test_json_is_read_by_machines(
    rundown: Command, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    rundown(*ASKED, "--format", "json")
    messages = json.loads(capsysbinary.readouterr().out)
    assert (messages["date"], messages["programme"]["time"]) == ("2026-11-18", "05:00")


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("--date", "2026-02-30", "--slot", "sang"),
            "--date phải là ngày có thật dạng 2026-11-18, đang là '2026-02-30'.",
        ),
        (
            ("--date", "18/11/2026", "--slot", "sang"),
            "--date phải là ngày có thật dạng 2026-11-18, đang là '18/11/2026'.",
        ),
        (
            ("--date", "20261118", "--slot", "sang"),
            "--date phải là ngày có thật dạng 2026-11-18, đang là '20261118'.",
        ),
        (
            ("--date", "2026-11-18", "--slot", "toi"),
            "Không có chương trình 'toi'; chỉ có: sang, chieu.",
        ),
        (
            ("--date", "2026-11-18", "--slot", "chieu"),
            "Chương trình 'chieu' không phát vào thứ Tư, 18/11/2026; "
            "buổi gần nhất sau đó: Chủ nhật, 22/11/2026.",
        ),
    ],
)
def test_a_wrong_question_is_answered_in_one_sentence(
    rundown: Command,
    arguments: tuple[str, ...],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert rundown(*arguments) == 2
    assert capsys.readouterr() == ("", f"{sentence}\n")


def test_a_station_without_programmes_is_reported(
    rundown: Command, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.content = ()
    assert rundown(*ASKED) == 2
    assert capsys.readouterr().err == (
        "Không có chương trình 'sang'; bulletin.yml chưa có chương trình nào.\n"
    )


def test_a_folder_without_content_is_no_project(
    rundown: Command, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "content").rmdir()
    assert rundown(*ASKED) == 2
    assert capsys.readouterr().err == f"Không thấy thư mục content trong '{project}'.\n"


def test_an_output_in_no_folder_or_in_place_of_one_is_refused(
    rundown: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing, folder = tmp_path / "chua-co" / "sang.txt", tmp_path
    (tmp_path / "tep").write_text("")
    below_a_file = tmp_path / "tep" / "sang.txt"
    for output, reason in (
        (missing, "chưa có thư mục ấy"),
        (below_a_file, "chưa có thư mục ấy"),
        (folder, "đó là một thư mục"),
    ):
        assert rundown(*ASKED, "--output", str(output)) == 2
        assert capsys.readouterr() == ("", f"Không ghi được '{output}': {reason}.\n")


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "không được phép ghi vào đó"),
        (OSError(errno.ENOSPC, "No space left"), "đĩa đã đầy; xóa bớt tệp không dùng rồi chạy lại"),
    ],
)
def test_what_the_system_refuses_is_reported(
    rundown: Command,
    failure: OSError,
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # The superuser may write anywhere, so that a real folder would refuse only some who test.
    def refuse(path: Path, content: bytes) -> int:
        raise failure

    monkeypatch.setattr(Path, "write_bytes", refuse)
    output = tmp_path / "sang.txt"
    assert rundown(*ASKED, "--output", str(output)) == 2
    assert capsys.readouterr().err == f"Không ghi được '{output}': {reason}.\n"


def test_a_word_file_is_not_poured_over_a_screen(
    rundown: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    screen = SimpleNamespace(isatty=lambda: True, buffer=BytesIO())
    monkeypatch.setattr(sys, "stdout", screen)
    assert rundown(*ASKED, "--format", "docx") == 2
    assert screen.buffer.getvalue() == b""
    assert rundown(*ASKED) == 0
    assert screen.buffer.getvalue() == format_rundown_text(BROADCAST).encode()
    assert capsys.readouterr().err == (
        "Bản Word không in ra màn hình được; thêm --output và tên tệp.\n"
    )


def test_mistakes_in_the_content_are_reported_as_always(
    rundown: Command, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.problems = [Problem("content/data/bulletin.yml", 3, "station", "phải có tên")]
    assert rundown(*ASKED) == 1
    messages = "content/data/bulletin.yml:3: station: phải có tên\n1 lỗi\n"
    assert capsys.readouterr() == ("", messages)
