"""Checks that an editor's recording is an MP3, finds its length, takes out all that is no sound.

What is published holds the frames of sound alone: tags name people, telephones and places, hold
pictures, and nobody sees them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bulletin.media.mistakes import RecordingMistake
from bulletin.media.mpeg_frames import (
    count_tag_bytes,
    find_frames,
    is_layer_two,
    join_frames,
    read_xing,
)
from bulletin.vietnamese.numbers import format_duration

__all__ = ["LARGEST", "RecordingFacts", "RecordingMistake", "clean_recording", "inspect_recording"]

LARGEST: Final = 50_000_000
"""Bytes of a recording: 52 minutes at 128 kbit/s, more than any programme. Forges warn of larger
files and refuse them from twice as much on, and listeners pay for each byte."""

_TOO_LARGE: Final = (
    "bản ghi lớn quá 50 MB (52 phút ở 128 kbit/s); xuất lại MP3 một kênh, 64 kbit/s, "
    "hoặc chia thành nhiều bản"
)

_WANTED: Final = "phải là tệp MP3"

# Position and bytes of the signature, and the name of the format that editors know.
_OTHER_FORMATS: Final = (
    (8, b"WAVE", "tệp WAV"),
    (4, b"ftyp", "tệp M4A hoặc MP4 (ghi âm của điện thoại)"),
    (0, b"#!AMR", "tệp AMR (ghi âm của điện thoại)"),
    (0, b"OggS", "tệp OGG"),
    (0, b"fLaC", "tệp FLAC"),
    (0, b"\x30\x26\xb2\x75", "tệp WMA"),
)

_TOLERATED_LOSS: Final = 0.02
"""The share of the bytes stated in its header that a recording may lack: editing programs count
loosely."""

_TOLERATED_JUNK: Final = 0.02
"""The share of other bytes, besides tags, that a recording may hold: some recorders leave a few."""

_FEWEST_FRAMES: Final = 4


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """The length of a recording in seconds, and the bytes of what is published of it."""

    seconds: float
    size: int


def inspect_recording(data: bytes) -> RecordingFacts:
    """Return the facts of an MP3 file (ISO/IEC 11172-3 and 13818-3, layer III).

    The length is that of the frames. Raises RecordingMistake when the file is something else,
    contains no sound or much that is none, is too large, or is shorter than its header (Xing or
    Info) states.
    """
    if len(data) > LARGEST:
        raise RecordingMistake(_TOO_LARGE)
    if not data:
        raise RecordingMistake("tệp rỗng; gửi lại bản ghi")
    for start, signature, name in _OTHER_FORMATS:
        if data.startswith(signature, start):
            raise RecordingMistake(f"là {name}; {_WANTED}, hãy chuyển sang MP3 rồi gửi lại")
    frames = find_frames(data)
    if not frames:
        if data.startswith(b"ID3"):
            raise RecordingMistake(
                "tệp MP3 chỉ có phần đầu, không có tiếng; chép lại bản ghi gốc rồi gửi lại"
            )
        if is_layer_two(data):
            raise RecordingMistake(
                f"là MPEG lớp 2 (MP2); {_WANTED}, hãy chuyển sang MP3 rồi gửi lại"
            )
        raise RecordingMistake(f"không phải là bản ghi âm; {_WANTED}")
    # Two bytes that look like the start of a frame occur by chance; four frames in a row do not.
    if len(frames) < _FEWEST_FRAMES:
        raise RecordingMistake(
            f"không nghe được: không phải là MP3 hoặc ngắn hơn một phần mười giây; {_WANTED}"
        )
    first = frames[0]
    header = read_xing(data[first.start : first.end])
    if header is not None and header.frames == 0:
        raise RecordingMistake("bản ghi dài 0 giây; ghi lại hoặc chép lại bản gốc")
    stated = header.size or 0 if header is not None else 0
    if header is not None and len(data) - first.start < stated * (1 - _TOLERATED_LOSS):
        seconds = (header.frames or len(frames)) * first.samples / first.rate
        raise RecordingMistake(
            f"bản ghi bị cắt cụt: phần đầu tệp báo {format_duration(seconds)} mà tiếng không đủ; "
            "chép lại bản gốc rồi gửi lại"
        )
    size = sum(frame.end - frame.start for frame in frames)
    other = len(data) - size - count_tag_bytes(data, frames)
    if other > size * _TOLERATED_JUNK:
        share = 100 * size // len(data)
        raise RecordingMistake(
            f"chỉ {share} % tệp là tiếng, còn lại là dữ liệu khác; mở bằng phần mềm ghi âm, "
            "xuất lại thành MP3 rồi gửi lại"
        )
    samples = sum(frame.samples for frame in frames[header is not None :])
    return RecordingFacts(samples / first.rate, size)


def clean_recording(data: bytes) -> bytes:
    """Return what is published of a recording that has no mistake: its frames, without any tag.

    The same bytes always give the same bytes, as many as `RecordingFacts.size`.
    """
    return join_frames(data, find_frames(data))
