"""What a merge request does, in words for its people: the summary on the forge."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.errors import Problem, Severity
from bulletin.office.merge_request.review import Change, ChangedText, Review, escape, format_review
from scripts.review import main
from tests.content.builder import PERSON, STORY, story, write
from tests.golden import check_golden

GOLDEN = Path(__file__).parent / "golden"
NEW = "content/exemplars/2026/bep-chao.md"

STORIES = (
    ChangedText(
        path=NEW,
        title="Bếp cháo *chợ sớm*, 30 suất",
        change=Change.NEW,
        kind="Tin, bài",
        address="/dien-hinh/2026/bep-chao/",
        day=dt.date(2026, 11, 18),
        seconds=95,
    ),
    ChangedText(
        path=STORY,
        title="Đường hoa ấp Mẫu",
        change=Change.CHANGED,
        kind="Tin, bài",
        address="/dien-hinh/2026/duong-hoa/",
        day=dt.date(2026, 12, 1),
        silence="chưa có sự đồng ý phát thanh của Nhân vật minh họa",
        held="đến ngày 01/12/2026",
    ),
    ChangedText("content/questions/ai.md", "Ai được xét?", Change.DELETED),
)
REVIEWS = {
    "xem-truoc-bai": Review(
        STORIES,
        ("content/exemplars/2026/bep-chao.jpg",),
        (),
        (Problem(NEW, 3, "title", "nên ngắn hơn", Severity.WARNING),),
    ),
    "xem-truoc-loi": Review(
        STORIES[:1],
        (),
        ("theme/story.html", "bulletin/a`b.py"),
        (
            Problem(NEW, 4, "date", "phải là ngày có thật dạng 2026-11-18, đang là '#12'"),
            Problem(NEW, 9, "nội dung", "đừng gọi @ai, <b>, https://kho.example"),
        ),
    ),
}


@pytest.mark.parametrize("name", REVIEWS)
def test_a_review_in_words(name: str, update_goldens: bool) -> None:
    check_golden(GOLDEN / f"{name}.md", format_review(REVIEWS[name]), update_goldens)


def test_long_lists_are_counted() -> None:
    many = tuple(ChangedText(f"content/{n}.md", f"Bài {n}", Change.NEW) for n in range(90))
    problems = tuple(Problem(STORY, line, "title", "sai") for line in range(90))
    text = format_review(Review(many, (), (), problems))
    assert "… và 70 bài nữa." in text
    assert "- … và 60 nữa" in text


def test_words_of_strangers_are_only_shown() -> None:
    assert escape("a\nb @ai #12 [x](https://y) <b>`") == (
        "a b \\@\u2060ai \\#\u206012 \\[x\\](https\\://y) \\<b\\>\\`"
    )


def git(root: Path, *arguments: str) -> None:
    """Run git as nobody in particular."""
    name = (
        "-c",
        "user.name=Ai",
        "-c",
        "user.email=ai@mau.example",
        "-c",
        "init.defaultBranch=main",
    )
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(
        ["git", "-C", str(root), *name, *arguments],
        env=environment,
        check=True,
        capture_output=True,
    )


Look = Callable[..., str]


@pytest.fixture
def look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Look:
    """Return a function that changes files of a bulletin and gives what the script says of it."""
    monkeypatch.setenv("BULLETIN_NOW", "2026-11-28T08:00:00+07:00")
    root = write(tmp_path / "ban-tin", {})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Số đầu")

    def run(changes: dict[str, str | None]) -> str:
        for path, text in changes.items():
            if text is None:
                (root / path).unlink()
            else:
                (root / path).write_text(text, "utf-8")
        output = str(tmp_path / "ra")
        assert main(["HEAD", "--project", str(root), "--output", output]) == 0
        return capsys.readouterr().out

    return run


def test_a_new_story_and_a_changed_one(look: Look, tmp_path: Path) -> None:
    said = look({NEW: story(title="Bếp cháo", date="2026-12-24"), STORY: story("Lời khác.\n")})
    assert "**Loại yêu cầu: bài.**" in said
    assert "**Bếp cháo** (mới)" in said
    assert "**Đường hoa ấp Mẫu** (sửa)" in said
    assert "- Chưa hiện trên trang: đến ngày 24/12/2026" in said
    assert said.count("- Đọc trên đài: khoảng ") == 2
    assert (tmp_path / "ra/trang.txt").read_text("utf-8").splitlines() == [
        "/dien-hinh/2026/bep-chao/",
        "/dien-hinh/2026/duong-hoa/",
    ]
    assert (tmp_path / "ra/luc.txt").read_text("utf-8") == "2026-12-24T00:00:00+07:00\n"


def test_mistakes_and_lost_pages(look: Look, tmp_path: Path) -> None:
    said = look(
        {
            NEW: story("Khác.\n", title="Bếp", date="2026-02-30"),
            STORY: None,
            "Makefile": "site:\n",
        }
    )
    assert "**Loại yêu cầu: chương trình.** Có 1 tệp" in said
    assert "còn 2 chỗ phải sửa" in said
    assert f"`{NEW}`, dòng 3, date: phải là ngày có thật" in said
    assert "**Đường hoa ấp Mẫu** (xóa)" in said
    assert not (tmp_path / "ra/luc.txt").exists()


def test_who_is_silent_is_named(look: Look) -> None:
    said = look({STORY: story(people=[{**PERSON, "name": "Người Mẫu"}])})
    assert "- Không đọc trên đài: chưa có sự đồng ý phát thanh của Người Mẫu" in said


def test_a_base_that_is_not_there_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, {})
    assert main(["HEAD", "--project", str(root), "--output", str(tmp_path / "ra")]) == 1
    assert "không nằm trong kho git" in capsys.readouterr().err
