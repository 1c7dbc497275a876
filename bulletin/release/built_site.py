"""A built site as it lies in its folder: its files, the links of its pages, its withdrawals."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

from bulletin.model import addresses
from bulletin.site.sitemap import ROBOTS, SITEMAP

INDEX = "index.html"

DIGEST = "sha256:"
"""The beginning of what stands for a name that the list of withdrawals hides."""

_LINK_ATTRIBUTES = frozenset({"action", "data", "href", "poster", "src"})
_SOURCE_SETS = frozenset({"imagesrcset", "srcset"})
_NOT_OURS = re.compile(r"(?!https?:)[a-zA-Z][a-zA-Z0-9+.-]*:")
"""The beginning of an address that no web server answers: mailto:, tel:, data:."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link on the file `source` to a file of the site: path, and the name of a position in it."""

    source: str
    path: str
    fragment: str


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """What a page has that links need: its own links, and the names of its positions."""

    links: Set[Link]
    anchors: Set[str]


@dataclass(frozen=True, slots=True)
class WithdrawnEntry:
    """An entry of the list of withdrawals: the id, the path on the host, the part.

    `only` is empty when the whole story was withdrawn. Where the address names somebody, there are
    digests instead of id and path: `sha256:…`.
    """

    id: str
    address: str
    only: str


class BuiltSite:
    """The site in a folder. Files are read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """Every file of the site by its path, with its size in bytes."""
        return {
            path.relative_to(self.folder).as_posix(): path.stat().st_size
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    @cached_property
    def url(self) -> str:
        """The absolute address of the site's root, with a slash at its end."""
        found = re.search(rf"^Sitemap: (.+){re.escape(SITEMAP)}$", self._text(ROBOTS), re.MULTILINE)
        return found.group(1) if found else "/"

    @property
    def pages(self) -> Iterator[str]:
        """The paths of the files that are pages."""
        return (path for path in self.sizes if path.endswith(".html"))

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return (self.folder / path).read_bytes()

    def _text(self, path: str) -> str:
        return self.read(path).decode("utf-8", "replace") if path in self.sizes else ""

    def read_page(self, page: str) -> BuiltPage:
        """Return the links of a page to the site itself, and the positions in it."""
        base = urljoin(self.url, page.removesuffix(INDEX))
        document = html.document_fromstring(self.read(page))
        links = {self.find_link(page, base, value) for value in _iter_link_values(document)}
        names = document.xpath("//@id | //a/@name")
        return BuiltPage(frozenset(link for link in links if link), frozenset(map(str, names)))

    def find_link(self, source: str, base: str, value: str) -> Link | None:
        """Return the link written as `value` on a page at `base`; None when it leads elsewhere."""
        if _NOT_OURS.match(value.strip()):
            return None
        absolute = urlsplit(urljoin(base, value.strip()))
        root = urlsplit(self.url)
        if absolute.netloc != root.netloc or not absolute.path.startswith(root.path):
            return None
        path = unquote(absolute.path.removeprefix(root.path))
        if not path or path.endswith("/"):
            path += INDEX
        return Link(source, path, unquote(absolute.fragment))

    @cached_property
    def withdrawn(self) -> frozenset[WithdrawnEntry]:
        """What the list of withdrawals names; empty where there is no list."""
        return parse_withdrawn(self._text(addresses.WITHDRAWN_LIST.lstrip("/")))


def parse_withdrawn(text: str) -> frozenset[WithdrawnEntry]:
    """Return the entries of a published list of withdrawals; none when it cannot be read."""
    try:
        entries = json.loads(text)
    except ValueError:
        return frozenset()
    return frozenset(
        WithdrawnEntry(str(entry["id"]), _find_path(entry["url"]), str(entry.get("only") or ""))
        for entry in entries
    )


def _find_path(url: str) -> str:
    """Return the path of an absolute address, which stays when the site moves to another host."""
    return url if url.startswith(DIGEST) else urlsplit(url).path


def parse_xml(data: bytes) -> etree._Element:
    """Return the root of an XML document; raises ValueError when it is not well-formed."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def _iter_link_values(document: html.HtmlElement) -> Iterator[str]:
    for element in document.iter(etree.Element):
        for name, value in element.items():
            if name in _LINK_ATTRIBUTES:
                yield value
            elif name in _SOURCE_SETS:
                yield from (part.split()[0] for part in value.split(",") if part.strip())
