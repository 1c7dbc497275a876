"""Write an invented corpus, always the same: N stories as a whole project in a new folder DIR.

python scripts/corpus.py N DIR [--for material] [--year-span 10] [--images 0.3]

--for is the program that the project is for: bulletin, material, hugo or pelican. The distributions
of lengths, days, units and so on are in benchmarks/stories.py.

python scripts/corpus.py N DIR --for portal --bulletins 3321

writes what so many bulletins with N stories each publish for a portal, and SOURCES.yml.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.portal_country import write_country
from benchmarks.writing import PROJECTS, write_project
from bulletin.command_line import Parser

_PORTAL = "portal"


def main(argv: Sequence[str] | None = None) -> int:
    """Write the project and return the exit status."""
    parser = Parser("Dựng một kho bài giả để đo tốc độ.")
    parser.add_argument("count", metavar="N", type=int, help="số bài")
    parser.add_argument("folder", metavar="THƯ_MỤC", type=Path, help="thư mục mới")
    parser.add_argument(
        "--for",
        dest="program",
        choices=(*PROJECTS, _PORTAL),
        default="bulletin",
        help="cho chương trình nào; portal là nhiều bản tin cho một cổng, mỗi bản tin N bài",
    )
    parser.add_argument("--bulletins", type=int, default=100, help="số bản tin, khi --for portal")
    parser.add_argument("--year-span", type=int, default=10, help="các bài trải ra bao nhiêu năm")
    parser.add_argument("--images", type=float, default=0.0, help="tỉ lệ bài có ảnh, từ 0 đến 1")
    options = parser.parse_args(argv)
    if options.folder.exists():
        print(f"{options.folder}: đã có; chọn thư mục mới hoặc xóa đi", file=sys.stderr)
        return 1
    if options.program == _PORTAL:
        write_country(options.bulletins, options.count, options.folder, options.year_span)
        return 0
    write_project(options.program, options.count, options.folder, options.year_span, options.images)
    return 0


if __name__ == "__main__":
    sys.exit(main())
