"""Parses JPEG files (ITU-T T.81, annex B) without decoding them."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final

from bulletin.media.container import Container, broken_file, require_length, truncated_file
from bulletin.media.exif import EXIF_PREFIX, read_orientation
from bulletin.media.mistakes import PictureMistake
from bulletin.media.signatures import PictureFormat

MOST_SCANS: Final = 64
"""Scans of a picture: cameras and programs write 10 or so, and the decoder goes through all pixels
for each: at the largest size this is a twentieth of a second, however few bytes a scan has."""

_TOO_MANY_SCANS: Final = (
    "ảnh JPEG có quá nhiều lớp quét, máy mở ra rất lâu; mở ảnh gốc, lưu lại thành JPEG rồi gửi lại"
)

_START_OF_IMAGE: Final = b"\xff\xd8"
_END_OF_IMAGE: Final = b"\xff\xd9"
_START_OF_SCAN: Final = 0xDA
_START_OF_FRAME: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
# Frames, tables, scans, the JFIF header, and Adobe's segment that says whether colours are YCbCr.
_PART_OF_THE_PICTURE: Final = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD, 0xE0, 0xEE}
_ICC: Final = b"ICC_PROFILE\x00"

# A marker with a length, or the end of the image. Any number of 0xFF may precede it. Not matched:
# 0xFF00, a stuffed byte in a scan, and markers without a length (TEM, restarts, start of image).
_MARKER: Final = re.compile(rb"\xff[^\xff\x00\x01\xd0-\xd8]")


def open_jpeg(data: bytes) -> Container:
    """Return the content of a JPEG file; raises PictureMistake when it is truncated or broken.

    Further pictures after the first one, which many phones add, are not part of it.
    """
    kept = [_START_OF_IMAGE]
    size = None
    orientation = None
    profile: dict[int, bytes] = {}
    profile_parts = 0
    scans = 0
    for marker, start, end in _segments(data):
        content = data[start + 4 : end]
        if marker == _START_OF_SCAN:
            scans += 1
            if scans > MOST_SCANS:
                raise PictureMistake(_TOO_MANY_SCANS)
        elif marker in _START_OF_FRAME:
            # Of two frames the decoder might use the one whose size was not checked.
            if size is not None or len(content) < 6:
                raise broken_file()
            size = struct.unpack_from(">xHH", content)
        elif marker == 0xE1 and content.startswith(EXIF_PREFIX) and orientation is None:
            orientation = read_orientation(content)
        elif marker == 0xE2 and content.startswith(_ICC) and len(content) > 14:
            profile[content[12]] = content[14:]
            profile_parts = content[13]
        if marker in _PART_OF_THE_PICTURE:
            kept.append(data[start:end])
    if size is None or not scans:
        raise broken_file()
    whole = bool(profile) and sorted(profile) == list(range(1, profile_parts + 1))
    return Container(
        format=PictureFormat.JPEG,
        width=size[1],
        height=size[0],
        orientation=orientation or 1,
        profile=b"".join(profile[part] for part in sorted(profile)) if whole else None,
        animated=False,
        stripped=b"".join([*kept, _END_OF_IMAGE]),
    )


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of each segment up to the end of the image.

    A scan and its data are one segment.
    """
    start = _next_marker(data, len(_START_OF_IMAGE))
    while not data.startswith(_END_OF_IMAGE, start):
        require_length(data, start + 4)
        marker = data[start + 1]
        length = int.from_bytes(data[start + 2 : start + 4])
        if length < 2:
            raise broken_file()
        end = start + 2 + length
        require_length(data, end)
        following = _next_marker(data, end)
        yield marker, start, following if marker == _START_OF_SCAN else end
        start = following


def _next_marker(data: bytes, position: int) -> int:
    """Return where the next segment starts, skipping bytes that are no marker, as decoders do."""
    found = _MARKER.search(data, position)
    if found is None:
        raise truncated_file()
    return found.start()
