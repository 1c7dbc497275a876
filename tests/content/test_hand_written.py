"""The pages under docs/ are published as they are: a story among them is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.content.library import read_library
from bulletin.errors import ContentError
from tests.content.builder import DOCUMENT_KEYS, EVENT_KEYS, PERSON, page, story, write


def said(root: Path, name: str, text: str) -> list[str]:
    """Return what is said of a bulletin with one page under docs/."""
    file = write(root, {}) / "docs" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    try:
        return [str(problem) for problem in read_library(root).warnings]
    except ContentError as failure:
        return [str(problem) for problem in failure.problems]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (story(draft=True), "content/exemplars/2026/a.md"),
        (story(people=[PERSON]), "content/exemplars/2026/a.md"),
        ("---\ntitle: A\ndraft: true\n---\nLời.\n", "content/exemplars/2026/a.md"),
        (page(EVENT_KEYS, {}), "content/events/2026/a.md"),
        (page(DOCUMENT_KEYS, {}), "content/documents/a.md"),
    ],
)
def test_a_story_under_docs_is_an_error(tmp_path: Path, text: str, place: str) -> None:
    [found] = said(tmp_path, "a.md", text)
    assert found.startswith("docs/a.md:1: tệp: đây là một bài (có khóa ")
    assert found.endswith(f"chuyển vào {place}")


@pytest.mark.parametrize(
    "text",
    [
        "# Giới thiệu\n",
        "---\ntitle: Giới thiệu\ndescription: Một câu.\nhide: [toc]\n---\nLời.\n",
        "Một.\n\n---\n\nHai.\n",
        "",
    ],
)
def test_a_page_of_docs_is_left_in_peace(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, "gioi-thieu.md", text) == []


def test_names_and_damage_are_reported_there_too(tmp_path: Path) -> None:
    assert "có phải 'chuyen-hai.md'?" in said(tmp_path / "a", "Chuyện hai.md", "Lời.\n")[0]
    assert "'con' là tên dành riêng" in said(tmp_path / "b", "con.md", "Lời.\n")[0]
    garbled = "Cả tổ có lãi".encode().decode("cp1252")
    assert "có phải 'Cả tổ có lãi'?" in said(tmp_path / "c", "a.md", garbled)[0]
    assert "chưa trộn xong" in said(tmp_path / "d", "a.md", "<<<<<<< HEAD\na\n")[0]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# Giới thiệu\n\nBản tin [[kể]] chuyện.\n", 3, "dấu của Markdown còn nguyên trên trang"),
        ("---\ntitle: A\n---\n\n:::lưu ý\n", 5, "dấu của Markdown còn nguyên trên trang: ':::"),
        ("| A | B |\n|---|---|\n| 1 | 2 | thừa |\n", 3, "chữ 'thừa' không hiện trên trang"),
        ("Lời.\n\n<script>alert(1)</script>\n", 3, "thẻ <script> không dùng được trên trang"),
        ("Lời <b onclick='x()'>đậm</b>.\n", 1, "thuộc tính onclick không dùng được"),
        ("Xem [đây](javascript:x).\n", 1, "liên kết 'javascript:x' không dùng được"),
    ],
)
def test_the_law_of_the_check_holds_there_too(
    text: str, line: int, words: str, tmp_path: Path
) -> None:
    [found] = said(tmp_path, "a.md", text)
    assert found.startswith(f"docs/a.md:{line}: nội dung: {words}")


def test_pictures_and_harmless_html_of_docs_are_left_in_peace(tmp_path: Path) -> None:
    text = (
        '# A\n\n![Bản đồ xã](ban-do.png)\n\n<span lang="en">Add file</span> (*)\n\n    Lời thụt.\n'
    )
    assert said(tmp_path, "a.md", text) == []
