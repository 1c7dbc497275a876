"""Writes RSS 2.0 with feedgen. No other module imports that library; its traps are handled here.

Rules: RSS 2.0 (rssboard.org/rss-specification), the RSS Best Practices Profile, and the checks of
the W3C Feed Validation Service; for podcasts PSP-1 (The Podcast RSS Standard). The service warns
about every podcast that it does not know the podcast namespace, but PSP-1 requires that namespace.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from threading import Lock
from typing import Any, ClassVar

from feedgen.feed import FeedEntry, FeedGenerator
from feedgen.util import xml_elem

from bulletin.feeds.feed import Feed, FeedItem, FeedPicture
from bulletin.feeds.podcast import PodcastFeed, PodcastItem

_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_MEDIA = "http://search.yahoo.com/mrss/"
_PODCAST = "https://podcastindex.org/namespace/1.0"

# To format a date, feedgen sets the locale of the whole process to C and then restores it. If two
# threads did this at the same time, each would save the C of the other and the process would stay
# in the C locale.
_LOCALE_LOCK = Lock()


def to_rss(feed: Feed) -> bytes:
    """Return the feed as an RSS 2.0 document in UTF-8, indented.

    Equal feeds give equal bytes on every day, in every locale and time zone, with every hash seed.
    Items keep their order. While this runs, the process is in the C locale: do not format text for
    people in another thread.

    Raises ValueError for characters that XML 1.0 does not allow, such as Word's vertical tab.
    """
    return _write(feed, has_pictures=any(item.picture is not None for item in feed.items))


def write_items(feed: Feed) -> list[bytes]:
    """Return each item of a feed as it stands in the document of `to_rss`."""
    document = to_rss(feed)
    start, end = document.find(_ITEM_START), document.rfind(_CHANNEL_END)
    written = document[start:end].split(_ITEM_START)[1:] if feed.items else []
    return [_ITEM_START + item for item in written]


def join_items(head: Feed, items: Iterable[bytes], *, has_pictures: bool) -> bytes:
    """Return the document of a feed that has what `head` has, and these items (see `write_items`).

    `has_pictures` says whether one of the items has a picture.
    """
    document = _write(head, has_pictures=has_pictures)
    end = document.rfind(_CHANNEL_END)
    return b"".join([document[:end], *items, document[end:]])


# A text cannot hold these: its signs `<` are written as `&lt;`.
_ITEM_START = b"    <item>\n"
_CHANNEL_END = b"  </channel>\n"


def _write(feed: Feed, *, has_pictures: bool) -> bytes:
    generator = _make_generator()
    if has_pictures:
        generator.register_extension("more", _Media, _Media, atom=False, rss=True)
    _describe(generator, feed)
    for item in feed.items:
        entry = _add_item(generator, item)
        if item.picture is not None:
            _add_media(entry, item, item.picture)
    return _serialize(generator)


def to_podcast(feed: PodcastFeed) -> bytes:
    """Return the podcast as an RSS 2.0 document in UTF-8, indented.

    The notes on `to_rss` apply. Without `contact_email` the podcast has no owner, so directories
    do not list it.
    """
    generator = _make_generator()
    generator.load_extension("podcast", atom=False, rss=True)
    generator.register_extension("more", _MoreElements, _MoreElements, atom=False, rss=True)
    _describe(generator, feed)
    _describe_podcast(generator, feed)
    for item in feed.items:
        _add_recording(_add_item(generator, item), item)
    return _serialize(generator)


def _make_generator() -> FeedGenerator:
    generator = FeedGenerator()
    # Dublin Core must be loaded before the first item is added, or the items do not have it.
    generator.load_extension("dc", atom=False, rss=True)
    return generator


def _serialize(generator: FeedGenerator) -> bytes:
    with _LOCALE_LOCK:
        document: bytes = generator.rss_str(pretty=True)
    return document


def _describe(generator: FeedGenerator, feed: Feed) -> None:
    generator.title(feed.title)
    # The specification takes the feed's own description for plain text; readers that take it for
    # HTML as well need an escape only where there could be a tag.
    has_tag = "<" in feed.description
    generator.description(_escape_description(feed.description) if has_tag else feed.description)
    # feedgen writes the last link given as the channel's <link>, whatever its relation.
    generator.link(href=feed.address, rel="self", type="application/rss+xml")
    generator.link(href=feed.link, rel="alternate")
    generator.language(feed.language)
    # The default is the time of the build.
    generator.lastBuildDate(feed.last_changed)
    # The default names feedgen, which is of no use to readers. An empty text leaves it out.
    generator.generator("")
    generator.dc.dc_publisher(feed.publisher)
    if feed.contact_email is not None:
        # The validator asks for the address, then the name in brackets.
        generator.managingEditor(f"{feed.contact_email} ({feed.publisher})")


def _escape_description(text: str) -> str:
    """Return plain text as the HTML that feed readers take the description of anything for.

    So a plain `<` or `&` is escaped here as HTML, and once more by the serializer as XML. Titles
    and categories are plain text.
    """
    return html.escape(text, quote=False)


def _add_item(generator: FeedGenerator, item: FeedItem) -> FeedEntry:
    # The default puts every entry before the previous ones.
    entry = generator.add_entry(order="append")
    entry.title(item.title)
    entry.link(href=item.link, rel="alternate")
    entry.description(_escape_description(item.description))
    if item.content:
        # Escaped and not CDATA, because CDATA cannot contain `]]>` and loses carriage returns.
        entry.content(item.content)
    # The <author> of RSS is an e-mail address: feedgen leaves an author without one out.
    entry.dc.dc_creator(item.author)
    entry.guid(item.guid, permalink=False)
    for category in item.categories:
        entry.category(term=category)
    if item.enclosure is not None:
        enclosure = item.enclosure
        entry.enclosure(enclosure.url, enclosure.length, enclosure.media_type)
    entry.published(item.published)
    return entry


# --- more elements than feedgen knows -----------------------------------------------------------


class _MoreElements:
    """An extension of feedgen for elements that it does not know or does not write by the rules.

    feedgen makes one object for the channel and one for each item, and calls `extend_ns` and
    `extend_rss` when it writes.
    """

    namespaces: ClassVar[dict[str, str]] = {"podcast": _PODCAST}

    def __init__(self) -> None:
        self.elements: list[tuple[str, str | None, dict[str, str]]] = []

    def add(self, name: str, text: str | None = None, **attributes: str) -> None:
        """Add an element; `name` is in Clark notation, `{namespace}name`."""
        self.elements.append((name, text, attributes))

    def extend_ns(self) -> dict[str, str]:
        return self.namespaces

    def extend_rss(self, parent: Any) -> Any:
        # For the channel, feedgen passes the root element.
        parent_of_elements = parent[0] if parent.tag == "rss" else parent
        for name, text, attributes in self.elements:
            xml_elem(name, parent_of_elements, **attributes).text = text
        return parent


class _Media(_MoreElements):
    """The elements of Media RSS, by which readers and portals find the picture of an item."""

    namespaces: ClassVar[dict[str, str]] = {"media": _MEDIA}


def _add_media(entry: FeedEntry, item: FeedItem, picture: FeedPicture) -> None:
    if item.enclosure is not None:
        # SimplePie, and so LibreTime, take the first of these for the recording of the item.
        sound = item.enclosure
        size = str(sound.length)
        what = {"url": sound.url, "fileSize": size, "type": sound.media_type, "medium": "audio"}
        entry.more.add(f"{{{_MEDIA}}}content", **what)
    entry.more.add(
        f"{{{_MEDIA}}}content",
        url=picture.url,
        type=picture.media_type,
        medium="image",
        width=str(picture.width),
        height=str(picture.height),
    )


# --- podcasts -----------------------------------------------------------------------------------


def _describe_podcast(generator: FeedGenerator, feed: PodcastFeed) -> None:
    generator.podcast.itunes_author(feed.publisher)
    generator.podcast.itunes_category({"cat": feed.category})
    if feed.image is not None:
        generator.podcast.itunes_image(feed.image)
    if feed.contact_email is not None:
        generator.podcast.itunes_owner(feed.publisher, feed.contact_email)
    generator.more.add(f"{{{_PODCAST}}}guid", str(feed.guid))
    generator.more.add(f"{{{_PODCAST}}}locked", "yes" if feed.locked else "no")
    _add_explicit_false(generator)


def _add_recording(entry: FeedEntry, item: PodcastItem) -> None:
    # Whole seconds, at least one: for players 0 means an unknown length.
    entry.podcast.itunes_duration(max(1, int(item.seconds + 0.5)))
    if item.image is not None:
        entry.podcast.itunes_image(item.image)
    if item.transcript is not None:
        transcript = item.transcript
        entry.more.add(f"{{{_PODCAST}}}transcript", url=transcript.url, type=transcript.media_type)
    _add_explicit_false(entry)


def _add_explicit_false(described: FeedGenerator | FeedEntry) -> None:
    # feedgen accepts only the values of before 2019, "no" and "clean"; the validator refuses them.
    described.more.add(f"{{{_ITUNES}}}explicit", "false")
