"""Every file of the site that is not MkDocs' own, as a path and its bytes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from bulletin.content.assembly import Library
from bulletin.edition.channels import channels
from bulletin.edition.edition import Edition
from bulletin.feeds.entries import feed_of
from bulletin.feeds.rss import to_rss
from bulletin.model.schemas import schemas
from bulletin.pages.page import Page, StoryView
from bulletin.pages.site import site_pages
from bulletin.press.printer import Printer

SITEMAP = "sitemap.xml"
_SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def site_files(
    library: Library,
    edition: Edition,
    printer: Printer,
    *,
    site_name: str,
    hand_written: Sequence[str],
) -> Iterator[tuple[str, bytes]]:
    """Yield the files below the site's root, one at a time.

    `hand_written` are the addresses of the pages that MkDocs prints, for the sitemap.
    """
    feeds = list(channels(edition))
    pages: list[Page] = []
    for page in site_pages(edition, feeds, library.sizes):
        pages.append(page)
        yield page.address.removeprefix("/") + "index.html", printer.page(page)
    texts: dict[str, str] = {}

    for channel in feeds:
        for story in channel.stories:
            if story.address not in texts:
                texts[story.address] = printer.feed_text(story)
        feed = feed_of(
            channel,
            edition,
            site_name=site_name,
            site_url=printer.site_url,
            dressed=lambda story: texts[story.address],
            sizes=library.sizes,
        )
        yield channel.address.removeprefix("/"), to_rss(feed)
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True)
        yield f"schema/{name}.json", f"{text}\n".encode()
    yield SITEMAP, sitemap(printer.site_url, hand_written, pages)


def sitemap(site_url: str, hand_written: Sequence[str], pages: Sequence[Page]) -> bytes:
    """Return the sitemap: `lastmod` only where content itself gives the day, never the build."""
    root = site_url.rstrip("/")
    days: dict[str, dt.date | None] = dict.fromkeys(hand_written)
    for page in pages:
        days[page.address] = page.view.day if isinstance(page.view, StoryView) else None
    urls = ET.Element("urlset", xmlns=_SITEMAP_NAMESPACE)
    for address in sorted(days):
        url = ET.SubElement(urls, "url")
        ET.SubElement(url, "loc").text = root + address
        if day := days[address]:
            ET.SubElement(url, "lastmod").text = day.isoformat()
    ET.indent(urls)
    body: bytes = ET.tostring(urls, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def attachments(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the files beside public stories that the site shows: content path, site path.

    Only what a public story names is published; whatever else lies in content/ stays there.
    """
    for story in edition.stories:
        front = story.front
        names = [front.image.file] if front.image else []
        if front.audio is not None:
            names += [front.audio.file]
            names += [front.audio.transcript] if front.audio.transcript else []
        for name in names:
            yield f"{story.item.folder}/{name}", story.address.removeprefix("/") + name
