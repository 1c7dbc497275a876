"""Addresses that a page had once: it moved, or was withdrawn. Each still answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.edition.tombstones import Tombstone
from bulletin.model import addresses
from bulletin.model.labels import SAMPLE_EVENT, mark_text, story_mark
from bulletin.pages.page import Page, View
from bulletin.pages.page_group import PageGroup

REDIRECTS = "chuyen-huong.map"
"""The path of the redirect table for the web server, in the format of nginx's `map`."""


WITHDRAWN = "da-rut.map"
"""The path of the table of withdrawn addresses, in the same format: the server answers 410."""


@dataclass(frozen=True, slots=True)
class TombstoneView(View):
    """tombstone.html: what was withdrawn, the day and the reason."""

    what: str
    day: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class MovedView(View):
    """moved.html: the new address of a page, and its title."""

    target: str
    title: str


def iter_old_address_groups(edition: Edition) -> Iterator[PageGroup]:
    """Yield the pages at the old addresses of stories and events, then the tombstones."""
    stories = [story for story in edition.stories if story.front.aliases]
    pairs = _find_redirects(stories, edition)
    titles = {
        story.address: mark_text(story.front.title, story_mark(story.front)) for story in stories
    }
    titles |= {addresses.script_address(address): title for address, title in titles.items()}
    titles |= {
        event.item.address: mark_text(event.front.title, SAMPLE_EVENT if event.front.sample else "")
        for event in edition.events
    }
    yield PageGroup(
        name="moved",
        addresses=[old for old, _ in pairs],
        make_pages=partial(_iter_moved_pages, titles, pairs),
        stories=stories,
        listed=False,
    )
    yield PageGroup(
        name="tombstones",
        addresses=[address for address, _ in _find_withdrawn_addresses(edition)],
        make_pages=partial(_iter_tombstone_pages, edition),
        listed=False,
    )


def _iter_moved_pages(
    titles: Mapping[str, str], pairs: Sequence[tuple[str, str]]
) -> Iterator[Page]:
    """Yield a page at each old address, which sends readers to the new one.

    `titles` are those of the pages by address.
    """
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
    """Return sorted pairs (old address, new address) of stories, of their scripts, of events."""
    pairs = [(old, it.item.address) for it in edition.events for old in it.front.aliases]
    for story in stories:
        for old in story.front.aliases:
            pairs.append((old, story.address))
            if edition.is_cleared(story):
                script = addresses.script_address(story.address)
                pairs.append((addresses.script_address(old), script))
    return sorted(pairs)


def _find_withdrawn_addresses(edition: Edition) -> list[tuple[str, Tombstone]]:
    """Return (address, tombstone) for each address that was withdrawn, each once."""
    found: dict[str, Tombstone] = {}
    # Where a part was withdrawn and then the whole, the whole counts.
    for tombstone in sorted(edition.tombstones, key=lambda one: one.only is not None):
        for address in tombstone.addresses:
            found.setdefault(address, tombstone)
    return sorted(found.items())


def _iter_tombstone_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page at each address of a withdrawn story; nothing of the story is on it."""
    for address, tombstone in _find_withdrawn_addresses(edition):
        is_script = tombstone.only is not None
        yield Page(
            address=address,
            template="tombstone.html",
            title="Bài đọc đã gỡ" if is_script else "Bài đã gỡ",
            description=f"{'Bài đọc' if is_script else 'Bài'} ở địa chỉ này đã được gỡ.",
            section=addresses.HOME,
            feeds=(),
            view=TombstoneView(
                what="Bài đọc" if is_script else "Bài",
                day=tombstone.date,
                reason=tombstone.reason,
            ),
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

    Paths are as in `format_redirect_table`; each has the value 1. Readers can open the table, so an
    address that names somebody is not in it: its tombstone answers 200 and is not indexed.
    """
    prefix = urlsplit(site_url).path.rstrip("/")
    withdrawn = [
        address for address, stone in _find_withdrawn_addresses(edition) if not stone.hidden
    ]
    return "".join(f"{prefix}{address} 1;\n" for address in withdrawn).encode()
