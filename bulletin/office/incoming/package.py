"""What the editors' desk packed: a .zip of content paths, read with hard limits; pure, from bytes.

Whatever is no content path of one record with the files beside it is refused as a whole, in one
sentence: a package comes by mail, from anybody.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Final
from unicodedata import normalize

from bulletin.content.rules.document import FILES
from bulletin.content.strays import LONGEST_PATH, MEDIA_ENDINGS
from bulletin.content.texts import LARGEST_TEXT
from bulletin.model.kind import DOCUMENT, kind_of
from bulletin.model.values import FILE_NAME_PATTERN
from bulletin.office.refused import LARGEST_PACKAGE, LARGEST_RATIO, Refused

LARGEST_FILE: Final = 40_000_000
"""Bytes of one picture or recording: an mp3 of half an hour has 30 MB."""

MOST_FILES: Final = 40

_MOST_DIRECTORY: Final = 64_000
"""Bytes of the list of entries at the end of a .zip."""

_NO_RATIO_BELOW: Final = 100_000
_CHUNK: Final = 1 << 16
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_END: Final = b"PK\x05\x06"
_END_64: Final = b"PK\x06\x07"
_ARCHIVES: Final = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")
_DRIVE: Final = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Package:
    """One record of the bulletin with the files beside it, by their paths in the repository.

    `name` is the file that it came in. `sender` is who sent it, as far as the mail says. `notes`
    are sentences for the sender about what was changed or left out on the way.
    """

    name: str
    files: Mapping[str, bytes]
    sender: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def record(self) -> str:
        """The path of the record, the only .md file."""
        return next(path for path in self.files if path.endswith(".md"))

    @property
    def slug(self) -> str:
        """The name of the record in its branch: the file's name, or that of the campaign."""
        folder, _, name = self.record.removesuffix(".md").rpartition("/")
        return folder.rpartition("/")[2] if name == "index" else name


def read_package(name: str, data: bytes) -> Package:
    """Return the package in the .zip `data`; raises Refused."""
    return Package(name, _read_archive(data, check_paths))


def read_only_file(data: bytes, path: str) -> bytes | None:
    """Return the bytes of the file at `path` if the .zip holds nothing else; None if it does."""
    try:
        return _read_archive(data, partial(_check_only, path))[path]
    except Refused:
        return None


def _check_only(path: str, paths: Iterable[str]) -> None:
    if [*paths] != [path]:
        raise Refused(f"gói không chỉ có {path}")


def _read_archive(data: bytes, check: Callable[[Iterable[str]], None]) -> dict[str, bytes]:
    """Return the files of the .zip `data` if `check` takes their paths; raises Refused."""
    _check_frame(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_plain_folder(entry)]
            for entry in entries:
                _check_entry(entry)
            check([entry.filename for entry in entries])
            if sum(entry.file_size for entry in entries) > LARGEST_PACKAGE:
                raise Refused(_too_large("các tệp trong gói", LARGEST_PACKAGE))
            return {entry.filename: _read(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as failure:
        raise Refused("gói .zip hỏng, không mở được; tải gói lại từ trang soạn bài") from failure


def check_paths(paths: Iterable[str]) -> None:
    """Raise Refused unless the paths are one record's and those of files beside it."""
    seen: dict[str, str] = {}
    records = []
    for path in paths:
        shown = _show(path)
        _check_form(path, shown)
        other = seen.setdefault(normalize("NFC", path).casefold(), path)
        if len(seen) > MOST_FILES:
            raise Refused(f"gói có hơn {MOST_FILES} tệp; mỗi gói chỉ một bài và ảnh của bài ấy")
        if other is not path:
            raise Refused(
                f"trong gói có hai tệp trùng tên {shown} (chữ hoa, chữ thường cũng là trùng)"
            )
        if path.endswith(".md"):
            if kind_of(path) is None:
                raise Refused(f"{shown} không phải chỗ của một bài; ví dụ đúng: {_EXAMPLE}")
            records.append(path)
    if len(records) != 1:
        has = "không có bài nào" if not records else f"có {len(records)} bài"
        raise Refused(f"gói {has}; mỗi gói một bài (một tệp .md) và ảnh, bản ghi âm của bài ấy")
    for path in seen.values():
        if path != records[0]:
            _check_neighbour(path, records[0])


_EXAMPLE: Final = "content/exemplars/2026/ten-bai.md"


def _check_form(path: str, shown: str) -> None:
    """Raise Refused for a path that leaves content/, or that some system reads differently."""
    steps = path.split("/")
    if _DRIVE.match(path) or "\\" in path or path.startswith("/") or {"", ".", ".."} & {*steps}:
        raise Refused(f"gói có đường dẫn ra ngoài bản tin: {shown}; không nhận gói này")
    if path.lower().endswith((".docx", ".doc")):
        raise Refused(
            f"trong tệp nén có tệp Word {shown}; gửi riêng tệp ấy, không nén, ảnh gửi kèm"
        )
    if steps[0] != "content" or len(steps) == 1:
        raise Refused(f"gói có tệp ngoài content/: {shown}; gói chỉ chứa bài và tệp cạnh bài")
    if steps[1] == "data":
        raise Refused(f"{shown} là tệp chung của bản tin, do cơ quan giữ; không sửa qua gói bài")
    if not all(re.fullmatch(FILE_NAME_PATTERN, step) for step in steps) or len(path) > LONGEST_PATH:
        raise Refused(
            f"tên {shown} không dùng được; chỉ chữ không dấu, số, dấu chấm, gạch nối, "
            f"dài nhất {LONGEST_PATH} ký tự"
        )


def _check_neighbour(path: str, record: str) -> None:
    folder, _, name = path.rpartition("/")
    kind = kind_of(record)
    is_document = kind is not None and kind[0] is DOCUMENT
    wanted = FILES if is_document else record.rpartition("/")[0]
    endings = (".pdf",) if is_document else MEDIA_ENDINGS
    if folder != wanted:
        raise Refused(f"{path} không nằm cạnh bài; đặt tệp vào {wanted}/")
    if not name.lower().endswith(endings):
        raise Refused(f"không nhận loại tệp của {path}; cạnh bài chỉ nhận {', '.join(endings)}")


def _check_frame(data: bytes) -> None:
    """Raise Refused before a reader looks at the list of entries, which may be endless."""
    if len(data) > LARGEST_PACKAGE:
        raise Refused(_too_large("gói", LARGEST_PACKAGE))
    if not data.startswith((b"PK\x03\x04", _END)):
        raise Refused("đây không phải gói .zip; tải gói lại từ trang soạn bài")
    end = data.rfind(_END, max(0, len(data) - 22 - 0xFFFF))
    if end < 0 or len(data) < end + 22:
        raise Refused("gói .zip bị đứt, thiếu phần cuối; gửi lại tệp")
    count = int.from_bytes(data[end + 10 : end + 12], "little")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if count > 2 * MOST_FILES or size > _MOST_DIRECTORY or _END_64 in data[max(0, end - 20) : end]:
        raise Refused(f"gói có hơn {MOST_FILES} tệp; mỗi gói chỉ một bài và ảnh của bài ấy")
    if not count:
        raise Refused("gói rỗng, không có tệp nào")


def _is_plain_folder(entry: zipfile.ZipInfo) -> bool:
    """Return whether an entry is a folder on the way to content, which other programs add."""
    name = entry.orig_filename
    return (
        name.endswith("/")
        and not entry.file_size
        and name.startswith("content/")
        and all(re.fullmatch(FILE_NAME_PATTERN, step) for step in name[:-1].split("/"))
    )


def _check_entry(entry: zipfile.ZipInfo) -> None:
    shown = _show(entry.orig_filename)
    # zipfile cuts a name at a zero byte: what it shows is not what is written.
    if entry.filename != entry.orig_filename:
        raise Refused(f"gói có tên tệp hỏng: {shown}; không nhận gói này")
    if entry.flag_bits & _ENCRYPTED:
        raise Refused("gói có mật khẩu nên không xem được; gửi lại gói không đặt mật khẩu")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG) or entry.is_dir():
        raise Refused(f"{shown} là liên kết hoặc thư mục, không phải tệp thật; không nhận gói này")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("gói nén theo kiểu lạ; nén lại bằng .zip thường")
    limit = _limit_of(entry.filename)
    if entry.file_size > limit:
        raise Refused(_too_large(shown, limit))
    if entry.file_size > max(_NO_RATIO_BELOW, LARGEST_RATIO * entry.compress_size):
        raise Refused(f"{shown} nén quá mức bình thường (bom nén); không nhận gói này")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the bytes of an entry; what it says of its size is not believed."""
    shown, limit = _show(entry.filename), min(entry.file_size, _limit_of(entry.filename))
    parts, size = [], 0
    with archive.open(entry) as stream:
        while part := stream.read(_CHUNK):
            size += len(part)
            if size > limit:
                raise Refused(f"{shown} lớn hơn cỡ ghi trong gói; không nhận gói này")
            parts.append(part)
    data = b"".join(parts)
    if data.startswith(_ARCHIVES):
        raise Refused(f"{shown} lại là một tệp nén; chỉ nhận bài, ảnh, bản ghi âm để nguyên")
    return data


def _limit_of(path: str) -> int:
    return LARGEST_TEXT if path.endswith((".md", ".txt")) else LARGEST_FILE


def _too_large(what: str, limit: int) -> str:
    return f"{what} lớn quá {limit // 1_000_000} MB; thu nhỏ ảnh, bản ghi âm rồi gửi lại"


def _show(path: str) -> str:
    """Return a path as it may be printed: what is no letter is a replacement character."""
    seen = "".join(letter if letter.isprintable() else "\ufffd" for letter in path)
    return f"'{seen[:100]}…'" if len(seen) > 100 else f"'{seen}'"
