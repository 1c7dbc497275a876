"""Drafts read by a machine: what the programs are told, what they make, what an editor is told."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.mp3 import MP3, BitrateMode, MPEGInfo

from bulletin.media.recordings import inspect_recording
from bulletin.office.broadcast.voice import (
    Voice,
    VoiceMistake,
    make_speech_command,
    one_line,
    parse_loudness,
    record,
)
from scripts.voice import main
from tests.media.samples import mp3
from tests.narrowing import require_type
from tests.trying import try_examples

pytestmark = pytest.mark.slow

SCRIPT = """\
Kính thưa quý vị và bà con! Tổ hợp tác Mẫu Một ở ấp Mẫu Hai vừa thu hoạch vụ lúa tôm thứ ba,
năng suất sáu phẩy hai tấn một héc ta.

Mỗi sáng, bà con ra thăm đồng từ năm giờ. Độ mặn dưới bốn phần nghìn.

Quý vị và bà con vừa nghe bài viết của ban biên tập.
"""
SYLLABLES = len(re.findall(r"\w+", SCRIPT))
LOUDNESS = {
    "input_i": "-21.40",
    "input_tp": "-7.92",
    "input_lra": "1.80",
    "input_thresh": "-31.60",
    "target_offset": "0.11",
}

missing = [name for name in ("espeak-ng", "ffmpeg") if shutil.which(name) is None]
with_real_programs = pytest.mark.skipif(
    bool(missing),
    reason=f"install the Debian or Ubuntu packages {' and '.join(missing)} to have drafts read "
    "aloud by the real programs",
)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """Give a script to be read."""
    path = tmp_path / "loi-doc.txt"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Give the place of a recording, in a folder of its own."""
    folder = tmp_path / "ban-ghi"
    folder.mkdir()
    return folder / "doc.mp3"


# --- what the programs are told -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Kính thưa bà con!\nĐây là bản tin.\n", "Kính thưa bà con! Đây là bản tin."),
        ("Tiêu đề\n\n \nKính thưa", "Tiêu đề. Kính thưa."),
        ("Nhanh lên nhé:\r\n\r\nmột", "Nhanh lên nhé: một."),
        ("[[ka]] và [[[", "[ [ka]] và [ [ ["),
        ("cộng\u00adđồng\u200b, bà\u00a0con\x0bạ\x00.", "cộngđồng, bà con ạ."),
        (unicodedata.normalize("NFD", "Điển hình."), "Điển hình."),
        (" \n\n\t", ""),
    ],
)
def test_a_script_is_read_in_one_go(text: str, line: str) -> None:
    assert one_line(text) == line


@try_examples(100)
@given(st.text(st.characters(codec="utf-8") | st.sampled_from("[]\n\r .ạ")))
def test_one_line_is_one_line_whatever_comes_in(text: str) -> None:
    line = one_line(text)
    assert line.splitlines() in ([], [line])
    assert "[[" not in line
    assert one_line(line) == line


def test_espeak_reads_about_two_hundred_syllables_a_minute_times_the_speed() -> None:
    wave = Path("a.wav")
    assert make_speech_command(Voice(), wave) == [
        *("espeak-ng", "-v", "vi", "-s", "155", "-b", "1", "--stdin", "-w", "a.wav")
    ]
    slow = make_speech_command(Voice(name="vi-vn-x-south", speed=0.8), wave)
    assert slow[1:5] == ["-v", "vi-vn-x-south", "-s", "124"]


def test_piper_gets_the_length_of_sounds() -> None:
    command = make_speech_command(Voice(model=Path("vi.onnx"), speed=0.8), Path("a.wav"))
    assert command[:5] == ["piper", "--model", "vi.onnx", "--length_scale", "1.250"]
    assert command[-2:] == ["--output_file", "a.wav"]


def test_the_last_table_of_the_report_is_how_loud_it_is() -> None:
    table = "\n".join(f'\t"{key}" : "{value}",' for key, value in LOUDNESS.items())
    report = f'{{\n"input_i": "-1"}}\n[loudnorm]\n{{\n{table}\n"output_i" : "-16"}}\nsize=N/A'
    assert parse_loudness(report) == LOUDNESS


@pytest.mark.parametrize("report", ["", '{"input_i" : "-inf"}'])
def test_a_silent_reading_is_a_mistake(report: str) -> None:
    with pytest.raises(VoiceMistake, match="không đọc thành tiếng"):
        parse_loudness(report)


# --- the way of a recording, with programs that only pretend ------------------------------------

READS = """
import sys
from pathlib import Path
Path(sys.argv[-1]).write_bytes(sys.stdin.buffer.read())
"""
MASTERS = f"""
import json, sys
from pathlib import Path
heard = Path(sys.argv[sys.argv.index("-i") + 1]).read_text(encoding="utf-8")
if sys.argv[-1] == "-":
    print(json.dumps({LOUDNESS}), file=sys.stderr)
else:
    Path(__file__).with_name("heard.txt").write_text(heard, encoding="utf-8")
    Path(sys.argv[-1]).write_bytes(bytes.fromhex("{{sound}}"))
"""
FAILS = """
import sys
print("trước", file=sys.stderr)
sys.exit("hỏng rồi")
"""


class Studio:
    """A folder that is all of PATH."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.sound = mp3(100)

    def put(self, *names: str, program: str = READS) -> None:
        """Put in programs of these names."""
        for name in names:
            path = self.folder / name
            path.write_text(f"#!{sys.executable}\n{program}", encoding="utf-8")
            path.chmod(0o755)

    def put_all(self, sound: bytes | None = None) -> None:
        """Put in what works, with this sound as the result."""
        self.put("espeak-ng", "piper")
        sound = self.sound if sound is None else sound
        self.put("ffmpeg", program=MASTERS.replace("{sound}", sound.hex()))

    @property
    def heard(self) -> str:
        """What was read aloud."""
        return (self.folder / "heard.txt").read_text(encoding="utf-8")


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Studio:
    """Give an empty studio; nothing but what is put there can be run."""
    made = Studio(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(made.folder))
    return made


def test_a_recording_is_made(
    studio: Studio, script: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    studio.put_all()
    assert main([str(script), str(output)]) == 0
    assert output.read_bytes() == studio.sound
    assert studio.heard == one_line(SCRIPT)
    assert list(output.parent.iterdir()) == [output]
    assert capsys.readouterr().out == f"{output}: 3 giây; nghe lại và duyệt rồi mới phát\n"


def test_the_text_may_come_in_by_a_pipe(
    studio: Studio, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.put_all()
    piped = io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + "Xin chào bà con.".encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    assert main(["-", str(output)]) == 0
    assert studio.heard == "Xin chào bà con."


def test_piper_reads_when_its_voice_is_given(studio: Studio, script: Path, output: Path) -> None:
    studio.put_all()
    (studio.folder / "espeak-ng").unlink()
    model = script.with_name("giong.onnx")
    model.touch()
    assert main([str(script), str(output), "--piper", str(model), "--speed", "1,2"]) == 0
    assert output.exists()


def test_an_existing_file_is_kept_unless_forced(
    studio: Studio, script: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    studio.put_all()
    output.write_bytes(b"ban da duyet")
    assert main([str(script), str(output)]) == 1
    assert capsys.readouterr().err == f"đã có tệp {output}; thêm --force để ghi đè\n"
    assert output.read_bytes() == b"ban da duyet"
    assert main([str(script), str(output), "--force"]) == 0
    assert output.read_bytes() == studio.sound


def test_a_file_that_came_meanwhile_is_kept(studio: Studio, output: Path) -> None:
    studio.put_all()
    studio.put("espeak-ng", program=f"{READS}\nPath({str(output)!r}).write_bytes(b'khac')")
    with pytest.raises(VoiceMistake, match="đã có tệp"):
        record(SCRIPT, output, Voice())
    assert output.read_bytes() == b"khac"


@pytest.mark.parametrize("failing", ["write_bytes", "replace"])
def test_a_full_disk_leaves_nothing_and_keeps_what_was(
    studio: Studio, output: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    studio.put_all()
    output.write_bytes(b"cu")

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    if failing == "replace":
        monkeypatch.setattr(os, failing, full)
    else:
        monkeypatch.setattr(Path, failing, full)
    with pytest.raises(VoiceMistake, match=r"không ghi được .*doc\.mp3: No space left"):
        record(SCRIPT, output, Voice(), overwrite=True)
    assert [path.name for path in output.parent.iterdir()] == ["doc.mp3"]
    assert output.read_bytes() == b"cu"


@pytest.mark.parametrize("name", ["espeak-ng", "ffmpeg"])
def test_a_program_that_fails_is_named_with_its_last_word(
    studio: Studio, script: Path, output: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    studio.put_all()
    studio.put(name, program=FAILS)
    assert main([str(script), str(output)]) == 1
    assert capsys.readouterr().err == f"{name} không chạy được: hỏng rồi\n"
    assert list(output.parent.iterdir()) == []


def test_a_program_that_cannot_be_started_is_named(studio: Studio, output: Path) -> None:
    studio.put_all()
    (studio.folder / "ffmpeg").write_text("#!/khong/co\n", encoding="utf-8")
    with pytest.raises(VoiceMistake, match="ffmpeg không chạy được: "):
        record(SCRIPT, output, Voice())


def test_a_recording_that_is_none_is_not_put_in_place(studio: Studio, output: Path) -> None:
    studio.put_all(b"khong phai mp3")
    with pytest.raises(VoiceMistake, match="bản đọc không dùng được: không phải là bản ghi âm"):
        record(SCRIPT, output, Voice())
    assert list(output.parent.iterdir()) == []


# --- what an editor is told ---------------------------------------------------------------------

APT = "trên Debian hay Ubuntu, chạy sudo apt install"
PIPER = (
    "máy này chưa có Piper: cài gói Python piper-tts (gói piper của Debian là chương trình khác), "
    "hoặc bỏ --piper để espeak-ng đọc"
)


@pytest.mark.parametrize(
    ("there", "model", "sentence"),
    [
        ((), False, f"máy này chưa có espeak-ng và ffmpeg: {APT} espeak-ng ffmpeg"),
        (("ffmpeg",), False, f"máy này chưa có espeak-ng: {APT} espeak-ng"),
        (("espeak-ng",), False, f"máy này chưa có ffmpeg: {APT} ffmpeg"),
        (("ffmpeg",), True, PIPER),
        ((), True, f"{PIPER}; máy này chưa có ffmpeg: {APT} ffmpeg"),
    ],
)
def test_missing_programs_are_reported_in_one_sentence(
    studio: Studio,
    script: Path,
    output: Path,
    there: tuple[str, ...],
    model: bool,
    sentence: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    studio.put(*there)
    piper = ["--piper", str(script)] if model else []
    assert main([str(script), str(output), *piper]) == 1
    assert capsys.readouterr().err == f"{sentence}\n"
    assert list(output.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", "… – !".encode(), "không có lời nào để đọc"),
        ("a.txt", b"", "không có lời nào để đọc"),
        ("a.txt", "Kính thưa".encode("utf-16"), "không phải văn bản UTF-8"),
        ("a.md", SCRIPT.encode(), "là bài viết, máy không đọc thẳng được"),
        ("a.txt", None, "không mở được"),
    ],
)
def test_a_script_that_cannot_be_read_is_refused(
    studio: Studio,
    output: Path,
    tmp_path: Path,
    name: str,
    content: bytes | None,
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    studio.put_all()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main([str(tmp_path / name), str(output)]) == 1
    assert words in capsys.readouterr().err
    assert not output.exists()


@pytest.mark.parametrize(
    ("place", "arguments", "words"),
    [
        ("doc.wav", [], "phải có đuôi .mp3"),
        ("khong-co/doc.mp3", [], "không có thư mục"),
        ("thu-muc.mp3", ["--force"], "là một thư mục"),
        ("doc.mp3", ["--piper", "khong-co.onnx"], "không có tệp giọng đọc khong-co.onnx"),
    ],
)
def test_an_output_or_a_voice_that_cannot_be_is_refused(
    studio: Studio,
    script: Path,
    tmp_path: Path,
    place: str,
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    studio.put_all()
    (tmp_path / "thu-muc.mp3").mkdir()
    before = sorted(tmp_path.rglob("*"))
    assert main([str(script), str(tmp_path / place), *arguments]) == 1
    assert words in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("speed", ["0,5", "2", "nan", "nhanh", "-1"])
def test_a_speed_that_nobody_could_follow_is_refused(
    script: Path, output: Path, speed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([str(script), str(output), f"--speed={speed}"])
    assert stopped.value.code == 1
    assert "phải là số từ 0,6 đến 1,6" in capsys.readouterr().err


# --- what the real programs make ----------------------------------------------------------------


def heard(recording: Path, filters: str) -> str:
    """Return what ffmpeg's filters say of a recording."""
    command = ["ffmpeg", "-hide_banner", "-nostdin", "-nostats", "-i", str(recording)]
    done = subprocess.run(
        [*command, "-af", filters, "-f", "null", "-"], capture_output=True, text=True, check=True
    )
    return done.stderr


@with_real_programs
def test_the_file_is_what_a_station_plays(script: Path, output: Path) -> None:
    title = "Tổ hợp tác Mẫu Một: được mùa"
    assert main([str(script), str(output), "--title", title]) == 0
    facts = inspect_recording(output.read_bytes())
    file = MP3(output)  # type: ignore[no-untyped-call]  # mutagen's constructors have no types
    info = require_type(file.info, MPEGInfo)
    assert (info.sample_rate, info.channels, info.bitrate) == (44100, 1, 64000)
    assert info.bitrate_mode == BitrateMode.CBR
    assert info.length == facts.seconds
    # As it is in the file: mutagen by itself turns everything into version 2.4.
    assert output.read_bytes()[:5] == b"ID3\x03\x00"
    assert title.encode("utf-16-le") in output.read_bytes()[:1000]
    assert file["TIT2"].text == [title]
    assert file["TLAN"].text == ["vie"]
    assert file["TPE1"].text == ["Giọng máy đọc nháp"]
    rate = SYLLABLES / (facts.seconds - 0.8) * 60
    assert 180 <= rate <= 220


@with_real_programs
@pytest.mark.parametrize("voice", ["vi", "vi-vn-x-south"])
def test_it_is_loud_enough_and_silent_at_both_ends(script: Path, output: Path, voice: str) -> None:
    assert main([str(script), str(output), "--voice", voice]) == 0
    seconds = inspect_recording(output.read_bytes()).seconds
    said = heard(output, "ebur128=peak=true,silencedetect=noise=-50dB:d=0.3")
    loudness = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1])
    assert -17.5 <= loudness <= -15
    assert float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", said)[-1]) <= -1
    starts = [float(time) for time in re.findall(r"silence_start: (-?[\d.]+)", said)]
    ends = [float(time) for time in re.findall(r"silence_end: ([\d.]+)", said)]
    assert starts[0] == pytest.approx(0, abs=0.01)
    assert ends[0] == pytest.approx(0.4, abs=0.05)
    # MP3 fills its last frame up.
    assert seconds - starts[-1] == pytest.approx(0.4, abs=0.08)


@with_real_programs
def test_a_few_words_are_as_loud_as_many(tmp_path: Path) -> None:
    # loudnorm by itself leaves what is shorter than three seconds 20 LU too low.
    short = tmp_path / "a.mp3"
    record("Xin chào bà con.", short, Voice())
    loudness = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", heard(short, "ebur128"))[-1])
    assert -19 <= loudness <= -15


@with_real_programs
def test_slower_is_longer(tmp_path: Path) -> None:
    lengths = [
        record(SCRIPT, tmp_path / f"{speed}.mp3", Voice(speed=speed)).seconds
        for speed in (1.25, 1.0, 0.8)
    ]
    assert lengths == sorted(lengths)
    assert lengths[2] > lengths[0] * 1.3


@with_real_programs
def test_the_same_words_give_the_same_file(tmp_path: Path) -> None:
    one, two = tmp_path / "a.mp3", tmp_path / "b.mp3"
    for path in (one, two):
        record("Kính thưa quý vị và bà con!", path, Voice(), title="Lời chào")
    assert one.read_bytes() == two.read_bytes()


@with_real_programs
def test_a_voice_that_is_not_there_is_reported(output: Path) -> None:
    with pytest.raises(VoiceMistake, match=r"espeak-ng không chạy được: .*voice does not exist"):
        record(SCRIPT, output, Voice(name="xx"))
    assert not output.exists()


@with_real_programs
def test_double_brackets_are_not_taken_for_phonemes() -> None:
    def phonemes(text: str) -> str:
        command = ["espeak-ng", "-v", "vi", "-b", "1", "-q", "-x", "--stdin"]
        done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
        return done.stdout.decode()

    word = phonemes("bà").strip("_|\n ")
    assert word not in phonemes("Đọc [[bà]] này.")
    assert word in phonemes(one_line("Đọc [[bà]] này."))
