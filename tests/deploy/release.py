"""A small site with one of everything that a web server must treat in its own way."""

from __future__ import annotations

from pathlib import Path

from bulletin.release.local_target import LocalTarget
from tests.release.sites import make_site, page

LONG = "dien-hinh/2026/" + "mot-ten-bai-rat-dai-" * 12 + "het"
"""An address that is longer than nginx' tables hold by themselves."""

GONE = '<meta name="robots" content="noindex"><p>Bài đã rút</p>'


def publish(folder: Path, words: str = "Bài mới") -> LocalTarget:
    """Publish the site as the release `words` below `folder`."""
    site = make_site(
        folder / words,
        {
            "index.html": page(f"{words} " * 400),
            "404.html": page("Không có trang này"),
            "assets/bulletin.css": "main { color: red }",
            "assets/fonts/chu.woff2": "chữ",
            "su-kien/lich.ics": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
            "du-lieu/tin-bai.csv": "mã,tên\r\n",
            "rss/nguon-tin.opml": "<opml/>",
            "bai/doc.mp3": "0123456789",
            "bai/doc.txt": "Lời đọc",
            "rut/index.html": GONE,
            "chuyen-huong.map": f"/{LONG}/ /bai/;\n",
            "da-rut.map": "/rut/ 1;\n",
        },
    )
    target = LocalTarget(folder / "www")
    target.put(site, words, keep=5)
    return target
