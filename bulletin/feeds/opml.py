"""OPML 2.0: the list of all feeds in one file, to subscribe to them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed in the list: its title, its URL, and the URL of its page for people."""

    title: str
    address: str
    page: str


def to_opml(title: str, subscriptions: Iterable[Subscription]) -> bytes:
    """Return an OPML 2.0 subscription list in UTF-8, indented, in the order given.

    `title` is that of the list. There is no creation date: the bytes depend on the list alone.
    Rule: opml.org/spec2.opml, "Subscription lists".
    """
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = title
    body = ElementTree.SubElement(root, "body")
    for subscription in subscriptions:
        ElementTree.SubElement(
            body,
            "outline",
            type="rss",
            text=subscription.title,
            title=subscription.title,
            xmlUrl=subscription.address,
            htmlUrl=subscription.page,
        )
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"
