"""What is in a picture file, parsed here so that the decoder gets nothing but the picture.

This has three advantages over Pillow's own parsers. The size is known before anything is decoded
or allocated. Truncation is detected even where decoders tolerate it. And what phones add to the
picture (EXIF with the location, XMP, comments, a thumbnail, a whole second picture) is removed
before it can cause a warning or an error or be published; only the orientation and the colour
profile are read from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.media.mistakes import PictureMistake
from bulletin.media.signatures import PictureFormat


@dataclass(frozen=True, slots=True)
class Container:
    """The content of a picture file.

    `width` and `height` are in pixels as stored, before the picture is turned upright.
    `orientation` is EXIF's 1 to 8 (CIPA DC-008, tag 0x0112). `profile` is an ICC profile, not
    checked. `stripped` is a file of the same format that holds only the picture; of an animation
    it is of no use.
    """

    format: PictureFormat
    width: int
    height: int
    orientation: int
    profile: bytes | None
    animated: bool
    stripped: bytes


def broken_file() -> PictureMistake:
    """Return the mistake of a file that has a picture's format but cannot be read."""
    return PictureMistake(
        "tệp ảnh hỏng, không đọc được; mở ảnh gốc, lưu lại thành JPEG hoặc PNG rồi gửi lại"
    )


def truncated_file() -> PictureMistake:
    """Return the mistake of a picture file that ends before its picture does."""
    return PictureMistake("tệp ảnh bị cắt cụt, thiếu phần cuối; chép lại ảnh gốc rồi gửi lại")


def require_length(data: bytes, end: int) -> None:
    """Raise the mistake of a truncated file if it is shorter than `end` bytes."""
    if end > len(data):
        raise truncated_file()
