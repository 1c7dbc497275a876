"""Write the report on a year for the People's Committee: Word, Markdown or JSON.

python scripts/report.py 2026 [--format docx|md|json] [--output FILE]
python scripts/report.py 2026 --reminders FOLDER --tables FOLDER
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.edition.moment import VARIABLE, WrongMoment, parse_moment
from bulletin.errors import ContentError, report
from bulletin.office.report.chart import iter_chart_files
from bulletin.office.report.letters import iter_letters
from bulletin.office.report.period import Period
from bulletin.office.report.project import (
    FORMATS,
    ProjectReport,
    StaleFiles,
    read_report,
    write_files,
)
from bulletin.office.report.tables import iter_table_files
from bulletin.system_errors import tell_system_errors

_YEARS = range(1946, 2200)


class Refusal(Exception):
    """The request cannot be fulfilled; the message is a sentence for the user."""


@tell_system_errors
def main(argv: Sequence[str] | None = None) -> int:
    """Write the report and return the exit status, 1 when there is none."""
    options = _make_parser().parse_args(argv)
    try:
        period = _find_period(options)
        now = parse_moment(os.environ.get(VARIABLE)) or dt.datetime.now(dt.UTC)
        if not (options.project / "content").is_dir():
            raise Refusal(f"Không thấy thư mục content trong '{options.project}'.")
        made = read_report(options.project, period, now, merge_units=options.merge_units)
        _write_all(made, options)
    except ContentError as failure:
        print(report(failure.problems), file=sys.stderr)
        return 1
    except (Refusal, StaleFiles, WrongMoment) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def _write_all(made: ProjectReport, options: argparse.Namespace) -> None:
    """Write what was asked for: the report itself too, unless only letters or tables were."""
    if options.reminders is not None:
        names = write_files(options.reminders, iter_letters(made.report, made.sender))
        print(f"Đã viết {len(names)} thư vào {options.reminders}.", file=sys.stderr)
    if options.tables is not None:
        names = write_files(options.tables, iter_table_files(made.report))
        print(f"Đã viết {len(names)} tệp vào {options.tables}.", file=sys.stderr)
    if options.charts is not None:
        names = write_files(options.charts, iter_chart_files(made.report))
        print(f"Đã viết {len(names)} tệp vào {options.charts}.", file=sys.stderr)
    is_extra = any(one is not None for one in (options.reminders, options.tables, options.charts))
    if options.output is not None or options.format is not None or not is_extra:
        form = options.format or _find_format(options.output)
        _write(FORMATS[form](made.report), form, options.output)


def _make_parser() -> Parser:
    parser = Parser(
        description="Lập dự thảo báo cáo kết quả thông tin, tuyên truyền về thi đua, khen thưởng: "
        "mọi con số lấy từ bản tin và dẫn về danh mục trong phụ lục.",
        epilog="Ví dụ: report.py 2026 --output bao-cao-2026.docx; "
        "report.py --from 2026-01-01 --to 2026-06-30 --format md",
    )
    parser.add_argument("year", nargs="?", metavar="NĂM", help="năm báo cáo, như 2026")
    parser.add_argument("--from", dest="first", metavar="NGÀY", help="ngày đầu, dạng 2026-01-01")
    parser.add_argument("--to", dest="last", metavar="NGÀY", help="ngày cuối, dạng 2026-06-30")
    parser.add_argument(
        "--administrative",
        action="store_true",
        help="năm báo cáo hành chính: từ 15/12 năm trước đến 14/12; không có thì từ 01/01 đến "
        "31/12",
    )
    parser.add_argument("--format", choices=FORMATS, help="mặc định: theo đuôi tệp, hoặc md")
    parser.add_argument(
        "--output", type=Path, metavar="TỆP", help="tệp để ghi; không có thì in ra màn hình"
    )
    parser.add_argument(
        "--reminders",
        type=Path,
        metavar="THƯ-MỤC",
        help="viết vào đó mỗi đơn vị chưa có bài, hoặc chưa đủ chỉ tiêu, một thư nhắc (văn bản)",
    )
    parser.add_argument(
        "--tables",
        type=Path,
        metavar="THƯ-MỤC",
        help="viết vào đó mọi bảng và danh mục dưới dạng CSV, JSON, kèm từ điển dữ liệu",
    )
    parser.add_argument(
        "--charts",
        type=Path,
        metavar="THƯ-MỤC",
        help="viết vào đó các biểu đồ của báo cáo dưới dạng SVG, PNG",
    )
    parser.add_argument(
        "--merge-units",
        action="store_true",
        help="bảng đơn vị chưa có bài: gộp đơn vị đã sắp xếp lại vào đơn vị kế thừa",
    )
    parser.add_argument(
        "--project", type=Path, default=Path(__file__).parents[1], metavar="THƯ-MỤC", help="bản tin"
    )
    return parser


def _find_period(options: argparse.Namespace) -> Period:
    """Return the period that was asked for; raises Refusal."""
    if options.year is not None and (options.first or options.last):
        raise Refusal("Ghi năm, hoặc ghi --from và --to, không ghi cả hai.")
    if options.year is not None:
        text = options.year
        if not (text.isascii() and text.isdigit() and int(text) in _YEARS):
            raise Refusal(f"Năm phải là bốn chữ số như 2026, đang là '{text}'.")
        make = Period.of_reporting_year if options.administrative else Period.of_year
        return make(int(text))
    if not (options.first and options.last):
        raise Refusal("Ghi năm báo cáo, như: report.py 2026; hoặc ghi đủ --from và --to.")
    first, last = _parse_day("--from", options.first), _parse_day("--to", options.last)
    if last < first:
        raise Refusal(f"--to ({options.last}) trước --from ({options.first}).")
    return Period(first, last)


def _parse_day(option: str, text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    # Python also reads 20261118 and 2026-W47-3.
    if day is None or day.isoformat() != text or day.year not in _YEARS:
        raise Refusal(f"{option} phải là ngày có thật dạng 2026-11-18, đang là '{text}'.")
    return day


def _find_format(output: Path | None) -> str:
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if ending and ending not in FORMATS:
        raise Refusal(f"Không viết được tệp .{ending}; đặt tên tệp có đuôi .docx, .md hoặc .json.")
    return ending or ("docx" if output else "md")


def _write(content: bytes, form: str, output: Path | None) -> None:
    if output is not None:
        output.write_bytes(content)
        return
    if form == "docx" and sys.stdout.isatty():
        raise Refusal("Bản Word không in ra màn hình được; thêm --output và tên tệp.")
    # Bytes, because a Windows console would end lines with CR LF and lose letters.
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
