"""Refuses pictures before they are decoded: other formats, animations, too many pixels."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import Final

from bulletin.media.container import Container, broken_file
from bulletin.media.jpeg import open_jpeg
from bulletin.media.mistakes import PictureMistake
from bulletin.media.png import open_png
from bulletin.media.signatures import PictureFormat, detect_format, explain_refusal
from bulletin.media.webp import open_webp
from bulletin.vietnamese.numbers import format_count, format_decimal

MOST_PIXELS: Final = 40_000_000
"""Pixels of a picture (width times height); three times a usual photograph of a phone."""

LONGEST_SIDE: Final = 16_383
"""Pixels of a side; the most that WebP can store (RFC 9649, section 2.6)."""


def open_picture(data: bytes) -> Container:
    """Return the content of a picture file that may be decoded.

    Raises PictureMistake for anything but a still JPEG, PNG or WebP within MOST_PIXELS and
    LONGEST_SIDE, and for a file that is truncated or breaks the rules of its container. Nothing is
    decoded, and no memory is allocated for pixels.
    """
    match detect_format(data):
        case PictureFormat.JPEG:
            container = open_jpeg(data)
        case PictureFormat.PNG:
            container = open_png(data)
        case PictureFormat.WEBP:
            container = open_webp(data)
        case None:
            raise PictureMistake(explain_refusal(data))
    if not container.width or not container.height:
        raise broken_file()
    if container.animated:
        raise PictureMistake("ảnh động không được nhận; gửi một ảnh tĩnh JPEG, PNG hoặc WebP")
    _check_size(container.width, container.height)
    return container


def _check_size(width: int, height: int) -> None:
    size = f"ảnh {format_count(width)} × {format_count(height)} điểm ảnh"
    if width * height > MOST_PIXELS:
        # Rounded up, so that one pixel too many is not shown as the limit itself.
        millions = format_decimal(Decimal(ceil(width * height / 100_000)) / 10)
        limit = format_count(MOST_PIXELS // 1_000_000)
        raise PictureMistake(
            f"{size} ({millions} triệu), nhiều nhất {limit} triệu; thu nhỏ rồi gửi lại"
        )
    if max(width, height) > LONGEST_SIDE:
        limit = format_count(LONGEST_SIDE)
        raise PictureMistake(
            f"{size}, mỗi chiều nhiều nhất {limit}; cắt bớt hoặc thu nhỏ rồi gửi lại"
        )
