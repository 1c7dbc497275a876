"""What is in a picture file, found by hand so that the decoder is given nothing but a picture.

Three things are gained over leaving it to Pillow. The size is known before anything is decoded
or allocated. Truncation is seen even where decoders forgive it. And what phones put around the
picture (EXIF with the place, XMP, comments, a thumbnail, a whole second picture) is gone before
it can warn, fail or slip through; only the orientation and the colour profile are taken out.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.media.mistakes import PictureMistake
from bulletin.media.signatures import PictureFormat


@dataclass(frozen=True, slots=True)
class Container:
    """What was in a picture file.

    `width` and `height` are pixels as stored, before the picture is turned upright.
    `orientation` is EXIF's 1 to 8 (CIPA DC-008, tag 0x0112). `profile` is an ICC profile, not
    checked. `bare` is a file of the same format that holds the picture alone; an animation is not
    made bare.
    """

    format: PictureFormat
    width: int
    height: int
    orientation: int
    profile: bytes | None
    animated: bool
    bare: bytes


def broken() -> PictureMistake:
    """Return the mistake of a file that has the form of a picture and cannot be read."""
    return PictureMistake(
        "tệp ảnh hỏng, không đọc được; mở ảnh gốc, lưu lại thành JPEG hoặc PNG rồi gửi lại"
    )


def truncated() -> PictureMistake:
    """Return the mistake of a picture file that ends before the picture does."""
    return PictureMistake("tệp ảnh bị cắt cụt, thiếu phần cuối; chép lại ảnh gốc rồi gửi lại")


def need(data: bytes, end: int) -> None:
    """Raise the mistake of a truncated file unless it reaches as far as `end`."""
    if end > len(data):
        raise truncated()
