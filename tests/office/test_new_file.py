"""A new file of any kind is right as it is written, and nothing in it that was guessed hides."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from bulletin.content.yaml.front_matter_text import format_front_matter, quote
from bulletin.content.yaml.tree import parse
from bulletin.model.kind import KINDS
from scripts.check import main as check
from scripts.new import main
from tests.content.builder import write

MORE = {"campaign-story": ["--set", "campaign=xanh-sach"]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small bulletin."""
    return write(tmp_path, {})


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_a_new_file_of_each_kind_passes_the_check(
    kind: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--unit", "xa moi"] if kind not in {"campaign", "document", "question"} else []
    title = 'Hội nghị: "Cầu mới" ở ấp, 100 % bà con #1'
    written = [kind, "--title", title, *options, *MORE.get(kind, []), "--project", str(root)]
    assert main(written) == 0
    path = root / capsys.readouterr().out.strip()
    assert path.is_file()
    assert check([str(path)]) == 0
    assert main(written) == 1, "a second time it would take the place of the first"
    assert "đã có tệp" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["bai-la", "--title", "A"], "không có loại 'bai-la'; có: exemplar, "),
        (["event", "--unit", "Xã Mới"], "thiếu tên; ghi --title"),
        (["exemplar", "--title", "A"], "thiếu đơn vị; ghi --unit"),
        (
            ["exemplar", "--title", "A", "--unit", "xa-mooi"],
            "không có đơn vị 'xa-mooi'; có phải 'xa-moi'?",
        ),
        (
            ["exemplar", "--title", "A", "--unit", "Xã Mới", "--set", "sumary=a"],
            "có phải 'summary'?",
        ),
        (
            ["exemplar", "--title", "A", "--unit", "Xã Mới", "--date", "2026-02-30"],
            "date: phải là ngày",
        ),
        (["campaign-story", "--title", "A", "--unit", "Xã Mới"], "thiếu phong trào"),
        (["exemplar", "--title", "?", "--unit", "Xã Mới"], "ghi --set slug=ten-tep"),
    ],
)
def test_what_is_missing_is_said(
    options: list[str], wanted: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(root.rglob("*.md"))
    assert main([*options, "--project", str(root)]) == 1
    assert wanted in capsys.readouterr().err
    assert sorted(root.rglob("*.md")) == before


@pytest.mark.parametrize(
    "text",
    [
        "Cầu mới",
        "Cầu: mới",
        "a #b",
        "#b",
        "- a",
        '"a"',
        "'a'",
        "true",
        "null",
        "[a]",
        "{a}",
        "2026-11-18T07:30",
        "a\\b",
        "https://vi-du.example/a",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a`",
        "a: ",
        ": a",
        "a,b",
        "? a",
        "|",
        ">",
    ],
)
def test_text_is_read_back_as_it_was(text: str) -> None:
    written = format_front_matter({"a": text, "b": [text, "x"], "c": [{"d": text, "e": [text]}]})
    found = parse(written.split("---\n")[1], 2).value
    want = " ".join(text.split())
    assert found == {"a": want, "b": [want, "x"], "c": [{"d": want, "e": [want]}]}
    assert "\n" not in quote(text)


@pytest.mark.parametrize("left", [EOFError, KeyboardInterrupt])
def test_who_leaves_while_being_asked_has_made_nothing(
    left: type[BaseException],
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def leave(_: str) -> str:
        raise left

    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", leave)
    before = sorted(root.rglob("*"))
    assert main(["exemplar", "--project", str(root)]) == 1
    assert capsys.readouterr().err == "chưa tạo tệp nào\n"
    assert sorted(root.rglob("*")) == before
