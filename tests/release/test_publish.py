"""`scripts/publish.py` as the office runs it, on the commune's bulletin."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.publish import main
from tests.site.built import copy_of_the_commune, process_environment

pytestmark = pytest.mark.slow

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command on the day of the tests; give its status, output and errors."""
    for name, value in process_environment().items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        status = main([*map(str, arguments)])
        return status, *capsys.readouterr()

    return run


def test_from_the_first_release_to_a_story_taken_down(run: Run, tmp_path: Path) -> None:
    project, target = copy_of_the_commune(tmp_path / "project"), tmp_path / "www"
    arguments = (target, "--project", project, "--quiet")

    assert run(*arguments) == (0, "", "")
    version = json.loads((target / "phien-ban.json").read_text("utf-8"))
    assert version["commit"] is None
    assert version["counts"]["stories"] == 6
    assert not (project / "site").exists()

    story = project / "content/exemplars/2026/nguoi-dua-do.md"
    address = "dien-hinh/2026/nguoi-dua-do/index.html"
    story.unlink()
    status, _, said = run(*arguments)
    assert status == 1
    assert "địa chỉ /dien-hinh/2026/nguoi-dua-do/ đã đăng nay không còn" in said
    assert "bản đang đăng vẫn như cũ" in said
    assert (target / address).exists()

    entry = (
        "- path: /dien-hinh/2026/nguoi-dua-do/\n  id: exemplars/2026/nguoi-dua-do\n"
        "  date: 2026-11-20\n  reason: Gỡ theo yêu cầu.\n"
    )
    (project / "content/data/withdrawn.yml").write_text(entry, encoding="utf-8")
    status, answer, said = run(target, "--project", project)
    assert status == 0, said
    assert "Đã đăng bản" in answer
    assert (target / "da-rut.map").read_text("utf-8") == (
        "/ban-tin/dien-hinh/2026/nguoi-dua-do/ 1;\n"
        "/ban-tin/phat-thanh/dien-hinh/2026/nguoi-dua-do/ 1;\n"
    )
    assert "Bài đã gỡ" in (target / address).read_text("utf-8")

    (project / "content/data/fields.yml").write_text("hỏng: [", encoding="utf-8")
    status, _, said = run(*arguments)
    assert status == 1
    assert "content/data/fields.yml:1" in said
    assert "Traceback" not in said

    status, _, said = run(target, "--rollback")
    assert status == 1
    assert "bài đã rút" in said
    assert "Bài đã gỡ" in (target / address).read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "thiếu NƠI_ĐĂNG; xem"),
        (["www", "--keep", "năm"], "không hiểu 'năm'; xem"),
        (["www", "--khong-co"], "không hiểu tham số --khong-co; xem"),
    ],
)
def test_a_wrong_command_line_is_reported_in_vietnamese(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 1
    assert said in capsys.readouterr().err


def test_a_wrong_target_is_refused_in_a_sentence(run: Run) -> None:
    assert run("ftp://vi-du/") == (1, "", "Không hiểu nơi đăng 'ftp://vi-du/'.\n")
