"""Draw the emblem and the drawings of the theme for the cards of shared pages.

    python scripts/draw_cards.py

Run it after a change of theme/assets/hinh.svg or logo.svg. Needs the environment of `make test` and
Chromium; a build needs neither, because the result is part of the repository.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import sync_playwright

from bulletin.command_line import Parser
from bulletin.render.card_drawings import (
    DRAWING_SIZE,
    EMBLEM_SIZE,
    FILE,
    NAMES,
    SOURCE_KEY,
    find_source_key,
)
from bulletin.render.card_palette import find_nearest_colour

ASSETS = Path(__file__).parents[1] / "theme" / "assets"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(argv: Sequence[str] | None = None) -> int:
    """Draw all and write the file; return the exit status."""
    Parser("Vẽ lại huy hiệu và hình của giao diện cho thẻ chia sẻ.").parse_args(argv)
    executable = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if executable is None:
        print("chưa có Chromium để vẽ: apt-get install chromium", file=sys.stderr)
        return 1
    views = [(f"hinh.svg#{name}", DRAWING_SIZE) for name in NAMES]
    views.append(("logo.svg", EMBLEM_SIZE))
    sheet = Image.new("L", (DRAWING_SIZE, sum(size for _, size in views)))
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": DRAWING_SIZE, "height": DRAWING_SIZE})
        top = 0
        for number, (view, size) in enumerate(views):
            file = Path(folder) / f"{number}.html"
            file.write_text(
                "<style>body{margin:0;background:#fffdf9}img{display:block}</style>"
                f'<img src="{ASSETS.as_uri()}/{view}" width="{size}" height="{size}">',
                encoding="utf-8",
            )
            page.goto(file.as_uri())
            shot = page.screenshot(clip={"x": 0, "y": 0, "width": size, "height": size})
            dots = Image.open(BytesIO(shot)).convert("RGB").tobytes()
            colours = zip(dots[::3], dots[1::3], dots[2::3], strict=True)
            indices = bytes(map(find_nearest_colour, colours))
            sheet.paste(Image.frombytes("L", (size, size), indices), (0, top))
            top += size
        browser.close()
    info = PngInfo()
    info.add_text(SOURCE_KEY, find_source_key(ASSETS))
    sheet.save(FILE, pnginfo=info, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
