"""What makes a valid podcast of a valid feed: the rules of the W3C service and of PSP-1.

Messages are the service's own where it has one; `MissingPodcastElement`, `MissingPodcastNamespace`
and `InvalidImage` are not.
PSP-1 (The Podcast RSS Standard, version 1.0) is the stricter of the two: what it recommends is
asked for here like what it requires, but for the item's image and transcript, which not every story
has. One warning of the service is left out: it says of every PSP-1 podcast that it does not support
the podcast namespace (`UnsupportedNamespace`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from lxml import etree

from tests.feeds import validator_values as values

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
PREFIXES = {ITUNES: "itunes:", PODCAST: "podcast:"}

# Elements that hold elements, and which.
INSIDE = {
    "itunes:category": frozenset({"itunes:category"}),
    "itunes:owner": frozenset({"itunes:name", "itunes:email"}),
}
# Of Apple's categories, those in which a bulletin of a district could stand.
CATEGORIES = {
    "Education": frozenset({"Courses", "How To", "Self-Improvement"}),
    "Government": frozenset[str](),
    "News": frozenset({"Daily News", "News Commentary", "Politics"}),
    "Society & Culture": frozenset({"Documentary", "Personal Journals", "Places & Travel"}),
}
CHANNEL = tuple(
    "title description link language itunes:category itunes:explicit itunes:image "
    "podcast:locked podcast:guid itunes:author".split()
)
ITEM = tuple(
    "title enclosure guid link pubDate description itunes:duration itunes:explicit".split()
)
TRANSCRIPTS = frozenset(
    "text/plain text/html text/vtt application/json application/x-subrip".split()
)
SOUNDS = {"mp3": "audio/mpeg", "m4a": "audio/x-m4a"}
LONGEST = 255
LONGEST_DESCRIPTION = 4000

Found = Iterator[tuple[str, str]]


def is_podcast(channel: etree._Element) -> bool:
    """Whether the feed says that it is a podcast, by one of the namespaces or of the elements."""
    declared = set(channel.nsmap.values())
    return bool(declared & PREFIXES.keys()) or any(
        etree.QName(element).namespace in PREFIXES for element in channel.iter(etree.Element)
    )


def podcast(channel: etree._Element) -> Found:
    """Yield message and detail of what a podcast's channel and items lack or say wrongly."""
    for namespace in PREFIXES:
        # PSP-1 wants them "in the opening of your XML".
        if namespace not in channel.getroottree().getroot().nsmap.values():
            yield "MissingPodcastNamespace", namespace
    names = {_name(child) for child in channel.iterchildren(etree.Element)}
    yield from (("MissingPodcastElement", name) for name in CHANNEL if name not in names)
    if "itunes:owner" not in names:
        yield "MissingItunesEmail", "channel"
    for element in channel.iterchildren(etree.Element):
        if element.tag == "item":
            yield from _item(element)
        else:
            yield from _said(element)


def _item(item: etree._Element) -> Found:
    names = {_name(child) for child in item.iterchildren(etree.Element)}
    yield from (("MissingPodcastElement", f"{name} in item") for name in ITEM if name not in names)
    for element in item.iterchildren(etree.Element):
        yield from _said(element)


def _said(element: etree._Element) -> Found:
    """What an element of a podcast says, whether of all or of one recording."""
    name, text = _name(element), element.text or ""
    if name == "description":
        if len(text.encode()) > LONGEST_DESCRIPTION:
            yield "TooLong", f"{name}: {len(text.encode())} bytes"
    elif len(text) > LONGEST and not name.startswith("{"):
        yield "TooLong", f"{name}: {len(text)} characters"
    match name:
        case "itunes:explicit":
            if text not in {"true", "false"}:
                yield "InvalidTrueFalse", f"{name}: {text}"
        case "podcast:locked":
            if text not in {"yes", "no"}:
                yield "InvalidYesNo", f"{name}: {text}"
        case "podcast:guid":
            if not _is_name_based(text):
                yield "InvalidUUID", text
        case "itunes:duration":
            # The service takes 3:10 as well; PSP-1 counts seconds.
            if not re.fullmatch(r"[1-9][0-9]*", text):
                yield "InvalidDuration", text
        case "itunes:image":
            yield from _image(element.get("href"))
        case "itunes:category":
            yield from _category(element, CATEGORIES)
        case "itunes:owner":
            yield from _owner(element)
        case "podcast:transcript":
            yield from _transcript(element)
        case "enclosure":
            ending = (element.get("url") or "").rpartition(".")[2]
            if SOUNDS.get(ending) != element.get("type"):
                yield "UnsupportedItunesFormat", f"{element.get('url')}, {element.get('type')}"


def _is_name_based(text: str) -> bool:
    try:
        identity = UUID(text)
    except ValueError:
        return False
    return identity.version == 5 and str(identity) == text


def _image(address: str | None) -> Found:
    if address is None:
        yield "MissingAttribute", "href of itunes:image"
    elif not values.HTTP.fullmatch(address):
        yield "InvalidURLAttribute", address
    elif not address.endswith((".jpg", ".png")):
        yield "InvalidImage", address


def _category(element: etree._Element, known: dict[str, frozenset[str]]) -> Found:
    name = element.get("text")
    if name is None:
        yield "MissingAttribute", "text of itunes:category"
        return
    if name not in known:
        yield "InvalidItunesCategory", name
        return
    for child in element.iterchildren(etree.Element):
        yield from _category(child, {below: frozenset() for below in known[name]})


def _owner(owner: etree._Element) -> Found:
    said = {_name(child): child.text or "" for child in owner.iterchildren(etree.Element)}
    if len(said) != len(owner):
        yield "DuplicateElement", "itunes:owner"
    if "itunes:email" not in said:
        yield "MissingElement", "itunes:email in itunes:owner"
    elif said["itunes:email"] and not re.fullmatch(values.EMAIL, said["itunes:email"]):
        yield "InvalidContact", said["itunes:email"]
    for name, text in said.items():
        if not text.strip():
            yield "NotBlank", name
        elif len(text) > LONGEST:
            yield "TooLong", f"{name}: {len(text)} characters"


def _transcript(element: etree._Element) -> Found:
    for name in ("url", "type"):
        if element.get(name) is None:
            yield "MissingAttribute", f"{name} of podcast:transcript"
    if not values.HTTP.fullmatch(element.get("url", "https://a.vn/")):
        yield "InvalidURLAttribute", element.get("url", "")
    if element.get("type", "text/plain") not in TRANSCRIPTS:
        yield "InvalidMIMEAttribute", element.get("type", "")


def _name(element: etree._Element) -> str:
    """The element's name as PSP-1 writes it; in Clark notation where PSP-1 has nothing to say."""
    name = etree.QName(element)
    if name.namespace is None:
        return name.localname
    return PREFIXES.get(name.namespace, f"{{{name.namespace}}}") + name.localname
