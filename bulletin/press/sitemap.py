"""What search engines ask for: the sitemaps, and the word that they are welcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from bulletin.pages.page import Page, Reported, StoryView

SITEMAP = "sitemap.xml"
NEWS_SITEMAP = "sitemap-tin.xml"
ROBOTS = "robots.txt"
_LATEST = 30
_NEWS_NAMESPACE = "http://www.google.com/schemas/sitemap-news/0.9"
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
    return _xml(urls)


def news_sitemap(site_url: str, site_name: str, pages: Sequence[Page]) -> bytes | None:
    """Return the sitemap of the latest news, or None where there are no true stories.

    Search engines take what is two days old at most; which day it is they know themselves.
    """
    root = site_url.rstrip("/")
    told = [(page, page.about) for page in pages if isinstance(page.about, Reported)]
    told.sort(key=lambda pair: pair[0].address)
    told.sort(key=lambda pair: pair[1].published, reverse=True)
    urls = ET.Element("urlset", {"xmlns": _NAMESPACE, "xmlns:news": _NEWS_NAMESPACE})
    for page, about in told[:_LATEST]:
        url = ET.SubElement(urls, "url")
        ET.SubElement(url, "loc").text = root + page.address
        news = ET.SubElement(url, "news:news")
        publication = ET.SubElement(news, "news:publication")
        ET.SubElement(publication, "news:name").text = site_name
        ET.SubElement(publication, "news:language").text = "vi"
        ET.SubElement(news, "news:publication_date").text = about.published.isoformat()
        ET.SubElement(news, "news:title").text = page.title
    return _xml(urls) if told else None


def robots(site_url: str, *, has_news: bool) -> bytes:
    """Return what crawlers ask for first: everything may be read, and here is a list of it."""
    root = site_url.rstrip("/")
    maps = [SITEMAP, *([NEWS_SITEMAP] if has_news else [])]
    lines = ["User-agent: *", "Allow: /", "", *(f"Sitemap: {root}/{name}" for name in maps)]
    return "".join(f"{line}\n" for line in lines).encode()


def _xml(tree: ET.Element) -> bytes:
    ET.indent(tree)
    body: bytes = ET.tostring(tree, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _last_change(page: Page) -> dt.date | None:
    """Return the day of a story or of its last correction."""
    if not isinstance(page.view, StoryView):
        return None
    return max([page.view.day, *(correction.date for correction in page.view.corrections)])
