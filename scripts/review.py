"""Say what a merge request does, for people who write no program, and which pages to look at.

python scripts/review.py BASE --output FOLDER [--project FOLDER]

Writes three files into the folder: tom-tat.md, the words; trang.txt, the addresses of the pages;
luc.txt, the moment for BULLETIN_NOW at which all of them are public (only where the site can be
built). The exit status is 0 whatever was found: `make check` judges.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.edition.moment import VARIABLE, WrongMoment, parse_moment
from bulletin.office.git_history import NoHistory
from bulletin.office.merge_request.content import look_at_request
from bulletin.office.merge_request.review import format_review
from bulletin.system_errors import tell_system_errors


@tell_system_errors
def main(argv: Sequence[str] | None = None) -> int:
    """Write the review and return the exit status."""
    parser = Parser(description="Nói một yêu cầu hợp nhất đổi gì, bằng lời.")
    parser.add_argument("base", metavar="GỐC", help="phiên bản để so, như main hay HEAD^1")
    parser.add_argument("--output", type=Path, required=True, metavar="THƯ-MỤC", help="nơi ghi")
    parser.add_argument(
        "--project", type=Path, default=Path(__file__).parents[1], metavar="THƯ-MỤC", help="bản tin"
    )
    options = parser.parse_args(argv)
    try:
        now = parse_moment(os.environ.get(VARIABLE)) or dt.datetime.now().astimezone()
        found = look_at_request(options.project.absolute(), options.base, now)
        options.output.mkdir(parents=True, exist_ok=True)
        words = format_review(found.review)
        (options.output / "tom-tat.md").write_text(words, "utf-8")
        if not any(problem.is_error for problem in found.review.problems):
            addresses = "".join(f"{one}\n" for one in found.review.addresses)
            (options.output / "trang.txt").write_text(addresses, "utf-8")
            (options.output / "luc.txt").write_text(f"{found.moment.isoformat()}\n", "utf-8")
    except (NoHistory, WrongMoment) as failure:
        print(failure, file=sys.stderr)
        return 1
    print(words, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
