"""What the check is asked to judge, how it answers, and what it keeps for the next run."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from bulletin.content.library import read_library
from bulletin.content.parsed_files import parse_file
from bulletin.engine.project_cache import CACHE_DIR, CACHE_FILE, open_project_cache
from bulletin.office.check import NotChecked, Scope, check, check_project, find_scope
from scripts.check import main
from tests.content.builder import CAMPAIGN, DOCUMENT, PERSON, STORY, page, story, write
from tests.golden import check_golden

OTHER = "content/exemplars/2026/bai-hai.md"
TODAY = dt.date(2026, 11, 28)
SPOILED = {
    STORY: story("Xem [bài](bai-hai.md), [tháng](/luu-tru/2026/11/).\n", unit="xa-khac"),
    OTHER: story(date="2026-02-30", fields=[]),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny bulletin with two wrong stories."""
    return write(tmp_path_factory.mktemp("bulletin"), SPOILED)


def find_messages(
    root: Path, *paths: str, elsewhere: Path = Path("/nowhere")
) -> dict[str, list[str]]:
    """Return the fields of the problems by path."""
    scope = find_scope([root / path for path in paths], elsewhere)
    found: dict[str, list[str]] = {}
    for problem in check(scope, TODAY):
        found.setdefault(problem.path, []).append(problem.field)
    return found


@pytest.mark.slow
def test_a_path_limits_what_is_reported(root: Path) -> None:
    assert find_messages(root, "") == {STORY: ["unit"], OTHER: ["date", "fields"]}
    assert find_messages(root, STORY) == {STORY: ["unit"]}
    assert (
        find_messages(root, OTHER, STORY)
        == find_messages(root, "content/exemplars")
        == find_messages(root, "")
    )
    assert (
        find_messages(root, "content/exemplars/2026")
        == find_messages(root, "content")
        == find_messages(root, "")
    )
    assert find_messages(root, DOCUMENT) == find_messages(root, "content/data") == {}


def test_a_single_file_is_judged_as_in_the_whole(root: Path) -> None:
    whole = check_project(root, TODAY)
    for path in SPOILED:
        assert check(Scope(root, (path,)), TODAY) == [one for one in whole if one.path == path]


@pytest.mark.parametrize(
    "body",
    [
        "[phong trào](../../campaigns/xanh-sach/index.md)",
        "[bài](/dien-hinh/2026/bai-hai/)",
        "[văn bản](/van-ban/ke-hoach-mot/), [đơn vị](/don-vi/xa-moi/)",
        "[năm](/luu-tru/2024/)",
    ],
)
def test_a_single_file_may_link_to_what_is_not_read(tmp_path: Path, body: str) -> None:
    campaign_story = "content/campaigns/xanh-sach/chuyen.md"
    root = write(tmp_path, {STORY: story(body), OTHER: story(), campaign_story: story()})
    assert find_messages(root, STORY) == {}


@pytest.mark.parametrize(
    "address",
    [
        *("/rss/am-thanh.xml", "/rss/nguon-tin.opml", "/rss/rut-bai.json", "/rss/tat-ca.xml"),
        *("/du-lieu/tin-bai.csv", "/du-lieu/don-vi.json", "/du-lieu/su-kien.json"),
    ],
)
def test_files_that_the_site_makes_can_be_linked(tmp_path: Path, address: str) -> None:
    root = write(tmp_path, {STORY: story(f"[tệp]({address})")})
    assert find_messages(root, STORY) == {}


def test_a_recording_that_nobody_made_is_a_dead_link(tmp_path: Path) -> None:
    root = write(tmp_path, {STORY: story("[nghe](/am-thanh/moi-nhat.mp3)")})
    assert find_messages(root, STORY) == {STORY: ["nội dung"]}


@pytest.mark.parametrize(
    ("paths", "sentence"),
    [
        ([STORY.replace("duong", "khong")], "không có tệp hay thư mục"),
        (["../ngoai.md"], "không nằm trong thư mục content/ hay docs/ của một bản tin"),
        (["", "../khac"], "mỗi lần chỉ kiểm tra một bản tin"),
    ],
)
def test_what_cannot_be_judged_is_said_in_a_sentence(
    root: Path, paths: list[str], sentence: str
) -> None:
    (root.parent / "ngoai.md").write_text("Ở ngoài.\n", "utf-8")
    (root.parent / "khac/content").mkdir(parents=True, exist_ok=True)
    with pytest.raises(NotChecked, match=sentence):
        find_scope([root / path for path in paths], root)


def test_paths_are_looked_for_in_the_bulletin_too(root: Path) -> None:
    assert find_scope([Path(STORY)], root) == Scope(root, (STORY,))
    assert find_scope([], root) == Scope(root)


def test_programs_get_a_list(
    root: Path, capsys: pytest.CaptureFixture[str], update_goldens: bool
) -> None:
    assert main([str(root), "--format", "json"]) == 1
    written = capsys.readouterr().out
    check_golden(Path(__file__).parent / "check.json", written, update_goldens)
    assert set(json.loads(written)[0]) == {"path", "line", "field", "severity", "message"}
    assert main(["--format=json", str(root / CAMPAIGN)]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_wrong_argument_is_reported_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="1"):
        main(["--khac"])
    assert capsys.readouterr().err == "không hiểu tham số --khac; xem check.py --help\n"


def test_an_unreadable_file_is_reported_in_a_sentence(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "content/x.md")

    monkeypatch.setattr("bulletin.content.snapshot.read_start", refuse)
    assert main([str(root / STORY)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("không đọc được content/x.md: không có quyền; ")


def test_a_check_keeps_what_a_build_needs_and_uses_what_it_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = {**PERSON, "consent": {**PERSON["consent"], "scope": ["web", "radio"]}}
    root = write(tmp_path, {STORY: story("Họp theo TT mới.\n", people=[person])})
    first = check_project(root, TODAY)
    assert [problem.message for problem in first if problem.message.startswith("bài đọc: 'TT'")]

    def refuse(*_: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr("bulletin.content.parsed_files.parse_file", refuse)
    monkeypatch.setattr("bulletin.radio.read_aloud.find_story_problems", refuse)
    cache = open_project_cache(root).file
    assert [item.path for item in read_library(root, "docs", TODAY, cache).items]
    assert check_project(root, TODAY) == first
    assert (root / CACHE_DIR / CACHE_FILE).is_file()


def test_a_single_file_leaves_no_cache(tmp_path: Path) -> None:
    root = write(tmp_path, {CAMPAIGN: page({}, {"title": "Thiếu"})})
    assert find_messages(root, CAMPAIGN)
    assert not (root / CACHE_DIR).exists()


def test_a_single_file_reads_what_is_known_of_others_and_stores_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, SPOILED)
    check_project(root, TODAY)
    (root / STORY).write_text(story(unit="xa-lac"), "utf-8")
    parsed = []

    def watch(path: str, *rest: Any) -> Any:
        parsed.append(path)
        return parse_file(path, *rest)

    monkeypatch.setattr("bulletin.content.parsed_files.parse_file", watch)
    for _ in range(2):
        assert find_messages(root, STORY) == {STORY: ["unit"]}
    assert parsed == [STORY, STORY]
