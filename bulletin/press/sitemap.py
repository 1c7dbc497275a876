"""The sitemap for search engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from bulletin.pages.page import Page, StoryView

SITEMAP = "sitemap.xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site_url: str, hand_written: Sequence[str], pages: Sequence[Page]) -> bytes:
    """Return the sitemap: `lastmod` only where content itself gives the day, never the build.

    Pages that are not listed (moved, taken down) are left out.
    """
    root = site_url.rstrip("/")
    days: dict[str, dt.date | None] = dict.fromkeys(hand_written)
    for page in pages:
        if page.listed:
            days[page.address] = _last_change(page)
    urls = ET.Element("urlset", xmlns=_NAMESPACE)
    for address in sorted(days):
        url = ET.SubElement(urls, "url")
        ET.SubElement(url, "loc").text = root + address
        if day := days[address]:
            ET.SubElement(url, "lastmod").text = day.isoformat()
    ET.indent(urls)
    body: bytes = ET.tostring(urls, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _last_change(page: Page) -> dt.date | None:
    """Return the day of a story or of its last correction."""
    if not isinstance(page.view, StoryView):
        return None
    return max([page.view.day, *(correction.date for correction in page.view.corrections)])
