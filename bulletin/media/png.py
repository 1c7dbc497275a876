"""Parses PNG files (W3C Portable Network Graphics) without decoding them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from bulletin.media.container import Container, broken_file, require_length
from bulletin.media.exif import read_orientation
from bulletin.media.signatures import PictureFormat

_LARGEST_PROFILE: Final = 4 * 2**20
"""Bytes of a colour profile; profiles for offset printing have 2 MB."""


def open_png(data: bytes) -> Container:
    """Return the content of a PNG file; raises PictureMistake when it is truncated or broken."""
    kept = [data[:8]]
    header = b""
    orientation = 1
    profile = None
    animated = False
    for kind, start, end in _chunks(data):
        content = data[start + 8 : end - 4]
        if (kind == b"IHDR") != (start == 8):
            raise broken_file()
        if kind == b"IHDR":
            if len(content) != 13:
                raise broken_file()
            header = content
        elif kind == b"acTL":
            animated = int.from_bytes(content[:4]) > 1
        elif kind == b"eXIf":
            orientation = read_orientation(content)
        elif kind == b"iCCP":
            profile = _decompress_profile(content)
        # Pillow reduces 16-bit samples to 8 bits but would compare them with a 16-bit transparent
        # colour.
        if kind in {b"IHDR", b"PLTE", b"IDAT", b"IEND"} or (kind == b"tRNS" and header[8] < 16):
            kept.append(data[start:end])
    width, height = struct.unpack_from(">II", header)
    return Container(
        PictureFormat.PNG, width, height, orientation, profile, animated, b"".join(kept)
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield type, start and end of each chunk up to IEND."""
    kind, end = b"", 8
    while kind != b"IEND":
        start = end
        require_length(data, start + 12)
        length, kind = struct.unpack_from(">I4s", data, start)
        if not kind.isalpha():
            raise broken_file()
        end = start + 12 + length
        require_length(data, end)
        yield kind, start, end


def _decompress_profile(content: bytes) -> bytes | None:
    """Return the profile in an iCCP chunk (a name, a zero, the method, the compressed profile)."""
    compressed = content.partition(b"\x00")[2][1:]
    try:
        return zlib.decompressobj().decompress(compressed, _LARGEST_PROFILE) or None
    except zlib.error:
        return None
