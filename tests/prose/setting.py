"""How the tests of this room set Markdown: as the site does, with a handful of pages to link to."""

from __future__ import annotations

import datetime as dt
from functools import cache, partial

from bulletin.content.item import Item
from bulletin.content.links import Targets
from bulletin.model.kind import EXEMPLAR
from bulletin.model.record import Record
from bulletin.model.story import Exemplar, Subject
from bulletin.prose.renderer import MarkdownRenderer
from bulletin.render.bodies import LinkResolver

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
def renderer() -> MarkdownRenderer:
    """Return one renderer for all tests."""
    return MarkdownRenderer()


def item(body: str) -> Item[Record]:
    """Return a story with this body."""
    parts = {"year": "2026", "slug": "bai-nay"}
    read_html = partial(_render, body)
    return Item(PATH, EXEMPLAR, parts, FRONT, lambda: body, 12, read_html=read_html)


def _render(body: str) -> str:
    return renderer().render(body).html


def set_as_html(body: str) -> str:
    """Return the HTML of a body, its links as site paths."""
    targets = Targets(PAGES, frozenset(PAGES.values()) | OTHERS)
    return LinkResolver(targets, {"/dien-hinh/2026/ban-nhap/"}).html(item(body))
