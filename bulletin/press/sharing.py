"""What a page tells those who do not read it: search engines, and whoever it is sent to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from bulletin.pages.breadcrumbs import make_breadcrumbs
from bulletin.pages.card_list import ListView
from bulletin.pages.facts_view import FactsView
from bulletin.pages.page import Page
from bulletin.pages.story_page import StoryView
from bulletin.pages.structured_data import Publisher, make_structured_data
from bulletin.press.card_image import HEIGHT, WIDTH, CardWords, card_recipe, draw_card
from bulletin.press.darkroom import Print
from bulletin.press.leaf import Leaf, path_of
from bulletin.workshop.memory import fingerprint

CARD = "the-chia-se.png"
"""The name of a page's card, beside its index.html; the one at the root serves all others."""


@dataclass(frozen=True, slots=True)
class SharedImage:
    """The picture that goes along with a page's address: a site path, its size, what it shows."""

    address: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """The cards of pages, and what their heads say for programs."""

    publisher: Publisher

    def words(self, page: Page) -> CardWords | None:
        """Return what the page's own card says; None where the site's card will do."""
        if not self.publisher.bulletin.share_cards:
            return None
        match page.view:
            case StoryView(sample=True):
                label = f"Bài mẫu · {page.view.label}"
            case StoryView() | FactsView():
                label = page.view.label
            case ListView() if page.body is not None:
                label = "Phong trào thi đua"
            case _:
                return None
        return self._words(label, page.title)

    def leaves(self, page: Page) -> Iterator[Leaf]:
        """Yield the file of the page's own card, if it has one."""
        if words := self.words(page):
            yield _card(path_of(page.address), words)

    def site_card(self) -> Leaf:
        """Return the card of the site."""
        return _card("", self._words(self.publisher.bulletin.publisher, self.publisher.site_name))

    def image(self, page: Page, picture: Print | None) -> SharedImage:
        """Return the page's picture: the story's own if it is large enough, or a card."""
        if picture is not None and picture.width >= WIDTH:
            return SharedImage(picture.address, picture.width, picture.height, picture.alt)
        if (words := self.words(page)) is not None:
            return SharedImage(page.address + CARD, WIDTH, HEIGHT, words.title)
        return self.site_image

    @property
    def site_image(self) -> SharedImage:
        """The picture of every page that has none of its own."""
        return SharedImage("/" + CARD, WIDTH, HEIGHT, self.publisher.site_name)

    def shown(self, page: Page, picture: Print | None, body: str) -> dict[str, Any]:
        """Return what the templates see of this; `body` is the page's text as HTML.

        A page that is not listed tells nobody anything; it still shows the way up.
        """
        breadcrumbs = make_breadcrumbs(page)
        if not page.listed:
            return {"breadcrumbs": breadcrumbs}
        image = self.image(page, picture)
        address = self.publisher.root + image.address
        return {
            "breadcrumbs": breadcrumbs,
            "shared_image": image,
            "structured": make_structured_data(page, breadcrumbs, self.publisher, address, body),
        }

    def _words(self, label: str, title: str) -> CardWords:
        own = self.publisher
        return CardWords(label, title, own.site_name, own.bulletin.publisher)


def _card(folder: str, words: CardWords) -> Leaf:
    depends = (("words", fingerprint(words)), ("recipe", _recipe()))
    return Leaf(folder + CARD, depends, partial(draw_card, words))


@cache
def _recipe() -> bytes:
    return fingerprint(card_recipe())
