"""Addresses at which a story was once: its page moved, or it was withdrawn. Each still answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.edition.tombstones import Tombstone
from bulletin.model import addresses
from bulletin.pages.page import Page, View
from bulletin.pages.page_group import PageGroup

REDIRECTS = "chuyen-huong.map"
"""The path of the redirect table for the web server, in the format of nginx's `map`."""


WITHDRAWN = "da-rut.map"
"""The path of the table of withdrawn addresses, in the same format: the server answers 410."""


@dataclass(frozen=True, slots=True)
class TombstoneView(View):
    """tombstone.html: the day and the reason of a withdrawal."""

    day: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class MovedView(View):
    """moved.html: the new address of a page, and its title."""

    target: str
    title: str


def iter_old_address_groups(edition: Edition) -> Iterator[PageGroup]:
    """Yield the pages at the old addresses of stories, then the tombstones."""
    stories = [story for story in edition.stories if story.front.aliases]
    pairs = _find_redirects(stories, edition)
    yield PageGroup(
        name="moved",
        addresses=[old for old, _ in pairs],
        make_pages=partial(_iter_moved_pages, stories, pairs),
        stories=stories,
        listed=False,
    )
    yield PageGroup(
        name="tombstones",
        addresses=[address for _, address in _iter_withdrawn_addresses(edition)],
        make_pages=partial(_iter_tombstone_pages, edition),
        listed=False,
    )


def _iter_moved_pages(
    stories: Sequence[PublicStory], pairs: Sequence[tuple[str, str]]
) -> Iterator[Page]:
    """Yield a page at each old address, which sends readers to the new one."""
    titles = {story.address: story.front.title for story in stories}
    titles |= {addresses.script_address(address): title for address, title in titles.items()}
    for old, new in pairs:
        yield Page(
            address=old,
            template="moved.html",
            title="Trang đã chuyển",
            description="Trang này đã chuyển đến địa chỉ mới.",
            section=addresses.HOME,
            feeds=(),
            view=MovedView(target=new, title=titles[new]),
            listed=False,
        )


def _find_redirects(stories: Iterable[PublicStory], edition: Edition) -> list[tuple[str, str]]:
    """Return sorted pairs (old address, new address) of stories and of their scripts."""
    pairs = []
    for story in stories:
        for old in story.front.aliases:
            pairs.append((old, story.address))
            if edition.is_cleared(story):
                script = addresses.script_address(story.address)
                pairs.append((addresses.script_address(old), script))
    return sorted(pairs)


def _iter_withdrawn_addresses(edition: Edition) -> Iterator[tuple[Tombstone, str]]:
    """Yield (tombstone, address) for each address that a withdrawn story had.

    Whether the story had a script is not known any more, so the script's address is included.
    """
    for tombstone in edition.tombstones:
        yield tombstone, tombstone.address
        if tombstone.was_story:
            yield tombstone, addresses.script_address(tombstone.address)


def _iter_tombstone_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page at each address of a withdrawn story; nothing of the story is on it."""
    for tombstone, address in _iter_withdrawn_addresses(edition):
        yield Page(
            address=address,
            template="tombstone.html",
            title="Bài đã rút",
            description="Bài ở địa chỉ này đã được rút.",
            section=addresses.HOME,
            feeds=(),
            view=TombstoneView(day=tombstone.date, reason=tombstone.reason),
            listed=False,
        )


def format_redirect_table(edition: Edition, site_url: str) -> bytes:
    """Return the redirects for the web server in UTF-8, one a line: old path, new path.

    Paths are those that the server sees, so each begins with the path of `site_url`.
    """
    prefix = urlsplit(site_url).path.rstrip("/")
    pairs = _find_redirects(edition.stories, edition)
    return "".join(f"{prefix}{old} {prefix}{new};\n" for old, new in pairs).encode()


def format_withdrawn_table(edition: Edition, site_url: str) -> bytes:
    """Return the addresses of withdrawn stories for the web server in UTF-8, one a line.

    Paths are as in `format_redirect_table`; each has the value 1.
    """
    prefix = urlsplit(site_url).path.rstrip("/")
    withdrawn = sorted({address for _, address in _iter_withdrawn_addresses(edition)})
    return "".join(f"{prefix}{address} 1;\n" for address in withdrawn).encode()
