"""Take a story down at once: its text, pictures, recording, links to it, and what the cache keeps.

python scripts/withdraw.py ADDRESS --reason TEXT [--only radio|image] [--hide-name] [--dry-run]
                           [--public TARGET]
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from bulletin.command_line import Parser
from bulletin.model.withdrawal import Part
from bulletin.office.withdrawal.request import NotWithdrawn, Request
from bulletin.office.withdrawal.withdraw import find_public_names, withdraw
from bulletin.release.publish import remove_from_target
from bulletin.release.refusal import Refusal
from bulletin.release.removal import Removal
from bulletin.release.targets import parse_target
from bulletin.system_errors import tell_system_errors


@tell_system_errors
def main(argv: Sequence[str] | None = None) -> int:
    """Withdraw what is asked for and return the exit status."""
    options = make_parser().parse_args(argv)
    moment = os.environ.get("BULLETIN_NOW")
    today = dt.datetime.fromisoformat(moment).date() if moment else dt.date.today()
    request = Request(
        options.address,
        options.reason,
        today,
        only=Part(options.only) if options.only else None,
        people=tuple(options.person),
        hide=options.hide_name,
    )
    try:
        target = parse_target(options.public) if options.public else None
        if target and request.only:
            raise Refusal(
                "--public gỡ cả bài nên không đi cùng --only. Chạy lại lệnh này không có --public "
                "rồi đăng lại bằng publish.py; chưa đăng được vì bài khác còn lỗi thì bỏ --only để "
                "gỡ cả bài ngay, sửa xong đăng lại sau."
            )
        names = find_public_names(options.project, request.address) if target else ((), "")
        for line in withdraw(
            options.project,
            request,
            options.received or today,
            dry_run=options.dry_run,
            public=target is not None,
        ):
            print(line)
        if target and not options.dry_run:
            removal = Removal(*names, request.reason.strip(), today, request.hide)
            left = remove_from_target(target, removal, dt.datetime.now(dt.UTC))
            print(
                f"\nĐã gỡ ngay ở {options.public}, không dựng lại; lần đăng tới làm lại mọi trang."
            )
            if left:
                print("Còn nhắc đến bài, cho đến lần đăng tới:")
                print("\n".join(f"  {path}" for path in left))
    except (NotWithdrawn, Refusal) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


class WithdrawParser(Parser):
    """A parser that says what is wrong in the words of this command."""

    def error(self, message: str) -> NoReturn:
        """End with one sentence; `message` is argparse's own, in English."""
        if "--reason" in message or "address" in message:
            said = "thiếu địa chỉ hoặc lý do: withdraw.py ĐỊA-CHỈ --reason 'lý do'"
        elif "--only" in message:
            said = "--only chỉ nhận radio (phần đài) hoặc image (ảnh)"
        elif "--received" in message:
            said = "--received là ngày nhận yêu cầu, dạng 2026-11-18"
        else:
            said = f"không hiểu tham số {message.rpartition(': ')[2]}; xem withdraw.py --help"
        self.exit(1, f"{said}\n")


def make_parser() -> WithdrawParser:
    """Return the parser of the command line."""
    parser = WithdrawParser(
        "Gỡ ngay một bài, một sự kiện, câu hỏi hay văn bản: xóa lời, ảnh, bản ghi, bỏ liên kết dẫn "
        "đến,\ndọn bộ nhớ tạm, để lại trang báo đã rút; rồi nói ai còn giữ.",
        usage="withdraw.py ĐỊA-CHỈ --reason LÝ-DO [--only radio|image] [--hide-name] [--dry-run]\n"
        "                   [--public NƠI_ĐĂNG]",
    )
    parser.add_argument(
        "address",
        metavar="ĐỊA-CHỈ",
        help="chép từ trình duyệt, hoặc đường dẫn tệp dưới content/",
    )
    parser.add_argument(
        "--reason", required=True, metavar="LÝ-DO", help="hiện công khai; không nhắc tên ai"
    )
    parser.add_argument(
        "--only",
        choices=[str(part) for part in Part],
        help="radio: chỉ bỏ bài đọc và bản ghi âm; image: chỉ bỏ ảnh; bài vẫn còn",
    )
    parser.add_argument(
        "--person",
        action="append",
        default=[],
        metavar="HỌ-TÊN",
        help="với --only: ai rút lại sự đồng ý; bỏ trống là tất cả những người trong bài",
    )
    parser.add_argument(
        "--hide-name",
        action="store_true",
        help="địa chỉ của bài nêu tên người: không danh sách nào in địa chỉ ấy nữa",
    )
    parser.add_argument(
        "--received",
        type=parse_day,
        metavar="NGÀY",
        help="ngày nhận yêu cầu, dạng 2026-11-18, để tính hạn; bỏ trống là hôm nay",
    )
    parser.add_argument(
        "--public",
        metavar="NƠI_ĐĂNG",
        help="gỡ ngay cả ở nơi đang đăng (viết như với publish.py), không dựng lại: khi bài khác "
        "đang lỗi nên chưa đăng được",
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ làm gì")
    parser.add_argument(
        "--project", type=Path, default=Path(__file__).parents[1], metavar="THƯ-MỤC", help="bản tin"
    )
    parser._positionals.title = "Gỡ gì"
    parser._optionals.title = "Tùy chọn"
    return parser


def parse_day(text: str) -> dt.date:
    """Return the day that `text` names; raises ValueError."""
    return dt.date.fromisoformat(text)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
