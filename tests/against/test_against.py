"""What was published in an earlier revision and would vanish now, in a real git repository."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.office.against import check_against
from bulletin.office.git_history import NoHistory
from scripts.check import main
from tests.content.builder import (
    DATA,
    DOCUMENT,
    DOCUMENT_KEYS,
    EVENT,
    EVENT_KEYS,
    FIELDS_FILE,
    STORY,
    UNITS_FILE,
    page,
    story,
    write,
)
from tests.media.samples import mp3

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 11, 28)
TEXT = " ".join(f"Bà con ấp Mẫu làm việc thứ {n}, cả xóm cùng góp sức." for n in range(12)) + "\n"
OTHER = "content/exemplars/2026/bep-chao.md"
ADDRESS = "/dien-hinh/2026/duong-hoa/"
ALIAS = "/dien-hinh/2025/hoa/"
NEW = "content/exemplars/2026/con-duong-hoa.md"
MOVED = "content/campaigns/xanh-sach/duong-hoa.md"
DRAFT = "content/exemplars/2026/nhap.md"
DUE = "content/exemplars/2027/mai-sau.md"
EVENT_ADDRESS = "/su-kien/2026/hop-mat/"
SPOKEN, RECORDING = "content/exemplars/2026/nghe.md", {"file": "doc.mp3"}
NEW_EVENT = "content/events/2026/hop-mat-dau-xuan.md"
WITHDRAWN = f"{DATA}/withdrawn.yml"
TOMBSTONE = (
    "- {path: /dien-hinh/2025/xua/, id: exemplars/2025/xua, date: 2026-01-02, reason: Rút.}\n"
)
WITHDRAWAL = (
    f"- {{path: {ADDRESS}, id: exemplars/2026/duong-hoa, date: 2026-11-20, reason: Rút.}}\n"
)
FIRST: dict[str, str | bytes | None] = {
    STORY: story(TEXT, aliases=[ALIAS]),
    OTHER: story("Cháo nóng mỗi sáng.\n", title="Bếp cháo"),
    DRAFT: story("Bản nháp.\n", title="Nháp", draft="true"),
    DUE: story("Mai sau.\n", title="Mai sau", date="2027-01-02"),
    EVENT: page(EVENT_KEYS, {}),
    SPOKEN: story("Bài nghe được.\n", title="Nghe", date="2026-11-20T07:30", audio=RECORDING),
    f"{SPOKEN.rpartition('/')[0]}/doc.mp3": mp3(200),
    WITHDRAWN: TOMBSTONE,
    "docs/gioi-thieu.md": "# Giới thiệu\n",
}


def git(root: Path, *arguments: str) -> str:
    """Run git as nobody in particular."""
    who = {f"GIT_{who}_{what}": "mau@mau.example" for who in ("AUTHOR", "COMMITTER")
           for what in ("NAME", "EMAIL")}  # fmt: skip
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-C", str(root), "-c", "init.defaultBranch=main", *arguments]
    return subprocess.run(
        command, env=environment, check=True, capture_output=True, encoding="utf-8"
    ).stdout


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose first commit is the published bulletin; it lies in a folder of it."""
    top = tmp_path_factory.mktemp("repository")
    root = write(top / "ban-tin", FIRST)
    (root / ".gitignore").write_text("/.cache/\n", "utf-8")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "Số đầu")
    return top


Against = Callable[[dict[str, str | None]], list[str]]


@pytest.fixture
def against(repository: Path, tmp_path: Path) -> Against:
    """Return what is said when these files were changed, taken away or added since."""

    def judge(changes: dict[str, str | None]) -> list[str]:
        root = shutil.copytree(repository, tmp_path / "copy") / "ban-tin"
        for path, text in changes.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink(missing_ok=True)
            if text is not None:
                file.write_text(text, "utf-8")
        status = git(root, "status", "--porcelain")
        found = [str(problem) for problem in check_against(root, "HEAD", TODAY)]
        assert git(root, "status", "--porcelain") == status
        return found

    return judge


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {STORY: story(TEXT + "Thêm một câu.\n", aliases=[ALIAS], title="Tên khác")},
        {STORY: None, NEW: story(TEXT, aliases=[ADDRESS, ALIAS], id="exemplars/2026/duong-hoa")},
        {
            STORY: None,
            WITHDRAWN: TOMBSTONE + WITHDRAWAL + WITHDRAWAL.replace(ADDRESS, ALIAS),
        },
        # Two stories became one.
        {OTHER: None, STORY: story(TEXT, aliases=[ALIAS, "/dien-hinh/2026/bep-chao/"])},
        # What was never published may go.
        {DRAFT: None, DUE: None},
        {DRAFT: story("Đăng.\n", title="Nháp")},
        {DOCUMENT: page({**DOCUMENT_KEYS, "title": "Trích yếu khác"}, {})},
    ],
)
def test_what_can_still_be_found_is_no_matter(
    against: Against, changes: dict[str, str | None]
) -> None:
    assert against(changes) == []


ALIASES_LINE = f"thêm dòng 'aliases: [{ADDRESS}, {ALIAS}]'"
ID_LINE = (
    f"tệp đổi tên từ {STORY} nên mã đổi theo, người theo dõi nhận bài lần nữa; "
    "thêm dòng 'id: exemplars/2026/duong-hoa'"
)


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        (
            {STORY: None},
            [
                f"{STORY}:1: tệp: bài đã đăng ở {ADDRESS}, {ALIAS} bị xóa mà không có bài thay; "
                f"ghi vào {WITHDRAWN} mục '- {{path: {ADDRESS}, id: exemplars/2026/duong-hoa, "
                "date: 2026-11-28, reason: …}', hoặc thêm dòng "
                f"'aliases: [{ADDRESS}, {ALIAS}]' vào bài thay thế"
            ],
        ),
        # Renamed: known by its title, by its text, by the alias, by the id.
        *(
            (
                {STORY: None, NEW: story(text, title=title)},
                [
                    f"{NEW}:1: aliases: bài này trước đây ở {ADDRESS} ({STORY}), địa chỉ đó đã "
                    f"đăng; {ALIASES_LINE}",
                    f"{NEW}:1: id: {ID_LINE}",
                ],
            )
            for text, title in ((TEXT, "Tên mới"), ("Lời khác hẳn.\n", "Đường hoa ấp Mẫu"))
        ),
        (
            {STORY: None, MOVED: story(TEXT, aliases=[ADDRESS, ALIAS])},
            [f"{MOVED}:1: id: {ID_LINE}"],
        ),
        (
            {STORY: None, NEW: story(TEXT, id="exemplars/2026/duong-hoa", aliases=[ALIAS])},
            [
                f"{NEW}:1: aliases: bài này trước đây ở {ADDRESS} ({STORY}), địa chỉ đó đã đăng; "
                f"thêm dòng 'aliases: [{ALIAS}, {ADDRESS}]'"
            ],
        ),
        (
            {STORY: story(TEXT)},
            [
                f"{STORY}:1: aliases: địa chỉ cũ {ALIAS} đã dẫn về bài này, nay không còn; "
                f"viết lại dòng 'aliases: [{ALIAS}]'"
            ],
        ),
        (
            {STORY: story(TEXT, aliases=[ALIAS], id="ma-moi")},
            [
                f"{STORY}:1: id: mã của bài đã đăng không được đổi; "
                "viết lại dòng 'id: exemplars/2026/duong-hoa'"
            ],
        ),
        (
            {OTHER: story("Cháo nóng.\n", title="Bếp cháo", draft="true")},
            [
                f"{OTHER}:1: draft: bài đã đăng ở /dien-hinh/2026/bep-chao/ nay thành bản nháp, "
                "ai mở địa chỉ ấy sẽ không thấy gì; để như cũ, hoặc rút bài: xóa tệp và ghi vào "
                f"{WITHDRAWN}"
            ],
        ),
        (
            {DOCUMENT: None, "content/documents/ke-hoach.md": page(DOCUMENT_KEYS, {})},
            [
                "content/documents/ke-hoach.md:1: tệp: trang này đã đăng ở /van-ban/ke-hoach-mot/, "
                f"đổi tên tệp thì địa chỉ ấy mất; đặt lại tên cũ {DOCUMENT}, hoặc ghi vào"
            ],
        ),
        (
            {EVENT: None, NEW_EVENT: page(EVENT_KEYS, {})},
            [
                f"{NEW_EVENT}:1: aliases: sự kiện này trước đây ở {EVENT_ADDRESS} ({EVENT}), địa "
                f"chỉ đó đã đăng; thêm dòng 'aliases: [{EVENT_ADDRESS}]'",
                "thêm dòng 'id: events/2026/hop-mat'",
            ],
        ),
        (
            {OTHER: story("Cháo.\n", title="Bếp cháo", date="2026-11-20", audio=RECORDING)},
            [
                f"{OTHER}:1: date: cảnh báo: bản ghi âm cũ hơn bản ghi mà đài đã nhận nên máy của "
                "đài bỏ qua; muốn đài nhận thì ghi giờ đăng muộn hơn, như 2026-11-20T07:31"
            ],
        ),
        ({f"{DATA}/units.yml": UNITS_FILE.rpartition("- ")[0]}, ["mục 'ap-mau' có trang đã đăng"]),
        ({f"{DATA}/fields.yml": FIELDS_FILE.partition("\n")[2]}, ["mục 'giam-ngheo' có trang"]),
        (
            {STORY: None, WITHDRAWN: TOMBSTONE + WITHDRAWAL.replace("duong-hoa,", "khac,")},
            [
                f"{WITHDRAWN}:1: id: mã của bài ở {ADDRESS} là 'exemplars/2026/duong-hoa', "
                "ở đây ghi 'exemplars/2026/khac'",
                f"{WITHDRAWN}:1: path: địa chỉ cũ {ALIAS} của bài đã rút nay không còn; thêm mục "
                f"'- {{path: {ALIAS}, id: exemplars/2026/duong-hoa, date: 2026-11-20, reason: …}}'",
            ],
        ),
        ({WITHDRAWN: "[]\n"}, ["mục /dien-hinh/2025/xua/ bị xóa"]),
        ({"docs/gioi-thieu.md": None}, ["docs/gioi-thieu.md:1: tệp: trang /gioi-thieu/ đã đăng"]),
        (
            {STORY: story(TEXT, aliases=[ALIAS], date="2025-12-31")},
            [f"{STORY}:1: date: cảnh báo: bài đã đăng với năm 2026 nay đề năm 2025: mã trong"],
        ),
        # A broken file says nothing of itself, and hides nothing of others.
        ({STORY: "không phải bài\n", OTHER: None}, [f"{OTHER}:1: tệp: bài đã đăng ở"]),
    ],
)
def test_what_vanished_is_reported_with_the_line_to_add(
    against: Against, changes: dict[str, str | None], messages: list[str]
) -> None:
    found = against(changes)
    assert len(found) == len(messages), found
    for said, wanted in zip(found, messages, strict=True):
        assert wanted in said


@pytest.mark.parametrize("name", ["--upload-pack=x", "-p", "khong-co", "HEAD:ban-tin", " ", "a\0b"])
def test_a_revision_that_is_none_is_refused(repository: Path, name: str) -> None:
    with pytest.raises(NoHistory, match="phiên bản"):
        check_against(repository / "ban-tin", name, TODAY)


def test_a_shallow_clone_says_what_is_missing(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth=1", repository.as_uri(), "clone")
    with pytest.raises(NoHistory, match="fetch --unshallow"):
        check_against(tmp_path / "clone/ban-tin", "v1", TODAY)
    assert check_against(tmp_path / "clone/ban-tin", "main", TODAY) == []


def test_outside_of_a_repository_there_is_no_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, {})
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(NoHistory, match="không nằm trong kho git"):
        check_against(root, "main", TODAY)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoHistory, match="chưa cài git"):
        check_against(root, "main", TODAY)


def test_the_command_adds_it_to_the_report(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shutil.copytree(repository, tmp_path / "copy") / "ban-tin"
    (root / OTHER).unlink()
    assert main([str(root)]) == 0
    assert main([str(root), "--against", "main"]) == 1
    assert "bep-chao.md:1: tệp: bài đã đăng" in capsys.readouterr().out
    assert main([str(root / STORY), "--against", "main"]) == 0
    assert main([str(root), "--against=-p"]) == 1
    assert capsys.readouterr().err == "'-p' không phải tên một phiên bản của git\n"
    with pytest.raises(SystemExit):
        main(["--against"])
    assert capsys.readouterr().err == "--against thiếu giá trị; xem check.py --help\n"
