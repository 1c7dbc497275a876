"""How the tests of this room set Markdown: as the site does, with a handful of pages to link to."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from mkdocs.config import load_config

from bulletin.content.item import Item
from bulletin.content.links import Targets
from bulletin.model.kind import EXEMPLAR
from bulletin.model.record import Record
from bulletin.model.story import Exemplar, Subject
from bulletin.prose.markdown_renderer import MarkdownRenderer

ROOT = Path(__file__).parents[2]
PATH = "content/exemplars/2026/bai-nay.md"
FRONT = Exemplar(
    title="Bài này",
    date=dt.datetime(2026, 11, 18),
    summary="Tóm tắt.",
    unit="ap-mau",
    fields=("kinh-te",),
    subject=Subject.MODEL,
    author="Ban biên tập",
)
PAGES = {
    PATH: "/dien-hinh/2026/bai-nay/",
    "content/exemplars/2026/bai-ben-canh.md": "/dien-hinh/2026/bai-ben-canh/",
    "content/exemplars/2026/ban-nhap.md": "/dien-hinh/2026/ban-nhap/",
    "content/exemplars/2025/bai-cu.md": "/dien-hinh/2025/bai-cu/",
    "content/campaigns/nong-thon/index.md": "/phong-trao/nong-thon/",
}
OTHERS = {"/don-vi/ap-mau/", "/rss/", "/rss/tat-ca.xml"}


@cache
def markdown_renderer() -> MarkdownRenderer:
    """Return a typesetter with the settings of this repository's own mkdocs.yml."""
    settings = load_config(str(ROOT / "mkdocs.yml"))
    return MarkdownRenderer(
        Targets(PAGES, frozenset(PAGES.values()) | OTHERS),
        settings.markdown_extensions,
        settings.mdx_configs,
        hidden={"/dien-hinh/2026/ban-nhap/"},
    )


def item(body: str) -> Item[Record]:
    """Return a story with this body."""
    parts = {"year": "2026", "slug": "bai-nay"}
    return Item(PATH, EXEMPLAR, parts, FRONT, lambda: body, 12)


def set_as_html(body: str) -> str:
    """Return the HTML of a body, its links as site paths."""
    return markdown_renderer().html(item(body))
