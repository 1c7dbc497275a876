"""The command that checks content alone, on a folder where everything is wrong and on our own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.check import main
from tests.content.builder import STORY, story, write
from tests.golden import check_golden

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def test_every_mistake_of_a_gloriously_wrong_bulletin_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], update_goldens: bool
) -> None:
    root = shutil.copytree(HERE / "very_wrong", tmp_path / "wrong")
    # Not kept as a file: editors and formatters trip over bytes that are no UTF-8.
    old = "ChiÕn sÜ thi ®ua c¬ së\n".encode("cp1252")
    (root / "content/documents/chuong-trinh.md").write_bytes(old)
    status = main([str(root)])
    check_golden(HERE / "very_wrong" / "expected.txt", capsys.readouterr().out, update_goldens)
    assert status == 1


def test_the_count_at_the_end_is_that_of_the_lines() -> None:
    *lines, count = (HERE / "very_wrong" / "expected.txt").read_text("utf-8").splitlines()
    warnings = sum(": cảnh báo: " in line for line in lines)
    assert count == f"{len(lines) - warnings} lỗi, {warnings} cảnh báo"
    assert len(lines) > 90


def test_a_right_bulletin_is_left_in_peace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(write(tmp_path, {}))]) == 0
    *notes, count = capsys.readouterr().out.splitlines()
    assert count == "không có lỗi"
    assert all(note.startswith("còn là ví dụ: content/data/bulletin.yml:") for note in notes)


def test_warnings_are_reported_and_fail_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(write(tmp_path, {STORY: story(unit="xa-cu")}))]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        f"{STORY}:5: unit: cảnh báo: Xã Mẫu đã kết thúc ngày 30/6/2025; "
        "đơn vị kế thừa: Xã Mẫu (xa-moi)",
        "1 cảnh báo",
    ]


def test_a_pull_request_gets_its_notes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write(tmp_path, {STORY: story("<svg>", title="100% xanh\nsạch", draft="không")})
    assert main(["--github", str(root)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[4:] == [
        f"::error file={STORY},line=2::title: phải nằm trên một dòng, đang là '100%25 xanh sạch'",
        f"::error file={STORY},line=12::draft: phải là true (có) hoặc false (không), "
        "đang là 'không'; có phải 'false'?",
        f"::warning file={STORY},line=15::nội dung: thẻ <svg> bị bỏ khỏi trang; viết bằng Markdown",
        "::notice::2 lỗi, 1 cảnh báo",
    ]


@pytest.mark.slow
def test_an_empty_folder_is_an_error_and_no_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/check.py", str(tmp_path)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "content:1: tệp: thiếu thư mục này\n1 lỗi\n",
        "",
    )


def test_our_own_content_has_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    status = main([])
    assert status == 0, capsys.readouterr().out
