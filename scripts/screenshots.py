"""Take screenshots of every kind of page: three widths, each in light and in dark colours.

    python scripts/screenshots.py [--site site] [--output .cache/screenshots] [--widths 360 1280]
                                  [--colours light] [--] [ADDRESS …]

Without addresses the first page of each kind is taken. Needs the environment of `make test` and
Chromium.
"""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import sync_playwright

from bulletin.command_line import Parser
from bulletin.office.merge_request.review import name_picture

WIDTHS: Final = (360, 768, 1280)
COLOURS: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def find_kinds(site: Path) -> list[str]:
    """Return the address of one page of each kind: of each section, at each depth below it."""
    found: dict[tuple[str, int], str] = {}
    for file in sorted(site.rglob("index.html")):
        folder = file.parent.relative_to(site).as_posix()
        address = "/" if folder == "." else f"/{folder}/"
        if b'content="noindex"' not in file.read_bytes():
            found.setdefault((address.split("/")[1], address.count("/")), address)
    return list(found.values())


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve the site on this machine; give its address without a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def take_screenshots(
    root: str,
    addresses: Sequence[str],
    output: Path,
    executable: str,
    widths: Sequence[int] = WIDTHS,
    schemes: Sequence[Literal["light", "dark"]] = COLOURS,
) -> Iterator[Path]:
    """Take the screenshots and yield their files."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for width in widths:
            for colours in schemes:
                context = browser.new_context(
                    viewport={"width": width, "height": 800}, color_scheme=colours
                )
                page = context.new_page()
                for address in addresses:
                    page.goto(root + address)
                    file = output / f"{name_picture(address)}-{width}-{colours}.png"
                    page.screenshot(path=file, full_page=True)
                    yield file
                context.close()
        browser.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Take the screenshots; return 1 where there is no site or no browser."""
    parser = Parser("Chụp mọi loại trang ở ba bề ngang, nền sáng, tối")
    parser.add_argument("--site", type=Path, default=Path("site"), help="trang đã dựng")
    parser.add_argument(
        "--output", type=Path, default=Path(".cache/screenshots"), help="nơi để ảnh"
    )
    parser.add_argument(
        "--widths", type=int, nargs="+", default=WIDTHS, help="bề ngang, tính bằng điểm"
    )
    parser.add_argument("--colours", choices=COLOURS, nargs="+", default=COLOURS, help="nền")
    parser.add_argument("addresses", metavar="ĐỊA_CHỈ", nargs="*", help="trang cần chụp")
    options = parser.parse_args(argv)
    executable = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if executable is None or not (options.site / "index.html").is_file():
        print("Cần có trang đã dựng (make site) và trình duyệt Chromium.", file=sys.stderr)
        return 1
    options.output.mkdir(parents=True, exist_ok=True)
    with serve(options.site) as root:
        addresses = options.addresses or find_kinds(options.site)
        files = list(
            take_screenshots(
                root, addresses, options.output, executable, options.widths, options.colours
            )
        )
    print(f"{len(files)} ảnh trong {options.output}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
