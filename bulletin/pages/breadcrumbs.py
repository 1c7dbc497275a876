"""Breadcrumbs: the links from the front page down to a page."""

from __future__ import annotations

from bulletin.model import addresses
from bulletin.pages.card_list import ListView
from bulletin.pages.page import Link, Page
from bulletin.pages.story_page import StoryView

_HOME = Link("Trang chủ", "/")
_SECTION_TITLES = {
    **{section.address: section.title for section in addresses.SECTIONS},
    addresses.MEMBERS: "Các bản tin",
    addresses.NUMBERS: "Số liệu",
}


def make_breadcrumbs(page: Page) -> tuple[Link, ...]:
    """Return links to the pages above `page`, the front page first; without `page` itself.

    A campaign's story is below the page of the campaign, every other page below its section. Above
    the front page there is nothing.
    """
    if page.address == addresses.HOME:
        return ()
    found = [_HOME]
    if page.section in _SECTION_TITLES and page.address != page.section:
        found.append(Link(_SECTION_TITLES[page.section], page.section))
    if isinstance(page.view, StoryView):
        folder = page.address.rstrip("/").rpartition("/")[0] + "/"
        values = [value for fact in page.view.facts for value in fact.values]
        found += [it for it in values if isinstance(it, Link) and it.address == folder]
    elif isinstance(page.view, ListView) and page.view.pagination.page_number > 1:
        first = page.address.partition("trang/")[0]
        if first != page.section:
            found.append(Link(page.title.rpartition(" – ")[0], first))
    return tuple(found)
