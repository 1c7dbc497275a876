"""What search engines ask for: the sitemaps, and the word that they are welcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from bulletin.edition.public_story import PublicStory

SITEMAP = "sitemap.xml"
NEWS_SITEMAP = "sitemap-tin.xml"
ROBOTS = "robots.txt"
_LATEST = 30
_NEWS_NAMESPACE = "http://www.google.com/schemas/sitemap-news/0.9"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site_url: str, pages: Sequence[str], stories: Sequence[PublicStory]) -> bytes:
    """Return the sitemap of the pages at these addresses, those of `stories` among them.

    `lastmod` stands only where content itself gives the day, never the build.
    """
    root = site_url.rstrip("/")
    days: dict[str, dt.date | None] = dict.fromkeys(pages)
    days |= {story.address: _last_change(story) for story in stories}
    urls = ET.Element("urlset", xmlns=_NAMESPACE)
    for address in sorted(days):
        url = ET.SubElement(urls, "url")
        ET.SubElement(url, "loc").text = root + address
        if day := days[address]:
            ET.SubElement(url, "lastmod").text = day.isoformat()
    return _xml(urls)


def news_sitemap(site_url: str, site_name: str, stories: Sequence[PublicStory]) -> bytes | None:
    """Return the sitemap of the latest news, or None where there are no true stories.

    Search engines take what is two days old at most; which day it is they know themselves.
    """
    root = site_url.rstrip("/")
    real = [story for story in stories if not story.front.sample][:_LATEST]
    urls = ET.Element("urlset", {"xmlns": _NAMESPACE, "xmlns:news": _NEWS_NAMESPACE})
    for story in real:
        url = ET.SubElement(urls, "url")
        ET.SubElement(url, "loc").text = root + story.address
        news = ET.SubElement(url, "news:news")
        publication = ET.SubElement(news, "news:publication")
        ET.SubElement(publication, "news:name").text = site_name
        ET.SubElement(publication, "news:language").text = "vi"
        ET.SubElement(news, "news:publication_date").text = story.published.isoformat()
        ET.SubElement(news, "news:title").text = story.front.title
    return _xml(urls) if real else None


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


def _last_change(story: PublicStory) -> dt.date:
    """Return the day of a story or of its last correction."""
    return max([story.published.date(), *(one.date for one in story.front.corrections)])
