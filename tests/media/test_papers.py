"""Papers to download: what their names promise, macros, the names of people."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

import pytest

from bulletin.media.mistakes import PaperMistake
from bulletin.media.papers import inspect_paper
from tests.growth import count_calls

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = "WordDocument".encode("utf-16-le")
BOOK = "Workbook".encode("utf-16-le")


def archive(parts: Mapping[str, str]) -> bytes:
    """Return a ZIP archive of these parts."""
    file = BytesIO()
    with ZipFile(file, "w") as written:
        for name, text in parts.items():
            written.writestr(name, text)
    return file.getvalue()


def docx(**others: str) -> bytes:
    """Return the least that is a docx, and other parts (`__` stands for a slash)."""
    more = {name.replace("__", "/").replace("_xml", ".xml"): text for name, text in others.items()}
    return archive({"[Content_Types].xml": "", "word/document.xml": "<w/>", **more})


def summary(author: str, last: str) -> bytes:
    """Return a summary of properties as the old formats hold it (MS-OLEPS)."""
    values = [one.encode() + b"\x00" for one in (author, last)]
    first = 8 + 2 * 8
    second = first + 8 + len(values[0])
    table = struct.pack("<IIIIII", 0, 2, 4, first, 8, second)
    body = b"".join(struct.pack("<II", 30, len(value)) + value for value in values)
    head = b"\xfe\xff" + bytes(26) + bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    return head + struct.pack("<I", 48) + table + body


ODT = archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>"})
XLSX = archive({"[Content_Types].xml": "", "xl/workbook.xml": "<x/>"})
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", PDF),
        ("a.PDF", PDF),
        ("a.docx", docx()),
        ("a.docx", docx(docProps__core_xml="<dc:creator>Admin</dc:creator>")),
        ("a.xlsx", XLSX),
        ("a.odt", ODT),
        ("a.doc", OLE + WORD),
        ("a.xls", OLE + BOOK),
    ],
)
def test_what_is_in_order_is_left_in_peace(name: str, data: bytes) -> None:
    assert inspect_paper(name, data) == []


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"", "tệp rỗng"),
        ("a.pdf", b"<html><script>alert(1)</script>%PDF-1.7", "là trang web, không phải tệp PDF"),
        ("a.pdf", docx(), "là tệp nén, Word hoặc Excel kiểu mới"),
        ("a.pdf", b"\xff\xd8\xff\xe0", "là ảnh JPEG"),
        ("a.docx", b"MZ\x90\x00", "là chương trình chạy trên máy, không phải tệp Word"),
        ("a.docx", PDF, "là tệp PDF"),
        ("a.docx", XLSX, "không phải tệp Word"),
        ("a.docx", OLE + WORD, r"kiểu cũ \(.doc, .xls\)"),
        ("a.docx", docx()[:-30], "hỏng hoặc bị cắt cụt"),
        ("a.doc", docx(), "kiểu mới"),
        ("a.doc", b"{\\rtf1", "là tệp RTF"),
        ("a.doc", OLE + BOOK, "không phải tệp Word"),
        ("a.odt", docx(), "không phải tệp ODT"),
        ("a.xls", b"chu", "không đọc được"),
    ],
)
def test_anything_else_is_called_by_its_name(name: str, data: bytes, words: str) -> None:
    with pytest.raises(PaperMistake, match=words):
        inspect_paper(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx(**{"word__vbaProject.bin": "x"})),
        ("a.odt", archive({"content.xml": "<o/>", "Basic/Standard/Module1.xml": "x"})),
        ("a.doc", OLE + WORD + "_VBA_PROJECT".encode("utf-16-le")),
        ("a.xls", OLE + BOOK + "_VBA_PROJECT_CUR".encode("utf-16-le")),
    ],
)
def test_macros_are_refused(name: str, data: bytes) -> None:
    with pytest.raises(PaperMistake, match="có macro"):
        inspect_paper(name, data)


NAMED = "Nguyễn Văn Mẫu"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx(docProps__core_xml=f"<x><dc:creator>{NAMED}</dc:creator></x>")),
        ("a.docx", docx(docProps__core_xml=f"<cp:lastModifiedBy>{NAMED}</cp:lastModifiedBy>")),
        ("a.odt", archive({"content.xml": "", "meta.xml": f"<dc:creator>{NAMED}</dc:creator>"})),
        ("a.doc", OLE + WORD + summary("Admin", NAMED)),
        ("a.pdf", PDF + b"<< /Author (" + NAMED.encode() + b") >>"),
        ("a.pdf", PDF + b"<< /Author <feff" + NAMED.encode("utf-16-be").hex().encode() + b"> >>"),
        (
            "a.pdf",
            PDF + f"<dc:creator><rdf:Seq><rdf:li>{NAMED}</rdf:li></rdf:Seq></dc:creator>".encode(),
        ),
    ],
)
def test_the_names_of_people_are_reported(name: str, data: bytes) -> None:
    [messages] = inspect_paper(name, data)
    assert f"ghi tên '{NAMED}'" in messages


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", PDF + b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "lệnh tự chạy"),
        ("a.pdf", PDF + b"/EmbeddedFiles 3 0 R", "tệp khác đính kèm"),
        ("a.docx", docx(word__comments_xml="<w:comments/>"), "nhận xét"),
    ],
)
def test_other_doubts_are_reported(name: str, data: bytes, words: str) -> None:
    [messages] = inspect_paper(name, data)
    assert words in messages


def test_a_paper_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.media.papers.LARGEST", len(PDF) - 1)
    with pytest.raises(PaperMistake, match="lớn quá 25 MB"):
        inspect_paper("a.pdf", PDF)


def test_a_bomb_is_not_opened() -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", compression=8) as written:
        written.writestr("word/document.xml", "<w/>")
        written.writestr("docProps/core.xml", "<dc:creator>A B</dc:creator>" + " " * 2_000_000)
    assert inspect_paper("a.docx", bomb.getvalue()) == []


def test_the_work_on_a_paper_is_bounded() -> None:
    def work(size: int) -> object:
        return inspect_paper("a.pdf", b"%PDF-" + b"<dc:creator><rdf:li>" * size)

    assert count_calls(work, 100_000) - count_calls(work, 1_000) < 10
