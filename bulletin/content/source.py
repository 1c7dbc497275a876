"""A file's bytes as clean text, or the reasons why they are not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bulletin.content.faults.damage_summary import find_whole_damage
from bulletin.content.faults.pasted import (
    find_conflicts,
    find_middles,
    has_pasted_picture,
    take_out_pictures,
)
from bulletin.content.texts import LARGEST_TEXT, WHOLE_FILE
from bulletin.errors import LineFix, Problem, Severity, shorten
from bulletin.vietnamese.legacy import CONTROL, Damage, DamageKind, find_damage
from bulletin.vietnamese.normalise import normalise

MOST_DAMAGES = 500
"""Damaged lines of one file that are reported one by one: more are one damage, the whole file."""

BODY = "nội dung"

_SAVE_AS_UTF8 = "mở bằng Notepad, chọn Lưu thành (Save as), mục Mã hóa (Encoding) chọn UTF-8"
_COPY_FROM_WORD = "mở bằng Word, chép lời văn dán vào tệp .md"
_SIGNATURES = {
    b"\xff\xfe": f"tệp lưu bằng mã UTF-16; {_SAVE_AS_UTF8}",
    b"\xfe\xff": f"tệp lưu bằng mã UTF-16; {_SAVE_AS_UTF8}",
    b"PK\x03\x04": f"đây là tệp Word, không phải văn bản thuần; {_COPY_FROM_WORD}",
    b"\xd0\xcf\x11\xe0": f"đây là tệp Word, không phải văn bản thuần; {_COPY_FROM_WORD}",
    b"{\\rtf": f"đây là tệp Word (RTF), không phải văn bản thuần; {_COPY_FROM_WORD}",
    b"%PDF-": "đây là tệp PDF, không phải văn bản thuần; chép lời văn dán vào tệp .md",
}
_WORD = re.compile(r"[^\W\d_]+")
_ETH = re.compile("[\u00d0\u0189\u00f0\u0256]")
_LONGEST_PROPOSAL = 100
_FONTS = {
    DamageKind.TCVN3: "TCVN3 (phông .VnTime)",
    DamageKind.VNI: "VNI (phông VNI-Times)",
    DamageKind.VISCII: "VISCII",
    DamageKind.OLD_ENCODING: "cũ (VPS hay mã khác)",
}
_TO_UNICODE = "chuyển sang Unicode (UniKey: Ctrl+Shift+F6) rồi chép lại"

_CONFLICT = (
    "hai bản của tệp chưa trộn xong (còn dấu <<<<<<<, =======, >>>>>>>); "
    "giữ một bản, xóa bản kia và các dòng dấu ấy"
)
_HALF_CONFLICT = (
    "dòng ======= còn lại từ lúc trộn hai bản? dòng trên nó thành tiêu đề lớn; xóa dòng dấu, "
    "muốn có tiêu đề thì viết '## …'"
)
_PASTED_PICTURE = (
    "ảnh dán thẳng trong bài (base64); lấy ảnh ra thành tệp đặt cạnh bài, "
    "ghi ở khóa image (file, alt, credit), rồi xóa đoạn mã này"
)

# YAML ends a line at these two, Markdown and editors do not; a story needs neither.
_FOREIGN_LINE_ENDS = "\u2028\u2029"


def read_text(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """Return the text of the file in NFC with \\n line ends, and what is wrong with it.

    The text is None when there is nothing to read on: not UTF-8, or too large. Control characters
    are reported and left out of it, so that the rest of the file can still be judged.
    """
    if len(data) > LARGEST_TEXT:
        too_large = f"tệp lớn quá {LARGEST_TEXT // 1_000_000} MB"
        pasted = has_pasted_picture(data)
        message = (
            f"{too_large} vì {_PASTED_PICTURE}" if pasted else f"{too_large}; tách thành nhiều bài"
        )
        return None, [Problem(path, 1, WHOLE_FILE, message)]
    for signature, message in _SIGNATURES.items():
        if data.startswith(signature):
            return None, [Problem(path, 1, WHOLE_FILE, message)]
    try:
        raw = _decode(data)
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        return None, [Problem(path, line, WHOLE_FILE, _describe_encoding(data))]
    if conflicts := find_conflicts(raw):
        return None, [Problem(path, line, WHOLE_FILE, _CONFLICT) for line in conflicts]
    raw, pictures = take_out_pictures(raw)
    damages = list(find_damage(raw))
    if whole := find_whole_damage(damages, raw):
        first, hit = whole
        message = f"phần lớn tệp hỏng chữ ({hit} dòng, từ dòng này): {_describe_damage(first)}"
        return None, [Problem(path, first.line, WHOLE_FILE, message)]
    if any(damage.kind is DamageKind.CONTROL for damage in damages):
        raw = _remove_invisible(raw)
    reported = damages[:MOST_DAMAGES]
    lines = raw.split("\n") if reported else []
    problems = [
        Problem(
            path,
            damage.line,
            WHOLE_FILE,
            _describe_damage(damage),
            Severity.WARNING if damage.kind is DamageKind.LOST_TO_BOX else Severity.ERROR,
            fix=_find_fix(damage, lines),
        )
        for damage in reported
    ]
    if len(damages) > len(reported):
        message = f"còn {len(damages) - len(reported)} chỗ hỏng nữa từ dòng này; lấy lại tệp gốc"
        problems.append(Problem(path, damages[len(reported)].line, WHOLE_FILE, message))
    problems += [Problem(path, line, BODY, _PASTED_PICTURE) for line in pictures]
    problems += [
        Problem(path, line, BODY, _HALF_CONFLICT, Severity.WARNING) for line in find_middles(raw)
    ]
    return normalise(raw), problems


def reread_text(data: bytes) -> str:
    """Return the text of a file that was read before, and nothing was wrong with it."""
    return normalise(_decode(data))


def _decode(data: bytes) -> str:
    """Return what the bytes say, with \\n line ends; raises UnicodeDecodeError."""
    raw = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    for line_end in _FOREIGN_LINE_ENDS:
        raw = raw.replace(line_end, " ")
    return raw


def _describe_encoding(data: bytes) -> str:
    """Say which encoding it is instead, as far as the letters tell."""
    for damage in find_damage(data.decode("cp1252", errors="ignore")):
        if font := _FONTS.get(damage.kind):
            return f"tệp không phải mã UTF-8 mà là chữ mã {font}; {_TO_UNICODE}"
    return f"tệp không phải mã UTF-8; {_SAVE_AS_UTF8}"


def _remove_invisible(text: str) -> str:
    """Leave out what neither YAML nor XML can hold, and what hides something."""
    return "".join(
        letter
        for letter in CONTROL.sub("", text)
        if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs", "Cn"}
    )


def _to_d(found: re.Match[str]) -> str:
    return "Đ" if found[0].isupper() else "đ"


def _find_fix(damage: Damage, lines: Sequence[str]) -> LineFix | None:
    """Return the line with Đ where it had a letter that looks the same."""
    if damage.kind is not DamageKind.ETH or not damage.proposal:
        return None
    old = normalise(lines[damage.line - 1])
    return LineFix(damage.line, old, normalise(damage.proposal))


def _describe_damage(damage: Damage) -> str:
    found = f"'{damage.excerpt}'"
    proposal = (
        f"; có phải '{shorten(_remove_invisible(damage.proposal), _LONGEST_PROPOSAL)}'?"
        if damage.proposal
        else ""
    )
    match damage.kind:
        case DamageKind.TCVN3 | DamageKind.VNI | DamageKind.VISCII | DamageKind.OLD_ENCODING:
            return f"chữ mã {_FONTS[damage.kind]}: {found}; {_TO_UNICODE}{proposal}"
        case DamageKind.CODE_PAGE:
            # The whole line, to be copied.
            mended = damage.proposal and f"; có phải '{_remove_invisible(damage.proposal)}'?"
            cure = mended or "; lấy lại tệp gốc, mở bằng mã UTF-8"
            return f"chữ UTF-8 bị đọc nhầm bằng bảng mã {damage.code_page}: {found}{cure}"
        case DamageKind.LOST_LETTERS:
            return f"mất chữ có dấu, còn lại dấu hỏi: {found}; gõ lại từ bản gốc"
        case DamageKind.LOST_TO_BOX:
            return (
                f"ô vuông đứng giữa chữ, chỗ ấy mất một chữ cái: {found}; gõ lại từ bản gốc "
                "(ô trống của mẫu đơn thì viết cách chữ ra: '□ Có')"
            )
        case DamageKind.ETH:
            words = [word for word in _WORD.findall(damage.excerpt) if _ETH.search(word)]
            if words:
                found = f"'{words[0]}'"
                proposal = f"; có phải '{_ETH.sub(_to_d, words[0])}'?"
            return f"chữ Ð (U+00D0) không phải chữ Đ tiếng Việt: {found}{proposal}"
        case DamageKind.CONTROL:
            code = int((_CODE.search(damage.excerpt) or ["", "0"])[1], 16)
            what = next((what for first, last, what in _HIDDEN if first <= code <= last), _UNSEEN)
            return f"có ký tự {what}: {found}; xóa và gõ lại chỗ đó"


_CODE = re.compile(r"<U\+([0-9A-F]+)>")
_UNSEEN = "điều khiển không nhìn thấy"
_HIDDEN = (
    (0x202A, 0x202E, "đảo chiều chữ, người duyệt thấy khác điều được đăng"),
    (0x2066, 0x206F, "đảo chiều chữ, người duyệt thấy khác điều được đăng"),
    (0xE000, 0xF8FF, "riêng của một phông chữ, máy khác không hiện được"),
    (0xF0000, 0x10FFFF, "riêng của một phông chữ, máy khác không hiện được"),
    (0xFFFD, 0xFFFD, "� đứng thay chữ đã mất"),
    (0xE0000, 0xE01EF, "ẩn, giấu được chữ mà không ai nhìn thấy"),
    (0xFE00, 0xFE0F, "ẩn, giấu được chữ mà không ai nhìn thấy"),
)
"""The first and last of such characters, and what they do."""
