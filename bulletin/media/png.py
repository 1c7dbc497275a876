"""PNG files (W3C Portable Network Graphics), opened without being decoded."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from bulletin.media.container import Container, broken, need
from bulletin.media.exif import orientation_in
from bulletin.media.signatures import PictureFormat

_LARGEST_PROFILE: Final = 4 * 2**20
"""Bytes of a colour profile; those of printing presses have 2 MB."""


def open_png(data: bytes) -> Container:
    """Return what is in a PNG file; raises PictureMistake when it is cut short or broken."""
    kept = [data[:8]]
    header = b""
    orientation = 1
    profile = None
    animated = False
    for kind, start, end in _chunks(data):
        content = data[start + 8 : end - 4]
        if (kind == b"IHDR") != (start == 8):
            raise broken()
        if kind == b"IHDR":
            if len(content) != 13:
                raise broken()
            header = content
        elif kind == b"acTL":
            animated = int.from_bytes(content[:4]) > 1
        elif kind == b"eXIf":
            orientation = orientation_in(content)
        elif kind == b"iCCP":
            profile = _profile(content)
        # Pillow reads 16 bits a sample as 8 and would compare them with a transparent colour of 16.
        if kind in {b"IHDR", b"PLTE", b"IDAT", b"IEND"} or (kind == b"tRNS" and header[8] < 16):
            kept.append(data[start:end])
    width, height = struct.unpack_from(">II", header)
    return Container(
        PictureFormat.PNG, width, height, orientation, profile, animated, b"".join(kept)
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield type, start and end of each chunk, up to the one that ends the picture."""
    kind, end = b"", 8
    while kind != b"IEND":
        start = end
        need(data, start + 12)
        length, kind = struct.unpack_from(">I4s", data, start)
        if not kind.isalpha():
            raise broken()
        end = start + 12 + length
        need(data, end)
        yield kind, start, end


def _profile(content: bytes) -> bytes | None:
    """Return the profile in an iCCP chunk: a name, a zero, the method, the compressed profile."""
    compressed = content.partition(b"\x00")[2][1:]
    try:
        return zlib.decompressobj().decompress(compressed, _LARGEST_PROFILE) or None
    except zlib.error:
        return None
