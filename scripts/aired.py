"""Write what a station aired into content/data/broadcasts.yml, from a table of the station.

python scripts/aired.py TABLE.csv [--programme NAME] [--station NAME] [--dry-run]
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.content.data_files import BROADCASTS_FILE
from bulletin.content.library import read_library
from bulletin.edition.edition import open_edition
from bulletin.edition.moment import VARIABLE, WrongMoment, parse_moment
from bulletin.errors import ContentError, report
from bulletin.office.broadcast.air_log import UnreadableLog, clean, read_log
from bulletin.office.broadcast.aired import Matched, add_entries, match_rows
from bulletin.system_errors import tell_system_errors

MOST_SHOWN = 50
"""Rows that were not matched and are printed one by one."""


@tell_system_errors
def main(argv: Sequence[str] | None = None) -> int:
    """Write the entries and return the exit status, 1 when the table or the content is wrong."""
    parser = Parser(
        description="Ghi những lần phát tin, bài vào content/data/broadcasts.yml từ bảng của đài: "
        "bản xuất của LibreTime, AzuraCast, hoặc bảng hai cột ngày, tên bài. Tên bài không dấu "
        "cũng nhận ra; lần phát đã ghi thì không ghi nữa."
    )
    parser.add_argument("table", type=Path, metavar="BẢNG.csv", help="bảng của đài")
    parser.add_argument(
        "--programme", default="", metavar="TÊN", help="chương trình, khi bảng không có cột ấy"
    )
    parser.add_argument(
        "--station", default="", metavar="TÊN", help="đài, khi bảng không có cột ấy"
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ ghi gì")
    parser.add_argument(
        "--project", type=Path, default=Path(__file__).parents[1], metavar="THƯ-MỤC", help="bản tin"
    )
    options = parser.parse_args(argv)
    try:
        now = parse_moment(os.environ.get(VARIABLE)) or dt.datetime.now(dt.UTC)
        rows = read_log(options.table.read_bytes())
        library = read_library(options.project)
        edition = open_edition(library, now)
        matched = match_rows(
            rows,
            edition.published,
            library.aired,
            edition.today,
            programme=clean(options.programme),
            station=clean(options.station),
        )
        file = options.project / BROADCASTS_FILE
        text = file.read_bytes().decode() if file.exists() else ""
        made = add_entries(text, matched.new)
        if matched.new and not options.dry_run:
            _replace(file, made.encode())
    except ContentError as failure:
        print(report(failure.problems), file=sys.stderr)
        return 1
    except (UnreadableLog, WrongMoment) as failure:
        print(f"{options.table}: {failure}", file=sys.stderr)
        return 1
    for line in _describe(matched, options.dry_run):
        print(line)
    return 0


def _describe(matched: Matched, dry_run: bool) -> Iterator[str]:
    verb = "Sẽ ghi" if dry_run else "Đã ghi"
    yield f"{verb} {len(matched.new)} lần phát; {matched.known} lần đã có từ trước."
    if not matched.unmatched:
        return
    yield f"{len(matched.unmatched)} dòng không ghi:"
    for one in matched.unmatched[:MOST_SHOWN]:
        yield f"  dòng {one.row.line}: “{one.row.title}”: {one.reason}"
    if (more := len(matched.unmatched) - MOST_SHOWN) > 0:
        yield f"  và {more} dòng nữa."


def _replace(file: Path, content: bytes) -> None:
    """Put the file in place of the old one in one step."""
    fresh = file.with_name(f".{file.name}.moi")
    fresh.write_bytes(content)
    fresh.replace(file)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
