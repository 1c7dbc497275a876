"""Parses WebP files (RFC 9649) without decoding them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from bulletin.media.container import Container, broken_file, require_length
from bulletin.media.exif import read_orientation
from bulletin.media.signatures import PictureFormat

_ANIMATION: Final = 0x02
_ALPHA: Final = 0x10


def open_webp(data: bytes) -> Container:
    """Return the content of a WebP file; raises PictureMistake when it is truncated or broken."""
    end_of_file = 8 + int.from_bytes(data[4:8], "little")
    require_length(data, end_of_file)
    kept: list[bytes] = []
    orientation = 1
    profile = None
    size, flags = (0, 0), 0
    for kind, content in _chunks(data[:end_of_file]):
        if not kept:
            # The first chunk states the size of the canvas; the decoder checks the others for it.
            size, flags = _read_header(kind, content)
            if kind == b"VP8X":
                content = bytes([flags & _ALPHA]) + content[1:]
        if kind == b"EXIF":
            orientation = read_orientation(content)
        elif kind == b"ICCP":
            profile = content
        elif kind in {b"VP8X", b"ALPH", b"VP8 ", b"VP8L"}:
            kept.append(
                kind + len(content).to_bytes(4, "little") + content + b"\x00" * (len(content) % 2)
            )
    body = b"WEBP" + b"".join(kept)
    return Container(
        format=PictureFormat.WEBP,
        width=size[0],
        height=size[1],
        orientation=orientation,
        profile=profile,
        animated=bool(flags & _ANIMATION),
        stripped=b"RIFF" + len(body).to_bytes(4, "little") + body,
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield type and content of each chunk."""
    position = 12
    while position < len(data):
        require_length(data, position + 8)
        kind, length = struct.unpack_from("<4sI", data, position)
        start = position + 8
        require_length(data, start + length)
        yield kind, data[start : start + length]
        position = start + length + length % 2


def _read_header(kind: bytes, content: bytes) -> tuple[tuple[int, int], int]:
    """Return width and height in pixels, and the flags, from the first chunk of a WebP."""
    if kind == b"VP8X" and len(content) >= 10:
        width = 1 + int.from_bytes(content[4:7], "little")
        height = 1 + int.from_bytes(content[7:10], "little")
        return (width, height), content[0]
    if kind == b"VP8L" and len(content) >= 5 and content[0] == 0x2F:
        bits = int.from_bytes(content[1:5], "little")
        return (1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)), 0
    if kind == b"VP8 " and len(content) >= 10 and content[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 6)
        return (width & 0x3FFF, height & 0x3FFF), 0
    raise broken_file()
