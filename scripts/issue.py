"""Make the bulletin of a month: a PDF to print, a letter to readers, a message for Zalo groups.

python scripts/issue.py 2026-11 [--output FILE.pdf] [--form a4|booklet|leaflet]
python scripts/issue.py 2026-11 --letter FILE.eml --zalo FILE.txt
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.edition.moment import VARIABLE, WrongMoment, parse_moment
from bulletin.errors import ContentError, report
from bulletin.issue.chat import format_message
from bulletin.issue.letter import format_letter
from bulletin.office.month import NothingToPrint, ProjectIssue, read_issue
from bulletin.render.printing import NoTypesetter
from bulletin.render.printing.typesetting import Form
from bulletin.system_errors import explain_system_error

_MONTH = re.compile(r"(19[5-9]\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])", re.ASCII)
_NAMES = {Form.A4: "", Form.BOOKLET: "-sach-nho", Form.LEAFLET: "-to-roi"}


class Refusal(Exception):
    """The request cannot be fulfilled; the message is a sentence for the user."""


def main(argv: Sequence[str] | None = None) -> int:
    """Write what was asked for and return the exit status, 1 when there is nothing."""
    options = _make_parser().parse_args(argv)
    try:
        found = _MONTH.fullmatch(options.month)
        if not found:
            raise Refusal(f"Tháng phải có dạng 2026-11, đang là '{options.month}'.")
        if options.output is not None and options.output.suffix.lower() != ".pdf":
            raise Refusal(f"Tệp để in phải có đuôi .pdf, đang là '{options.output}'.")
        now = parse_moment(os.environ.get(VARIABLE)) or dt.datetime.now(dt.UTC)
        if not (options.project / "content").is_dir():
            raise Refusal(f"Không thấy thư mục content trong '{options.project}'.")
        made = read_issue(options.project, int(found[1]), int(found[2]), now)
        _write_all(made, options)
    except ContentError as failure:
        print(report(failure.problems), file=sys.stderr)
        return 1
    except (Refusal, NothingToPrint, NoTypesetter, WrongMoment) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OSError as failure:
        print(explain_system_error(failure), file=sys.stderr)
        return 1
    return 0


def _write_all(made: ProjectIssue, options: argparse.Namespace) -> None:
    """Write what was asked for: the PDF too, unless only a letter or a message was."""
    if options.letter is not None:
        options.letter.write_bytes(format_letter(made.issue))
        print(f"Đã viết thư: {options.letter}", file=sys.stderr)
    if options.zalo is not None:
        options.zalo.write_bytes(format_message(made.issue).encode())
        print(f"Đã viết tin Zalo: {options.zalo}", file=sys.stderr)
    is_extra = options.letter is not None or options.zalo is not None
    if options.output is not None or options.form is not None or not is_extra:
        form = Form(options.form or Form.A4)
        name = f"ban-tin-{made.issue.year}-{made.issue.month:02}{_NAMES[form]}.pdf"
        output: Path = options.output or Path(name)
        printed = made.print(form)
        output.write_bytes(printed.pdf)
        print(f"Đã viết {output}: {printed.pages} trang.", file=sys.stderr)
        if printed.missing:
            print(
                f"cảnh báo: phông chữ không có {' '.join(printed.missing)}; bản in ghi dấu ? thay",
                file=sys.stderr,
            )
        if printed.briefs or printed.left_out:
            print(
                f"Không đủ chỗ: {printed.briefs} bài chỉ in tóm tắt, {printed.left_out} bài không "
                "in.",
                file=sys.stderr,
            )


def _make_parser() -> Parser:
    parser = Parser(
        description="Làm bản tin của một tháng: tệp PDF để in, thư gửi bạn đọc, tin cho nhóm Zalo. "
        "Bài mẫu không bao giờ có trong đó.",
        epilog="Ví dụ: issue.py 2026-11; issue.py 2026-11 --form booklet; "
        "issue.py 2026-11 --letter thang-11.eml --zalo thang-11.txt",
    )
    parser.add_argument("month", metavar="THÁNG", help="tháng, dạng 2026-11")
    parser.add_argument(
        "--output", type=Path, metavar="TỆP", help="tệp PDF; mặc định ban-tin-2026-11.pdf"
    )
    parser.add_argument(
        "--form",
        choices=[form.value for form in Form],
        help="a4 (mặc định): 2–8 trang A4; booklet: sách nhỏ A5, in hai mặt trên giấy A4 rồi gấp "
        "đôi; leaflet: một trang A4 dán bảng tin",
    )
    parser.add_argument(
        "--letter", type=Path, metavar="TỆP", help="viết thư gửi bạn đọc (.eml), mở bằng trình thư"
    )
    parser.add_argument(
        "--zalo", type=Path, metavar="TỆP", help="viết tin cho nhóm Zalo, không quá 1.000 ký tự"
    )
    parser.add_argument(
        "--project", type=Path, default=Path(__file__).parents[1], metavar="THƯ-MỤC", help="bản tin"
    )
    return parser


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
