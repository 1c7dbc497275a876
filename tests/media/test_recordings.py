"""Recordings: what is an MP3, how long it is, and what the rest is called."""

from __future__ import annotations

import math
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.mp3 import MP3

from bulletin.media.recordings import RecordingMistake, clean_recording, inspect_recording
from bulletin.vietnamese.numbers import format_duration
from tests.media.samples import SECONDS_OF_A_FRAME, SECRET, id3, mp3, mp3_frame, mp3_with_header
from tests.trying import try_examples


@pytest.mark.parametrize(
    ("data", "frames"),
    [
        (mp3(400), 400),
        (mp3(10), 10),
        (id3(bytes(3000)) + mp3(400), 400),
        (id3(b"APIC\xff\xff\xff\xff" + b"\xff\xfb\x90\x00" * 9) + mp3(400), 400),
        (mp3(400) + b"TAG".ljust(128, b"\x00"), 400),
        (mp3_with_header(400, 400, 401 * 417), 400),
        # The frames count, whatever the header says of their number.
        (mp3_with_header(400, 800, 401 * 417), 400),
        (mp3_with_header(400, 800, None), 400),
    ],
)
def test_the_length_is_found(data: bytes, frames: int) -> None:
    assert inspect_recording(data).seconds == pytest.approx(frames * SECONDS_OF_A_FRAME, rel=0.01)


SOUND = mp3_with_header(400, 400, 401 * 417)
ID3V1 = b"TAG" + SECRET.ljust(125, b"\x00")
ENHANCED = b"TAG+" + SECRET.ljust(223, b"\x00")
APE = b"APETAGEX" + bytes(24) + SECRET + b"APETAGEX" + bytes(24)
LYRICS = b"LYRICSBEGIN" + SECRET + b"000011LYRICS200"
FOOTER = b"3DI\x04\x00\x10" + bytes(4)


@pytest.mark.parametrize(
    "data",
    [
        id3(b"TPE1" + SECRET) + SOUND,
        id3(b"APIC" + SECRET + mp3(3)) + id3(SECRET) + bytes(500) + SOUND,
        SOUND + ID3V1,
        SOUND + ENHANCED + ID3V1,
        SOUND + APE + ID3V1,
        APE + SOUND,
        SOUND + LYRICS + ID3V1,
        SOUND + id3(SECRET) + FOOTER,
        # Two recordings joined, each with its own tags and header.
        id3(SECRET) + SOUND + ID3V1 + id3(SECRET) + SOUND + ID3V1,
        # An encoder's name where the header of the first frame ends.
        mp3_frame(bytes(32) + b"Info" + bytes(8) + SECRET) + mp3(400),
        SECRET + SOUND,
        SOUND + SECRET,
    ],
)
def test_the_sound_alone_is_published(data: bytes) -> None:
    facts, cleaned = inspect_recording(data), clean_recording(data)
    assert SECRET not in cleaned
    assert len(cleaned) == facts.size
    times = facts.seconds / (400 * SECONDS_OF_A_FRAME)
    assert times == pytest.approx(round(times), abs=0.01)
    assert clean_recording(cleaned) == cleaned
    again = inspect_recording(cleaned)
    assert again == facts
    # Another program finds as many frames, and no tag.
    other: Any = MP3(BytesIO(cleaned))  # type: ignore[no-untyped-call]
    assert other.info.length == pytest.approx(facts.seconds, rel=0.01)
    assert other.tags is None


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script>" * 3000 + mp3(10),
        mp3(10) + b"<html><script>alert(1)</script>" * 3000,
        mp3(10) + b"MZ" + bytes(range(1, 200)) * 300 + mp3(10),
        b"%PDF-1.7" + bytes(range(1, 200)) * 300 + mp3(60),
    ],
)
def test_a_file_that_holds_little_sound_is_no_recording(data: bytes) -> None:
    with pytest.raises(RecordingMistake, match="% tệp là tiếng, còn lại là dữ liệu khác"):
        inspect_recording(data)


def test_a_recording_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.media.recordings.LARGEST", len(SOUND) - 1)
    with pytest.raises(RecordingMistake, match="lớn quá 50 MB"):
        inspect_recording(SOUND)


LAYER_2 = (b"\xff\xfd\x90\x00").ljust(522, b"\x00") * 50


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tệp rỗng"),
        ("Kính thưa bà con, đây là bản tin.\n".encode() * 500, "không phải là bản ghi âm"),
        ("Kính thưa bà con, đây là bản tin.\n".encode("utf-16") * 500, "không phải là bản ghi âm"),
        (bytes(5000), "không phải là bản ghi âm"),
        (mp3(400)[:300], "không phải là bản ghi âm"),
        (id3(bytes(3000)), "chỉ có phần đầu, không có tiếng"),
        (id3(bytes(3000))[:500], "chỉ có phần đầu, không có tiếng"),
        (mp3(2), "ngắn hơn một phần mười giây"),
        (mp3_with_header(3, 0, 3 * 417), "dài 0 giây"),
        (mp3_with_header(40, 4000, 4001 * 417), "bị cắt cụt: phần đầu tệp báo 1 phút 44 giây"),
        (mp3_with_header(400, 400, 401 * 417)[:-5000], "bị cắt cụt"),
        (id3(bytes(9000)) + mp3_with_header(400, 400, 401 * 417)[:-5000], "bị cắt cụt"),
        (LAYER_2, "là MPEG lớp 2 (MP2)"),
        (b"RIFF\x24\x08\x00\x00WAVEfmt ", "tệp WAV"),
        (b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00", "tệp M4A"),
        (b"#!AMR\n" + bytes(100), "tệp AMR"),
        (b"OggS" + bytes(100), "tệp OGG"),
        (b"fLaC" + bytes(100), "tệp FLAC"),
    ],
)
def test_anything_else_is_called_by_its_name(data: bytes, words: str) -> None:
    with pytest.raises(RecordingMistake) as refused:
        inspect_recording(data)
    assert words in str(refused.value)


@try_examples(200)
@given(
    seed=st.sampled_from([mp3(8), mp3_with_header(8, 8, 9 * 417), id3(bytes(40)) + mp3(8)]),
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 900), st.binary(max_size=6)),
        max_size=6,
    ),
)
def test_a_damaged_recording_has_a_length_or_is_refused(
    seed: bytes, changes: list[tuple[float, int, bytes]]
) -> None:
    data = seed
    for place, removed, inserted in changes:
        position = int(place * len(data))
        data = data[:position] + inserted + data[position + removed :]
    with suppress(RecordingMistake):
        # Raises when the length is no length.
        assert format_duration(inspect_recording(data).seconds)


def test_a_frame_is_what_the_standard_says() -> None:
    # 144 * 128000 / 44100, without the padding that some frames have.
    assert len(mp3_frame()) == 417


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (190.4, "3 phút 10 giây"),
        (190.5, "3 phút 11 giây"),
        (0, "1 giây"),
        (0.3, "1 giây"),
        (59.4, "59 giây"),
        (59.5, "1 phút"),
        (60, "1 phút"),
        (3599.5, "1 giờ"),
        (3605, "1 giờ 5 giây"),
        (7384, "2 giờ 3 phút 4 giây"),
    ],
)
def test_lengths_in_words(seconds: float, words: str) -> None:
    assert format_duration(seconds) == words


@pytest.mark.parametrize("seconds", [-1, math.nan, math.inf])
def test_a_length_that_cannot_be(seconds: float) -> None:
    with pytest.raises(ValueError, match="no such length"):
        format_duration(seconds)
