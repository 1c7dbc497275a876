"""JPEG files (ITU-T T.81, annex B), opened without being decoded."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from bulletin.media.container import Container, broken, need, truncated
from bulletin.media.exif import EXIF_PREFIX, orientation_in
from bulletin.media.signatures import PictureFormat

_START_OF_SCAN: Final = 0xDA
_END_OF_IMAGE: Final = 0xD9
_START_OF_FRAME: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
# Codes without a length: stuffing, TEM, restarts, a second start of image.
_ALONE: Final = {0x00, 0x01, *range(0xD0, 0xD9)}
# Tables and frames, the JFIF header, and Adobe's word on whether colours are YCbCr.
_PART_OF_THE_PICTURE: Final = {*range(0xC0, 0xD0), 0xDB, 0xDD, 0xE0, 0xEE}
_ICC: Final = b"ICC_PROFILE\x00"


def open_jpeg(data: bytes) -> Container:
    """Return what is in a JPEG file; raises PictureMistake when it is cut short or broken."""
    kept = [data[:2]]
    size = None
    orientation = None
    profile: dict[int, bytes] = {}
    profile_parts = 0
    scan = 0
    for marker, start, end in _segments(data):
        content = data[start + 4 : end]
        if marker == _START_OF_SCAN:
            scan = start
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
    if size is None:
        raise broken()
    # In a scan 0xFF is followed by zero or a restart: the two bytes mean the end and nothing else.
    if data.find(bytes([0xFF, _END_OF_IMAGE]), scan) < 0:
        raise truncated()
    whole = bool(profile) and sorted(profile) == list(range(1, profile_parts + 1))
    return Container(
        format=PictureFormat.JPEG,
        width=size[1],
        height=size[0],
        orientation=orientation or 1,
        profile=b"".join(profile[part] for part in sorted(profile)) if whole else None,
        animated=False,
        bare=b"".join([*kept, data[scan:]]),
    )


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield code, start and end of each segment up to the first scan, which comes last."""
    position = 2
    while True:
        # Between segments decoders pass over what is no marker, and over any number of 0xFF.
        start = data.find(b"\xff", position)
        if start < 0:
            raise truncated()
        need(data, start + 2)
        marker = data[start + 1]
        if marker in _ALONE:
            position = start + 2
            continue
        if marker == 0xFF:
            position = start + 1
            continue
        if marker == _END_OF_IMAGE:
            raise broken()
        need(data, start + 4)
        length = int.from_bytes(data[start + 2 : start + 4])
        if length < 2:
            raise broken()
        position = start + 2 + length
        need(data, position)
        yield marker, start, position
        if marker == _START_OF_SCAN:
            return
