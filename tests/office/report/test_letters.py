"""Letters to units that sent nothing or too little: who gets one, what it says, where it goes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bulletin.edition.edition import open_edition
from bulletin.office.report.figures import Report
from bulletin.office.report.letters import Sender, iter_letters, make_sender
from bulletin.office.report.make import make_report
from bulletin.office.report.period import Period
from bulletin.office.report.project import StaleFiles, write_files
from bulletin.office.report.unit_lines import find_expected
from scripts.report import main
from tests.content.builder import BULLETIN_FILE, DATA, read, write
from tests.golden import check_golden
from tests.office.report.made_year import UNITS, make_files
from tests.opened import VIETNAM

NOW = dt.datetime(2026, 12, 5, 8, tzinfo=VIETNAM)
GOLDEN = Path(__file__).parent / "golden"
SENDER = Sender(
    bulletin="Bản tin Mẫu",
    publisher="Ban biên tập Mẫu",
    site="https://thidua.mau.vn/",
    email="ban-tin@mau.vn",
    phone="0297 000 000",
    address="Số 1, đường Mẫu",
)


def report_of(units: str = UNITS) -> Report:
    library = read(make_files() | {f"{DATA}/units.yml": units})
    return make_report(open_edition(library, NOW), (), Period.of_year(2026))


def letters(report: Report, sender: Sender = SENDER) -> dict[str, str]:
    return {name: content.decode() for name, content in iter_letters(report, sender)}


def test_a_silent_unit(update_goldens: bool) -> None:
    found = letters(report_of())
    # Xã Mẫu of before July sent too little, but is no more; nobody reads a letter to it.
    assert list(found) == ["xa-im.txt"]
    check_golden(GOLDEN / "xa-im.txt", found["xa-im.txt"], update_goldens)


def test_too_little_is_named() -> None:
    made = report_of(UNITS.replace("{2026: 1}", "{2026: 900}"))
    text = letters(made)["xa-moi.txt"]
    count = next(line for line in made.units if line.key == "xa-moi").count.value
    assert count is not None
    assert "Từ ngày 01/7/2026 đến ngày 05/12/2026, bản tin đã đăng" in text
    assert f"là 900 tin, bài, còn thiếu {900 - count}." in text
    assert "Bài gần nhất đăng ngày" in text


def test_only_known_ways_to_answer() -> None:
    bulletin = read({}).bulletin
    sender = make_sender("", "https://thidua.mau.example/", bulletin)
    assert (sender.site, sender.email) == ("", "")
    text = letters(report_of(), sender)["xa-im.txt"]
    assert "1. Trả lời ngay thư này, kèm tệp Word và ảnh." in text
    assert "example" not in text


def test_letters_of_last_year_are_not_sent_again(tmp_path: Path) -> None:
    assert write_files(tmp_path / "thu", [("a.txt", b"1"), ("b.txt", b"2")]) == ["a.txt", "b.txt"]
    assert write_files(tmp_path / "thu", [("a.txt", b"3"), ("b.txt", b"2")])
    (tmp_path / "thu" / "ghi-chu.md").write_bytes(b"")
    with pytest.raises(StaleFiles, match=r"còn tệp của lần trước .b\.txt."):
        write_files(tmp_path / "thu", [("a.txt", b"4")])
    assert (tmp_path / "thu" / "a.txt").read_bytes() == b"3"


def test_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BULLETIN_NOW", NOW.isoformat())
    project = write(tmp_path / "project", make_files())
    (project / "mkdocs.yml").write_text("site_name: Bản tin Mẫu\nsite_url: https://mau.vn/\n")
    asked = ["2026", "--project", str(project)]
    folders = tmp_path / "thu", tmp_path / "bang"
    extra = ["--reminders", str(folders[0]), "--tables", str(folders[1])]
    assert main([*asked, *extra]) == 0
    said = capsys.readouterr()
    assert not said.out
    assert "Đã viết 1 thư" in said.err
    assert "https://mau.vn/soan-bai/" in (folders[0] / "xa-im.txt").read_text(encoding="utf-8")
    assert {one.suffix for one in folders[1].iterdir()} == {".csv", ".json"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bulletin", "expected"),
    [
        ("", {"xa-cu", "xa-moi", "xa-im", "xa-sap"}),
        ("own_units: [huyen-mau]\n", {"xa-cu", "xa-moi", "xa-im", "xa-sap"}),
        ("own_units: [xa-sap, xa-moi]\n", {"xa-sap", "xa-moi"}),
        ("own_units: [xa-moi]\n", {"ap-mau"}),
        ("own_units: [xa-cu]\n", {"xa-cu", "xa-moi"}),
    ],
)
def test_who_is_expected(bulletin: str, expected: set[str]) -> None:
    units = """\
- {key: huyen-mau, name: Huyện Mẫu, type: huyện}
- {key: xa-cu, name: Xã Mẫu, type: xã, to: 2026-06-30, parent: huyen-mau, successors: [xa-moi]}
- {key: xa-moi, name: Xã Mẫu, type: xã, from: 2026-07-01, parent: huyen-mau, predecessors: [xa-cu]}
- {key: xa-im, name: Xã Im Tiếng, type: xã, parent: huyen-mau}
- {key: xa-sap, name: Xã Sắp Có, type: xã, from: 2027-01-01, parent: huyen-mau}
- {key: ap-mau, name: Ấp Mẫu, type: ấp, parent: xa-moi}
- {key: xa-bia, name: Xã Đặt Ra, type: xã, sample: true}
"""
    changes = {f"{DATA}/units.yml": units, f"{DATA}/bulletin.yml": BULLETIN_FILE + bulletin}
    edition = open_edition(read(make_files() | changes), NOW)
    assert find_expected(edition) == expected
