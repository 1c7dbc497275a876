"""Detects the format of a picture file by its first bytes; the file name does not count."""

from __future__ import annotations

from enum import Enum
from typing import Final


class PictureFormat(Enum):
    """The accepted picture formats, with their media types."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"


WANTED: Final = "phải là ảnh JPEG, PNG hoặc WebP"

# Signatures at the very beginning of the file, and the names of the formats that editors know.
_OTHER_FORMATS: Final = (
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


def detect_format(data: bytes) -> PictureFormat | None:
    """Return the accepted format that the file begins like; None when it is something else."""
    if data.startswith(b"\xff\xd8\xff"):
        return PictureFormat.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureFormat.PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return PictureFormat.WEBP
    return None


def explain_refusal(data: bytes) -> str:
    """Return the message to the editor about a file in no accepted format."""
    if not data:
        return "tệp rỗng; gửi lại ảnh gốc"
    # UTF-16 writes a zero byte between ASCII letters.
    head = data[:_HEAD].replace(b"\x00", b"").lower()
    if b"<html" in head or b"<!doctype html" in head:
        return f"là một trang web được lưu về, không phải ảnh; {WANTED}"
    if b"<svg" in head:
        return "ảnh SVG không được nhận vì có thể mang mã lệnh; xuất ra PNG rồi gửi lại"
    if data[4:8] == b"ftyp":
        return _explain_iso_refusal(data)
    for signature, name in _OTHER_FORMATS:
        if data.startswith(signature):
            return f"là {name}; {WANTED}, hãy xuất ra một trong ba dạng ấy rồi gửi lại"
    return f"không phải là ảnh; {WANTED}"


def _explain_iso_refusal(data: bytes) -> str:
    """Return the message about a file in the ISO base media format (ISO/IEC 14496-12)."""
    end = min(int.from_bytes(data[:4]), _HEAD)
    # The major brand, then (after a version) the compatible ones. HEIC and AVIF share generic
    # brands such as mif1, so AVIF is tested first.
    brands = {data[8:12], *(data[start : start + 4] for start in range(16, end, 4))}
    if brands & _ISO_BRANDS_OF_AVIF:
        return f"là ảnh AVIF; {WANTED}, hãy xuất ra một trong ba dạng ấy rồi gửi lại"
    if brands & _ISO_BRANDS_OF_HEIC:
        return (
            "là ảnh HEIC của iPhone, phần lớn trình duyệt không mở được; trên iPhone vào Cài đặt, "
            "Camera, Định dạng, chọn Tương thích nhất rồi chụp lại, hoặc xuất ảnh ra JPEG"
        )
    return f"là tệp phim hoặc ghi âm, không phải ảnh; {WANTED}"
