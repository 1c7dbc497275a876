"""Addresses that no longer show what they showed: moved, or taken down. None dies silently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from urllib.parse import urlsplit

from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.edition.tombstones import Tombstone
from bulletin.model import addresses
from bulletin.pages.page import MovedView, Page, TombstoneView
from bulletin.pages.page_group import PageGroup

REDIRECTS = "chuyen-huong.map"
"""The table of moved addresses for the web server, in the form of nginx' `map`."""


def iter_old_address_groups(edition: Edition) -> Iterator[PageGroup]:
    """Yield what stands at the addresses of what moved and of what was taken down."""
    stories = [story for story in edition.stories if story.front.aliases]
    pairs = _moved(stories, edition)
    yield PageGroup(
        name="moved",
        addresses=[old for old, _ in pairs],
        make_pages=partial(_moved_pages, stories, pairs),
        stories=stories,
        listed=False,
    )
    yield PageGroup(
        name="tombstones",
        addresses=[address for _, address in _graves(edition)],
        make_pages=partial(_tombstone_pages, edition),
        listed=False,
    )


def _moved_pages(
    stories: Sequence[PublicStory], pairs: Sequence[tuple[str, str]]
) -> Iterator[Page]:
    """Yield a page at each old address that leads to where the story is now."""
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


def _moved(stories: Iterable[PublicStory], edition: Edition) -> list[tuple[str, str]]:
    """Return each old address and the address of the story that took it over, in order.

    The script of a story moved with it, if it has one.
    """
    pairs = []
    for story in stories:
        for old in story.front.aliases:
            pairs.append((old, story.address))
            if edition.is_cleared(story):
                here = addresses.script_address(story.address)
                pairs.append((addresses.script_address(old), here))
    return sorted(pairs)


def _graves(edition: Edition) -> Iterator[tuple[Tombstone, str]]:
    """Yield what was taken down with each address that it had.

    Nobody knows any more whether a story had a script: that address answers too.
    """
    for stone in edition.tombstones:
        yield stone, stone.address
        if stone.was_story:
            yield stone, addresses.script_address(stone.address)


def _tombstone_pages(edition: Edition) -> Iterator[Page]:
    """Yield a page at each address of what was taken down, with no word of it."""
    for stone, address in _graves(edition):
        yield Page(
            address=address,
            template="tombstone.html",
            title="Bài đã rút",
            description="Bài ở địa chỉ này đã được rút.",
            section=addresses.HOME,
            feeds=(),
            view=TombstoneView(day=stone.date, reason=stone.reason),
            listed=False,
        )


def redirect_table(edition: Edition, site_url: str) -> bytes:
    """Return the moved addresses, one pair a line, for the web server.

    The server knows them with the path below which the site lies.
    """
    below = urlsplit(site_url).path.rstrip("/")
    pairs = _moved(edition.stories, edition)
    return "".join(f"{below}{old} {below}{new};\n" for old, new in pairs).encode()
