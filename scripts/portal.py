"""Make a static portal over many bulletins, from the catalogs that they publish.

python scripts/portal.py SOURCES.yml OUT [--store PLACE] [--scheduler ADDRESS] [--accept NAME]
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from bulletin.command_line import Parser, translate
from bulletin.edition.moment import VARIABLE, WrongMoment, parse_moment
from bulletin.errors import ContentError, report
from bulletin.portal.output import Outcome, Request, build, read_all
from bulletin.portal.settings import SETTINGS_FILE, make_publisher, read_settings
from bulletin.portal.sources import read_sources
from bulletin.portal.store import FolderStore, Store, is_url
from bulletin.portal.work import Work, WorkHere
from bulletin.system_errors import explain_system_error
from bulletin.vietnamese.slug import slug

ROOT = Path(__file__).parents[1]


_MORE_PACKAGES = (
    "Cần thêm thư viện của cổng lớn: .venv/bin/python -m pip install --require-hashes "
    "-r requirements-portal.txt"
)


class Refusal(Exception):
    """The request cannot be fulfilled; the message is a sentence for the user."""


class PortalParser(Parser):
    """A parser whose mistakes begin as those of a portal's sources do."""

    def error(self, message: str) -> NoReturn:
        """Say that the command was not understood."""
        self.exit(1, f"Không hiểu lệnh ({translate(message)}); xem portal.py --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Make the portal and return the exit status, 1 when there is none."""
    options = _make_parser().parse_args(argv)
    try:
        request = _read_request(options)
        now = parse_moment(os.environ.get(VARIABLE)) or dt.datetime.now(dt.UTC)
        today = now.astimezone(make_publisher(request.settings).time_zone).date()
        beside = options.output.with_name(f"{options.output.name}.kho")
        place = options.store or str(beside)
        store, folder = _open_store(place, beside)
        with _open_work(options.scheduler, place) as work:
            if not options.no_reading:
                read_all(request, store, today, time.monotonic, work)
            outcome = build(request, store, folder, options.output, today, work)
    except ContentError as failure:
        print(report(failure.problems), file=sys.stderr)
        return 1
    except (Refusal, WrongMoment) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OSError as failure:
        print(explain_system_error(failure), file=sys.stderr)
        return 1
    _tell(outcome)
    return 0


def _open_store(place: str, beside: Path) -> tuple[Store, Path]:
    """Return the store, and the folder of this machine for what can be made again."""
    if not is_url(place):
        return FolderStore(Path(place)), Path(place)
    try:
        from bulletin.portal.remote_store import RemoteStore
    except ImportError:
        raise Refusal(_MORE_PACKAGES) from None
    return RemoteStore.open(place), beside


@contextmanager
def _open_work(scheduler: str | None, place: str) -> Iterator[Work]:
    """Give who does the work: the processes of this machine, or the workers of Dask."""
    if scheduler is None:
        yield WorkHere()
        return
    try:
        from bulletin.portal.cluster import NoWorkers, WorkOnDask, open_client
    except ImportError:
        raise Refusal(_MORE_PACKAGES) from None
    folder = place if is_url(place) else str(Path(place).absolute())
    try:
        with open_client(scheduler) as client:
            yield WorkOnDask(client, f"{folder}/index")
    except NoWorkers:
        raise Refusal(
            f"Bộ điều phối '{scheduler}' chưa có máy làm nào; mở máy làm bằng: "
            f"dask worker {scheduler} --nthreads 1"
        ) from None
    except (TimeoutError, ValueError) as failure:
        raise Refusal(f"Không nối được với bộ điều phối '{scheduler}': {failure}") from None


def _tell(outcome: Outcome) -> None:
    held = outcome.holdings
    for member in held.members:
        state = member.copy.state
        for fault in state.faults:
            print(f"{member.name}: {fault}", file=sys.stderr)
        if state.failing_since is not None and state.good_on is not None:
            kept = f"{state.good_on:%d/%m/%Y}"
            print(f"{member.name}: giữ bản chép của ngày {kept}", file=sys.stderr)
    print(
        f"Đã dựng cổng: {len(held.members)} bản tin, {len(held.stories)} tin, bài; "
        f"ghi {outcome.written} tệp, xóa {outcome.removed} tệp."
    )


def _read_request(options: argparse.Namespace) -> Request:
    path: Path = options.sources
    if not path.is_file():
        raise Refusal(f"Không thấy tệp '{path}'. Tệp ấy là danh sách, mỗi bản tin có name và url.")
    sources = read_sources(path.name, path.read_bytes())
    beside = path.with_name(SETTINGS_FILE)
    settings = read_settings(beside.name, beside.read_bytes() if beside.is_file() else None)
    accepted = frozenset(map(slug, options.accept))
    if unknown := accepted.difference(source.key for source in sources):
        raise Refusal(f"Không có bản tin nào tên là {', '.join(sorted(unknown))} trong '{path}'.")
    return Request(sources, path.parent, settings, ROOT / "theme", options.allow_private, accepted)


def _make_parser() -> PortalParser:
    parser = PortalParser(
        "Dựng cổng chung của nhiều bản tin từ danh mục mà từng bản tin công bố. Bản tin nào không\n"
        "đọc được thì cổng giữ bản chép gần nhất; bài đã rút thì không còn trên cổng."
    )
    parser.add_argument(
        "sources", type=Path, metavar="SOURCES.yml", help="danh sách bản tin: name, url, unit"
    )
    parser.add_argument("output", type=Path, metavar="THƯ-MỤC", help="thư mục để ghi cổng")
    parser.add_argument(
        "--store",
        metavar="NƠI",
        help="thư mục hoặc địa chỉ fsspec (s3://…) giữ bản chép của các bản tin; mặc định cạnh "
        "thư mục cổng, thêm đuôi .kho",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ĐỊA-CHỈ",
        help="làm mục lục tìm kiếm trên Dask: địa chỉ bộ điều phối như tcp://10.0.0.1:8786, hoặc "
        "here để dùng mọi nhân của máy này",
    )
    parser.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="TÊN",
        help="đã hỏi và biết chắc bản tin này đúng là ít đi, hoặc bỏ trống danh sách rút bài",
    )
    parser.add_argument(
        "--no-reading", action="store_true", help="không đọc bản tin nào, chỉ dựng lại từ bản chép"
    )
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="đọc cả máy chủ trong mạng riêng; chỉ dùng để thử",
    )
    return parser


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
