"""scripts/withdraw.py: one step takes a story down, whatever else there is in the content."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.content.library import read_library
from bulletin.errors import ContentError
from bulletin.office.withdrawal.report import add_working_days
from bulletin.release.local_target import LocalTarget
from scripts.withdraw import main
from tests.content.builder import (
    CAMPAIGN_STORY,
    DATA,
    DOCUMENT,
    QUESTION,
    STORY,
    STORY_KEYS,
    page,
    write,
)
from tests.golden import check_golden
from tests.office.withdrawal.test_history import (
    ADDRESS,
    BESIDE,
    LINKED,
    SECOND,
    SETTINGS,
)
from tests.opened import Changes, documents, questions, stories
from tests.release.sites import make_site
from tests.release.sites import page as make_page

FILE = f"{DATA}/withdrawn.yml"
SECRET = "content/exemplars/2026/bai-mot-moi.md"
REASON = "Gỡ theo yêu cầu của người trong bài."
GOLDEN = Path(__file__).with_name("golden")

WITHDRAWN = """\
- {path: /dien-hinh/2026/bai-mot-moi/, id: exemplars/2026/bai-mot, date: 2026-11-20, reason: Một.}
- {path: /dien-hinh/2026/bai-mot/, id: exemplars/2026/bai-mot, date: 2026-11-20, reason: Một.}
"""
UNLINKED = """\
Đầu bài *kia*, nó và trang.
Bài đọc, [còn đây](duong-hoa.md).

"""

Project = Callable[[Changes], Path]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give a function that writes a bulletin on the day of the tests."""
    monkeypatch.setenv("BULLETIN_NOW", "2026-11-23T08:00:00+07:00")

    def make(changes: Changes) -> Path:
        root = write(tmp_path / "project", changes)
        (root / "docs").mkdir(exist_ok=True)
        (root / "docs/index.md").write_text(f"# Mẫu\n\n[Bài]({ADDRESS[1:]})\n", encoding="utf-8")
        (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        return root

    return make


def take_down(root: Path, address: str = ADDRESS, *options: str) -> int:
    """Run the command."""
    return main([address, "--reason", REASON, "--project", str(root), *options])


def contents(root: Path) -> dict[str, bytes]:
    """Return all files of a project but the cache's."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


@pytest.mark.parametrize(
    ("name", "options"),
    [("whole", []), ("radio", ["--only", "radio"]), ("image", ["--only", "image"])],
)
def test_the_command_says_what_it_did_and_who_else_holds_it(
    project: Project,
    capsys: pytest.CaptureFixture[str],
    update_goldens: bool,
    name: str,
    options: list[str],
) -> None:
    root = project(LINKED)
    assert take_down(root, ADDRESS, "--dry-run", *options) == 0
    said = capsys.readouterr().out
    assert contents(root) == contents(project(LINKED)), "nothing is done yet"
    assert take_down(root, ADDRESS, *options) == 0
    done = capsys.readouterr().out
    assert done == said.replace("Sẽ làm (chưa làm gì; bỏ --dry-run để làm):", "Đã làm:")
    check_golden(GOLDEN / f"{name}.txt", done, update_goldens)
    warnings = read_library(root).warnings
    assert [str(one) for one in warnings if one.field in ("nội dung", "tệp")] == []


def test_text_and_files_go_and_links_become_words(project: Project) -> None:
    root = project(LINKED)
    before = contents(root)
    assert take_down(root) == 0
    after = contents(root)
    assert before.keys() - after.keys() == {SECRET, *BESIDE}
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {FILE, STORY, "docs/index.md"}
    assert after[STORY].decode().endswith(f"---\n\n{UNLINKED}")
    assert after["docs/index.md"].decode() == "# Mẫu\n\nBài\n"
    assert [w.path for w in read_library(root).withdrawals] == [
        ADDRESS,
        "/dien-hinh/2026/bai-mot/",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("only", "line", "left"),
    [
        (None, "[a](/dien-hinh/2026/bai-mot/)", "a"),
        (None, "[a](/phat-thanh/dien-hinh/2026/bai-mot-moi/#b)", "a"),
        (None, "[a](./../2026/bai-mot-moi/dua.mp3)", "[a](./../2026/bai-mot-moi/dua.mp3)"),
        (None, "[a](../bai-mot-moi/dua.mp3)", "a"),
        (None, "[a](/dien-hinh/2026/bai-mot-moi-nua/)", "[a](/dien-hinh/2026/bai-mot-moi-nua/)"),
        (None, "[a](https://khac.example/dien-hinh/2026/bai-mot/)", None),
        (None, "[a](http://[)", None),
        ("radio", "[a](/dien-hinh/2026/bai-mot-moi/)", None),
        ("radio", "[a](/phat-thanh/dien-hinh/2026/bai-mot-moi/)", "a"),
        ("image", "[a](bai-mot-moi.md)", None),
    ],
)
def test_which_links_are_undone(
    project: Project, only: str | None, line: str, left: str | None
) -> None:
    root = project({**SECOND, STORY: page(STORY_KEYS, {}, f"Xem {line}.\n")})
    assert take_down(root, ADDRESS, *(["--only", only] if only else [])) == 0
    assert (root / STORY).read_text("utf-8").endswith(f"\nXem {left or line}.\n")


def test_it_works_while_other_content_is_broken(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project({**LINKED, CAMPAIGN_STORY: b"---\ntitle: [\n\xff", FILE: "- path: x\n"})
    assert take_down(root) == 0
    assert "CHƯA DỰNG ĐƯỢC, bài vẫn còn trên trang" in capsys.readouterr().out
    assert not (root / SECRET).exists()
    with pytest.raises(ContentError) as failure:
        read_library(root)
    assert {problem.path for problem in failure.value.problems} == {CAMPAIGN_STORY, FILE}


def test_a_story_that_cannot_be_read_is_withdrawn_too(project: Project) -> None:
    text = (
        "---\ntitle: [\nimage: {file: dua.jpg}\naliases:\n- /dien-hinh/2026/bai-mot/\n"
        "audio:\n  file: dua.mp3\n  transcript: dua.txt\n---\n"
    )
    root = project({**LINKED, SECRET: text})
    assert take_down(root) == 0
    assert not any((root / path).exists() for path in (SECRET, *BESIDE))
    assert len(read_library(root).withdrawals) == 2


@pytest.mark.parametrize(
    "asked",
    [
        ADDRESS,
        ADDRESS.strip("/"),
        f"{ADDRESS}index.html?x=1#y",
        f"https://mau.example/ban-tin{ADDRESS}",
        f"https://ban-sao.example{ADDRESS}",
        f"/phat-thanh{ADDRESS}",
        f"https://mau.example/ban-tin{ADDRESS}dua.mp3",
        "/dien-hinh/2026/bai-mot/",
        SECRET,
        SECRET.removeprefix("content/"),
        SECRET.removesuffix(".md"),
        f"./{SECRET}",
        f"/home/a/ban-tin/{SECRET}",
        "exemplars/2026/bai-mot",
    ],
)
def test_an_address_may_be_given_in_any_form(project: Project, asked: str) -> None:
    root = project(LINKED)
    assert take_down(root, asked) == 0
    assert not (root / SECRET).exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("/dien-hinh/2025/bai-mot-moi/", f"có phải {ADDRESS}"),
        ("dien-hinh/2026/bai-mot-mơi", ADDRESS),
        ("/hoan-toan-khac/", "chép lại địa chỉ từ trình duyệt"),
        ("/phong-trao/xanh-sach/", "rút từng bài"),
        ("", "chép lại địa chỉ"),
    ],
)
def test_what_is_not_there_is_proposed_and_nothing_is_done(
    project: Project, capsys: pytest.CaptureFixture[str], asked: str, said: str
) -> None:
    root = project(LINKED)
    before = contents(root)
    assert take_down(root, asked) == 1
    assert said in capsys.readouterr().err
    assert contents(root) == before


@pytest.mark.parametrize(
    "reason", ["", "Vì Nguyễn Văn Mẫu Vật xin", "Gỡ chuyện quả dừa xiêm", "a\nb"]
)
def test_the_reason_is_public(project: Project, reason: str) -> None:
    root = project(LINKED)
    assert main([ADDRESS, "--reason", reason, "--project", str(root)]) == 1
    assert (root / SECRET).exists()


def test_a_second_time_cleans_up_what_came_since(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(LINKED)
    assert take_down(root) == 0
    (root / ".cache").mkdir(exist_ok=True)
    (root / ".cache/cache.db").write_bytes(b"x")
    before = contents(root)
    capsys.readouterr()
    assert take_down(root) == 0
    assert "đã gỡ rồi" in capsys.readouterr().out
    assert contents(root) == before
    assert list((root / ".cache").iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "listed",
    [None, "", "# chưa có\n", "# chưa có\n[]\n", "[]", WITHDRAWN, f"# x\n[{WITHDRAWN[2:98]}]\n"],
)
def test_the_list_is_appended_to_whatever_its_form(project: Project, listed: str | None) -> None:
    asked = "/dien-hinh/2026/cung-thang/"
    files = {path: text for path, text in SECOND.items() if path != SECRET and path not in BESIDE}
    root = project({**files, FILE: listed})
    before = len(read_library(root).withdrawals)
    assert main([asked, "--reason", "Vì: 'thế', #1", "--project", str(root)]) == 0
    entries = read_library(root).withdrawals
    assert len(entries) == before + 1
    assert (entries[-1].path, entries[-1].reason) == (asked, "Vì: 'thế', #1")


# --- a part -------------------------------------------------------------------------------------


def test_off_the_air_the_recording_goes_and_the_consent_with_it(project: Project) -> None:
    root = project(LINKED)
    assert take_down(root, ADDRESS, "--only", "radio") == 0
    text = (root / SECRET).read_text("utf-8")
    assert "audio" not in text
    assert "radio" not in text
    assert "image" in text
    assert not (root / "content/exemplars/2026/dua.mp3").exists()
    assert not (root / "content/exemplars/2026/dua.txt").exists()
    assert (root / "content/exemplars/2026/dua.jpg").exists()
    assert {entry.only for entry in read_library(root).withdrawals} == {"radio"}
    assert "[bài *kia*](bai-mot-moi.md" in (root / STORY).read_text("utf-8")


def test_the_consent_of_one_person_is_withdrawn(project: Project) -> None:
    consent = "consent: {form: văn bản, date: 2026-10-01, scope: [web, image, radio]}"
    people = f"people:\n- {{name: Người Một, {consent}}}\n- {{name: Người Hai, {consent}}}\n"
    text = page(STORY_KEYS, {}).replace("author:", f"{people}author:")
    root = project({STORY: text})
    asked = ["/dien-hinh/2026/duong-hoa/", "--only", "radio", "--person", "người hai"]
    assert take_down(root, *asked) == 0
    assert (root / STORY).read_text("utf-8").count("radio") == 1
    assert "Một, consent: {form: văn bản, date: 2026-10-01, scope: [web, image, radio]" in (
        root / STORY
    ).read_text("utf-8")
    assert take_down(root, *asked[:-1], "Người Ba") == 1


def test_a_part_of_what_is_no_story(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    root = project({})
    assert take_down(root, "/van-ban/ke-hoach-mot/", "--only", "radio") == 1
    assert "bỏ --only" in capsys.readouterr().err


# --- other kinds --------------------------------------------------------------------------------


def test_a_document_goes_with_what_names_it(project: Project) -> None:
    more = {
        **documents({"moi": {"replaces": ["ke-hoach-mot"]}}),
        **questions(
            {"a": {"sources": [{"document": "ke-hoach-mot"}, {"document": "moi", "article": "1"}]}}
        ),
    }
    root = project(more)
    read_library(root)
    assert take_down(root, "/van-ban/ke-hoach-mot/") == 0
    assert not (root / DOCUMENT).exists()
    assert [entry.path for entry in read_library(root).withdrawals] == ["/van-ban/ke-hoach-mot/"]


def test_a_question_keeps_its_only_source(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(questions({"hoi-mot": {}}))
    assert take_down(root, "/van-ban/ke-hoach-mot/") == 1
    assert "rút câu hỏi trước" in capsys.readouterr().err
    assert take_down(root, "/hoi-dap/hoi-mot/") == 0
    assert not (root / QUESTION).exists()


def test_a_file_that_another_text_uses_stays(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    image = {"file": "dua.jpg", "alt": "Cây bên kênh", "credit": "Ban biên tập Mẫu"}
    root = project({**LINKED, **stories({"khac": {"image": image}})})
    assert take_down(root) == 0
    assert (root / "content/exemplars/2026/dua.jpg").exists()
    assert "vì bài khác cũng dùng" in capsys.readouterr().out


def test_the_hidden_address_is_reported_as_such(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(LINKED)
    assert take_down(root, ADDRESS, "--hide-name") == 0
    assert all(entry.hide for entry in read_library(root).withdrawals)
    assert "Địa chỉ nêu tên" in capsys.readouterr().out


def test_an_address_that_names_somebody_can_be_hidden_afterwards(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    consent = {"form": "văn bản", "date": "2026-11-01", "scope": ["web"]}
    people = [{"name": "Nguyễn Thị Ví Dụ", "consent": consent}]
    root = project(
        stories(
            {"ba-nguyen-thi-vi-du-hien-dat": {"people": people, "aliases": ["/cu/"]}, "khac": {}}
        )
    )
    asked = "/dien-hinh/2026/ba-nguyen-thi-vi-du-hien-dat/"
    assert take_down(root, asked) == 0
    assert "thêm --hide-name" in capsys.readouterr().out
    assert take_down(root, "/dien-hinh/2026/khac/") == 0
    assert "thêm --hide-name" not in capsys.readouterr().out
    assert take_down(root, asked, "--hide-name") == 0
    assert "giấu 2 mục" in capsys.readouterr().out
    assert [one.hide for one in read_library(root).withdrawals] == [True, True, False]
    assert take_down(root, asked, "--hide-name") == 0
    assert "giấu" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "thiếu địa chỉ hoặc lý do"),
        (["/a/"], "thiếu địa chỉ hoặc lý do"),
        (["/a/", "--reason", "b", "--only", "video"], "--only chỉ nhận radio"),
        (["/a/", "--reason", "b", "--received", "2/3"], "dạng 2026-11-18"),
        (["/a/", "--reason", "b", "--xoa"], "không hiểu tham số --xoa"),
    ],
)
def test_a_wrong_command_line_is_reported_in_a_sentence(
    capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main(options)
    assert end.value.code == 1
    assert said in capsys.readouterr().err


def test_nothing_is_done_by_halves(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(LINKED)
    before = contents(root)

    def refuse(self: Path, missing_ok: bool = False) -> None:
        if self.suffix == ".mp3":
            raise PermissionError(13, "x", str(self))
        unlink(self, missing_ok=missing_ok)

    unlink = Path.unlink
    monkeypatch.setattr(Path, "unlink", refuse)
    assert take_down(root) == 1
    assert "chưa gỡ xong" in capsys.readouterr().err
    assert contents(root) == before


def test_no_git_is_touched(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    root = project(LINKED)
    shutil.copytree(root / "docs", root / ".git")
    before = sorted((root / ".git").iterdir())
    assert take_down(root) == 0
    assert sorted((root / ".git").iterdir()) == before


@pytest.mark.parametrize(
    ("day", "due"), [("2026-11-23", "2026-11-25"), ("2026-11-26", "2026-11-30")]
)
def test_working_days_leave_out_the_weekend(day: str, due: str) -> None:
    assert add_working_days(dt.date.fromisoformat(day), 2) == dt.date.fromisoformat(due)


def test_a_public_site_loses_it_at_once_while_other_content_has_errors(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project({**LINKED, "content/exemplars/2026/hong.md": "---\ntitle: [\n---\n"})
    target = LocalTarget(tmp_path / "www")
    address = f"{ADDRESS[1:]}index.html"
    target.put(make_site(tmp_path / "site", {address: make_page("Bí mật")}), "1", keep=5)
    public = ["--public", str(target.link)]
    assert take_down(root, ADDRESS, "--dry-run", *public) == 0
    assert "Bí mật" in (target.link / address).read_text("utf-8")
    assert take_down(root) == 0
    assert "CHƯA DỰNG ĐƯỢC" in capsys.readouterr().out
    assert take_down(root, ADDRESS, *public) == 0
    assert f"Đã gỡ ngay ở {target.link}" in capsys.readouterr().out
    again = project({**LINKED, "content/exemplars/2026/hong.md": "---\ntitle: [\n---\n"})
    assert take_down(again, ADDRESS, *public) == 0
    said = capsys.readouterr().out
    assert "Chưa dựng lại được trang" in said
    assert "vẫn còn trên trang" not in said
    assert "Bí mật" not in (target.link / address).read_text("utf-8")
    assert take_down(root, ADDRESS, "--only", "radio", *public) == 1
    assert "Chạy lại lệnh này không có --public rồi đăng lại" in capsys.readouterr().err
    assert take_down(root, ADDRESS, "--public", "ftp://x") == 1
    assert "Không hiểu nơi đăng" in capsys.readouterr().err
