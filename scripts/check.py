"""Check the content alone: every mistake at once, exit status 1 when something must be mended.

python scripts/check.py [PATH …] [--format text|github|json] [--fix] [--against REV]
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.content.assembly import Library
from bulletin.edition.held_back import HeldBack, find_held_back
from bulletin.edition.moment import VARIABLE, WrongMoment, parse_moment
from bulletin.errors import ContentError, Problem, report, summary
from bulletin.office.against import add_vanished, check_against
from bulletin.office.check import NotChecked, check, find_scope
from bulletin.office.fix import find_changes, rename_in_scope, write_changes
from bulletin.office.git_history import NoHistory
from bulletin.system_errors import explain_system_error


def main(argv: Sequence[str] | None = None) -> int:
    """Check what is asked for and return the exit status."""
    options = make_parser().parse_args(argv)
    held_back: list[HeldBack] = []
    examples: list[Problem] = []

    def find_held(library: Library) -> None:
        held_back.extend(find_held_back(library, now))
        examples.extend(library.examples)

    try:
        now = parse_moment(os.environ.get(VARIABLE)) or dt.datetime.now().astimezone()
        scope = find_scope(options.paths, Path(__file__).parents[1])
        if options.fix:
            changes = find_changes(scope, now.date())
            # Programs read the report alone.
            to = sys.stderr if options.format == "json" else sys.stdout
            print("".join(change.to_diff() for change in changes), end="", file=to)
            write_changes(scope.root, changes)
            scope = rename_in_scope(scope, changes)
        problems = check(scope, now.date(), find_held)
        if options.against is not None:
            vanished = check_against(scope.root, options.against, now.date())
            problems = add_vanished(problems, [one for one in vanished if scope.holds(one.path)])
    except ContentError as failure:
        problems = failure.problems
    except (NotChecked, NoHistory, WrongMoment) as failure:
        print(failure, file=sys.stderr)
        return 1
    except OSError as failure:
        print(f"không đọc được {explain_system_error(failure)}", file=sys.stderr)
        return 1
    # The count of the problems comes last: people and programs look there.
    if options.format == "text":
        for held in held_back:
            if scope.holds(held.path):
                print(held)
        for one in examples:
            if scope.holds(one.path):
                print(f"còn là ví dụ: {one.path}:{one.line}: {one.field}: {one.message}")
    print(FORMATS[options.format](problems))
    return int(any(problem.is_error for problem in problems))


def make_parser() -> Parser:
    """Return the parser of the command line."""
    parser = Parser(
        "Kiểm tra nội dung của bản tin: mọi chỗ phải sửa, mỗi chỗ một dòng.",
        "Mã thoát là 0 khi không có lỗi, 1 khi có lỗi hoặc không kiểm tra được.",
        "check.py [TỆP HOẶC THƯ MỤC …] [--format text|github|json] [--fix]\n"
        "                [--against PHIÊN BẢN]",
    )
    parser.prog = "check.py"
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="tệp hoặc thư mục",
        help="chỉ báo về những tệp này; tệp .md thì chỉ đọc tệp ấy, không so với các bài khác. "
        "Thư mục có content/ bên trong là cả một bản tin. Bỏ trống: bản tin này",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text: cho người đọc (mặc định); github: thêm ghi chú lên từng dòng của yêu cầu kéo; "
        "json: cho máy đọc",
    )
    parser.add_argument(
        "--github", dest="format", action="store_const", const="github", help="như --format github"
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="tự sửa những chỗ chỉ có một cách đúng (dấu tách rời, chữ giống chữ, dấu cách thừa, "
        "ký tự không nhìn thấy, thứ tự khóa, kiểu danh sách, tên tệp…) và in ra chỗ đã sửa",
    )
    parser.add_argument(
        "--against",
        metavar="PHIÊN BẢN",
        help="so với một phiên bản trong git (như main hay origin/main): địa chỉ đã đăng mà nay "
        "không còn là lỗi, kèm dòng phải thêm (aliases, id, mục rút bài)",
    )
    parser._positionals.title = "Kiểm tra gì"
    parser._optionals.title = "Tùy chọn"
    return parser


def to_github(problems: Sequence[Problem]) -> str:
    """Return the report, and a note for each line of a pull request that has a problem."""
    notes = [annotation(problem) for problem in problems]
    return "\n".join([report(problems), *notes, f"::notice::{summary(problems)}"])


def annotation(problem: Problem) -> str:
    """Return the problem as GitHub's workflow command that marks a line of a pull request."""
    level = "error" if problem.is_error else "warning"
    text = f"{problem.field}: {problem.message}".replace("%", "%25").replace("\n", "%0A")
    path = problem.path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    return f"::{level} file={path},line={problem.line}::{text}"


def to_json(problems: Sequence[Problem]) -> str:
    """Return the problems as a list for programs (docs-dev/contract.md, "Commands for people")."""
    rows = [
        {
            "path": problem.path,
            "line": problem.line,
            "field": problem.field,
            "severity": "error" if problem.is_error else "warning",
            "message": problem.message,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "text": report,
    "github": to_github,
    "json": to_json,
}


def run() -> int:
    """Run the command in a terminal or a pipe, whose encoding need not be UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 1
    return status


if __name__ == "__main__":
    sys.exit(run())
