"""The parts of a .docx as XML, read with limits; other kinds of file are refused with the way out.

Names of elements and attributes have one short prefix for each namespace, the same for
Transitional and Strict files.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from bulletin.office.refused import LARGEST_PACKAGE, LARGEST_RATIO, Refused

LARGEST_PART: Final = 30_000_000
"""Bytes of one part of a .docx: the text of 2,000 pages has 20 MB."""

MOST_PARTS: Final = 2_000
DEEPEST: Final = 150
"""Elements inside each other: Word itself stops at 11 tables, each of which takes 4."""

MOST_PICTURES: Final = 12
_PICTURE_ENDINGS: Final = (".png", ".jpg", ".jpeg", ".webp")

MAIN: Final = "word/document.xml"
_CHUNK: Final = 1 << 16
_NO_RATIO_BELOW: Final = 4_000_000
_AGAIN: Final = "mở bằng Word, chọn Lưu thành (Save as), kiểu Word Document (.docx)"

_SIGNATURES: Final = (
    (
        b"\xd0\xcf\x11\xe0",
        f"đây là tệp Word đời cũ (.doc) hoặc có mật khẩu; {_AGAIN}, không đặt mật khẩu",
    ),
    (b"{\\rtf", f"đây là tệp RTF; {_AGAIN}"),
    (b"%PDF-", "đây là tệp PDF; gửi tệp Word (.docx) gốc của bài"),
    (b"Rar!", "đây là tệp nén .rar; gửi riêng tệp Word (.docx)"),
    (b"7z\xbc\xaf", "đây là tệp nén .7z; gửi riêng tệp Word (.docx)"),
)

_PREFIXES: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w_",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w_",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r_",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r_",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc_",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m_",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m_",
}


@dataclass(frozen=True, slots=True)
class WordParts:
    """The parts that say what a document says; what it does not have is empty.

    `links` maps the names of relations to the addresses of web pages, `pictures` to the bytes of
    pictures that a story may have, as far as they can be read.
    """

    document: Element
    styles: Element
    numbering: Element
    footnotes: Element
    links: Mapping[str, str]
    pictures: Mapping[str, bytes]


def is_word(data: bytes) -> bool:
    """Return whether a .zip is a .docx, whatever it is called."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return MAIN in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def open_parts(name: str, data: bytes) -> WordParts:
    """Return the parts of a .docx; raises Refused."""
    _check_signature(name, data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise Refused("tệp Word có quá nhiều phần; chép lời văn sang một tệp Word mới")
            if MAIN not in archive.namelist():
                raise Refused(f"đây không phải tệp Word (.docx); {_AGAIN}")
            relations = _parse(archive, "word/_rels/document.xml.rels")
            return WordParts(
                _parse(archive, MAIN),
                _parse(archive, "word/styles.xml"),
                _parse(archive, "word/numbering.xml"),
                _parse(archive, "word/footnotes.xml"),
                {
                    one.get("Id", ""): one.get("Target", "")
                    for one in relations
                    if one.get("Type", "").endswith("/hyperlink")
                    and one.get("Target", "").startswith(("http://", "https://"))
                },
                dict(islice(_iter_pictures(archive, relations), MOST_PICTURES)),
            )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as failure:
        raise Refused("tệp Word hỏng, không mở được; mở bằng Word rồi lưu lại") from failure


def _iter_pictures(archive: zipfile.ZipFile, relations: Element) -> Iterator[tuple[str, bytes]]:
    names = set(archive.namelist())
    for one in relations:
        target = one.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"word/{target}"
        is_picture = one.get("Type", "").endswith("/image")
        if is_picture and path in names and path.lower().endswith(_PICTURE_ENDINGS):
            with suppress(Refused):
                yield one.get("Id", ""), _read(archive, archive.getinfo(path))


def _check_signature(name: str, data: bytes) -> None:
    if not data:
        raise Refused("tệp rỗng (0 byte); gửi lại tệp gốc")
    if len(data) > LARGEST_PACKAGE:
        raise Refused(f"tệp Word lớn quá {LARGEST_PACKAGE // 1_000_000} MB; bỏ bớt ảnh, gửi riêng")
    if name.startswith("~$") or len(data) == 162:
        raise Refused("đây là tệp tạm của Word (tên bắt đầu bằng ~$); đóng Word, gửi tệp gốc")
    for signature, said in _SIGNATURES:
        if data.startswith(signature):
            raise Refused(said)
    if data.lstrip()[:1] == b"<":
        raise Refused(f"đây là trang web lưu dưới đuôi Word; {_AGAIN}")
    if not data.startswith(b"PK\x03\x04"):
        raise Refused(f"đây không phải tệp Word (.docx); {_AGAIN}")


def _parse(archive: zipfile.ZipFile, name: str) -> Element:
    if name not in archive.namelist():
        return Element("none")
    return parse_xml(_read(archive, archive.getinfo(name)))


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & 1:
        raise Refused("tệp Word có mật khẩu; bỏ mật khẩu rồi gửi lại")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(f"tệp Word nén theo kiểu lạ; {_AGAIN}")
    most = min(LARGEST_PART, max(_NO_RATIO_BELOW, LARGEST_RATIO * entry.compress_size))
    parts, size = [], 0
    with archive.open(entry) as stream:
        while part := stream.read(_CHUNK):
            size += len(part)
            if size > most:
                raise Refused("tệp Word nén quá mức bình thường (bom nén); không nhận tệp này")
            parts.append(part)
    return b"".join(parts)


def parse_xml(data: bytes) -> Element:
    """Return the root of an XML text without a DOCTYPE, which no Word file has; raises Refused."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused("tệp Word lồng nhau quá sâu; chép lời văn sang một tệp Word mới")
        builder.start(_shorten(name), {_shorten(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_shorten(name))

    def refuse(*_: object) -> None:
        raise Refused("tệp Word có phần khai lạ (DOCTYPE); không nhận tệp này")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as failure:
        raise Refused("tệp Word hỏng, không đọc được; mở bằng Word rồi lưu lại") from failure
    return builder.close()


def _shorten(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{_PREFIXES.get(space, 'x:' if space else '')}{local}"
