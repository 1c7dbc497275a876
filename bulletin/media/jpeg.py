"""JPEG files (ITU-T T.81, annex B), opened without being decoded."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final

from bulletin.media.container import Container, broken, need, truncated
from bulletin.media.exif import EXIF_PREFIX, orientation_in
from bulletin.media.signatures import PictureFormat

_START_OF_IMAGE: Final = b"\xff\xd8"
_END_OF_IMAGE: Final = b"\xff\xd9"
_START_OF_SCAN: Final = 0xDA
_START_OF_FRAME: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
# Frames, tables and scans, the JFIF header, and Adobe's word on whether colours are YCbCr.
_PART_OF_THE_PICTURE: Final = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD, 0xE0, 0xEE}
_ICC: Final = b"ICC_PROFILE\x00"

# What follows 0xFF to make it a marker with a length, or the end. Any number of 0xFF may go before;
# zero is a stuffed byte of a scan; TEM, restarts and a second start of image stand alone.
_MARKER: Final = re.compile(rb"\xff[^\xff\x00\x01\xd0-\xd8]")


def open_jpeg(data: bytes) -> Container:
    """Return what is in a JPEG file; raises PictureMistake when it is cut short or broken.

    Pictures after the first one, which many phones put there, are no part of it.
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
        elif marker in _START_OF_FRAME:
            # Of two frames the decoder might believe the one whose size was not looked at.
            if size is not None or len(content) < 6:
                raise broken()
            size = struct.unpack_from(">xHH", content)
        elif marker == 0xE1 and content.startswith(EXIF_PREFIX) and orientation is None:
            orientation = orientation_in(content)
        elif marker == 0xE2 and content.startswith(_ICC) and len(content) > 14:
            profile[content[12]] = content[14:]
            profile_parts = content[13]
        if marker in _PART_OF_THE_PICTURE:
            kept.append(data[start:end])
    if size is None or not scans:
        raise broken()
    whole = bool(profile) and sorted(profile) == list(range(1, profile_parts + 1))
    return Container(
        format=PictureFormat.JPEG,
        width=size[1],
        height=size[0],
        orientation=orientation or 1,
        profile=b"".join(profile[part] for part in sorted(profile)) if whole else None,
        animated=False,
        bare=b"".join([*kept, _END_OF_IMAGE]),
    )


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield code, start and end of each segment up to the end of the image, scans in one piece."""
    start = _next_marker(data, len(_START_OF_IMAGE))
    while not data.startswith(_END_OF_IMAGE, start):
        need(data, start + 4)
        marker = data[start + 1]
        length = int.from_bytes(data[start + 2 : start + 4])
        if length < 2:
            raise broken()
        end = start + 2 + length
        need(data, end)
        following = _next_marker(data, end)
        yield marker, start, following if marker == _START_OF_SCAN else end
        start = following


def _next_marker(data: bytes, position: int) -> int:
    """Return where the next segment starts; what is no marker is passed over, as decoders do."""
    found = _MARKER.search(data, position)
    if found is None:
        raise truncated()
    return found.start()
