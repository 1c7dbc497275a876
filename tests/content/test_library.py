"""Files as they lie on the disk: what is read, what is passed over, what is refused."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bulletin.content import snapshot as snapshot_module
from bulletin.content.library import make_library, read_library
from bulletin.content.snapshot import scan_content
from bulletin.engine.cache import DictCache
from bulletin.engine.sqlite_cache import SqliteCache
from bulletin.errors import ContentError
from bulletin.prose.renderer import MarkdownRenderer, RenderedText
from tests.content.builder import (
    CAMPAIGN,
    DATA,
    DOCUMENT,
    DOCUMENT_KEYS,
    STORY,
    files,
    page,
    picture,
    problems,
    read,
    story,
    write,
)

FOLDER = STORY.rpartition("/")[0]


def said(root: Path) -> list[str]:
    """Return what is said of the bulletin in a folder."""
    try:
        return [str(problem) for problem in read_library(root).warnings]
    except ContentError as failure:
        return [str(problem) for problem in failure.problems]


def test_a_library_is_read_from_the_disk(tmp_path: Path) -> None:
    library = read_library(write(tmp_path, {f"{FOLDER}/hoa.jpg": picture()}))
    assert [item.path for item in library.items] == [CAMPAIGN, DOCUMENT, STORY]
    assert library.media.sizes == {f"{FOLDER}/hoa.jpg": len(picture())}
    item = library.items[2]
    assert item.address == "/dien-hinh/2026/duong-hoa/"
    assert item.id == "exemplars/2026/duong-hoa"
    assert item.folder == FOLDER
    assert item.body == "\nLời văn.\n"
    assert story().split("\n")[item.body_line - 2] == "---"


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    assert said(tmp_path) == ["content:1: tệp: thiếu thư mục này"]
    (tmp_path / "content").write_text("")
    assert said(tmp_path) == ["content:1: tệp: thiếu thư mục này"]


@pytest.mark.parametrize("name", ["bulletin", "units", "fields"])
def test_a_missing_data_file_is_reported_once_and_not_by_every_story(name: str) -> None:
    assert list(map(str, problems({f"{DATA}/{name}.yml": None}))) == [
        f"{DATA}/{name}.yml:1: tệp: thiếu tệp này; chép lại từ kho của bản tin rồi sửa"
    ]


@pytest.mark.parametrize(
    "name", ["event-kinds", "topics", "withdrawn", "titles", "abbreviations", "synonyms"]
)
def test_the_other_data_files_may_be_missing_or_empty(name: str) -> None:
    assert not problems({f"{DATA}/{name}.yml": None})
    assert not problems({f"{DATA}/{name}.yml": "# chưa có\n"})


@pytest.mark.parametrize(
    "name",
    [
        "units",
        "fields",
        "event-kinds",
        "topics",
        "withdrawn",
        "titles",
        "abbreviations",
        "synonyms",
    ],
)
def test_a_broken_data_file_is_reported_once(name: str) -> None:
    path = f"{DATA}/{name}.yml"
    assert list(map(str, problems({path: "- {key: a\n- b: c\n"}))) == [
        f"{path}:1: tệp: không đọc được: thiếu dấu }} hoặc dấu phẩy; "
        'giá trị có dấu phẩy, hai chấm thì đặt cả giá trị trong ngoặc kép "…"'
    ]


@pytest.mark.parametrize(
    "name", ["units", "fields", "event-kinds", "topics", "withdrawn", "synonyms"]
)
@pytest.mark.parametrize("text", ["key: a\n", "chỉ là chữ\n"], ids=["mapping", "word"])
def test_a_data_file_that_is_no_list_is_reported_once(name: str, text: str) -> None:
    path = f"{DATA}/{name}.yml"
    assert list(map(str, problems({path: text}))) == [
        f"{path}:1: tệp: tệp phải là một danh sách, mỗi mục bắt đầu bằng '- '"
    ]


def test_a_mistake_in_the_bulletin_does_not_cost_the_publisher_his_name() -> None:
    path = f"{DATA}/bulletin.yml"
    text = files({})[path].decode()
    found = problems({path: text.replace("since: 2020-01-01", "since: 2020")})
    assert list(map(str, found)) == [
        f"{path}:4: since: phải là ngày có thật dạng 2026-11-18, đang là '2020'"
    ]


# --- names and places ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (f"{FOLDER}/Hang-Cay.md", "tệp không đúng chỗ hoặc tên tệp không chỉ gồm a-z"),
        (f"{FOLDER}/duong_hoa.md", "tệp không đúng chỗ hoặc tên tệp không chỉ gồm a-z"),
        (f"{FOLDER}/Đường hoa.md", "tệp không đúng chỗ hoặc tên tệp không chỉ gồm a-z"),
        (f"{FOLDER}/Hang-Cay.md", "; có phải 'hang-cay.md'?"),
        (f"{FOLDER}/Đường hoa 2.md", "; có phải 'duong-hoa-2.md'?"),
        (f"{FOLDER}/hang-cay.MD", "; có phải 'hang-cay.md'?"),
        (f"{FOLDER}/trang.md", "tệp không đúng chỗ"),
        (
            "content/exemplars/duong-hoa.md",
            "tệp không đúng chỗ; chuyển thành content/exemplars/2026/duong-hoa.md",
        ),
        ("content/exemplars/26/duong-hoa.md", "tệp không đúng chỗ"),
        ("content/exemplars/２０２６/duong-hoa.md", "tệp không đúng chỗ"),
        ("content/campaigns/trang/index.md", "tệp không đúng chỗ"),
        ("content/duong-hoa.md", "tệp không đúng chỗ"),
        (f"{DATA}/unit.yml", f"không có tệp dữ liệu này; có phải '{DATA}/units.yml'?"),
        (f"{FOLDER}/du-lieu.yaml", "không có tệp dữ liệu này; trong content/data/ chỉ có: "),
        (f"{FOLDER}/bai.docx", "loại tệp không nhận ở đây; chép lời văn dán vào một tệp .md"),
        (f"{FOLDER}/bai.xyz", "loại tệp không nhận ở đây; chỉ nhận .md và .jpg"),
        (f"{FOLDER}/hoa.heic", "ảnh của iPhone (HEIC)"),
        (f"{FOLDER}/hoa.jfif", "đổi đuôi tệp thành .jpg"),
        (f"{FOLDER}/khen.csv", "chép bảng cần đăng vào một tệp .md"),
        (f"{FOLDER}/bai.eml", "thư điện tử; mở thư, chép lời văn"),
        (f"{FOLDER}/bai.lnk", "lối tắt, không có gì bên trong"),
        (f"{FOLDER}/bia.psd", "tệp của phần mềm vẽ"),
        (f"{FOLDER}/~$bai.docx", "tệp tạm của Word"),
        (f"{FOLDER}/hang-cay.md.txt", "tên tệp còn đuôi thừa nên không được đọc; đổi tên thành"),
        (f"{FOLDER}/hang-cay.md.TXT", "'hang-cay.md'"),
        (f"{FOLDER}/hang-cay.md.bak", "'hang-cay.md'"),
        (f"{DATA}/units.yml.txt", "'units.yml'"),
        (f"{FOLDER}/hang-cay.txt", "tệp .txt này là một bài"),
        (f"{FOLDER}/con.md", "Windows không nhận tên 'con.md' ('con' là tên dành riêng)"),
        (f"{FOLDER}/aux.md", "'aux-1.md'"),
        (f"{FOLDER}/NUL.jpg", "Windows không nhận tên 'NUL.jpg'"),
        (f"{FOLDER}/com1.tar.jpg", "Windows không nhận tên"),
        (f"{FOLDER}/anh:2.jpg", "(dấu :)"),
        (f"{FOLDER}/hang-cay.md.", "(dấu chấm ở cuối)"),
        (f"{FOLDER}/hang-cay.md ", "(dấu cách ở cuối)"),
        (f"{FOLDER}/{'a' * 250}.md", "đường dẫn dài"),
        (f"{FOLDER}/DUONG-HOA.md", f"chỉ khác tệp '{STORY}'"),
        (f"{FOLDER}/hoa.svg", "loại tệp không nhận ở đây"),
        (f"{FOLDER}/khong-duoi", "loại tệp không nhận ở đây"),
        (f"{FOLDER}/ảnh đẹp.jpg", "tên tệp chỉ gồm chữ không dấu, số, dấu chấm và gạch nối"),
        (f"{FOLDER}/ảnh đẹp.JPG", "; có phải 'anh-dep.jpg'?"),
        ("content/documents/files/van-ban.exe", "chỉ nhận .md và .pdf"),
        (unicodedata.normalize("NFD", f"{FOLDER}/đường.md"), "tên tệp có dấu ở dạng tách rời (NFD"),
        (unicodedata.normalize("NFD", f"{FOLDER}/đường.md"), "; có phải 'duong.md'?"),
        (unicodedata.normalize("NFD", f"{FOLDER}/ảnh.jpg"), "tên tệp có dấu ở dạng tách rời (NFD"),
        (unicodedata.normalize("NFD", "content/exemplars/năm/a.md"), "dạng tách rời (NFD"),
    ],
)
def test_a_stray_is_reported_with_its_right_place_or_name(path: str, message: str) -> None:
    found = problems({path: story(title="Một tên khác hẳn")})
    shown = unicodedata.normalize("NFC", path)
    assert [(problem.path, problem.line, problem.field) for problem in found] == [(shown, 1, "tệp")]
    assert message in found[0].message


UNUSED = "không bài nào dùng tệp này"


def test_every_kind_of_media_may_lie_beside_a_story_and_is_reported_if_unused() -> None:
    names = ["hoa.jpg", "hoa.JPEG", "Hoa_1.png", "hoa.webp", "doc.mp3", "doc.txt"]
    found = problems({f"{FOLDER}/{name}": b"x" for name in names})
    assert [problem.path for problem in found] == sorted(f"{FOLDER}/{name}" for name in names)
    assert all(UNUSED in problem.message and not problem.is_error for problem in found)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (f"{FOLDER}/hoa.jpg", f"{UNUSED}; ghi tên tệp vào khóa image"),
        (f"{FOLDER}/doc.mp3", f"{UNUSED}; ghi tên tệp vào khóa audio"),
        (f"{FOLDER}/images/hoa.jpg", f"{UNUSED}; ảnh phải nằm cạnh tệp bài"),
        ("content/hoa.jpg", f"{UNUSED}; ảnh phải nằm cạnh tệp bài"),
        (f"{DATA}/ghi-chu.txt", f"{UNUSED}; lời của bản ghi âm phải nằm cạnh tệp bài"),
        ("content/documents/files/ke-hoach.pdf", f"{UNUSED}; ghi tên tệp vào khóa file"),
    ],
)
def test_a_file_that_no_record_names_is_doubtful(path: str, message: str) -> None:
    [found] = problems({path: b"x"})
    assert (found.path, found.is_error) == (path, False)
    assert found.message.startswith(message)
    [empty] = problems({path: b""})
    assert empty.message.startswith("tệp rỗng (0 byte), không bài nào dùng")


def test_a_file_is_not_unused_where_a_record_is_broken_or_misses_one() -> None:
    assert len(problems({f"{FOLDER}/hoa.jpg": b"x", STORY: "---\ntitle: [\n---\n"})) == 1
    shown = {"file": "hao.jpg", "alt": "Hoa", "credit": "Ban biên tập Mẫu"}
    [found] = problems({f"{FOLDER}/hoa.jpg": b"x", STORY: story(image=shown)})
    assert "có phải 'hoa.jpg'?" in found.message


def test_an_empty_paper_that_is_named_is_an_error() -> None:
    path = "content/documents/files/ke-hoach.pdf"
    paper = page(DOCUMENT_KEYS, {"file": "ke-hoach.pdf"})
    [found] = problems({path: b"", DOCUMENT: paper})
    assert (found.path, found.is_error) == (path, True)
    assert not problems({path: b"%PDF-1.7", DOCUMENT: paper})


def test_pictures_that_differ_in_case_are_reported() -> None:
    found = problems({f"{FOLDER}/hoa.jpg": b"x", f"{FOLDER}/Hoa.jpg": b"x"})
    assert any(
        p.is_error and "ở chữ hoa, chữ thường; Windows và máy Mac" in p.message for p in found
    )


def test_what_systems_leave_behind_is_passed_over(tmp_path: Path) -> None:
    left = [".DS_Store", "Thumbs.db", "desktop.ini", ".git/bai.md", "._duong-hoa.md", ".an/x.yml"]
    assert said(write(tmp_path, {f"{FOLDER}/{name}": b"\x00\xff" for name in left})) == []


@pytest.mark.parametrize("target", ["/etc/passwd", "duong-hoa.md", "khong-co", "."])
def test_a_symbolic_link_is_refused_wherever_it_leads(tmp_path: Path, target: str) -> None:
    root = write(tmp_path, {})
    (root / FOLDER / "lien-ket.md").symlink_to(target)
    assert said(root) == [
        f"{FOLDER}/lien-ket.md:1: tệp: không nhận tệp liên kết (symlink); chép tệp thật"
    ]


def test_a_symbolic_link_does_not_hide_other_mistakes(tmp_path: Path) -> None:
    root = write(tmp_path, {STORY: story(title=None)})
    (root / FOLDER / "ngoai").symlink_to(tmp_path)
    assert [line.split(": ")[1] for line in said(root)] == ["title", "tệp"]


@pytest.mark.parametrize("target", ["/proc/self/environ", "../content/data", "khong-co", "."])
@pytest.mark.parametrize("link", ["env.txt", "trang.md", "assets/ngoai", ".an"])
def test_no_symbolic_link_under_docs_is_followed(tmp_path: Path, link: str, target: str) -> None:
    root = write(tmp_path, {"docs/assets/a.css": b""})
    (root / "docs" / link).symlink_to(target)
    assert said(root) == [f"docs/{link}:1: tệp: không nhận tệp liên kết (symlink); chép tệp thật"]


@pytest.mark.parametrize(
    "path",
    [
        *("rss/tat-ca.xml", "am-thanh/moi-nhat.mp3", "dien-hinh/index.md", "van-ban.md"),
        *("tim-kiem/chi-muc/a.json", "du-lieu/a.csv", "robots.txt", "chuyen-huong.map"),
    ],
)
def test_no_file_of_docs_takes_a_place_of_the_program(tmp_path: Path, path: str) -> None:
    root = write(tmp_path, {f"docs/{path}": b"# A\n"})
    assert any(
        line.startswith(f"docs/{path}:1: tệp: ") and "do phần mềm làm" in line
        for line in said(root)
    )


@pytest.mark.parametrize("folder", ["content", "docs"])
def test_the_folders_themselves_are_no_links(tmp_path: Path, folder: str) -> None:
    root = write(tmp_path, {"docs/index.md": b"# A\n"})
    (root / folder).rename(tmp_path / "elsewhere")
    (root / folder).symlink_to(tmp_path / "elsewhere")
    assert said(root) == [
        f"{folder}:1: tệp: không nhận thư mục liên kết (symlink); chép thư mục thật vào đây"
    ]


@pytest.mark.parametrize("name", [b"b\xe0i.md", b"b\ni.md", b"b\xe0i.jpg", b"b\x1b[31m.md"])
def test_a_name_that_cannot_be_printed_is_reported_in_one_line(tmp_path: Path, name: bytes) -> None:
    root = write(tmp_path, {})
    (root / FOLDER / os.fsdecode(name)).write_text(story())
    found = said(root)
    assert len(found) == 1
    assert found[0].isprintable()
    assert "tên tệp có ký tự hỏng; đặt lại tên bằng chữ thường không dấu" in found[0]


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    with (root / STORY).open("wb") as stream:
        stream.truncate(3_000_000_000)
    assert said(root) == [f"{STORY}:1: tệp: tệp lớn quá 2 MB; tách thành nhiều bài"]


# --- what lies still ------------------------------------------------------------------------------


class Later(DictCache):
    """A cache as in a build long after the last edit: all files were written before it."""

    settled_before = 2**63
    lost = ""

    def get_many(self, namespace: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return the values under these keys; none of the namespace that was `lost`."""
        return {} if namespace == self.lost else super().get_many(namespace, keys)


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of the texts that are read from now on."""
    names: list[str] = []
    beginning = snapshot_module.read_start

    def noted(file: Path | str) -> bytes:
        names.append(Path(file).name)
        return beginning(file)

    monkeypatch.setattr(snapshot_module, "read_start", noted)
    return names


def test_a_text_that_lies_still_is_read_once(tmp_path: Path, read_files: list[str]) -> None:
    root, memory = write(tmp_path, {}), Later()
    first = scan_content(root, memory)
    assert sorted(read_files) == sorted(Path(path).name for path in first.texts)
    read_files.clear()
    second = scan_content(root, memory)
    assert second.fingerprint == first.fingerprint is not None
    assert second.texts.fingerprints == first.texts.fingerprints
    assert read_files == []
    assert dict(second.texts) == dict(first.texts)


def test_what_is_known_of_a_text_is_not_read_again(tmp_path: Path, read_files: list[str]) -> None:
    root, memory = write(tmp_path, {}), Later()
    first = read_library(root, cache=memory)
    read_files.clear()
    second = read_library(root, cache=memory)
    assert second.items == first.items
    assert {name for name in read_files if name.endswith(".md")} == set()
    assert [item.body for item in second.items] == ["\nLời văn.\n"] * 3


def test_a_body_is_rendered_once(
    tmp_path: Path, read_files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    render = MarkdownRenderer.render

    def noted(renderer: MarkdownRenderer, text: str) -> RenderedText:
        rendered.append(text)
        return render(renderer, text)

    monkeypatch.setattr(MarkdownRenderer, "render", noted)
    root, cache = write(tmp_path, {STORY: story("[x](#a)\n")}), Later()
    first = read_library(root, cache=cache)
    assert len(rendered) == len(first.items) == 3
    rendered.clear()
    read_files.clear()
    second = read_library(root, cache=cache)
    assert [item.html for item in second.items] == [item.html for item in first.items]
    assert '<p><a href="#a">x</a></p>' in {item.html for item in second.items}
    assert rendered == []
    assert {name for name in read_files if name.endswith(".md")} == set()


def test_a_body_whose_html_is_lost_is_rendered_again(tmp_path: Path) -> None:
    root, cache = write(tmp_path, {STORY: story("Xem [x](#a).\n")}), Later()
    before = {item.path: item.html for item in read_library(root, cache=cache).items}
    cache.lost = "html"
    after = {item.path: item.html for item in read_library(root, cache=cache).items}
    assert after == before
    assert after[STORY] == '<p>Xem <a href="#a">x</a>.</p>'


def test_a_text_that_may_still_be_written_is_always_read(
    tmp_path: Path, read_files: list[str]
) -> None:
    root = write(tmp_path, {})
    with_store = SqliteCache(tmp_path / "cache.db", b"program")
    (root / STORY).write_text(story("Sau.\n"))
    for _ in range(2):
        read_files.clear()
        scan_content(root, with_store)
        assert Path(STORY).name in read_files
    with_store.close()


def test_a_changed_byte_is_seen_whatever_the_times_say(tmp_path: Path) -> None:
    root, memory = write(tmp_path, {}), Later()
    file, before = root / STORY, scan_content(root, memory)
    facts = file.stat()
    file.write_bytes(file.read_bytes().replace(b"2026-11-18", b"2026-11-17"))
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    after = scan_content(root, memory)
    assert after.fingerprint != before.fingerprint
    assert b"2026-11-17" in after.texts[STORY]


def test_a_touched_text_is_the_same(tmp_path: Path, read_files: list[str]) -> None:
    root, memory = write(tmp_path, {}), Later()
    before = scan_content(root, memory)
    (root / STORY).touch()
    read_files.clear()
    assert scan_content(root, memory).fingerprint == before.fingerprint
    assert read_files == [Path(STORY).name]


@pytest.mark.parametrize("changed", [story("Khác.\n"), None], ids=["written", "deleted"])
def test_a_text_that_changes_while_it_is_read_leaves_nothing_wrong(
    tmp_path: Path, changed: str | None
) -> None:
    root, memory = write(tmp_path, {}), Later()
    scan_content(root, memory)
    shelf = scan_content(root, memory)
    (root / STORY).unlink()
    if changed is not None:
        (root / STORY).write_text(changed)
    with pytest.raises(ContentError, match="tệp vừa bị sửa hoặc xóa trong lúc đọc"):
        make_library(shelf, "docs", None, memory)
    bodies = {item.path: item.body for item in read_library(root, cache=memory).items}
    assert bodies.get(STORY) == (changed and "\nKhác.\n")


def test_a_line_is_reported_right_in_a_text_that_was_not_read(tmp_path: Path) -> None:
    root, memory = write(tmp_path, {STORY: story(unit="xa-cu")}), Later()
    messages = [read_library(root, cache=memory).warnings for _ in range(2)]
    assert messages[0] == messages[1]
    assert [(problem.path, problem.line) for problem in messages[0]] == [(STORY, 5)]


# --- addresses of hand-written pages ------------------------------------------------------------


def test_hand_written_pages_can_be_linked_to_and_not_taken(tmp_path: Path) -> None:
    body = "[a](/), [b](/gioi-thieu/), [c](/so-tay/), [d](/so-tay/viet/), [e](/so-tay2/)"
    root = write(tmp_path, {STORY: story(body, aliases=["/gioi-thieu/"])})
    for name in [
        "index.md",
        "gioi-thieu.md",
        "so-tay/index.md",
        "so-tay/viet.md",
        "so-tay2/README.md",
    ]:
        file = root / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    assert [line.partition(": ")[2] for line in said(root)] == [
        "aliases[1]: địa chỉ /gioi-thieu/ đang là địa chỉ của docs/gioi-thieu.md; bỏ dòng này"
    ]


# --- what a library holds -----------------------------------------------------------------------


def test_drafts_and_future_stories_are_in_the_library() -> None:
    library = read({STORY: story(draft="true", date="2026-12-31")})
    assert STORY in [item.path for item in library.items]


def test_warnings_come_in_order_and_stop_nothing() -> None:
    second = STORY.replace("duong", "canh")
    library = read(
        {
            STORY: story("<svg>", date="2027-01-01", unit="xa-cu"),
            second: story("<svg>"),
        }
    )
    assert [(problem.path, problem.field) for problem in library.warnings] == [
        (second, "nội dung"),
        (STORY, "date"),
        (STORY, "unit"),
        (STORY, "nội dung"),
    ]


def test_synonyms_that_would_find_anything_are_refused() -> None:
    path = f"{DATA}/synonyms.yml"
    text = "- words: [sáp nhập, sắp xếp]\n- words: [SÁP NHẬP, gộp]\n"
    assert list(map(str, problems({path: text}))) == [
        f"{path}:2: words[1]: 'SÁP NHẬP' đã có ở trên; mỗi cách nói chỉ ghi một lần",
        f"{path}:2: words[2]: 'gộp' chỉ có một tiếng, tìm sẽ ra lung tung; ghi từ hai tiếng",
    ]
