"""A checker of RSS 2.0 that shares nothing with the code that writes it.

It knows the rules of the W3C Feed Validation Service as far as they concern this project, by the
service's own message names, read from its public sources; the service itself is no package that
could be installed. Warnings count like errors. Elements that this project has no use for, such as
`cloud`, are undefined here, though RSS has them. What makes a podcast stands in
`validator_podcast`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from tests.feeds import validator_values as values
from tests.feeds.validator_html import html, plain_text
from tests.feeds.validator_podcast import INSIDE, ITUNES, PODCAST, is_podcast, podcast
from tests.narrowing import require

ATOM = "http://www.w3.org/2005/Atom"
NAMESPACES = {
    "atom": ATOM,
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "itunes": ITUNES,
    "media": "http://search.yahoo.com/mrss/",
    "podcast": PODCAST,
}
PREFIXES = {namespace: prefix for prefix, namespace in NAMESPACES.items()}

# Element by parent, each with the attributes it may have.
DEFINED: dict[str, dict[str, frozenset[str]]] = {
    "rss": {"channel": frozenset()},
    "channel": {
        **dict.fromkeys(
            "title link description language lastBuildDate pubDate managingEditor webMaster "
            "copyright docs generator ttl item "
            "dc:creator dc:publisher dc:language dc:date dc:rights "
            "itunes:author itunes:explicit itunes:owner itunes:type podcast:guid".split(),
            frozenset[str](),
        ),
        "itunes:category": frozenset({"text"}),
        "itunes:image": frozenset({"href"}),
        "podcast:locked": frozenset({"owner"}),
        "category": frozenset({"domain"}),
        "atom:link": frozenset({"href", "rel", "type", "title", "hreflang", "length"}),
    },
    "item": {
        **dict.fromkeys(
            "title link description pubDate author comments content:encoded "
            "dc:creator dc:subject dc:date itunes:duration itunes:explicit".split(),
            frozenset[str](),
        ),
        "itunes:image": frozenset({"href"}),
        "podcast:transcript": frozenset({"url", "type", "language", "rel"}),
        "category": frozenset({"domain"}),
        "guid": frozenset({"isPermaLink"}),
        "enclosure": frozenset({"url", "length", "type"}),
        "media:content": frozenset("url fileSize type medium width height duration".split()),
    },
}
EMPTY = frozenset(
    "atom:link enclosure media:content itunes:category itunes:image itunes:owner "
    "podcast:transcript".split()
)
REPEATABLE = frozenset(
    "item category dc:creator dc:subject atom:link itunes:category media:content "
    "podcast:transcript".split()
)
SPACED = frozenset({"content:encoded", *INSIDE})
PLAIN = frozenset(
    "title category copyright generator managingEditor webMaster itunes:author".split()
)
LINKS = frozenset({"link", "docs", "comments"})
DATES = frozenset({"pubDate", "lastBuildDate"})
CONTACTS = frozenset({"managingEditor", "webMaster", "author"})
SAME_MEANING = {
    "channel": {
        "managingEditor": "dc:creator",
        "webMaster": "dc:publisher",
        "language": "dc:language",
        "pubDate": "dc:date",
        "copyright": "dc:rights",
    },
    "item": {"author": "dc:creator", "category": "dc:subject", "pubDate": "dc:date"},
}
MISSING = {"title": "MissingTitle", "link": "MissingLink", "description": "MissingDescription"}
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
BAD_CHARACTER = re.compile("[\x80-\x9f\ufffd]")

Found = Iterator[tuple[str, str]]


def violations(xml: bytes, *, address: str | None = None, now: datetime | None = None) -> list[str]:
    """Return everything wrong with an RSS document, as `Message: detail`, in document order.

    `address` is where the document was found; its self link must be equal to it. With `now`,
    dates must not lie in the future. An empty list means that the document is valid.
    """
    return [f"{message}: {detail}" for message, detail in _document(xml, address, now)]


def _document(xml: bytes, address: str | None, now: datetime | None) -> Found:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        xml.decode("utf-8")
    except UnicodeDecodeError as problem:
        yield "NotUTF8", str(problem)
        return
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as problem:
        yield "SAXError", str(problem)
        return
    info = root.getroottree().docinfo
    if (info.encoding or "UTF-8").upper() != "UTF-8":
        yield "NotUTF8", str(info.encoding)
    if info.doctype:
        yield "ContainsSystemEntity", info.doctype
    if root.tag != "rss":
        yield "UndefinedElement", f"{_name(root)} as root"
        return
    if root.get("version") != "2.0":
        yield "ObsoleteVersion", f"version={root.get('version')!r}"
    yield from _attributes(root, "rss", frozenset({"version"}))
    yield from _children(root, "rss")
    channels = root.findall("channel")
    if len(channels) != 1:
        yield "MissingChannel", f"{len(channels)} channels"
        return
    channel = channels[0]
    yield from _channel(channel, address)
    guids = Counter(guid.text for guid in channel.iterfind("item/guid"))
    yield from (("DuplicateValue", f"guid {guid}") for guid, n in guids.items() if n > 1)
    for element in channel.iter(etree.Element):
        parent = element.getparent()
        if parent is not None and (parent is channel or parent.tag == "item"):
            yield from _value(element, now)
    if is_podcast(channel):
        yield from podcast(channel)


def _channel(channel: etree._Element, address: str | None) -> Found:
    yield from _children(channel, "channel")
    names = [_name(child) for child in channel]
    yield from ((MISSING[name], "channel") for name in MISSING if name not in names)
    if not {"language", "dc:language"} & set(names):
        yield "MissingDCLanguage", "channel"
    yield from _self_link(channel, address)
    if "item" in names:
        first = names.index("item")
        if late := [name for name in names[first:] if name != "item"]:
            yield "MisplacedItem", f"before {late[0]}"
    for item in channel.iterfind("item"):
        yield from _item(item)


def _self_link(channel: etree._Element, address: str | None) -> Found:
    links = channel.findall(f"{{{ATOM}}}link")
    for link in links:
        if not link.get("href"):
            yield "MissingHref", "atom:link"
    own = [link for link in links if link.get("rel") == "self"]
    if not own:
        yield "MissingAtomSelfLink", "channel"
    if len(own) > 1:
        yield "DuplicateElement", "atom:link rel=self"
    for link in own:
        href = link.get("href", "")
        if href and not values.HTTP.fullmatch(href):
            yield "RelativeSelf", href
        elif href and address is not None and href != address:
            yield "SelfDoesntMatchLocation", f"{href}, found at {address}"
        if link.get("type", "application/rss+xml") not in FEED_TYPES:
            yield "SelfNotAtom", str(link.get("type"))


def _item(item: etree._Element) -> Found:
    yield from _children(item, "item")
    names = [_name(child) for child in item]
    if not {"title", "description"} & set(names):
        yield "ItemMustContainTitleOrDescription", "item"
    if "guid" not in names:
        yield "MissingGuid", "item"
    before = names[: names.index("content:encoded")] if "content:encoded" in names else None
    if before is not None and "description" not in before:
        yield "NeedDescriptionBeforeContent", "item"


def _children(parent: etree._Element, kind: str) -> Found:
    """What stands directly in `rss`, `channel` or `item`: known, once, and nothing beside it."""
    for text in (parent.text, *(child.tail for child in parent)):
        if text and text.strip():
            yield "UnexpectedText", f"{kind}: {text.strip()!r}"
    names = Counter(_name(child) for child in parent.iterchildren(etree.Element))
    for child in parent.iterchildren(etree.Element):
        name = _name(child)
        yield from _namespaces(child)
        if name not in DEFINED[kind]:
            yield "UndefinedElement", f"{name} in {kind}"
        else:
            yield from _attributes(child, name, DEFINED[kind][name])
    for name, count in names.items():
        if count > 1 and name == "enclosure":
            yield "DuplicateEnclosure", "item"
        elif count > 1 and name not in REPEATABLE:
            yield "DuplicateElement", f"{name} in {kind}"
    for core, extension in SAME_MEANING.get(kind, {}).items():
        if core in names and extension in names:
            yield "DuplicateSemantics", f"{core} and {extension} in {kind}"


def _attributes(element: etree._Element, name: str, allowed: frozenset[str]) -> Found:
    for attribute in element.attrib:
        if attribute not in allowed:
            yield "UnexpectedAttribute", f"{attribute} of {name}"


def _namespaces(element: etree._Element) -> Found:
    for prefix, namespace in element.nsmap.items():
        if namespace not in PREFIXES:
            yield "UnknownNamespace", namespace
        elif prefix != PREFIXES[namespace]:
            yield "NonstdPrefix", f"{prefix} for {namespace}"


def _value(element: etree._Element, now: datetime | None) -> Found:
    """What stands inside an element that is a value."""
    name, text = _name(element), element.text or ""
    if name == "item":
        return
    for child in element.iterchildren(etree.Element):
        if _name(child) not in INSIDE.get(name, ()):
            yield "UndefinedElement", f"{_name(child)} in {name}"
    if name in EMPTY and text.strip():
        yield "UnexpectedText", f"{name}: {text.strip()!r}"
    if name not in EMPTY and not text.strip():
        yield "NotBlank", name
        return
    if name not in SPACED and text != text.strip():
        yield "UnexpectedWhitespace", f"{name}: {text!r}"
    if bad := BAD_CHARACTER.search(text):
        yield "BadCharacters", f"{name}: U+{ord(bad.group()):04X}"
    for message, detail in _by_name(element, name, text, now):
        yield message, f"{name}: {detail}"


def _by_name(element: etree._Element, name: str, text: str, now: datetime | None) -> Found:
    in_item = require(element.getparent()).tag == "item"
    if name in PLAIN or (name == "description" and not in_item):
        yield from plain_text(text)
    if name == "content:encoded" or (name == "description" and in_item):
        yield from html(text)
    if name in LINKS:
        yield from values.link(text)
    if name in DATES:
        yield from values.date(text, now)
    if name in CONTACTS:
        yield from values.contact(text)
    if name in {"language", "dc:language"}:
        yield from values.language(text)
    if name == "guid":
        yield from values.guid(text, element.get("isPermaLink"))
    if name == "media:content":
        yield from values.media({str(key): str(value) for key, value in element.attrib.items()})
    if name == "enclosure":
        yield from values.enclosure(element.get("url"), element.get("length"), element.get("type"))


def _name(element: etree._Element) -> str:
    """The element's name with the prefix its namespace should have."""
    name = etree.QName(element)
    if name.namespace is None:
        return name.localname
    return f"{PREFIXES.get(name.namespace, name.namespace)}:{name.localname}"
