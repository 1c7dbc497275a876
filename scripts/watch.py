"""Look at the public site: is it whole, and as new as the content in this repository?

python scripts/watch.py URL [--grace 60] [--quiet] [--project FOLDER]
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.content.library import read_library
from bulletin.edition.edition import open_edition
from bulletin.errors import ContentError
from bulletin.release.watching import Expected, is_address, read_expected, watch
from bulletin.system_errors import tell_system_errors


@tell_system_errors
def main(argv: Sequence[str] | None = None) -> int:
    """Look at the site, say what is wrong, and return the exit status."""
    parser = Parser("Xem trang đang đăng có nguyên vẹn và có mới như kho này không.")
    parser.add_argument("url", metavar="ĐỊA_CHỈ", help="địa chỉ của trang, như https://…/")
    parser.add_argument(
        "--grace",
        type=int,
        default=60,
        metavar="PHÚT",
        help="bài mới vào kho chưa quá chừng này phút thì chưa cần có trên trang (mặc định: 60)",
    )
    parser.add_common_options()
    options = parser.parse_args(argv)
    if not options.url.startswith(("http://", "https://")):
        print(f"Địa chỉ phải bắt đầu bằng https://, đang là '{options.url}'.", file=sys.stderr)
        return 1
    if not is_address(options.url):
        print(
            f"Địa chỉ phải có dạng https://ten-mien/, đang là '{options.url}'; chép lại từ trình "
            "duyệt.",
            file=sys.stderr,
        )
        return 1
    if not (options.project / "content").is_dir():
        print(
            f"{options.project} không phải thư mục của bản tin: không có content/; ghi đúng kho ở "
            "--project.",
            file=sys.stderr,
        )
        return 1
    now = dt.datetime.now(dt.UTC)
    expected = _read_expected(options.project.absolute(), now)
    troubles = list(watch(options.url, expected, now, dt.timedelta(minutes=options.grace)))
    if expected is None:
        troubles.append("nội dung trong kho có lỗi nên không so được; chạy make check để xem")
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    if not troubles and not options.quiet:
        print(f"{options.url}: nguyên vẹn và mới như kho.")
    return int(bool(troubles))


def _read_expected(project: Path, now: dt.datetime) -> Expected | None:
    """Return what should be live; None when the content has errors."""
    try:
        library = read_library(project, today=now.date())
    except ContentError:
        return None
    return read_expected(open_edition(library, now), project)


if __name__ == "__main__":
    sys.exit(main())
