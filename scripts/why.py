"""Say why a page was built when it was, and what it depends on.

python scripts/why.py /dien-hinh/2026/ten-bai/ [--site SITE] [--project FOLDER]
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.edition.moment import VARIABLE, WrongMoment, parse_moment
from bulletin.errors import ContentError
from bulletin.office.why import NotBuilt, explain
from bulletin.system_errors import tell_system_errors


@tell_system_errors
def main(argv: Sequence[str] | None = None) -> int:
    """Print what is known of a page; return the exit status, 1 when nothing is."""
    parser = Parser(description="Vì sao một trang được dựng lại")
    parser.add_argument("page", help="đường dẫn trên trang, như /dien-hinh/2026/ten-bai/")
    parser.add_argument("--site", type=Path, help="thư mục đã dựng (mặc định: site)")
    parser.add_argument("--project", type=Path, default=Path(__file__).parents[1], help="dự án")
    options = parser.parse_args(argv)
    site = options.site or options.project / "site"
    try:
        now = parse_moment(os.environ.get(VARIABLE)) or dt.datetime.now(dt.UTC)
        for line in explain(options.project, site, options.page, now):
            print(line)
    except (NotBuilt, ContentError, WrongMoment) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
