"""Build the site, judge it, and put it live in one step; or go back to the release before.

python scripts/publish.py TARGET [--keep 5] [--rollback] [--allow-loss] [--quiet] [--project FOLDER]
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence

from bulletin.command_line import Parser
from bulletin.release.publish import KEPT, GateError, publish
from bulletin.release.refusal import Refusal
from bulletin.release.targets import ReleaseTarget, parse_target
from bulletin.system_errors import tell_system_errors
from bulletin.vietnamese.numbers import format_size

TARGETS = """\
NƠI ĐĂNG là một trong các dạng:
  /srv/ban-tin/www        thư mục trên máy này: máy chủ web phục vụ đúng đường dẫn ấy
  ten@may-chu:/srv/ban-tin/www   thư mục trên máy khác, qua ssh và rsync
  s3://THÙNG/THƯ_MỤC      kho đối tượng kiểu S3 (biến AWS_ENDPOINT_URL: địa chỉ dịch vụ)
  git+ĐỊA_CHỈ#NHÁNH       nhánh của một kho git, cho dịch vụ Pages (không ghi nhánh: pages)
"""


@tell_system_errors
def main(argv: Sequence[str] | None = None) -> int:
    """Publish or roll back, and return the exit status."""
    parser = Parser("Dựng trang, kiểm tra rồi đăng thay bản cũ trong một bước.", TARGETS)
    parser.add_argument("target", metavar="NƠI_ĐĂNG", help="nơi đăng, xem bên dưới")
    parser.add_argument(
        "--keep",
        type=int,
        default=KEPT,
        metavar="N",
        help=f"giữ lại bao nhiêu bản (mặc định: {KEPT})",
    )
    parser.add_argument(
        "--rollback", action="store_true", help="quay lại bản ngay trước bản đang đăng"
    )
    parser.add_argument(
        "--allow-loss", action="store_true", help="vẫn đăng dù mất địa chỉ của bản đang đăng"
    )
    parser.add_common_options()
    options = parser.parse_args(argv)
    try:
        if options.keep < 1:
            raise Refusal("--keep phải từ 1 trở lên.")
        target = parse_target(options.target)
        message = _roll_back(target) if options.rollback else _publish(target, options)
    except GateError as failure:
        print("\n".join(failure.problems), file=sys.stderr)
        print(
            f"{len(failure.problems)} lỗi: không đăng; bản đang đăng vẫn như cũ.", file=sys.stderr
        )
        return 1
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    if not options.quiet:
        print(message)
    return 0


def _publish(target: ReleaseTarget, options: argparse.Namespace) -> str:
    said: list[str] = []
    try:
        release = publish(
            options.project.absolute(),
            target,
            dt.datetime.now(dt.UTC),
            keep=options.keep,
            allow_loss=options.allow_loss,
            say=said.append,
        )
    except Exception:
        _print_build(said)
        raise
    if not options.quiet:
        _print_build(said)
        for warning in release.warnings:
            print(f"cảnh báo: {warning}", file=sys.stderr)
    if not release.is_new:
        return f"Không có gì mới: {options.target} đang đăng đúng bản này."
    return (
        f"Đã đăng bản {release.name} tại {options.target}: {release.files} tệp, "
        f"{format_size(release.size)}. Muốn quay lại bản trước: thêm --rollback."
    )


def _print_build(said: Sequence[str]) -> None:
    sys.stderr.write("".join(said))
    sys.stderr.flush()


def _roll_back(target: ReleaseTarget) -> str:
    return f"Đã quay lại bản {target.roll_back()}."


if __name__ == "__main__":
    sys.exit(main())
