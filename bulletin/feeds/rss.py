"""RSS 2.0 by way of feedgen. No other module imports it, and its traps end here.

Rules: RSS 2.0 (rssboard.org/rss-specification), the RSS Best Practices Profile, and the checks of
the W3C Feed Validation Service; for podcasts PSP-1 (The Podcast RSS Standard). The service warns of
every podcast that it does not support the podcast namespace, without which there is no PSP-1.
"""

from __future__ import annotations

import html
from threading import Lock
from typing import Any

from feedgen.feed import FeedEntry, FeedGenerator
from feedgen.util import xml_elem

from bulletin.feeds.feed import Feed, FeedItem
from bulletin.feeds.podcast import PodcastFeed, PodcastItem

_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_PODCAST = "https://podcastindex.org/namespace/1.0"

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
    generator = _generator()
    _describe(generator, feed)
    for item in feed.items:
        _add(generator, item)
    return _rendered(generator)


def to_podcast(feed: PodcastFeed) -> bytes:
    """Return the podcast as an RSS 2.0 document in UTF-8, indented.

    What is said of `to_rss` holds here too. Without `contact_email` the podcast has no owner, and
    directories will not list it.
    """
    generator = _generator()
    generator.load_extension("podcast", atom=False, rss=True)
    generator.register_extension("more", _MoreElements, _MoreElements, atom=False, rss=True)
    _describe(generator, feed)
    _describe_podcast(generator, feed)
    for item in feed.items:
        _add_recording(_add(generator, item), item)
    return _rendered(generator)


def _generator() -> FeedGenerator:
    generator = FeedGenerator()
    # Dublin Core must be there before the first item, or the items come without it.
    generator.load_extension("dc", atom=False, rss=True)
    return generator


def _rendered(generator: FeedGenerator) -> bytes:
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


def _add(generator: FeedGenerator, item: FeedItem) -> FeedEntry:
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
    return entry


# --- podcasts -----------------------------------------------------------------------------------


class _MoreElements:
    """The elements that feedgen does not know or does not write as the rules want them.

    feedgen makes one of these for the channel and one for each item, and asks for its namespaces
    and for its elements when it writes.
    """

    def __init__(self) -> None:
        self.elements: list[tuple[str, str | None, dict[str, str]]] = []

    def add(self, name: str, text: str | None = None, **attributes: str) -> None:
        """Ask for an element; `name` is in Clark notation, `{namespace}name`."""
        self.elements.append((name, text, attributes))

    def extend_ns(self) -> dict[str, str]:
        return {"podcast": _PODCAST}

    def extend_rss(self, parent: Any) -> Any:
        # For the channel feedgen hands over the root.
        parent_of_elements = parent[0] if parent.tag == "rss" else parent
        for name, text, attributes in self.elements:
            xml_elem(name, parent_of_elements, **attributes).text = text
        return parent


def _describe_podcast(generator: FeedGenerator, feed: PodcastFeed) -> None:
    generator.podcast.itunes_author(feed.publisher)
    generator.podcast.itunes_category({"cat": feed.category})
    if feed.image is not None:
        generator.podcast.itunes_image(feed.image)
    if feed.contact_email is not None:
        generator.podcast.itunes_owner(feed.publisher, feed.contact_email)
    generator.more.add(f"{{{_PODCAST}}}guid", str(feed.guid))
    generator.more.add(f"{{{_PODCAST}}}locked", "yes" if feed.locked else "no")
    _say_clean(generator)


def _add_recording(entry: FeedEntry, item: PodcastItem) -> None:
    # Whole seconds, no less than one: a player takes 0 for a length it has to find out.
    entry.podcast.itunes_duration(max(1, int(item.seconds + 0.5)))
    if item.image is not None:
        entry.podcast.itunes_image(item.image)
    if item.transcript is not None:
        transcript = item.transcript
        entry.more.add(f"{{{_PODCAST}}}transcript", url=transcript.url, type=transcript.media_type)
    _say_clean(entry)


def _say_clean(described: FeedGenerator | FeedEntry) -> None:
    # feedgen takes only the words of before 2019, "no" and "clean", which the validator refuses.
    described.more.add(f"{{{_ITUNES}}}explicit", "false")
