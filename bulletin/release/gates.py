"""What a release must fulfil before it goes live: each gate is a generator whose docstring is it.

A gate looks at the built files, and at what the last release had. It yields sentences in Vietnamese
for the office; a release with any of them is not put in place.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from icalendar import Calendar
from lxml import etree

from bulletin.model import addresses
from bulletin.model.withdrawal import Part
from bulletin.release.built_site import DIGEST, INDEX, BuiltSite, Link, parse_xml
from bulletin.site.outcome import FEW, LARGEST_LOSS, find_lost_pages
from bulletin.site.sitemap import SITEMAP
from bulletin.site.version_file import VERSION_FILE
from bulletin.vietnamese.numbers import format_size

PAGE_LIMIT = 400_000
"""Bytes of the HTML of a page. A list of twenty cards has 20,000."""

IMAGE_LIMIT = 1_000_000
"""Bytes of a picture on a page."""

FILE_LIMIT = 100_000_000
"""Bytes of any other file. Forges and many static hosts take no larger ones."""

_NAMED = 10
"""How many of many equal problems are named; the rest are counted."""

_IMAGES = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".ico")


@dataclass(frozen=True)
class Candidate:
    """A release to be judged: the built site, and the files of the release that is live now."""

    site: BuiltSite
    last_files: Set[str]
    allow_loss: bool = False


Gate = Callable[[Candidate], Iterator[str]]


def check_complete(candidate: Candidate) -> Iterator[str]:
    """The files that every site has are there, and none is empty."""
    sizes = candidate.site.sizes
    needed = (INDEX, "404.html", SITEMAP, VERSION_FILE, *_EVERY_SITE_HAS)
    for path in needed:
        if not sizes.get(path):
            yield f"thiếu tệp {path}"
    written = (path for path in sizes if path.endswith((".html", ".xml", ".json")))
    yield from _named([f"tệp {path} rỗng" for path in written if not sizes[path]])


def check_links(candidate: Candidate) -> Iterator[str]:
    """Every link inside the site leads to a file, and to a position that is there."""
    site = candidate.site
    elsewhere: defaultdict[str, set[Link]] = defaultdict(set)
    dead: dict[tuple[str, str], str] = {}
    for path in site.pages:
        page = site.read_page(path)
        for link in sorted(page.links, key=lambda link: (link.path, link.fragment)):
            if link.path not in site.sizes:
                dead.setdefault((link.path, ""), path)
            elif link.fragment and link.path != path and link.path.endswith(".html"):
                elsewhere[link.path].add(link)
            elif link.fragment and link.path == path and link.fragment not in page.anchors:
                dead.setdefault((path, link.fragment), path)
    for path, links in elsewhere.items():
        anchors = site.read_page(path).anchors
        for link in links:
            if link.fragment not in anchors:
                dead.setdefault((path, link.fragment), link.source)
    for source, value in _iter_feed_links(site):
        link_of_feed = site.find_link(source, site.url, value)
        if link_of_feed and link_of_feed.path not in site.sizes:
            dead.setdefault((link_of_feed.path, ""), source)
    yield from _named(
        f"{_address(source)} dẫn đến {_address(path)}{'#' * bool(name)}{name}, chỗ ấy không có"
        for (path, name), source in dead.items()
    )


def check_feeds(candidate: Candidate) -> Iterator[str]:
    """Feeds, calendars and lists can be read by programs; items of a feed have an id each."""
    site = candidate.site
    for path in site.sizes:
        try:
            if path.endswith((".xml", ".opml")):
                guids = [guid.text for guid in parse_xml(site.read(path)).iter("guid")]
                if len(set(guids)) < len(guids):
                    yield f"{path}: hai tin cùng một mã"
            elif path.endswith(".json"):
                json.loads(site.read(path))
            elif path.endswith(".ics"):
                Calendar.from_ical(site.read(path))
        except ValueError as error:
            yield f"{path}: máy không đọc được: {error}"


def check_weight(candidate: Candidate) -> Iterator[str]:
    """No file is so large that a cheap telephone cannot load it, or a host refuses it."""
    heavy = []
    for path, size in candidate.site.sizes.items():
        limit = FILE_LIMIT
        if path.endswith(".html"):
            limit = PAGE_LIMIT
        elif path.endswith(_IMAGES):
            limit = IMAGE_LIMIT
        if size > limit:
            heavy.append(f"{path} nặng {format_size(size)}, nhiều nhất {format_size(limit)}")
    yield from _named(heavy)


def check_withdrawn(candidate: Candidate) -> Iterator[str]:
    """Of what was withdrawn there is a tombstone at its address, and nothing in lists."""
    site = candidate.site
    names = _WithdrawnNames(site)
    if not names.entries:
        return
    pages = {page for page in set(map(_index_beside, site.sizes)) if names.has_page(page)}
    yield from _named(
        f"bài đã rút còn ở {place}"
        for place in [
            *(path for path in site.sizes if path not in pages and _index_beside(path) in pages),
            *(page for page in sorted(pages & site.sizes.keys()) if not _is_hidden(site, page)),
            *_find_listed(site, pages),
            *_find_items(site, names),
        ]
    )


class _WithdrawnNames:
    """The addresses and ids that the list of withdrawals names, some of them by digests."""

    def __init__(self, site: BuiltSite) -> None:
        self.root = site.url.rstrip("/")
        self.entries = {entry for entry in site.withdrawn if entry.only in {"", str(Part.RADIO)}}
        self.stories = {entry.address for entry in self.entries if not entry.only}
        self.scripts = {entry.address for entry in self.entries if entry.only}

    def has_page(self, page: str) -> bool:
        """Return whether a page is that of a withdrawn story, or of its script."""
        address = "/" + page.removesuffix(INDEX)
        if self._has(address, self.stories | self.scripts):
            return True
        below = address.removeprefix(addresses.RADIO)
        return below != address and self._has(f"/{below}", self.stories)

    def has_item(self, feed: str, guid: str) -> bool:
        """Return whether a feed may not hold the item: a guid is tag:<authority>,<year>:<id>."""
        name = guid.partition(":")[2].partition(":")[2]
        is_radio = f"/{feed}" in {addresses.RADIO_FEED, addresses.AUDIO_FEED}
        ids = {entry.id for entry in self.entries if is_radio or not entry.only}
        return name in ids or _digest(name) in ids

    def _has(self, address: str, names: Set[str]) -> bool:
        url = self.root + address
        return urlsplit(url).path in names or _digest(url) in names


def _digest(name: str) -> str:
    return f"{DIGEST}{sha256(name.encode()).hexdigest()}"


def _find_listed(site: BuiltSite, pages: Set[str]) -> Iterator[str]:
    """Yield the feeds and sitemaps that list one of `pages`."""
    for source, value in _iter_feed_links(site):
        link = site.find_link(source, site.url, value)
        if link and link.path in pages:
            yield f"{source} ({_address(link.path)})"


def _find_items(site: BuiltSite, names: _WithdrawnNames) -> Iterator[str]:
    """Yield the feeds that hold an item that was withdrawn."""
    for path, root in _iter_feeds(site):
        for guid in root.iter("guid"):
            if guid.text and names.has_item(path, guid.text):
                yield f"{path} ({guid.text})"


def check_lost(candidate: Candidate) -> Iterator[str]:
    """No address of the last release is missing without alias or withdrawal."""
    lost = find_lost_addresses(candidate.last_files, candidate.site.sizes.keys())
    if not lost or candidate.allow_loss:
        return
    had = sum(path.endswith(INDEX) for path in candidate.last_files)
    cure = "đúng ý muốn thì chạy lại với --allow-loss"
    if len(lost) >= FEW and len(lost) > had * LARGEST_LOSS:
        yield f"mất {len(lost)} trong {had} địa chỉ đã đăng; kho có thể chép thiếu; {cure}"
    yield from _named(f"địa chỉ {address} đã đăng nay không còn" for address in lost)
    yield (
        "cách sửa: thêm địa chỉ cũ vào aliases của bài thay thế, hoặc ghi vào "
        f"content/data/withdrawn.yml; {cure}"
    )


GATES: Sequence[tuple[str, Gate]] = (
    ("đủ tệp", check_complete),
    ("liên kết", check_links),
    ("nguồn tin", check_feeds),
    ("độ nặng", check_weight),
    ("bài đã rút", check_withdrawn),
    ("địa chỉ cũ", check_lost),
)
"""The gates with their names for the office, in the order in which they are reported."""

_EVERY_SITE_HAS = tuple(
    address.lstrip("/")
    for address in (addresses.ALL_STORIES_FEED, addresses.RADIO_FEED, addresses.WITHDRAWN_LIST)
)


def judge(candidate: Candidate) -> list[str]:
    """Return everything that forbids to publish this release, as lines to print."""
    return [f"{name}: {problem}" for name, gate in GATES for problem in gate(candidate)]


def find_lost_addresses(before: Set[str], now: Set[str]) -> list[str]:
    """Return the addresses of pages that were in one release and are in the next no more.

    Lists that the site makes come and go with their entries and are not counted.
    """
    lost = find_lost_pages(before - now)
    return [address for address in lost if not addresses.is_generated(address)]


def _iter_feeds(site: BuiltSite) -> Iterator[tuple[str, etree._Element]]:
    """Yield path and root of each feed and sitemap; broken ones have a gate of their own."""
    for path in site.sizes:
        if path.endswith((".xml", ".opml")):
            with suppress(ValueError):
                yield path, parse_xml(site.read(path))


def _iter_feed_links(site: BuiltSite) -> Iterator[tuple[str, str]]:
    """Yield (path of a feed or sitemap, address that stands in it)."""
    for path, root in _iter_feeds(site):
        for element in root.iter("{*}link", "{*}loc", "{*}enclosure", "{*}outline"):
            for value in (element.text, *map(element.get, ("url", "href", "xmlUrl", "htmlUrl"))):
                if value and value.strip():
                    yield path, value


def _is_hidden(site: BuiltSite, page: str) -> bool:
    """Return whether a page asks search engines not to list it, as every tombstone does."""
    return b"noindex" in site.read(page)


def _index_beside(path: str) -> str:
    """Return the path of the page in whose folder a file lies."""
    folder, slash, _ = path.rpartition("/")
    return folder + slash + INDEX


def _address(path: str) -> str:
    return f"/{path.removesuffix(INDEX)}" if f"/{path}".endswith(f"/{INDEX}") else f"/{path}"


def _named(problems: Iterable[str]) -> Iterator[str]:
    """Yield the first problems, and how many more there are."""
    everything = list(problems)
    yield from everything[:_NAMED]
    if len(everything) > _NAMED:
        yield f"… và {len(everything) - _NAMED} chỗ khác như vậy"
