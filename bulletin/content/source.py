"""A file's bytes as clean text, or the reasons why they are not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from bulletin.errors import Problem
from bulletin.vietnamese.legacy import Damage, DamageKind, find_damage
from bulletin.vietnamese.normalise import normalise

LARGEST_TEXT = 2_000_000
"""Bytes of one text file: fifty times the longest story, and far below what could hang a build."""

WHOLE_FILE = "tệp"
BODY = "nội dung"

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """Return the text of the file in NFC with \\n line ends, and what is wrong with it.

    The text is None when there is nothing to read on: not UTF-8, or too large.
    """
    problems = list(_name_problems(path))
    if len(data) > LARGEST_TEXT:
        message = f"tệp lớn quá {LARGEST_TEXT // 1_000_000} MB; tách thành nhiều bài"
        return None, [*problems, Problem(path, 1, WHOLE_FILE, message)]
    try:
        raw = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        return None, [*problems, Problem(path, line, WHOLE_FILE, _not_utf8(data))]
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    problems += [
        Problem(path, damage.line, WHOLE_FILE, _worded(damage)) for damage in find_damage(raw)
    ]
    return normalise(raw), problems


def _name_problems(path: str) -> Iterator[Problem]:
    if unicodedata.normalize("NFC", path) != path:
        yield Problem(
            unicodedata.normalize("NFC", path),
            1,
            WHOLE_FILE,
            "tên tệp có dấu ở dạng tách rời (NFD, hay gặp trên máy Mac); "
            "đặt lại tên bằng chữ thường không dấu",
        )


def _not_utf8(data: bytes) -> str:
    if data.startswith(_UTF16_MARKS):
        return "tệp lưu bằng mã UTF-16; lưu lại bằng mã UTF-8 (Save as → Encoding: UTF-8)"
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "đây là tệp Word, không phải văn bản thuần; chép lời văn vào tệp .md"
    return "tệp không phải mã UTF-8; lưu lại bằng mã UTF-8 (Save as → Encoding: UTF-8)"


def _worded(damage: Damage) -> str:
    found = f"'{damage.excerpt}'"
    proposal = f"; có phải '{damage.proposal}'?" if damage.proposal else ""
    match damage.kind:
        case DamageKind.TCVN3:
            return f"chữ mã TCVN3 (phông .VnTime): {found}; chuyển sang Unicode rồi chép lại{proposal}"
        case DamageKind.VNI:
            return f"chữ mã VNI (phông VNI-Times): {found}; chuyển sang Unicode rồi chép lại{proposal}"
        case DamageKind.LOST_LETTERS:
            return f"mất chữ có dấu, còn lại dấu hỏi: {found}; gõ lại từ bản gốc"
        case DamageKind.ETH:
            return f"chữ Ð (U+00D0) không phải chữ Đ tiếng Việt: {found}{proposal}"
        case DamageKind.CONTROL:
            return f"có ký tự điều khiển không nhìn thấy: {found}; xóa và gõ lại chỗ đó"
