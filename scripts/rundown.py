"""Print or write the running order of one broadcast: text, Word or JSON.

python scripts/rundown.py --date 2026-11-18 --slot sang [--format docx] [--voices 2] [--output FILE]
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.errors import ContentError, report
from bulletin.office.broadcast.rundown import read_broadcasts
from bulletin.radio.plain import format_rundown_json, format_rundown_text
from bulletin.radio.running_order import Broadcast
from bulletin.radio.script import Script
from bulletin.radio.turns import MOST_VOICES, format_marked_rundown
from bulletin.radio.word import render_rundown_docx
from bulletin.system_errors import explain_system_error, tell_system_errors
from bulletin.vietnamese.dates import short_date, weekday

WEEK = dt.timedelta(days=6)


def _format_text(broadcast: Broadcast[Script], voices: int) -> bytes:
    """Return the running order; for two voices also the scripts, with the turns marked."""
    text = format_marked_rundown(broadcast) if voices > 1 else format_rundown_text(broadcast)
    return text.encode()


def _render_word(broadcast: Broadcast[Script], voices: int) -> bytes:
    """Return the running order with the sheets of its scripts, as a presenter needs them."""
    return render_rundown_docx(broadcast, [airing.script for airing in broadcast.airings], voices)


def _format_json(broadcast: Broadcast[Script], voices: int) -> bytes:
    return format_rundown_json(broadcast)


FORMATS: dict[str, Callable[[Broadcast[Script], int], bytes]] = {
    "text": _format_text,
    "docx": _render_word,
    "json": _format_json,
}


class Refusal(Exception):
    """The request cannot be fulfilled; the message is a sentence for the user."""


@tell_system_errors
def main(argv: Sequence[str] | None = None) -> int:
    """Print or write the running order and return the exit status.

    1: the content has errors. 2: the day, the slot, the project or the output is wrong.
    """
    parser = Parser(description="In thứ tự phát của một buổi phát thanh.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--date", required=True, help="ngày phát, dạng 2026-11-18")
    parser.add_argument("--slot", required=True, help="khóa của chương trình, như sang, chieu")
    parser.add_argument("--format", choices=FORMATS, default="text", help="mặc định: text")
    parser.add_argument(
        "--voices",
        type=int,
        choices=range(1, MOST_VOICES + 1),
        default=1,
        help="2: hai phát thanh viên đọc luân phiên, lời đọc ghi rõ giọng nào đọc đoạn nào",
    )
    parser.add_argument("--output", type=Path, help="tệp để ghi; không có thì in ra màn hình")
    options = parser.parse_args(argv)
    try:
        broadcast = _find_broadcast(options.folder, _parse_day(options.date), options.slot)
        _write_output(
            FORMATS[options.format](broadcast, options.voices), options.format, options.output
        )
    except ContentError as failure:
        print(report(failure.problems), file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


def _parse_day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    # Python also reads 20261118 and 2026-W47-3.
    if day is None or day.isoformat() != text:
        raise Refusal(f"--date phải là ngày có thật dạng 2026-11-18, đang là '{text}'.")
    return day


def _find_broadcast(folder: Path, day: dt.date, slot: str) -> Broadcast[Script]:
    """Return the broadcast; raises Refusal with the programmes and days that exist."""
    if not (folder / "content").is_dir():
        raise Refusal(f"Không thấy thư mục content trong '{folder}'.")
    # In a week every programme is aired at least once, whatever its weekdays.
    last = day + min(WEEK, dt.date.max - day)
    week = read_broadcasts(folder, day, last)
    days = [broadcast.day for broadcast in week if broadcast.programme.key == slot]
    if not days:
        known = dict.fromkeys(broadcast.programme.key for broadcast in week)
        there_are = (
            f"chỉ có: {', '.join(known)}" if known else "bulletin.yml chưa có chương trình nào"
        )
        raise Refusal(f"Không có chương trình '{slot}'; {there_are}.")
    if day not in days:
        raise Refusal(
            f"Chương trình '{slot}' không phát vào {weekday(day)}, {short_date(day)}; "
            f"buổi gần nhất sau đó: {weekday(days[0])}, {short_date(days[0])}."
        )
    return next(b for b in week if b.day == day and b.programme.key == slot)


def _write_output(content: bytes, form: str, output: Path | None) -> None:
    if output is None:
        if form == "docx" and sys.stdout.isatty():
            raise Refusal("Bản Word không in ra màn hình được; thêm --output và tên tệp.")
        # Bytes, because a Windows console would end lines with CR LF and lose letters.
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as failure:
        raise Refusal(f"Không ghi được '{output}': {_explain(failure)}.") from failure


def _explain(failure: OSError) -> str:
    match failure:
        case FileNotFoundError() | NotADirectoryError():
            return "chưa có thư mục ấy"
        case IsADirectoryError():
            return "đó là một thư mục"
        case PermissionError():
            return "không được phép ghi vào đó"
    return (explain_system_error(failure) or "").removesuffix(".")


if __name__ == "__main__":
    sys.exit(main())
