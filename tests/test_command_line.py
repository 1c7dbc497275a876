"""Every command of the office and the station says in Vietnamese what it does not understand."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"
ENGLISH = re.compile(
    r"\b(?:the|following|are|required|argument|invalid|choice|choose|expected|usage)\b"
)
NAMES = tuple(sorted(path.stem for path in SCRIPTS.glob("*.py")))
FROM_A_WORKFLOW = ("forge",)
"""What no person runs: it reads its environment first, and has no help of its own."""


def _run(name: str, *arguments: str) -> int:
    spec = importlib.util.spec_from_file_location(f"command_{name}", SCRIPTS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    environment: tuple[dict[str, str], ...] = ({},) if name in FROM_A_WORKFLOW else ()
    return int(module.main(list(arguments), *environment))


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_option_is_answered_in_one_vietnamese_sentence(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if name in FROM_A_WORKFLOW:
        assert _run(name, "--khong-co-tham-so-nay") == 1
    else:
        with pytest.raises(SystemExit) as ended:
            _run(name, "--khong-co-tham-so-nay")
        assert ended.value.code == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert not ENGLISH.search(said), said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("report", "2026", "--format", "xls"),
            "--format không nhận 'xls', chỉ nhận docx, md, json",
        ),
        (("issue", "2026-11", "--form"), "--form thiếu giá trị; xem"),
        (("issue",), "thiếu THÁNG; xem"),
        (("aired",), "thiếu BẢNG.csv; xem"),
        (("review", "main"), "thiếu --output; xem"),
        (("new",), "thiếu LOẠI; xem"),
        (("voice",), "thiếu TỆP.txt, TỆP.mp3; xem"),
        (("voice", "a.txt", "a.mp3", "--speed", "9"), "--speed: phải là số từ 0,6 đến 1,6"),
        (("site_difference", "a"), "thiếu TRANG-MỚI, KHÓA-CŨ, KHÓA-MỚI; xem"),
        (("rundown", "--date", "2026-11-18", "--slot", "sang", "--voices", "x"), "không hiểu 'x'"),
    ],
)
def test_a_mistake_is_named(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        _run(*arguments)
    assert ended.value.code == 1
    assert said in capsys.readouterr().err


def test_a_sheet_to_print_is_a_pdf(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("issue", "2025-03", "--output", "/khong/co/thang.docx") == 1
    assert capsys.readouterr().err.startswith("Tệp để in phải có đuôi .pdf, đang là")


def test_the_public_site_is_not_compared_with_a_folder_of_something_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _run("watch", "https://a.example/", "--project", "/khong/co") == 1
    said = capsys.readouterr().err
    assert said == (
        "/khong/co không phải thư mục của bản tin: không có content/; ghi đúng kho ở --project.\n"
    )


@pytest.mark.parametrize("name", [name for name in NAMES if name not in FROM_A_WORKFLOW])
def test_the_help_is_in_vietnamese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        _run(name, "--help")
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("cách dùng:")
    assert "show this help" not in said
    assert not ENGLISH.search(said), said
