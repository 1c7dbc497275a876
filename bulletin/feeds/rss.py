"""RSS 2.0 by way of feedgen. No other module imports it, and its traps end here.

Rules: RSS 2.0 (rssboard.org/rss-specification), the RSS Best Practices Profile, and the checks of
the W3C Feed Validation Service.
"""

from __future__ import annotations

import html
from threading import Lock

from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]

from bulletin.feeds.feed import Feed, FeedItem

# To format a date feedgen sets the locale of the whole process to C and sets it back afterwards.
# Two renderings at once would each save the other's C, and the process would stay in it.
_RENDERING = Lock()


def to_rss(feed: Feed) -> bytes:
    """Return the feed as an RSS 2.0 document in UTF-8, indented.

    Equal feeds give equal bytes whatever the day, the locale, the time zone and the hash seed.
    Items keep their order. While it runs, feedgen holds the process in the C locale: do not
    render in one thread and format for people in another.

    Raises ValueError for characters that XML 1.0 does not allow, such as Word's vertical tab.
    """
    generator = FeedGenerator()
    # Dublin Core must be there before the first item, or the items come without it.
    generator.load_extension("dc", atom=False, rss=True)
    _describe(generator, feed)
    for item in feed.items:
        _add(generator, item)
    with _RENDERING:
        document: bytes = generator.rss_str(pretty=True)
    return document


def _describe(generator: FeedGenerator, feed: Feed) -> None:
    generator.title(feed.title)
    generator.description(feed.description)
    # The channel's <link> is the last link given, whatever its relation.
    generator.link(href=feed.address, rel="self", type="application/rss+xml")
    generator.link(href=feed.link, rel="alternate")
    generator.language(feed.language)
    # Left alone, this is the time of the build.
    generator.lastBuildDate(feed.last_changed)
    # Left alone, this names feedgen, which tells a reader nothing. An empty text leaves it out.
    generator.generator("")
    generator.dc.dc_publisher(feed.publisher)
    if feed.contact_email is not None:
        # The validator wants the address first and the name in brackets after it.
        generator.managingEditor(f"{feed.contact_email} ({feed.publisher})")


def _add(generator: FeedGenerator, item: FeedItem) -> None:
    # Left alone, every entry is put before the ones already there.
    entry = generator.add_entry(order="append")
    entry.title(item.title)
    entry.link(href=item.link, rel="alternate")
    # Readers take an item's description for HTML, so a plain `<` or `&` is escaped once here as
    # HTML and once more by the serializer as XML. Titles and categories are plain text.
    entry.description(html.escape(item.description, quote=False))
    if item.content:
        # Escaped, not CDATA: CDATA cannot hold `]]>` and loses carriage returns.
        entry.content(item.content)
    # An author without an e-mail address would silently vanish: RSS's own <author> is an address.
    entry.dc.dc_creator(item.author)
    entry.guid(item.guid, permalink=False)
    for category in item.categories:
        entry.category(term=category)
    if item.enclosure is not None:
        enclosure = item.enclosure
        entry.enclosure(enclosure.url, enclosure.length, enclosure.media_type)
    entry.published(item.published)
