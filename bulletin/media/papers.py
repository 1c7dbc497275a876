"""Looks into papers to download: whether each is what its name says, holds macros, names people.

They are published as they are, so what is wrong in them is reported with its cure. Sources:
ISO 32000 (PDF), ECMA-376 part 2 (docx, xlsx), ODF 1.3 part 2 (odt), MS-CFB and MS-OLEPS (doc, xls).
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from bulletin.media.mistakes import PaperMistake
from bulletin.vietnamese.fold import fold

__all__ = ["LARGEST", "inspect_paper"]

LARGEST: Final = 25_000_000
"""Bytes of a paper: some 100 scanned pages. It is a minute of waiting on a telephone, and static
hosts take no file much larger."""

_TOO_LARGE: Final = (
    "tệp lớn quá 25 MB; quét lại ở 150–200 dpi, đen trắng, hoặc xuất lại PDF cỡ nhỏ nhất"
)

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"

_PARTS: Final = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".odt": "content.xml"}
"""What a file of each of the formats that are ZIP archives holds."""

_STREAMS: Final = {".doc": ("WordDocument",), ".xls": ("Workbook", "Book")}
"""What a file of each of the old formats holds, by the names in its directory (UTF-16)."""

_NAMES: Final = {
    ".pdf": "PDF", ".docx": "Word", ".doc": "Word", ".odt": "ODT",
    ".xlsx": "Excel", ".xls": "Excel",
}  # fmt: skip

_OTHERS: Final = (
    (b"%PDF-", "tệp PDF"),
    (_OLE, "tệp Word hoặc Excel kiểu cũ (.doc, .xls)"),
    (_ZIP, "tệp nén, Word hoặc Excel kiểu mới (.docx, .xlsx)"),
    (b"{\\rtf", "tệp RTF"),
    (b"MZ", "chương trình chạy trên máy"),
    (b"\x7fELF", "chương trình chạy trên máy"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"\x89PNG", "ảnh PNG"),
)
_HTML: Final = re.compile(rb"\s*<(?:!doctype|html|\?xml|script|body|svg)", re.IGNORECASE)

_LARGEST_PART: Final = 1_000_000
"""Bytes of a part that is read: those that name people are small, and a bomb is not opened."""

_MOST_PACKETS: Final = 20
"""Places of a PDF at which authors are looked for: programs write one for each saved version."""

_MOST_PARTS: Final = 10_000

_MACROS: Final = (
    "tệp có macro (chương trình tự chạy) hại được máy người đọc; mở tệp, lưu lại thành PDF "
    "rồi đăng bản PDF"
)
_CURE: Final = (
    "xóa bằng Tệp > Thông tin > Kiểm tra tài liệu (Inspect Document), hoặc để vậy nếu cố ý"
)
_CURE_OF_PDF: Final = "xóa tên tác giả trong tệp gốc rồi xuất lại PDF, hoặc để vậy nếu cố ý"

_MACHINES: Final = frozenset(
    "admin administrator user users pc hp dell asus lenovo windows windows-user microsoft "
    "microsoft-office-user owner guest unknown root may-tinh".split()
)
"""What computers are called whose owners wrote no name."""


def inspect_paper(name: str, data: bytes) -> list[str]:
    """Return what is to be reported of the paper `name`, as warnings with their cures.

    Raises PaperMistake when it is too large, is not what its ending says, or holds macros.
    """
    ending = name[name.rfind(".") :].lower()
    if len(data) > LARGEST:
        raise PaperMistake(_TOO_LARGE)
    if not data:
        raise PaperMistake("tệp rỗng (0 byte); chép lại tệp gốc")
    if ending == ".pdf":
        return list(_inspect_pdf(data))
    if ending in _PARTS:
        return list(_inspect_archive(ending, data))
    return list(_inspect_ole(ending, data))


def _wrong_type(ending: str, data: bytes) -> PaperMistake:
    is_what = next((what for start, what in _OTHERS if data.startswith(start)), "")
    if not is_what and _HTML.match(data):
        is_what = "trang web"
    what = f"là {is_what}, không phải tệp {_NAMES[ending]}" if is_what else "không đọc được"
    cure = "mở tệp gốc, lưu lại đúng loại; đuôi tệp phải đúng với loại"
    return PaperMistake(f"tệp {ending} này {what}; {cure}")


def _inspect_pdf(data: bytes) -> Iterator[str]:
    if not data.startswith(b"%PDF-"):
        raise _wrong_type(".pdf", data)
    if re.search(rb"/(?:JavaScript|JS|Launch)\b", data):
        yield (
            "tệp PDF có lệnh tự chạy (JavaScript, Launch); in lại thành PDF (Print to PDF) rồi đăng"
        )
    if re.search(rb"/EmbeddedFiles?\b", data):
        yield "tệp PDF có tệp khác đính kèm bên trong; bỏ tệp đính kèm nếu không định đăng"
    yield from _name_people(_find_pdf_authors(data), _CURE_OF_PDF)


def _find_pdf_authors(data: bytes) -> Iterator[str]:
    """Yield the authors that the document information and the XMP packet name, if readable."""
    for found in re.finditer(
        rb"/Author\s*(?:\(((?:\\.|[^\\()]){1,400})\)|<([0-9A-Fa-f\s]{2,800})>)", data
    ):
        literal, digits = found.groups()
        if digits is not None:
            raw = bytes.fromhex(
                re.sub(rb"\s", b"", digits).decode().ljust(2, "0")[: len(digits) & ~1]
            )
        else:
            octal = lambda o: bytes([int(o[1], 8) & 0xFF])  # noqa: E731
            raw = re.sub(rb"\\([0-7]{1,3})", octal, literal)
            raw = re.sub(rb"\\(.)", rb"\1", raw)
        if raw.startswith(b"\xfe\xff"):
            yield raw[2:].decode("utf-16-be", "ignore")
        else:
            yield raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "ignore")
    at = -1
    for _ in range(_MOST_PACKETS):
        at = data.find(b"<dc:creator>", at + 1)
        if at < 0:
            break
        creator = data[at : at + 2_000].partition(b"</dc:creator>")[0]
        for one in re.findall(rb"<rdf:li[^>]*>([^<]*)<", creator):
            yield html.unescape(one.decode("utf-8", "ignore"))


def _inspect_archive(ending: str, data: bytes) -> Iterator[str]:
    if not data.startswith(_ZIP):
        raise _wrong_type(ending, data)
    try:
        archive = ZipFile(BytesIO(data))
        parts = {info.filename: info.file_size for info in archive.infolist()[:_MOST_PARTS]}
    except (BadZipFile, ValueError, OSError, NotImplementedError) as cause:
        message = f"tệp {ending} này hỏng hoặc bị cắt cụt; chép lại tệp gốc"
        raise PaperMistake(message) from cause
    if _PARTS[ending] not in parts:
        raise _wrong_type(ending, data)
    if any(_is_macro(part) for part in parts):
        raise PaperMistake(_MACROS)
    if any(part.endswith("/comments.xml") for part in parts):
        yield f"tệp còn nhận xét (comments) bên lề; {_CURE}"
    people = []
    for part in ("docProps/core.xml", "docProps/app.xml", "meta.xml"):
        if 0 < parts.get(part, 0) <= _LARGEST_PART:
            try:
                text = archive.read(part).decode("utf-8", "ignore")
            except (BadZipFile, ValueError, RuntimeError, OSError, EOFError, zlib.error):
                continue  # damaged or encrypted: nothing can be read of it
            people += [html.unescape(one) for one in _PEOPLE.findall(text)]
    yield from _name_people(people, _CURE)


_PEOPLE: Final = re.compile(
    r"<(?:dc:creator|cp:lastModifiedBy|Manager|meta:initial-creator)>([^<]+)</"
)


def _is_macro(part: str) -> bool:
    return part.rpartition("/")[2].lower() == "vbaproject.bin" or (
        part.startswith(("Basic/", "Scripts/")) and not part.endswith("/")
    )


def _inspect_ole(ending: str, data: bytes) -> Iterator[str]:
    if not data.startswith(_OLE) or not any(
        stream.encode("utf-16-le") in data for stream in _STREAMS[ending]
    ):
        raise _wrong_type(ending, data)
    if any(name.encode("utf-16-le") in data for name in ("_VBA_PROJECT", "VBA_PROJECT_CUR")):
        raise PaperMistake(_MACROS)
    yield from _name_people(_find_ole_authors(data), _CURE)


# The identity of the set of properties with title, author and so on: FMTID_SummaryInformation.
_SUMMARY: Final = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
_AUTHOR, _LAST_AUTHOR = 4, 8


def _find_ole_authors(data: bytes) -> Iterator[str]:
    """Yield author and last author from the summary, where it lies in one piece."""
    at = data.find(_SUMMARY)
    if at < 28:
        return
    section = at - 28 + _read_number(data, at + 16)
    for index in range(min(_read_number(data, section + 4), 50)):
        entry = section + 8 + 8 * index
        if _read_number(data, entry) not in (_AUTHOR, _LAST_AUTHOR):
            continue
        value = section + _read_number(data, entry + 4)
        length = min(_read_number(data, value + 4), 400)
        raw = data[value + 8 : value + 8 + length]
        yield raw.decode("utf-8", "replace").rstrip("\x00")


def _read_number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _name_people(people: Iterator[str] | list[str], cure: str) -> Iterator[str]:
    """Yield one warning with the names of people, without those of machines."""
    names = dict.fromkeys(" ".join(name.split()) for name in people)
    named = [name for name in names if name and "-".join(fold(name).split()) not in _MACHINES]
    if named:
        shown = ", ".join(name[:60] for name in named[:3])
        yield f"thuộc tính của tệp ghi tên '{shown}', ai tải về cũng thấy; {cure}"
