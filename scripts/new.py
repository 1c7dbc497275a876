"""Write a new content file of any kind in its place, and print its path.

python scripts/new.py KIND --title TEXT [--unit NAME] [--date DAY] [--set KEY=VALUE …]
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.content.library import make_library
from bulletin.content.snapshot import scan_some
from bulletin.engine.cache import DictCache
from bulletin.errors import ContentError, report
from bulletin.model.kind import KINDS, kind_of
from bulletin.office.check import check_files
from bulletin.office.new_file import NotMade, find_kind, make_file
from bulletin.system_errors import tell_system_errors

ASKED = {"title": "Tên", "unit": "Đơn vị (tên hoặc khóa)", "date": "Ngày (bỏ trống: hôm nay)"}


@tell_system_errors
def main(argv: Sequence[str] | None = None) -> int:
    """Write the file and return the exit status."""
    options = make_parser().parse_args(argv)
    written = dict(one.partition("=")[::2] for one in options.set)
    written |= {key: value for key in ASKED if (value := getattr(options, key)) is not None}
    today = dt.date.today()
    try:
        kind = find_kind(options.kind)
        if sys.stdin.isatty():
            wanted = [key for key in ASKED if key == "date" or key in kind.model.model_fields]
            for key in wanted:
                if key not in written and (value := input(f"{ASKED[key]}: ").strip()):
                    written[key] = value
        snapshot = scan_some(options.project, lambda path: kind_of(path) is None)
        library = make_library(snapshot, "docs", today, DictCache())
        new = make_file(kind, written, library, today)
        file = options.project / new.path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(new.text)
        problems = check_files(options.project, [new.path], today)
        if any(problem.is_error for problem in problems):
            file.unlink()
            print(report(problems), file=sys.stderr)
            return 1
    except FileExistsError:
        print(f"đã có tệp {new.path}; ghi --set slug=ten-khac", file=sys.stderr)
        return 1
    except (NotMade, ContentError) as failure:
        print(failure, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        print("chưa tạo tệp nào", file=sys.stderr)
        return 1
    print(new.path)
    if new.guessed:
        print(f"Xem lại những chỗ đã đoán: {', '.join(new.guessed)}", file=sys.stderr)
    return 0


def make_parser() -> Parser:
    """Return the parser of the command line."""
    parser = Parser(
        description="Tạo một tệp nội dung mới, đúng chỗ và đúng khóa, rồi in đường dẫn của tệp.",
        epilog="Thiếu gì mà đang ngồi trước máy thì lệnh sẽ hỏi.",
    )
    names = ", ".join(f"{kind.name} ({kind.title.lower()})" for kind in KINDS)
    parser.add_argument("kind", metavar="LOẠI", help=names)
    parser.add_argument("--title", metavar="TÊN", help="tên bài, tên sự kiện, câu hỏi, trích yếu")
    parser.add_argument("--unit", metavar="ĐƠN VỊ", help="tên hoặc khóa đơn vị, có dấu hay không")
    parser.add_argument("--date", metavar="NGÀY", help="dạng 2026-11-18 (mặc định: hôm nay)")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KHÓA=GIÁ TRỊ",
        help="khóa khác, như --set fields=giam-ngheo; dùng được nhiều lần",
    )
    parser.add_argument(
        "--project", type=Path, default=Path(__file__).parents[1], metavar="THƯ-MỤC", help="bản tin"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
