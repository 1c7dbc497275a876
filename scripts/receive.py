"""Receive what the editors' desk packed: judge it, commit it to a branch, ask for the merge.

python scripts/receive.py PACKAGE … [--dry-run] [--push REMOTE] [--sender NAME] [--withdraw]
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bulletin.command_line import Parser
from bulletin.edition.moment import VARIABLE, WrongMoment, parse_moment
from bulletin.engine.project_cache import read_project_cache
from bulletin.office.git_history import NoHistory
from bulletin.office.incoming.forge import Forge
from bulletin.office.incoming.git_branch import NotWritten
from bulletin.office.incoming.receive import Receiver
from bulletin.office.incoming.reception import Request, receive_paths
from bulletin.system_errors import tell_system_errors


@tell_system_errors
def main(argv: Sequence[str] | None = None) -> int:
    """Receive what is given and return the exit status."""
    options = make_parser().parse_args(argv)
    request = Request(
        options.dry_run,
        options.sender,
        options.look_on,
        options.forge,
        options.unit,
        options.withdraw,
    )
    results = []
    try:
        now = parse_moment(os.environ.get(VARIABLE)) or dt.datetime.now().astimezone()
        # Nothing of a package is stored in the cache on disk: it can hold names.
        cache = read_project_cache(options.project)
        receiver = Receiver(options.project, now.date(), cache, options.push)
        if not options.dry_run:
            receiver.learn()
        for result in receive_paths(receiver, options.packages, request):
            print("\n".join(result.lines), flush=True)
            results.append(result.is_taken)
    except (NoHistory, NotWritten, WrongMoment) as failure:
        print(failure, file=sys.stderr)
        return 1
    return int(not results or not all(results))


class ReceiveParser(Parser):
    """A parser that says what is missing in the words of this command."""

    def error(self, message: str) -> NoReturn:
        """End with one sentence; `message` is argparse's own, in English."""
        if "required" in message:
            self.exit(1, "thiếu gói bài: receive.py GÓI…; xem receive.py --help\n")
        super().error(message)


def make_parser() -> ReceiveParser:
    """Return the parser of the command line."""
    parser = ReceiveParser(
        "Nhận bài người viết gửi đến: kiểm tra như make check, ghi vào nhánh bai/<tên bài> (không\n"
        "đụng đến tệp đang mở), xin hợp nhất, và soạn sẵn thư trả lời người gửi.",
        "Mã thoát là 0 khi mọi gói đều nhận được, 1 khi có gói không nhận được.",
        "receive.py GÓI… [--dry-run] [--push KHO] [--sender TÊN]\n"
        "                  [--unit ĐƠN VỊ] [--look-on NGÀY] [--withdraw]",
    )
    parser.add_argument(
        "packages",
        nargs="+",
        type=Path,
        metavar="GÓI",
        help="gói .zip của trang soạn bài; tệp .docx hay .md (thành bản nháp); thư .eml, hộp thư "
        ".mbox; hoặc thư mục chứa chúng",
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ làm gì, không ghi")
    parser.add_argument(
        "--push",
        type=parse_remote,
        metavar="KHO",
        help="đẩy nhánh lên kho từ xa này (như origin) và xin hợp nhất vào main",
    )
    parser.add_argument(
        "--forge",
        type=Forge,
        choices=list(Forge),
        metavar="LOẠI",
        help="loại kho từ xa: github, gitlab, forgejo, gitea, other; bỏ trống thì đoán từ địa chỉ "
        "của kho và khóa edit_url của bulletin.yml",
    )
    parser.add_argument(
        "--sender",
        metavar="TÊN",
        help="ai gửi, khi bài không ghi author; ghi thêm '<thư điện tử>' nếu người gửi muốn",
    )
    parser.add_argument(
        "--unit",
        metavar="ĐƠN VỊ",
        help="tên hoặc khóa đơn vị của bài gửi bằng .docx hay .md; bỏ trống thì đoán từ lời văn",
    )
    parser.add_argument(
        "--look-on",
        type=parse_day,
        metavar="NGÀY",
        help="ngày sẽ xem bài, dạng 2026-11-30, để hẹn trong thư trả lời; bỏ trống thì không hẹn",
    )
    parser.add_argument(
        "--withdraw",
        action="store_true",
        help="gặp đề nghị gỡ bài thì gỡ ngay như withdraw.py; không ghi thì chỉ in lệnh phải chạy",
    )
    parser.add_argument(
        "--project", type=Path, default=Path(__file__).parents[1], metavar="THƯ-MỤC", help="bản tin"
    )
    parser._positionals.title = "Nhận gì"
    parser._optionals.title = "Tùy chọn"
    return parser


def parse_remote(text: str) -> str:
    """Return the name or address of a remote: no option for git."""
    if not text.strip() or text.startswith("-") or not text.isprintable():
        raise argparse.ArgumentTypeError(f"tên kho từ xa: {text}")
    return text


def parse_day(text: str) -> dt.date:
    """Return the day that `text` names."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"ngày viết dạng 2026-11-18: {text}") from None


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
