"""Pictures and recordings made on the spot: valid ones, and what phones and pranks put in them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

SECRET = b"Nguyen Van A, 9.8137N 105.0653E"
"""Stands for what must never reach a reader; no picture of these tests shows it."""

# The corners of a scene, from the upper left clockwise: far enough apart to survive any encoder.
RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 170, 30), (30, 30, 220), (230, 220, 40)


def scene(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture of four quarters: red and green above, yellow and blue below."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (width // 2, height // 2, width, height))
    image.paste(YELLOW, (0, height // 2, width // 2, height))
    return image.quantize(4) if mode == "P" else image.convert(mode)


def encoded(image: Image.Image, file_format: str, **settings: Any) -> bytes:
    """Return the picture as a file."""
    file = BytesIO()
    image.save(file, file_format, **settings)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    """Return a picture file as Pillow sees it."""
    with Image.open(BytesIO(data)) as image:
        image.load()
        return image


# --- EXIF and colour profiles -------------------------------------------------------------------


def exif(orientation: int = 1, order: str = ">") -> bytes:
    """Return EXIF data (a TIFF header and what follows) with a camera, a place and a thumbnail."""
    thumbnail = encoded(scene(16, 12), "JPEG") + SECRET
    make = SECRET + b"\x00"
    first, gps, second = 8, 8 + 2 + 3 * 12 + 4, 8 + 2 + 3 * 12 + 4 + 2 + 2 * 12 + 4
    after = second + 2 + 2 * 12 + 4
    degrees, picture = after + len(make), after + len(make) + 24

    def directory(entries: list[bytes], following: int) -> bytes:
        return (
            struct.pack(f"{order}H", len(entries))
            + b"".join(entries)
            + struct.pack(f"{order}I", following)
        )

    def entry(tag: int, kind: int, amount: int, value: int) -> bytes:
        if kind == 3:
            return struct.pack(f"{order}HHIHH", tag, kind, amount, value, 0)
        return struct.pack(f"{order}HHII", tag, kind, amount, value)

    letter = int.from_bytes(b"N\x00\x00\x00", "big" if order == ">" else "little")
    return b"".join(
        [
            b"MM\x00*" if order == ">" else b"II*\x00",
            struct.pack(f"{order}I", first),
            directory(
                [
                    entry(0x010F, 2, len(make), after),
                    entry(0x0112, 3, 1, orientation),
                    entry(0x8825, 4, 1, gps),
                ],
                second,
            ),
            directory([entry(1, 2, 2, letter), entry(2, 5, 3, degrees)], 0),
            directory([entry(0x0201, 4, 1, picture), entry(0x0202, 4, 1, len(thumbnail))], 0),
            make,
            struct.pack(f"{order}6I", 9, 1, 48, 1, 49, 1),
            thumbnail,
        ]
    )


def profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    """Return an ICC profile (ICC.1) of a display, version 2."""
    table, content = struct.pack(">I", len(tags)), b""
    for name, tag in tags.items():
        start = 128 + 4 + 12 * len(tags) + len(content)
        table += struct.pack(">4sII", name, start, len(tag))
        content += tag.ljust(-len(tag) % 4 + len(tag), b"\x00")
    size = 128 + len(table) + len(content)
    header = struct.pack(">I4xI4s4s4s12x4s", size, 0x02100000, b"mntr", space, b"XYZ ", b"acsp")
    white = struct.pack(">III", *(round(value * 65536) for value in (0.9642, 1, 0.8249)))
    return header.ljust(68, b"\x00") + white.ljust(60, b"\x00") + table + content


def curve(gamma: float) -> bytes:
    """Return the tag of a tone curve."""
    return struct.pack(">4s4xIH", b"curv", 1, round(gamma * 256))


def point(*values: float) -> bytes:
    """Return the tag of a colour as X, Y and Z."""
    return b"XYZ \x00\x00\x00\x00" + struct.pack(">iii", *(round(v * 65536) for v in values))


WHITE = {b"wtpt": point(0.9642, 1, 0.8249)}
# sRGB's own primaries, red and blue exchanged: no picture means this, so no decoder does it alone.
SWAPPED = profile(
    b"RGB ",
    {
        **WHITE,
        b"rXYZ": point(0.1431, 0.0606, 0.7141),
        b"gXYZ": point(0.3851, 0.7169, 0.0971),
        b"bXYZ": point(0.4360, 0.2225, 0.0139),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve(2.2)),
    },
)
LINEAR_GREY = profile(b"GRAY", {**WHITE, b"kTRC": curve(1)})


# --- containers ---------------------------------------------------------------------------------


def jpeg_segment(marker: int, content: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """Return the JPEG with these segments at its beginning."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def jpeg_segments(jpeg: bytes) -> list[int]:
    """Return the codes of the segments of a JPEG as encoders write it, up to the first scan."""
    codes: list[int] = []
    position = 2
    while not codes or codes[-1] != 0xDA:
        assert jpeg[position] == 0xFF
        codes.append(jpeg[position + 1])
        position += 2 + int.from_bytes(jpeg[position + 2 : position + 4])
    return codes


def png_chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def with_chunks(png: bytes, *chunks: bytes) -> bytes:
    """Return the PNG with these chunks after its header."""
    return png[:33] + b"".join(chunks) + png[33:]


def png_header(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    """Return the signature and the header of a PNG; the colour types are 0 grey and 2 RGB."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header)


def png_of_one_bit(width: int, height: int) -> bytes:
    """Return a valid black PNG of one bit a pixel, which may be very large."""
    deflate = zlib.compressobj(1)
    row = b"\x00" * (1 + (width + 7) // 8)
    packed = b"".join(deflate.compress(row * 100) for _ in range(height // 100))
    packed += deflate.compress(row * (height % 100)) + deflate.flush()
    return (
        png_header(width, height, depth=1, colour=0)
        + png_chunk(b"IDAT", packed)
        + png_chunk(b"IEND", b"")
    )


def png_chunks(png: bytes) -> list[bytes]:
    """Return the types of the chunks of a PNG, to the end of the file."""
    kinds, position = [], 8
    while position < len(png):
        length, kind = struct.unpack_from(">I4s", png, position)
        kinds.append(kind)
        position += 12 + length
    return kinds


def webp_chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a WebP."""
    return kind + struct.pack("<I", len(content)) + content + b"\x00" * (len(content) % 2)


def webp(*chunks: bytes) -> bytes:
    """Return a WebP of these chunks."""
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_chunks(data: bytes) -> dict[bytes, bytes]:
    """Return type and content of the chunks of a WebP, to the end of the file."""
    found, position = {}, 12
    while position < len(data):
        kind, length = struct.unpack_from("<4sI", data, position)
        found[kind] = data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2
    return found


# --- recordings ---------------------------------------------------------------------------------

SECONDS_OF_A_FRAME = 1152 / 44100


def mp3_frame(content: bytes = b"") -> bytes:
    """Return a frame of MPEG 1 layer III, 128 kbit/s, 44.1 kHz, stereo: 417 bytes of silence."""
    return (b"\xff\xfb\x90\x00" + content).ljust(417, b"\x00")


def mp3(frames: int) -> bytes:
    """Return a recording of constant bit rate."""
    return mp3_frame() * frames


def mp3_with_header(frames: int, said_frames: int, said_bytes: int | None) -> bytes:
    """Return a recording of `frames` frames that begins with what an encoder says of them."""
    flags = 1 if said_bytes is None else 3
    header = b"Xing" + struct.pack(">II", flags, said_frames)
    if said_bytes is not None:
        header += struct.pack(">I", said_bytes)
    # A table of contents follows, which must not be taken for a number of bytes.
    header += b"\x7f" * 8
    return mp3_frame(b"\x00" * 32 + header) + mp3(frames)


def id3(content: bytes) -> bytes:
    """Return an ID3v2.3 tag of this content, its size in seven bits a byte."""
    size = bytes(len(content) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + content
