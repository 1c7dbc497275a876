"""Packages on their way into a real repository, and to one that takes push options."""

from __future__ import annotations

import mailbox
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from scripts.receive import main
from tests.content.builder import (
    QUESTION,
    QUESTION_KEYS,
    STORY,
    page,
    picture,
    story,
    write,
)
from tests.office.packages import pack
from tests.office.word_files import drawing, make_word, p, r

pytestmark = pytest.mark.slow  # git starts a hundred times

NEW = "content/exemplars/2026/bep-chao.md"
PICTURE = "content/exemplars/2026/bep-chao.jpg"
IMAGE = {"file": "bep-chao.jpg", "alt": "Nồi cháo buổi sáng", "credit": "Ban biên tập Mẫu"}
BODY = "Mỗi sáng bếp nấu hai nồi cháo cho bà con đi chợ sớm. Ai cũng có phần.\n"
WRITER = {"author": "Lê Thị Minh Họa", "source": "Ủy ban nhân dân xã Mẫu"}
HOOK = "#!/bin/sh\ncat > pushed-refs\nenv | grep ^GIT_PUSH_OPTION_ | sort > pushed-options\n"


def git(root: Path, *arguments: str) -> str:
    """Run git as nobody in particular."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-C", str(root), "-c", "init.defaultBranch=main", *arguments]
    return subprocess.run(
        command, env=environment, check=True, capture_output=True, encoding="utf-8"
    ).stdout


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a clone, which holds the bulletin in a folder, and a bare repository."""
    top = tmp_path_factory.mktemp("ban-tin")
    root = write(top / "clone" / "ban-tin", {STORY: story(image=None)})
    git(top, "init", "-q", "clone")
    git(root, "config", "user.name", "Người Nhận")
    git(root, "config", "user.email", "nhan@mau.example")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Số đầu")
    git(top, "init", "-q", "--bare", "kho.git")
    git(top / "kho.git", "config", "receive.advertisePushOptions", "true")
    hook = top / "kho.git" / "hooks" / "pre-receive"
    hook.write_text(HOOK, "utf-8")
    hook.chmod(0o755)
    git(root, "remote", "add", "kho", "../kho.git")
    git(root, "push", "-q", "kho", "main")
    return top


Received = tuple[int, str]
Receive = Callable[..., Received]


@pytest.fixture
def top(original: Path, tmp_path: Path) -> Path:
    """A copy of both repositories, with something half written in the working tree."""
    copy = shutil.copytree(original, tmp_path / "top")
    root = copy / "clone" / "ban-tin"
    (root / STORY).write_text("đang viết dở\n", "utf-8")
    (root / "nhap.txt").write_text("riêng\n", "utf-8")
    (root / "content/data/fields.yml").write_text("- hỏng: [\n", "utf-8")
    git(root, "add", "content/data/fields.yml")
    return copy


@pytest.fixture
def receive(
    top: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Receive:
    """Return a function that packs files, receives them, and says what was printed."""
    monkeypatch.setenv("BULLETIN_NOW", "2026-11-28T08:00:00+07:00")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    root = top / "clone" / "ban-tin"

    def run(files: Mapping[str, str | bytes] | Path, *options: str) -> Received:
        if not isinstance(files, Path):
            (top / "goi.zip").write_bytes(pack(files))
            files = top / "goi.zip"
        before = snapshot(top)
        code = main([str(files), "--project", str(root), *options])
        assert snapshot(top) == before
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def snapshot(top: Path) -> object:
    """Return all that may not change: main, the index, each file of the working tree."""
    root = top / "clone"
    files = {p: p.read_bytes() for p in root.rglob("*") if p.is_file() and ".git" not in p.parts}
    index = (root / ".git/index").read_bytes()
    return files, index, git(root, "rev-parse", "main", "HEAD"), git(root, "stash", "list")


def make_story(**changes: Any) -> str:
    """Return a new story by somebody from outside the office."""
    return story(BODY, **{"title": "Bếp cháo sớm", **WRITER, "image": IMAGE, **changes})


def list_branches(root: Path) -> str:
    """Return the branches of a repository, in one line."""
    return " ".join(git(root, "for-each-ref", "--format=%(refname:short)").split())


def test_a_story_goes_to_a_branch_of_its_own(top: Path, receive: Receive) -> None:
    code, said = receive({NEW: make_story(), PICTURE: picture()})
    root = top / "clone"
    assert code == 0, said
    assert f"mới: {NEW}" in said
    assert "Kính gửi Lê Thị Minh Họa," in said
    assert "“Bếp cháo sớm”" in said
    assert "đang chờ duyệt, chưa đăng" in said
    assert "Ngày xem" not in said
    assert git(root, "log", "-1", "--format=%an|%ae|%cn|%s", "bai/bep-chao").strip() == (
        "Lê Thị Minh Họa||Người Nhận|Thêm bài: Bếp cháo sớm"
    )
    assert git(root, "diff", "--name-status", "main...bai/bep-chao").split() == [
        "A", f"ban-tin/{PICTURE}", "A", f"ban-tin/{NEW}",
    ]  # fmt: skip
    assert git(root, "show", f"bai/bep-chao:ban-tin/{NEW}") == make_story()
    assert git(root, "fsck", "--strict") == ""


def test_a_second_package_goes_on_top(top: Path, receive: Receive) -> None:
    receive({NEW: make_story(), PICTURE: picture()})
    code, said = receive({NEW: make_story(title="Bếp cháo sớm ấp Mẫu")})
    assert code == 0, said
    assert f"sửa: {NEW}" in said
    assert "Bản sửa của bài đã được nhận vào" in said
    root = top / "clone"
    assert git(root, "rev-list", "--count", "main..bai/bep-chao").strip() == "2"
    assert "bep-chao.jpg" in git(root, "ls-tree", "-r", "--name-only", "bai/bep-chao")
    code, said = receive({NEW: make_story(title="Bếp cháo sớm ấp Mẫu"), PICTURE: picture()})
    assert code == 0
    assert "không có gì mới" in said
    assert git(root, "rev-list", "--count", "main..bai/bep-chao").strip() == "2"


def test_another_story_of_that_name_has_a_branch_of_its_own(top: Path, receive: Receive) -> None:
    receive({NEW: make_story(image=None)})
    other = "content/exemplars/2025/bep-chao.md"
    code, said = receive({other: make_story(image=None, date="2025-12-01", title="Khác")})
    assert code == 0, said
    assert list_branches(top / "clone") == "bai/bep-chao bai/bep-chao-2 main kho/main"


def test_a_branch_that_was_merged_begins_anew(top: Path, receive: Receive) -> None:
    receive({NEW: make_story(image=None)})
    root = top / "clone"
    tip = git(root, "rev-parse", "bai/bep-chao").strip()
    git(root, "update-ref", "refs/heads/main", tip)
    code, said = receive({NEW: make_story(image=None, title="Bếp cháo mới")})
    assert code == 0, said
    assert git(root, "rev-list", "bai/bep-chao^!", "--parents").split()[1] == tip
    assert git(root, "log", "-1", "--format=%s", "bai/bep-chao").startswith("Sửa bài")


def test_mistakes_are_reported_with_line_and_cure_and_nothing_is_written(
    top: Path, receive: Receive
) -> None:
    code, said = receive({NEW: make_story(image=None, unit="xa-moii", date="2026-02-30")})
    assert code == 1
    assert "CHƯA được nhận vào vì còn 2 chỗ phải sửa" in said
    assert "1. dòng 3, date: phải là ngày có thật" in said
    assert "xa-moi" in said
    assert list_branches(top / "clone") == "main kho/main"


def test_what_is_wrong_only_beside_another_story_is_reported(receive: Receive) -> None:
    code, said = receive({NEW: make_story(image=None, id="exemplars/2026/duong-hoa")})
    assert code == 1
    assert "id" in said


@pytest.mark.parametrize(
    ("changes", "said"), [({"draft": "true"}, "draft"), ({"id": "exemplars/2026/khac"}, "id")]
)
def test_what_is_published_cannot_vanish_by_a_package(
    top: Path, receive: Receive, changes: dict[str, str], said: str
) -> None:
    code, printed = receive({STORY: story(image=None, title="Đường hoa mới", **changes)})
    assert code == 1
    assert f", {said}: " in printed
    assert list_branches(top / "clone") == "main kho/main"


def test_a_published_story_can_be_corrected(receive: Receive) -> None:
    code, said = receive({STORY: story("Lời đã sửa.\n", image=None)})
    assert code == 0, said
    assert "Bản sửa của bài đã được nhận vào" in said


def test_a_picture_of_another_story_cannot_be_replaced(top: Path, receive: Receive) -> None:
    receive({NEW: make_story(), PICTURE: picture()})
    root = top / "clone"
    tip = git(root, "rev-parse", "bai/bep-chao").strip()
    git(root, "update-ref", "refs/heads/main", tip)
    other = {NEW.replace("bep-chao", "khac"): make_story(title="Khác"), PICTURE: b"\xff\xd8khac"}
    code, said = receive(other)
    assert code == 1
    assert f"là tệp của bài khác ({NEW})" in said
    code, said = receive({NEW: make_story(), PICTURE: picture() + b"\0"})
    assert code == 0, said
    assert f"sửa: {PICTURE}" in said


def test_a_dry_run_writes_nothing(top: Path, receive: Receive) -> None:
    def list_all() -> list[Path]:
        return sorted(top.rglob("*"))

    (top / "goi.zip").write_bytes(b"")
    before = list_all()
    code, said = receive({NEW: make_story(image=None)}, "--dry-run", "--push", "kho")
    assert code == 0, said
    assert "sẽ ghi vào nhánh bai/bep-chao, tác giả Lê Thị Minh Họa" in said
    assert list_all() == before


def test_an_item_without_author_has_the_senders_name(top: Path, receive: Receive) -> None:
    question = page(QUESTION_KEYS, {})
    code, said = receive({QUESTION: question}, "--sender", "Trần Văn Mẫu <tvm@mau.example>")
    assert code == 0, said
    who = git(top / "clone", "log", "-1", "--format=%an|%ae", "bai/hoi-mot").strip()
    assert who == "Trần Văn Mẫu|tvm@mau.example"
    assert "Kính gửi Trần Văn Mẫu," in said


def test_a_day_is_promised_only_if_the_receiver_says_so(receive: Receive) -> None:
    _, said = receive({NEW: make_story(image=None)}, "--look-on", "2026-11-30")
    assert "Ngày xem bài: 30/11/2026." in said


@pytest.mark.parametrize(
    ("forge", "pushed", "options"),
    [
        ("forgejo", "refs/for/main", ["topic=bai-bep-chao", "title=Bếp cháo sớm"]),
        ("gitea", "refs/for/main", ["topic=bai-bep-chao", "title=Bếp cháo sớm"]),
        (
            "gitlab",
            "refs/heads/bai/bep-chao",
            ["merge_request.create", "merge_request.target=main"],
        ),
        ("github", "refs/heads/bai/bep-chao", []),
        ("other", "refs/heads/bai/bep-chao", ["merge_request.create"]),
    ],
)
def test_a_merge_is_asked_for(
    top: Path, receive: Receive, forge: str, pushed: str, options: list[str]
) -> None:
    for title in ("Bếp cháo sớm", "Bếp cháo sớm nay"):
        sent = {NEW: make_story(image=None, title=title)}
        code, said = receive(sent, "--push", "kho", "--forge", forge)
        assert code == 0, said
        there = (top / "kho.git" / "pushed-refs").read_text("utf-8").split()
        tip = git(top / "clone", "rev-parse", "bai/bep-chao").strip()
        assert (there[1], there[2]) == (tip, pushed)
        messages = (top / "kho.git" / "pushed-options").read_text("utf-8")
        assert [one for one in options if one not in messages] == []


def test_a_remote_without_push_options_gets_the_branch(top: Path, receive: Receive) -> None:
    git(top / "kho.git", "config", "receive.advertisePushOptions", "false")
    code, said = receive({NEW: make_story(image=None)}, "--push", "kho")
    assert code == 0, said
    assert "bai/bep-chao" in list_branches(top / "kho.git")
    code, said = receive({NEW: make_story(title="Lại")}, "--push", "kho", "--forge", "gitlab")
    assert code == 1


def test_work_of_others_on_the_branch_is_kept(top: Path, receive: Receive) -> None:
    receive({NEW: make_story(image=None)}, "--push", "kho")
    root = top / "clone"
    tree = git(root, "rev-parse", "bai/bep-chao^{tree}").strip()
    more = git(root, "commit-tree", tree, "-p", "bai/bep-chao", "-m", "Sửa chính tả").strip()
    git(root, "push", "-q", "kho", f"{more}:refs/heads/bai/bep-chao")
    git(root, "update-ref", "-d", "refs/heads/bai/bep-chao")
    git(root, "update-ref", "-d", "refs/remotes/kho/bai/bep-chao")
    code, said = receive({NEW: make_story(image=None, title="Lại")}, "--push", "kho")
    assert code == 0, said
    assert git(root, "rev-parse", "bai/bep-chao^").strip() == more


@pytest.mark.parametrize("remote", ["khong-co", "--upload-pack=x", "/khong/co"])
def test_a_remote_that_is_not_there_is_one_sentence(receive: Receive, remote: str) -> None:
    try:
        code, said = receive({NEW: make_story(image=None)}, f"--push={remote}")
    except SystemExit as failure:
        code, said = int(str(failure.code)), ""
    assert code == 1
    assert "Traceback" not in said


def test_a_branch_that_is_open_is_left_alone(top: Path, receive: Receive) -> None:
    receive({NEW: make_story(image=None)})
    git(top / "clone", "worktree", "add", "-q", str(top / "khac"), "bai/bep-chao")
    code, said = receive({NEW: make_story(image=None, title="Lại")})
    assert code == 1
    assert "đang mở ở" in said


def test_keys_of_the_office_are_shown_to_it(receive: Receive) -> None:
    code, said = receive(
        {NEW: make_story(image=None, approved_by="Chủ tịch", approved_on="2026-11-20")}
    )
    assert code == 0, said
    assert "xem kỹ: bài ghi sẵn approved_by, approved_on" in said


def test_no_title_commands_a_forge(top: Path, receive: Receive) -> None:
    title = "Bếp cháo [skip ci], closes #1, @moi"
    code, said = receive({NEW: make_story(image=None, title=title, author="Ban biên tập Mẫu")})
    assert code == 0, said
    message = git(top / "clone", "log", "-1", "--format=%B", "bai/bep-chao")
    assert message.startswith("Thêm bài: Bếp cháo (skip ci), closes 1, moi\n\n")


def test_nothing_that_steers_a_terminal_is_printed(receive: Receive) -> None:
    code, said = receive({NEW: make_story(image=None, title="\x1b]0;x\x07Bếp")})
    assert code == 1
    assert "\x1b" not in said


WORD_FILE = make_word(
    p(r("Bếp cháo ấp Mẫu", "<w:b/>"), look='<w:jc w:val="center"/>')
    + p("Mỗi sáng bếp nấu hai nồi cháo cho bà con ", r("ấp Mẫu", "<w:i/>"), " đi chợ sớm.")
    + p("Ai cũng có phần.", r("BÍ MẬT", "<w:vanish/>"))
)
DRAFT = "content/exemplars/2026/bep-chao-ap-mau.md"


def test_a_word_file_becomes_a_draft_that_says_what_it_lacks(
    top: Path, receive: Receive, tmp_path: Path
) -> None:
    file = tmp_path / "Bài gửi.docx"
    file.write_bytes(WORD_FILE)
    code, said = receive(file, "--sender", "Lê Thị Minh Họa")
    assert code == 0, said
    root = top / "clone"
    text = git(root, "show", f"bai/bep-chao-ap-mau:ban-tin/{DRAFT}")
    assert "draft: true\n" in text
    assert "unit: ap-mau" in text
    assert "Mỗi sáng bếp nấu hai nồi cháo cho bà con *ấp Mẫu* đi chợ sớm.\n" in text
    assert "BÍ MẬT" not in text + said
    assert "ở dạng bản nháp, chưa đăng" in said
    assert "đã bỏ 1 đoạn chữ ẩn" in said
    assert "tạm đoán: " in said
    assert "sự đồng ý" in said
    assert git(root, "log", "-1", "--format=%an", "bai/bep-chao-ap-mau").strip() == (
        "Lê Thị Minh Họa"
    )


def test_a_picture_in_a_word_file_goes_beside_the_draft(
    top: Path, receive: Receive, tmp_path: Path
) -> None:
    small, photo = BytesIO(), BytesIO()
    Image.new("RGB", (80, 80)).save(small, "PNG")
    exif = Image.Exif()
    exif[0x010F] = "BÍ MẬT"
    Image.new("RGB", (1000, 700), (30, 170, 30)).save(photo, "JPEG", exif=exif)
    file = tmp_path / "bai.docx"
    body = p(r("Bếp cháo ấp Mẫu", "<w:b/>")) + p(drawing("a")) + p("Lời.", drawing("b", "Nồi cháo"))
    pictures = {"a.png": small.getvalue(), "b.jpg": photo.getvalue()}
    file.write_bytes(make_word(body, pictures=pictures))
    code, said = receive(file, "--sender", "Lê Thị Minh Họa")
    assert code == 0, said
    root = top / "clone"
    text = git(root, "show", f"bai/bep-chao-ap-mau:ban-tin/{DRAFT}")
    assert 'alt: "Nồi cháo"' in text or "alt: Nồi cháo" in text
    assert "image:  # đoán, xem lại" in text
    picture = DRAFT.replace(".md", ".webp")
    listed = git(root, "ls-tree", "-r", "--name-only", "bai/bep-chao-ap-mau").split()
    assert f"ban-tin/{picture}" in listed
    assert "xin cho biết ai chụp" in said
    assert "không lấy 1 ảnh khác" in said
    command = ["git", "-C", str(root), "show", f"bai/bep-chao-ap-mau:ban-tin/{picture}"]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    assert Image.open(BytesIO(data)).size == (1000, 700)
    assert "BÍ MẬT".encode() not in data


def test_a_word_file_that_comes_again_keeps_the_keys_of_the_office(
    top: Path, receive: Receive, tmp_path: Path
) -> None:
    file = tmp_path / "bai.docx"
    file.write_bytes(WORD_FILE)
    receive(file)
    root = top / "clone"
    text = git(root, "show", f"bai/bep-chao-ap-mau:ban-tin/{DRAFT}")
    receive({DRAFT: text.replace("fields: [", "fields: [van-hoa, ")})
    file.write_bytes(make_word(p(r("Bếp cháo ấp Mẫu", "<w:b/>")) + p("Lời mới.")))
    code, said = receive(file)
    assert code == 0, said
    text = git(root, "show", f"bai/bep-chao-ap-mau:ban-tin/{DRAFT}")
    assert "fields: [van-hoa, " in text
    assert text.endswith("Lời mới.\n")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bai.md", "# Bếp cháo ấp Mẫu\n\nLời văn.\n", "ở dạng bản nháp"),
        ("bai.md", "Bếp cháo sớm của bà con ấp Mẫu\n\nLời văn.\n", "tạm lấy dòng đầu"),
        ("bep-chao.md", make_story(image=None), "đang chờ duyệt"),
        ("bai.txt", "Bếp cháo sớm của bà con ấp Mẫu\n\nLời văn.\n", "bản nháp"),
    ],
)
def test_a_text_alone_is_taken(
    receive: Receive, tmp_path: Path, name: str, data: str, said: str
) -> None:
    (tmp_path / name).write_text(data, "utf-8")
    code, printed = receive(tmp_path / name)
    assert code == 0, printed
    assert said in printed


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bai.md", b"# M\xe9n\n", "UTF-8"),
        ("bai.md", b"", "tệp rỗng"),
        ("bai.md", "# Bếp cháo\n\nKhông nêu nơi nào.\n".encode(), "không nêu xã, ấp"),
        ("bai.md", "# Đường hoa\n\nLời của ấp Mẫu.\n".encode(), "đã có bài cùng tên"),
        ("bai.md", b"---\ntitle: [\n---\n", "dòng"),
        ("bai.md", b"---\nla: 1\n---\n", "không rõ"),
        ("bai.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "Word đời cũ"),
        ("bai.pdf", b"%PDF-1.4", "PDF"),
        ("bai.zip", b"PK", "không phải gói"),
    ],
)
def test_a_text_that_cannot_be_taken_gets_a_sentence(
    receive: Receive, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    code, printed = receive(tmp_path / name)
    assert code == 1
    assert said in printed


def make_mail(name: str, data: bytes) -> EmailMessage:
    """Return a mail with an attachment and a signature's picture."""
    mail = EmailMessage()
    mail["From"] = "Trần Văn Gửi <rieng@mau.example>"
    mail["Subject"] = "Gửi bài"
    mail.set_content("Kính gửi bản tin.")
    mail.add_attachment(data, maintype="application", subtype="zip", filename=name)
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png")
    return mail


def test_a_folder_of_mail_is_taken_piece_by_piece(
    top: Path, receive: Receive, tmp_path: Path
) -> None:
    folder = tmp_path / "thu"
    (folder / "cu").mkdir(parents=True)
    first = make_mail("bài gửi.zip", pack({QUESTION: page(QUESTION_KEYS, {})}))
    (folder / "1.eml").write_bytes(bytes(first))
    box = mailbox.mbox(folder / "cu" / "hop.mbox")
    box.add(make_mail("goi.zip", pack({NEW: make_story(image=None)})))
    box.close()
    (folder / "hong.eml").write_bytes(bytes(make_mail("goi.zip", b"MZ")))
    (folder / "la.jpg").write_bytes(b"x")
    code, said = receive(folder)
    assert code == 1
    assert said.count("== ") == 3
    assert "Kính gửi Trần Văn Gửi," in said
    root = top / "clone"
    assert list_branches(root) == "bai/bep-chao bai/hoi-mot main kho/main"
    who = git(root, "log", "-1", "--format=%an|%ae", "bai/hoi-mot").strip()
    assert who == "Trần Văn Gửi|"


def test_outside_of_a_repository_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "goi.zip").write_bytes(pack({NEW: make_story()}))
    assert main([str(tmp_path / "goi.zip"), "--project", str(tmp_path)]) == 1
    assert "kho git" in capsys.readouterr().err


def test_what_is_no_package_gets_an_answer(tmp_path: Path, receive: Receive) -> None:
    (tmp_path / "bai.zip").write_bytes(b"MZ")
    code, said = receive(tmp_path / "bai.zip")
    assert code == 1
    assert "KHÔNG mở được bài" in said
    assert "thư điện tử" not in said
    assert "ban-tin@mau.example" in said
    assert receive(tmp_path / "khong-co.zip")[0] == 1


LETTER = """ĐỀ NGHỊ GỠ BÀI

Bài nào: https://thidua.mau.example/dien-hinh/2026/duong-hoa/
Lý do: Người trong bài rút lại sự đồng ý
Chỉ rút một phần: Đọc trên đài
Người đề nghị: Ấp Mẫu
"""
ENTRY = """  - path: "/dien-hinh/2026/duong-hoa/"
    reason: "Người trong bài 'rút' lại"
    only: radio
    sender: "Ấp Mẫu"
"""


@pytest.fixture
def letters(top: Path, receive: Receive) -> Receive:
    """Return the function that receives, where the story that letters mean is whole."""
    git(top / "clone", "checkout", "-q", "HEAD", "--", f"ban-tin/{STORY}")
    return receive


def test_a_withdrawal_that_is_asked_for_is_a_command_and_nothing_else(letters: Receive) -> None:
    code, said = letters({"content/data/withdrawn.yml": ENTRY})
    assert code == 0
    assert f"bài: {STORY} “Đường hoa ấp Mẫu”" in said
    assert (
        ".venv/bin/python scripts/withdraw.py /dien-hinh/2026/duong-hoa/ --reason "
        "'Người trong bài '\"'\"'rút'\"'\"' lại' --only radio --received 2026-11-28"
    ) in said
    assert "02/12/2026  trả lời người yêu cầu" in said or "01/12/2026  trả lời" in said
    assert "Kính gửi Ấp Mẫu," in said
    assert "Bài chưa thay đổi gì" in said


def test_a_letter_that_was_pasted_is_understood(letters: Receive, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"] = "Ban nhân dân ấp <ap@mau.example>"
    mail.set_content(f"Chào anh,\n\n{LETTER}\nTrân trọng.\n")
    (tmp_path / "thu.eml").write_bytes(mail.as_bytes())
    (tmp_path / "thu.txt").write_text(LETTER.replace("https://thidua.mau.example", ""), "utf-8")
    for name in ("thu.eml", "thu.txt"):
        code, said = letters(tmp_path / name)
        assert code == 0
        assert "--reason 'Người trong bài rút lại sự đồng ý' --only radio" in said
    for asked, found in (
        ("bài Đường Hoa Ấp Mẫu đăng hôm 18/11", f"bài: {STORY}"),
        ("bài nào đó", "chưa rõ bài nào: không có bài nào ở 'bài nào đó'"),
    ):
        text = LETTER.replace("https://thidua.mau.example/dien-hinh/2026/duong-hoa/", asked)
        (tmp_path / "thu.txt").write_text(text, "utf-8")
        code, said = letters(tmp_path / "thu.txt")
        assert (code, found in said) == (int("chưa rõ" in found), True)


def test_a_correction_is_printed_as_lines_for_the_file(letters: Receive, tmp_path: Path) -> None:
    text = "ĐỀ NGHỊ ĐÍNH CHÍNH\n\nBài nào: /dien-hinh/2026/duong-hoa/\n"
    text += "Điều đã sai và điều đúng: Viết “12 hộ”,\nđúng là 21 hộ.\nNgười đề nghị: Ấp\n"
    (tmp_path / "thu.txt").write_text(text, "utf-8")
    code, said = letters(tmp_path / "thu.txt")
    assert code == 0
    assert "  corrections:\n    - date: 2026-11-28\n" in said
    assert "      text: Viết “12 hộ”, đúng là 21 hộ.\n" in said


def test_it_withdraws_only_on_request(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BULLETIN_NOW", "2026-11-28T08:00:00+07:00")
    root = top / "clone" / "ban-tin"
    git(top / "clone", "checkout", "-q", "HEAD", "--", "ban-tin")
    entry = ENTRY.replace("    only: radio\n", "")
    (tmp_path / "goi.zip").write_bytes(pack({"content/data/withdrawn.yml": entry}))
    command = [str(tmp_path / "goi.zip"), "--project", str(root), "--withdraw"]
    assert main([*command, "--dry-run"]) == 0
    assert (root / STORY).exists()
    assert main(command) == 0
    assert not (root / STORY).exists()
    assert "/dien-hinh/2026/duong-hoa/" in (root / "content/data/withdrawn.yml").read_text("utf-8")
    assert "Đã gỡ khỏi bản tin" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    ["", "- 1\n", "- path: [\n", "- {path: /a/}\n", "- {reason: x}\n", "a: b\n", f"{ENTRY}{ENTRY}"],
)
def test_an_entry_that_is_none_is_no_request(letters: Receive, text: str) -> None:
    code, said = letters({"content/data/withdrawn.yml": text})
    assert code == 1
    assert "là tệp chung của bản tin" in said
