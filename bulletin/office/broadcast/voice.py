"""A draft reading by a machine: espeak-ng or Piper speaks, ffmpeg makes the file a station plays.

The file is MP3, mono, 44.1 kHz, 64 kbit/s at a constant rate, about -16 LUFS, with 0.4 seconds of
silence at both ends and tags of ID3v2.3, which old players read: what stations ask of speech. It
is for listening and approval before anything goes on the air.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from bulletin.media.mistakes import RecordingMistake
from bulletin.media.recordings import RecordingFacts, inspect_recording

# Syllables a minute that make espeak-ng take as long as a reader of 200, its pauses counted.
_NORMAL_RATE = 155
_SENTENCE_PAUSE = 0.3
_SILENCE = 0.4

_LOUDNESS = "loudnorm=I=-16:TP=-1.5:LRA=11"
_BARE = "silenceremove=start_periods=1:start_threshold=-50dB"
# Nothing but the reading, its peaks lowered: with them, gain alone could not reach the loudness,
# and loudnorm would pump the voice up and down instead, and fail on what is shorter than 3 seconds.
_PREPARED = f"{_BARE},areverse,{_BARE},areverse,alimiter=limit=0.4:level=disabled:release=50"

_MEASURED = ("input_i", "input_tp", "input_lra", "input_thresh", "target_offset")


class VoiceMistake(Exception):
    """Why there is no recording, in one Vietnamese sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who reads, and how fast.

    With `model`, the file of a Piper voice, Piper reads; otherwise espeak-ng does, in its voice
    `name`. A `speed` of 1 is the model's own, or about 200 syllables a minute.
    """

    name: str = "vi"
    model: Path | None = None
    speed: float = 1.0


def record(
    text: str, target: Path, voice: Voice, *, title: str = "", overwrite: bool = False
) -> RecordingFacts:
    """Have `text` read into the MP3 file `target` and return what the file is.

    `target` is put in place whole or not at all, and replaced only with `overwrite`. Raises
    VoiceMistake when a program or the voice is missing, one of them fails, nothing can be read
    aloud, or the file exists or cannot be written.
    """
    reading = one_line(text)
    if not re.search(r"\w", reading):
        raise VoiceMistake("không có lời nào để đọc")
    _refuse_in_the_way(target, overwrite)
    if voice.model is not None and not voice.model.is_file():
        raise VoiceMistake(f"không có tệp giọng đọc {voice.model}")
    programs = _programs("espeak-ng" if voice.model is None else "piper", "ffmpeg")
    with TemporaryDirectory() as folder:
        wave, recording = Path(folder, "wave.wav"), Path(folder, "recording.mp3")
        _run(programs, make_speech_command(voice, wave), reading)
        loudness = parse_loudness(_run(programs, make_loudness_command(wave)))
        _run(programs, make_mastering_command(wave, recording, loudness, title))
        data = recording.read_bytes()
    try:
        facts = inspect_recording(data)
    except RecordingMistake as mistake:
        raise VoiceMistake(f"bản đọc không dùng được: {mistake}") from mistake
    _refuse_in_the_way(target, overwrite)
    _put(target, data)
    return facts


# --- command lines ------------------------------------------------------------------------------


def one_line(text: str) -> str:
    """Return the text as both programs read it in one go: composed, on one line.

    Piper takes every line for a reading of its own, and espeak-ng takes what stands between double
    square brackets for phonemes. A paragraph without a full stop gets one, or it would run into
    the next. Characters that make no mark on paper are left out.
    """
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(c for c in composed if c.isspace() or unicodedata.category(c)[0] != "C")
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", visible))
    line = " ".join(part + "." * part[-1].isalnum() for part in paragraphs if part)
    return re.sub(r"(?<=\[)(?=\[)", " ", line)


def make_speech_command(voice: Voice, wave: Path) -> list[str]:
    """Return the command that reads UTF-8 from its input aloud into the file `wave`."""
    if voice.model is None:
        rate = round(_NORMAL_RATE * voice.speed)
        return [
            "espeak-ng",
            "-v",
            voice.name,
            "-s",
            f"{rate}",
            "-b",
            "1",
            "--stdin",
            "-w",
            f"{wave}",
        ]
    # With underscores, as both the old and the new Piper write their options. Left alone, the new
    # one reads sentences without a pause between them.
    return [
        "piper",
        *("--model", f"{voice.model}"),
        *("--length_scale", f"{1 / voice.speed:.3f}"),
        *("--sentence_silence", f"{_SENTENCE_PAUSE}"),
        *("--output_file", f"{wave}"),
    ]


def make_loudness_command(wave: Path) -> list[str]:
    """Return the command that reports how loud the reading is."""
    filters = f"{_PREPARED},{_LOUDNESS}:print_format=json"
    return [*_ffmpeg(wave, "info"), "-af", filters, "-f", "null", "-"]


def parse_loudness(report: str) -> Mapping[str, str]:
    """Return what loudnorm found, from all that ffmpeg wrote; raises VoiceMistake for silence."""
    tables = re.findall(r"\{[^{}]*\}", report)
    found: dict[str, str] = json.loads(tables[-1]) if tables else {}
    if "inf" in found.get("input_i", "inf"):
        raise VoiceMistake("giọng máy không đọc thành tiếng lời này")
    return {key: found[key] for key in _MEASURED}


def make_mastering_command(
    wave: Path, recording: Path, loudness: Mapping[str, str], title: str = ""
) -> list[str]:
    """Return the command that makes the MP3 `recording` of a reading as loud as `loudness` says."""
    integrated, peak, spread, threshold, offset = (loudness[key] for key in _MEASURED)
    known = (
        f"measured_I={integrated}:measured_TP={peak}:measured_LRA={spread}"
        f":measured_thresh={threshold}:offset={offset}:linear=true"
    )
    # loudnorm works at 192 kHz. The silence comes last, or it would count.
    shape = f"aresample=44100,adelay={round(_SILENCE * 1000)}:all=1,apad=pad_dur={_SILENCE}"
    tags = {"title": title, "artist": "Giọng máy đọc nháp", "language": "vie"}
    return [
        *_ffmpeg(wave, "error"),
        *("-af", f"{_PREPARED},{_LOUDNESS}:{known},{shape}"),
        *("-ac", "1", "-c:a", "libmp3lame", "-b:a", "64k", "-flags:a", "+bitexact"),
        *("-fflags", "+bitexact", "-map_metadata", "-1", "-id3v2_version", "3"),
        # An empty one is not written.
        *(part for key, value in tags.items() for part in ("-metadata", f"{key}={value}")),
        f"{recording}",
    ]


def _ffmpeg(wave: Path, level: str) -> list[str]:
    quiet = ["-hide_banner", "-nostdin", "-nostats", "-loglevel", level]
    return ["ffmpeg", *quiet, "-i", f"{wave}"]


# --- running them -------------------------------------------------------------------------------


def _programs(*names: str) -> Mapping[str, str]:
    """Return where the programs are."""
    places = {name: which(name) for name in names}
    missing = [name for name, place in places.items() if place is None]
    ways = []
    if "piper" in missing:
        missing.remove("piper")
        ways.append(
            "máy này chưa có Piper: cài gói Python piper-tts (gói piper của Debian là chương trình "
            "khác), hoặc bỏ --piper để espeak-ng đọc"
        )
    if missing:
        ways.append(
            f"máy này chưa có {' và '.join(missing)}: trên Debian hay Ubuntu, "
            f"chạy sudo apt install {' '.join(missing)}"
        )
    if ways:
        raise VoiceMistake("; ".join(ways))
    return {name: place for name, place in places.items() if place is not None}


def _run(programs: Mapping[str, str], command: Sequence[str], said: str = "") -> str:
    """Run a command with `said` as its input and return what it reports."""
    name, *arguments = command
    try:
        done = subprocess.run(
            [programs[name], *arguments],
            input=said.encode(),
            capture_output=True,
            # Piper reads its input as the locale says, which may not know Vietnamese.
            env={**os.environ, "PYTHONUTF8": "1"},
        )
    except OSError as problem:
        raise VoiceMistake(f"{name} không chạy được: {problem.strerror}") from problem
    report = done.stderr.decode(errors="replace").strip()
    if done.returncode:
        last = report.splitlines()[-1:] or [f"mã {done.returncode}"]
        raise VoiceMistake(f"{name} không chạy được: {last[0]}")
    return report


def _refuse_in_the_way(target: Path, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise VoiceMistake(f"không có thư mục {target.parent}")
    if target.is_dir():
        raise VoiceMistake(f"{target} là một thư mục")
    if target.exists() and not overwrite:
        raise VoiceMistake(f"đã có tệp {target}; thêm --force để ghi đè")


def _put(target: Path, data: bytes) -> None:
    draft = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        draft.write_bytes(data)
        os.replace(draft, target)
    except OSError as problem:
        draft.unlink(missing_ok=True)
        raise VoiceMistake(f"không ghi được {target}: {problem.strerror}") from problem
