"""Make an MP3 draft of a script with a synthetic voice, to be listened to and approved.

python scripts/voice.py SCRIPT.txt OUTPUT.mp3 [--piper MODEL.onnx] [--speed 0.9] [--force]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.office.broadcast.voice import Voice, VoiceMistake, record
from bulletin.system_errors import explain_system_error
from bulletin.vietnamese.numbers import format_duration

SLOWEST, FASTEST = 0.6, 1.6


def main(argv: Sequence[str] | None = None) -> int:
    """Make the recording and return the exit status."""
    parser = Parser("Cho máy đọc lời tin thành bản nghe thử mp3. Nghe lại và duyệt rồi mới phát.")
    parser.add_argument(
        "script", metavar="TỆP.txt", help="tệp lời đọc .txt; dấu - là đọc từ đầu vào chuẩn"
    )
    parser.add_argument("output", type=Path, metavar="TỆP.mp3", help="tệp mp3 sẽ ghi ra")
    parser.add_argument(
        "--piper", type=Path, metavar="GIỌNG.onnx", help="tệp giọng đọc .onnx của Piper"
    )
    parser.add_argument(
        "--voice",
        default="vi",
        metavar="GIỌNG",
        help="giọng của espeak-ng: vi (Bắc), vi-vn-x-south (Nam)",
    )
    parser.add_argument(
        "--speed", type=parse_speed, default=1.0, metavar="SỐ", help="nhanh gấp mấy lần, như 0,9"
    )
    parser.add_argument("--title", default="", metavar="TÊN", help="tên bài ghi trong tệp mp3")
    parser.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    options = parser.parse_args(argv)
    voice = Voice(name=options.voice, model=options.piper, speed=options.speed)
    try:
        if options.output.suffix != ".mp3":
            raise VoiceMistake(f"tên tệp ghi ra phải có đuôi .mp3, đang là {options.output}")
        text = read_script(options.script)
        facts = record(text, options.output, voice, title=options.title, overwrite=options.force)
    except VoiceMistake as mistake:
        print(mistake, file=sys.stderr)
        return 1
    print(f"{options.output}: {format_duration(facts.seconds)}; nghe lại và duyệt rồi mới phát")
    return 0


def read_script(script: str) -> str:
    """Return the text of the file `script`, or of standard input when it is `-`."""
    if script.endswith(".md"):
        raise VoiceMistake(f"{script} là bài viết, máy không đọc thẳng được: đưa tệp lời đọc .txt")
    try:
        data = sys.stdin.buffer.read() if script == "-" else Path(script).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise VoiceMistake(f"{script} không phải văn bản UTF-8; lưu lại ở dạng UTF-8") from problem
    except OSError as problem:
        raise VoiceMistake(f"không mở được {explain_system_error(problem)}") from problem


def parse_speed(text: str) -> float:
    """Return the speed in `text`, written with a decimal point or comma."""
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = 0
    if not SLOWEST <= found <= FASTEST:
        raise argparse.ArgumentTypeError(f"phải là số từ 0,6 đến 1,6, đang là {text!r}")
    return found


if __name__ == "__main__":
    sys.exit(main())
