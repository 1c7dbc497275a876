"""Finds the frames of sound in an MP3 file, and everything in it that is no sound.

Sources: ISO/IEC 11172-3 and 13818-3 (frames, layer III); id3.org (ID3v1, ID3v2, Lyrics3); the
APEv2 specification.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_KBITS: Final = {
    True: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits a second by their index from 1 on: of MPEG 1, and of MPEG 2 and 2.5."""

_RATES: Final = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
    0: (11_025, 12_000, 8_000),
}
"""Samples a second by the version's two bits (3 is MPEG 1, 2 is MPEG 2, 0 is MPEG 2.5)."""

_SYNC: Final = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")
"""Eleven bits set, a version that there is, layer III, with or without a checksum."""

_LAYER_TWO: Final = re.compile(rb"\xff[\xf4\xf5\xfc\xfd]")
"""The same of layer II. Nobody has used layer I for decades."""

_SURE: Final = 6
"""Frames in a row that are no chance. Padding makes some of them a byte longer."""

_HEADER: Final = 4

_TABLE: Final = 100
"""Bytes of a Xing header's table of contents, by which players seek."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a frame starts and ends in the file; how many samples it has, and how many a second."""

    start: int
    end: int
    samples: int
    rate: int


def find_frames(data: bytes) -> list[Frame]:
    """Return the frames of sound of the file, in order.

    A frame counts where another one of the same kind follows it or goes before it without a gap:
    two bytes that look like the start of a frame occur by chance. A cut last frame does not count.
    The work grows with the size of the file, whatever it holds.
    """
    frames: list[Frame] = []
    position = 0
    while found := _SYNC.search(data, position):
        start = found.start()
        if (end := _skip_tag(data, position, start)) > start:
            position = end
            continue
        frame = _read_frame(data, start)
        if frame is None or not (_continues(frames, frame) or _is_followed(data, frame)):
            position = start + 1
            continue
        # Where recordings were joined, a later one has its header in the middle.
        is_header = find_xing(data[start : frame.end]) is not None
        if not frames or (frame.rate == frames[0].rate and not is_header):
            frames.append(frame)
        position = frame.end
    return frames


def join_frames(data: bytes, frames: list[Frame]) -> bytes:
    """Return the file of these frames alone: no tag, nothing before, between or after them.

    What an encoder says of the whole file (a Xing or Info header) is written anew, without the
    encoder's name and whatever else the frame holds.
    """
    sound = [data[frame.start : frame.end] for frame in frames]
    if (at := find_xing(sound[0])) is not None:
        size = sum(map(len, sound))
        sound[0] = _rewrite_xing(sound[0], at, len(sound) - 1, size)
    return b"".join(sound)


def find_xing(frame: bytes) -> int | None:
    """Return where a Xing or Info header stands in a first frame; None when there is none."""
    is_mono = frame[3] >> 6 == 3
    side = (17 if is_mono else 32) if _version(frame) == 3 else (9 if is_mono else 17)
    at = _HEADER + side
    return at if frame[at : at + 4] in (b"Xing", b"Info") else None


@dataclass(frozen=True, slots=True)
class XingHeader:
    """How many frames and bytes of sound the first frame says there are; None where it does not."""

    frames: int | None
    size: int | None


def read_xing(frame: bytes) -> XingHeader | None:
    """Return what the header in a first frame states; None when there is none.

    Behind its name stand flags, the number of frames if flag 1 is set, that of bytes if flag 2 is.
    """
    at = find_xing(frame)
    if at is None:
        return None
    flags = int.from_bytes(frame[at + 4 : at + 8])
    field = at + 8 + 4 * (flags & 1)
    frames = int.from_bytes(frame[at + 8 : at + 12]) if flags & 1 else None
    return XingHeader(frames, int.from_bytes(frame[field : field + 4]) if flags & 2 else None)


def is_layer_two(data: bytes) -> bool:
    """Return whether the file is an MP2: the same two bytes begin each frame, equally far apart."""
    found = _LAYER_TWO.search(data)
    if found is None:
        return False
    starts: list[int] = []
    position = found.start()
    while position >= 0 and len(starts) < _SURE:
        starts.append(position)
        position = data.find(found[0], position + 2)
    steps = {later - earlier for earlier, later in pairwise(starts)}
    return len(starts) == _SURE and max(steps) - min(steps) <= 1


def _rewrite_xing(frame: bytes, at: int, count: int, size: int) -> bytes:
    flags = int.from_bytes(frame[at + 4 : at + 8])
    table = at + 8 + 4 * (flags & 1) + 4 * (flags >> 1 & 1)
    has_table = bool(flags & 4) and table + _TABLE <= len(frame)
    parts = [
        *(frame[:_HEADER], bytes(at - _HEADER)),
        *(frame[at : at + 4], (7 if has_table else 3).to_bytes(4)),
        *(count.to_bytes(4), size.to_bytes(4), frame[table : table + _TABLE] if has_table else b""),
    ]
    # A frame too short for the header stays as long as it is: silence.
    return b"".join(parts)[: len(frame)].ljust(len(frame), b"\x00")


def _read_frame(data: bytes, start: int) -> Frame | None:
    """Return the frame whose header stands at `start`, if it is one and all of it is there."""
    header = data[start : start + _HEADER]
    if len(header) < _HEADER or not _SYNC.match(header):
        return None
    version, bits = _version(header), header[2]
    rate_index, kbit_index = bits >> 2 & 3, bits >> 4
    if rate_index == 3 or not 0 < kbit_index < 15:
        return None
    is_first = version == 3
    rate, kbits = _RATES[version][rate_index], _KBITS[is_first][kbit_index - 1]
    samples = 1152 if is_first else 576
    length = samples * kbits * 125 // rate + (bits >> 1 & 1)
    end = start + length
    return Frame(start, end, samples, rate) if end <= len(data) else None


def _version(header: bytes) -> int:
    return header[1] >> 3 & 3


def _continues(frames: list[Frame], frame: Frame) -> bool:
    return bool(frames) and frames[-1].end == frame.start and frames[-1].rate == frame.rate


def _is_followed(data: bytes, frame: Frame) -> bool:
    following = _read_frame(data, frame.end)
    return following is not None and following.rate == frame.rate


def _skip_tag(data: bytes, position: int, start: int) -> int:
    """Return the end of a tag that begins between `position` and `start`, else `start`.

    Pictures inside a tag can hold what looks like frames.
    """
    at = data.find(b"ID3", position, start)
    if at < 0 or len(data) < at + 10 or any(byte & 0x80 for byte in data[at + 6 : at + 10]):
        return start
    size = 0
    for byte in data[at + 6 : at + 10]:
        size = size << 7 | byte
    has_footer = bool(data[at + 5] & 0x10)
    return max(start, at + 10 + size + 10 * has_footer)


_TAGS: Final = re.compile(rb"ID3|TAG|LYRICSBEGIN|3DI|\x00+\Z")
"""What a gap between frames begins with that is a tag, and padding."""

_APE: Final = b"APETAGEX"
"""Stands at the end of a tag, and mostly at its start too."""


def count_tag_bytes(data: bytes, frames: list[Frame]) -> int:
    """Return how many bytes before, between and after the frames are tags and padding.

    They are what editing programs write; any other bytes should not be there.
    """
    count, position = 0, 0
    for start, end in [*((one.start, one.end) for one in frames), (len(data), len(data))]:
        gap = data[position:start]
        if _TAGS.match(gap) or _APE in gap:
            count += len(gap)
        position = end
    return count
