"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from enum import Enum
from typing import Final


class PictureFormat(Enum):
    """The formats that are taken for pictures, with their media types."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"


WANTED: Final = "phải là ảnh JPEG, PNG hoặc WebP"

# Names as their makers write them; the marks stand at the very beginning of the file.
_FOREIGN: Final = (
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"II*\x00", "ảnh TIFF hoặc ảnh thô của máy ảnh"),
    (b"MM\x00*", "ảnh TIFF hoặc ảnh thô của máy ảnh"),
    (b"8BPS", "ảnh Photoshop"),
    (b"%PDF-", "tệp PDF"),
    (b"PK\x03\x04", "tệp Word, Excel hoặc tệp nén"),
    (b"\xd0\xcf\x11\xe0", "tệp Word hoặc Excel cũ"),
)
_ISO_BRANDS_OF_HEIC: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
_ISO_BRANDS_OF_AVIF: Final = {b"avif", b"avis"}
_HEAD: Final = 4096


def picture_format(data: bytes) -> PictureFormat | None:
    """Return which of the taken formats the file begins like, None when it is something else."""
    if data.startswith(b"\xff\xd8\xff"):
        return PictureFormat.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureFormat.PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return PictureFormat.WEBP
    return None


def refusal(data: bytes) -> str:
    """Return what to tell the editor who handed in this file, which has no taken format."""
    if not data:
        return "tệp rỗng; gửi lại ảnh gốc"
    # A zero byte between letters is how UTF-16 writes them.
    head = data[:_HEAD].replace(b"\x00", b"").lower()
    if b"<html" in head or b"<!doctype html" in head:
        return f"là một trang web được lưu về, không phải ảnh; {WANTED}"
    if b"<svg" in head:
        return "ảnh SVG không được nhận vì có thể mang mã lệnh; xuất ra PNG rồi gửi lại"
    if data[4:8] == b"ftyp":
        return _iso_refusal(data)
    for mark, name in _FOREIGN:
        if data.startswith(mark):
            return f"là {name}; {WANTED}, hãy xuất ra một trong ba dạng ấy rồi gửi lại"
    return f"không phải là ảnh; {WANTED}"


def _iso_refusal(data: bytes) -> str:
    """Return the refusal of a file in the ISO base media format (ISO/IEC 14496-12)."""
    end = min(int.from_bytes(data[:4]), _HEAD)
    # The major brand, then (after a version) the compatible ones. Generic brands such as mif1 are
    # shared by HEIC and AVIF, so AVIF is asked for first.
    brands = {data[8:12], *(data[start : start + 4] for start in range(16, end, 4))}
    if brands & _ISO_BRANDS_OF_AVIF:
        return f"là ảnh AVIF; {WANTED}, hãy xuất ra một trong ba dạng ấy rồi gửi lại"
    if brands & _ISO_BRANDS_OF_HEIC:
        return (
            "là ảnh HEIC của iPhone, phần lớn trình duyệt không mở được; trên iPhone vào Cài đặt, "
            "Camera, Định dạng, chọn Tương thích nhất rồi chụp lại, hoặc xuất ảnh ra JPEG"
        )
    return f"là tệp phim hoặc ghi âm, không phải ảnh; {WANTED}"
