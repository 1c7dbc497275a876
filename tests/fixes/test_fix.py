"""What `check.py --fix` writes: what has one right answer, and nothing else.

What is to be fixed cannot be seen, so it is written here with its codes; what comes out is golden.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bulletin.content.tidying import tidy
from bulletin.office.check import NotChecked, Scope, check_project
from bulletin.office.fix import Change, find_changes, write_changes
from bulletin.prose.renderer import MarkdownRenderer, NotRendered
from bulletin.vietnamese.normalise import normalise
from scripts.check import main
from tests.content.builder import CAMPAIGN, DATA, DOCUMENT, EVENT, STORY, UNITS_FILE, story, write
from tests.golden import check_golden
from tests.trying import try_examples

HERE = Path(__file__).parent
TODAY = dt.date(2026, 11, 28)


def nfd(text: str) -> str:
    """Return the text with its diacritics apart from the letters."""
    return unicodedata.normalize("NFD", text)


STORY_IN_VIETNAMESE = f"""\ufeff---\r
tóm tắt: {nfd("Mỗi nhà")}  trồng một\u00a0đoạn.   \r
# ghi chú {nfd("của biên tập")}  để nguyên\r
“tiêu đề”: Đường hoa\u200b ấp Mẫu\r
ngày: 18/11/2026\r
unit: xa\u2011moi # {nfd("đơn vị")}\u00a0mới\r
lĩnh vực: văn-hóa\r
đối tượng: tập thể\r
nguồn:\r
author: Ban biên tập Mẫu\r
campaigns: xanh-sach\r
nháp: không\r
---\r
\r
Ðường hoa  dài {nfd("hai cây số")}, rộng 5\u00a0m,\u00a0do {nfd("bà con")} m\u0430i. \r
Dòng thơ này xuống dòng  \r
dòng sau.\t\r
\r
```\r
giữ  nguyên  \r
```\r
<!-- {nfd("ghi chú")}  -->\r
""".replace("văn-hóa", "van-hoa")

BEFORE: dict[str, str | bytes | None] = {
    STORY: STORY_IN_VIETNAMESE,
    CAMPAIGN: (
        "---\ntitle： Xanh, sạch, đẹp\nsummary: Cả huyện cùng làm.\n"
        "bắt đầu: ngày 2 tháng 1 năm 2024\nlaunched_by: Ủy ban nhân dân huyện Mẫu\n"
        "fields:\n• van-hoa\n—\n\nLời văn.\n"
    ),
    DOCUMENT: (
        "---\ntype: Kế hoạch\ntitle: Kế hoạch: việc năm nay\nnumber: 62/KH-UBND\n"
        "issuer: Ủy ban nhân dân huyện Mẫu\nissued: 2020.04.07\nchecked:  2026-11-23\n"
        "expires: ''\n---\n\nLời văn."
    ),
    EVENT: (
        "---\ntitle: Gặp mặt\nkind: gap-go\nstart: 18/11/2026 7h30\nplace: Nhà văn hóa\n"
        "unit: xa-moi\nsummary: Gặp mặt.\ncancelled: không\n---\n\nLời văn.\n"
    ),
    "content/exemplars/2026/Bep Chao.md": story("Lời văn khác.\n"),
    "content/exemplars/2026/con.md": story("Lời văn khác nữa.\n"),
    # No right answer, or more than one: all of it stays.
    "content/exemplars/2026/bo-ngo.md": story(
        "Lời văn.\n", date="3/4/2026", draft="có lẽ", subject="individul", tiêu="x"
    ),
    "content/exemplars/2026/cu.md": story("ChiÕn sÜ thi ®ua c¬ së\u00a0 .\n"),
    f"{DATA}/units.yml": UNITS_FILE.replace("Ấp Mẫu", nfd("Ấp Mẫu")).replace(
        "type: ấp", "loại: ấp"
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A bulletin with everything that can be fixed, and some that cannot."""
    return write(tmp_path, BEFORE)


def visible(text: str) -> str:
    """Return the text with codes for what cannot be seen, or is not in one piece."""
    seen = "".join(
        letter
        if letter in "\n\t" or (letter.isprintable() and not unicodedata.combining(letter))
        else f"{{{ord(letter):04X}}}"
        for letter in text
    )
    return re.sub(r"[\u0430-\u0440Ð]", lambda found: f"{{{ord(found[0]):04X}}}", seen)


def test_everything_with_one_right_answer_is_fixed(
    root: Path, capsys: pytest.CaptureFixture[str], update_goldens: bool
) -> None:
    before = {path.relative_to(root): path.read_bytes() for path in root.rglob("*.md")}
    assert main([str(root), "--fix"]) == 1
    check_golden(HERE / "expected.txt", visible(capsys.readouterr().out), update_goldens)
    for path in sorted(root.rglob("*.md")):
        if path.read_bytes() != before.get(path.relative_to(root)):
            after = visible(path.read_bytes().decode())
            check_golden(HERE / "after" / f"{path.stem}.txt", after, update_goldens)


def test_fixing_twice_is_fixing_once(root: Path) -> None:
    write_changes(root, find_changes(Scope(root), TODAY))
    assert find_changes(Scope(root), TODAY) == []
    assert not list(root.rglob(".*.md*"))


def test_what_is_left_was_there_before(root: Path) -> None:
    def said(problems: list[object]) -> set[str]:
        return {re.sub(r":\d+:", ":", str(problem)) for problem in problems}

    before = said(list(check_project(root, TODAY)))
    write_changes(root, find_changes(Scope(root), TODAY))
    assert said(list(check_project(root, TODAY))) <= before


def test_a_single_file_is_fixed_alone(root: Path) -> None:
    alone = find_changes(Scope(root, (STORY,)), TODAY)
    assert alone == [one for one in find_changes(Scope(root), TODAY) if one.old == STORY]


def test_a_file_changed_meanwhile_is_left(root: Path) -> None:
    changes = find_changes(Scope(root, (STORY,)), TODAY)
    (root / STORY).write_text("khác", "utf-8")
    with pytest.raises(NotChecked, match="vừa bị sửa"):
        write_changes(root, changes)
    assert (root / STORY).read_text("utf-8") == "khác"


def test_a_name_that_is_taken_is_not_given_again(tmp_path: Path) -> None:
    name = "content/exemplars/2026/Duong Hoa.md"
    root = write(tmp_path, {name: story("Lời văn khác.\n")})
    assert find_changes(Scope(root), TODAY) == []


def test_a_diff_says_where_a_line_end_is_missing() -> None:
    diff = Change("a.md", "a.md", b"m\xe1\xba\xabu", "mẫu mới\n".encode()).to_diff()
    assert diff.endswith("-mẫu\n\\ No newline at end of file\n+mẫu mới\n")
    assert Change("A.md", "a.md", b"x", b"x").to_diff() == "đổi tên A.md thành a.md\n"


WORDS = some.sampled_from(
    [
        *("mẫu", nfd("đường"), "a\u200bb", "5\u00a0kg", "và\u00a0", "**đậm**", "- mục", "1. một"),
        *("> trích", "`mã  x`", "```", "| ô | ô |", "    lùi", "", " ", "  ", "\\", "# đề"),
        *("---", "m\u0430i", "<!--"),
    ]
)
LINES = some.lists(some.lists(WORDS, max_size=5).map(" ".join), max_size=8)


RENDERER = MarkdownRenderer()


@given(LINES, some.sampled_from(["\n", "\r\n"]))
@try_examples(60)
def test_tidying_is_done_once_and_changes_no_page(lines: list[str], end: str) -> None:
    body = end.join(lines)
    text = f"---{end}title:  Tên{end}---{end}{body}"
    tidied = tidy(STORY, text)
    assert tidy(STORY, tidied) == tidied
    assert tidied.count("\n") == text.count("\n")
    assert render(tidied.split(f"---{end}", 2)[2]) == render(body)


def render(body: str) -> list[str]:
    """Return the words and tags of the page."""
    try:
        html = RENDERER.render(normalise(body)).html
    except NotRendered:
        return []
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", html).split()


KEYS = some.sampled_from(
    [
        *(
            "tiêu đề: Đường hoa",
            "title:Đường hoa",
            "**title**: Hoa",
            "ngày: 18/11/2026",
            "id: ma-1",
        ),
        *("date: 18 tháng 11 năm 2026 lúc 7h30", "summary: Mỗi nhà: một đoạn", "unit： xa-moi"),
        *("fields: van-hoa", "fields:\n• van-hoa", "fields:\n-van-hoa", "subject : tập thể"),
        *("author: Ban biên tập Mẫu # ai", "# ghi chú  x ", "nguồn:", "source:", "nháp: không"),
        *(
            "people:\n  - tên: Bà Mẫu\n    đồng ý: {ngày: 1/2/2026, phạm vi: [trang, đài]}",
            "",
            "audio:",
        ),
        *("awards:\n- title: Giấy khen\n  ngày: 31.12.2025", "corrections:\n\t- date: 2026-01-01"),
        *("audio:", "id: ma-1"),
        "summary: >-\n  Mỗi nhà  trồng\n  một đoạn  ",
    ]
)


@given(
    some.sampled_from(["---\n", "\ufeff---\n", "\n---\n", "—\n"]),
    some.lists(KEYS, max_size=9),
    LINES,
    some.sampled_from([str, nfd, lambda text: text.replace("\n", "\r\n")]),
)
@try_examples(20)
def test_whatever_is_fixed_stays_so_and_keeps_its_comments(
    tmp_path_factory: pytest.TempPathFactory,
    fence: str,
    keys: list[str],
    body: list[str],
    spoil: Callable[[str], str],
) -> None:
    text = spoil("\n".join([f"{fence}{keys[0] if keys else ''}", *keys[1:], "---", *body]))
    root = write(tmp_path_factory.mktemp("bulletin"), {STORY: text})
    scope = Scope(root, (STORY,))
    changes = find_changes(scope, TODAY)
    write_changes(root, changes)
    assert find_changes(scope, TODAY) == []
    for change in changes:
        comments = [re.findall(rb"# [a-z].*", data) for data in (change.before, change.after)]
        assert sorted(comments[0]) == sorted(comments[1])
        assert change.before.count(b"\r\n") >= change.after.count(b"\r\n")
