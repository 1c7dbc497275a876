"""What a package may hold: hostile and clumsy ones, made here."""

from __future__ import annotations

import random
import stat
import warnings
import zipfile

import pytest

from bulletin.office.incoming.package import MOST_FILES, Package, read_package
from bulletin.office.refused import Refused
from tests.content.builder import DOCUMENT, STORY, picture, story
from tests.office.packages import DEFLATED, STORED, pack, pack_entries

FOLDER = "content/exemplars/2026"
PICTURE = f"{FOLDER}/hoa.jpg"
TEXT = story()


def read(data: bytes) -> Package:
    """Return the package in a .zip."""
    return read_package("goi.zip", data)


def link(path: str, mode: int = stat.S_IFLNK | 0o777) -> zipfile.ZipInfo:
    """Return an entry that is no plain file."""
    entry = zipfile.ZipInfo(path)
    entry.create_system, entry.external_attr = 3, mode << 16
    return entry


def change(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return the .zip with some bytes changed, the list of its entries too."""
    assert old in data
    return data.replace(old, new)


def encrypted() -> bytes:
    """Return a .zip whose entry says that it has a password."""
    data = bytearray(pack({STORY: TEXT}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying(size: int) -> bytes:
    """Return a .zip whose entry is longer than its list of entries says."""
    data = bytearray(pack({STORY: TEXT + "a" * 5_000}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = size.to_bytes(4, "little")
    return bytes(data)


def crowded() -> bytes:
    """Return a .zip with far more entries than a story has files."""
    return pack({f"{FOLDER}/hoa-{n}.jpg": b"" for n in range(5_000)}, STORED)


HOSTILE = [
    ({STORY: TEXT, "../ngoai.jpg": b"x"}, "ra ngoài bản tin"),
    ({STORY: TEXT, f"{FOLDER}/../../../ngoai.jpg": b"x"}, "ra ngoài bản tin"),
    ({STORY: TEXT, f"{FOLDER}/./hoa.jpg": b"x"}, "ra ngoài bản tin"),
    ({STORY: TEXT, f"{FOLDER}//hoa.jpg": b"x"}, "ra ngoài bản tin"),
    ({STORY: TEXT, "/etc/passwd": b"x"}, "ra ngoài bản tin"),
    ({STORY: TEXT, "//may/chung/hoa.jpg": b"x"}, "ra ngoài bản tin"),
    ({STORY: TEXT, "C:/hoa.jpg": b"x"}, "ra ngoài bản tin"),
    ({STORY: TEXT, "C:hoa.jpg": b"x"}, "ra ngoài bản tin"),
    ({STORY: TEXT, "content\\exemplars\\2026\\hoa.jpg": b"x"}, "ra ngoài bản tin"),
    ({STORY: TEXT, "..\\ngoai.jpg": b"x"}, "ra ngoài bản tin"),
    ({STORY: TEXT, ".github/workflows/x.yml": b"x"}, "ngoài content/"),
    ({STORY: TEXT, ".git/hooks/pre-commit": b"x"}, "ngoài content/"),
    ({STORY: TEXT, "bulletin/errors.py": b"x"}, "ngoài content/"),
    ({"Bài gửi.docx": b"PK"}, "gửi riêng tệp ấy"),
    ({STORY: TEXT, "docs/index.md": b"x"}, "ngoài content/"),
    ({STORY: TEXT, "Content/exemplars/2026/hoa.jpg": b"x"}, "ngoài content/"),
    ({STORY: TEXT, "content": b"x"}, "ngoài content/"),
    ({STORY: TEXT, "content/data/units.yml": b"x"}, "tệp chung"),
    ({STORY: TEXT, f"{FOLDER}/.gitattributes": b"x"}, "không dùng được"),
    ({STORY: TEXT, f"{FOLDER}/ảnh.jpg": b"x"}, "không dùng được"),
    ({STORY: TEXT, f"{FOLDER}/a\u202egpj.exe": b"x"}, "không dùng được"),
    ({STORY: TEXT, f"{FOLDER}/hoa.jpg:x": b"x"}, "không dùng được"),
    ({STORY: TEXT, f"{FOLDER}/{'a' * 250}.jpg": b"x"}, "không dùng được"),
    ({STORY: TEXT, "content/exemplars/2025/hoa.jpg": b"x"}, "không nằm cạnh bài"),
    ({STORY: TEXT, "content/hoa.jpg": b"x"}, "không nằm cạnh bài"),
    ({STORY: TEXT, f"{STORY}/hoa.jpg": b"x"}, "không nằm cạnh bài"),
    ({STORY: TEXT, f"{FOLDER}/chay.exe": b"x"}, "không nhận loại tệp"),
    ({STORY: TEXT, f"{FOLDER}/chay.py": b"x"}, "không nhận loại tệp"),
    ({STORY: TEXT, f"{FOLDER}/chay.html": b"x"}, "không nhận loại tệp"),
    ({STORY: TEXT, f"{FOLDER}/chay.svg": b"x"}, "không nhận loại tệp"),
    ({STORY: TEXT, f"{FOLDER}/goi.zip": b"x"}, "không nhận loại tệp"),
    ({STORY: TEXT, PICTURE: pack({STORY: TEXT})}, "lại là một tệp nén"),
    ({STORY: TEXT, PICTURE: b"", PICTURE.replace("hoa", "HOA"): b""}, "trùng tên"),
    ({STORY: TEXT, STORY.replace("duong", "Duong"): TEXT}, "trùng tên"),
    ({PICTURE: b"x"}, "không có bài nào"),
    ({STORY: TEXT, f"{FOLDER}/hai.md": TEXT}, "có 2 bài"),
    ({"content/bai.md": TEXT}, "không phải chỗ của một bài"),
    ({f"{FOLDER}/BAI.md": TEXT}, "không phải chỗ của một bài"),
    ({f"{FOLDER}/{'a' * 40}-{n}.md": TEXT for n in range(2)}, "có 2 bài"),
    ({STORY: TEXT, f"{FOLDER}/a.txt": "a" * 2_000_001}, "lớn quá 2 MB"),
    ({STORY: TEXT, PICTURE: bytes(20_000_000)}, "bom nén"),
    ({STORY: TEXT} | {f"{FOLDER}/h-{n}.jpg": b"" for n in range(MOST_FILES)}, "hơn 40 tệp"),
    ({}, "gói rỗng"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "said"), HOSTILE)
def test_what_is_no_content_is_refused(files: dict[str, str | bytes], said: str) -> None:
    with pytest.raises(Refused, match=said) as failure:
        read(pack(files))
    assert str(failure.value).isprintable()


BROKEN = [
    (b"", "không phải gói .zip"),
    (b"MZ" + pack({STORY: TEXT}), "không phải gói .zip"),
    (b"Rar!\x1a\x07\x00", "không phải gói .zip"),
    (pack({STORY: TEXT})[:-30], "bị đứt"),
    (pack({STORY: TEXT})[40:], "không phải gói .zip"),
    (encrypted(), "mật khẩu"),
    (lying(100), "hỏng"),
    (crowded(), "hơn 40 tệp"),
    (pack({STORY: TEXT}, zipfile.ZIP_LZMA), "kiểu lạ"),
    (pack({STORY: TEXT}, zipfile.ZIP_BZIP2), "kiểu lạ"),
    (pack_entries([(STORY, TEXT), (link(PICTURE), "/etc/passwd")], DEFLATED), "liên kết"),
    (pack_entries([(link(STORY), "../../../README.md")], DEFLATED), "liên kết"),
    (pack_entries([(STORY, TEXT), (link(PICTURE, stat.S_IFIFO), "")], DEFLATED), "liên kết"),
    (pack_entries([(STORY, TEXT), (link("../x/", stat.S_IFDIR), "")], DEFLATED), "liên kết"),
    (change(pack({STORY: TEXT, PICTURE: b"x"}), b"hoa.jpg", b"hoa\0jpg"), "tên tệp hỏng"),
    (pack({STORY: TEXT}).replace(b"duong", b"suong", 1), "hỏng"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "said"), BROKEN)
def test_a_broken_or_lying_archive_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read(data)


def test_a_name_that_stands_twice_is_refused() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = pack_entries([(STORY, TEXT), (STORY, "khác")], DEFLATED)
    with pytest.raises(Refused, match="trùng tên"):
        read(data)


def test_bytes_of_chance_never_raise_anything_else() -> None:
    chance = random.Random(16)
    whole = pack({STORY: TEXT, PICTURE: picture()})
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
        except Refused:
            continue


@pytest.mark.parametrize("how", [STORED, DEFLATED])
def test_a_story_with_its_picture_is_read(how: int) -> None:
    package = read(pack({f"{FOLDER}/": b"", STORY: TEXT, PICTURE: picture()}, how))
    assert package.files == {STORY: TEXT.encode(), PICTURE: picture()}
    assert (package.record, package.slug) == (STORY, "duong-hoa")


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("content/campaigns/xanh-sach/index.md", "xanh-sach"),
        ("content/campaigns/xanh-sach/hang-rao.md", "hang-rao"),
        ("content/questions/hoi-mot.md", "hoi-mot"),
        ("content/events/2026/hop-mat.md", "hop-mat"),
    ],
)
def test_every_kind_is_taken(path: str, slug: str) -> None:
    assert read(pack({path: TEXT})).slug == slug


def test_the_file_of_a_document_stands_in_its_folder() -> None:
    package = read(pack({DOCUMENT: TEXT, "content/documents/files/a.pdf": b"%PDF-"}))
    assert len(package.files) == 2
