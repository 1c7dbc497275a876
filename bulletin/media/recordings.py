"""Checks that an editor's recording is an MP3, and finds its length."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from mutagen import MutagenError
from mutagen.mp3 import MPEGInfo

from bulletin.media.mistakes import RecordingMistake
from bulletin.vietnamese.numbers import format_duration

__all__ = ["RecordingFacts", "RecordingMistake", "inspect_recording"]

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

_FIRST_FRAME: Final = 64
"""Bytes from the start of the first frame that contain a Xing header and its fields."""


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """The length of a recording in seconds."""

    seconds: float


def inspect_recording(data: bytes) -> RecordingFacts:
    """Return the facts of an MP3 file (ISO/IEC 11172-3 and 13818-3, layer III).

    The length comes from the Xing, Info or VBRI header that encoders of variable bit rates write,
    otherwise from the size and the bit rate. Raises RecordingMistake when the file is something
    else, contains no sound, or is shorter than its header states. Tags are skipped.
    """
    if not data:
        raise RecordingMistake("tệp rỗng; gửi lại bản ghi")
    for start, signature, name in _OTHER_FORMATS:
        if data.startswith(signature, start):
            raise RecordingMistake(f"là {name}; {_WANTED}, hãy chuyển sang MP3 rồi gửi lại")
    try:
        info = MPEGInfo(BytesIO(data))
    except MutagenError as cause:
        if data.startswith(b"ID3"):
            raise RecordingMistake(
                "tệp MP3 chỉ có phần đầu, không có tiếng; chép lại bản ghi gốc rồi gửi lại"
            ) from cause
        raise RecordingMistake(f"không phải là bản ghi âm; {_WANTED}") from cause
    # Two bytes that look like the start of a frame occur by chance; four frames in a row do not.
    if info.sketchy:
        raise RecordingMistake(
            f"không nghe được: không phải là MP3 hoặc ngắn hơn một phần mười giây; {_WANTED}"
        )
    if info.layer != 3:
        raise RecordingMistake(
            f"là MPEG lớp {info.layer} (MP{info.layer}); {_WANTED}, hãy chuyển sang MP3 rồi gửi lại"
        )
    seconds = float(info.length)
    if seconds <= 0:
        raise RecordingMistake("bản ghi dài 0 giây; ghi lại hoặc chép lại bản gốc")
    stated = _stated_bytes(data[info.frame_offset :][:_FIRST_FRAME])
    if len(data) - info.frame_offset < stated * (1 - _TOLERATED_LOSS):
        raise RecordingMistake(
            f"bản ghi bị cắt cụt: phần đầu tệp báo {format_duration(seconds)} mà tiếng không đủ; "
            "chép lại bản gốc rồi gửi lại"
        )
    return RecordingFacts(seconds)


def _stated_bytes(frame: bytes) -> int:
    """Return how many bytes of sound the first frame says there are; 0 when it does not say.

    It may contain a header, "Xing" or "Info": flags, then the number of frames if flag 1 is set,
    then the number of bytes if flag 2 is set.
    """
    start = max(frame.find(b"Xing"), frame.find(b"Info"))
    flags = int.from_bytes(frame[start + 4 : start + 8])
    if start < 0 or not flags & 2:
        return 0
    field = start + 8 + 4 * (flags & 1)
    return int.from_bytes(frame[field : field + 4])
