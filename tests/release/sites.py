"""Tiny sites on the disk, for the tests of gates and targets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from bulletin.release.built_site import BuiltSite

URL = "https://hoasen.example/ban-tin/"

PAGE = (
    """<!doctype html><html lang="vi"><title>{title}</title><body><main id="main">{body}</main>"""
)

FEED = """<rss version="2.0"><channel><title>Tin</title><link>{url}</link>
<item><link>{url}bai/</link><guid>tag:hoasen.example,2026:exemplars/2026/bai</guid></item>
</channel></rss>"""


def page(body: str, title: str = "Trang") -> str:
    """Return a page with a position named `main`."""
    return PAGE.format(title=title, body=body)


FILES: Mapping[str, str] = {
    "index.html": page('<a href="bai/#main">Bài</a> <a href="mailto:a@hoasen.example">Thư</a>'),
    "404.html": page('<a href="/ban-tin/">Trang chủ</a>'),
    "bai/index.html": page('<a href="../?q=1">Về</a> <img src="anh.svg" alt="">'),
    "bai/anh.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "robots.txt": f"User-agent: *\n\nSitemap: {URL}sitemap.xml\n",
    "sitemap.xml": f"<urlset><url><loc>{URL}bai/</loc></url></urlset>",
    "rss/tat-ca.xml": FEED.format(url=URL),
    "rss/phat-thanh.xml": FEED.format(url=URL),
    "rss/rut-bai.json": "[]",
    "phien-ban.json": '{"commit": "0123456789abcdef"}',
}


def make_site(folder: Path, changes: Mapping[str, str | None] | None = None) -> BuiltSite:
    """Write a whole site into `folder`, with other or without some files; return it."""
    for path, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    return BuiltSite(folder)


def withdraw(*entries: str) -> str:
    """Return a list of withdrawals of the stories in the folders `entries` of the site."""
    return json.dumps(
        [{"id": f"exemplars/2026/{entry}", "url": f"{URL}{entry}/"} for entry in entries]
    )
