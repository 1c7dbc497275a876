"""Metadata for programs: search engines, and social networks where a page is shared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.target import Target
from bulletin.pages.breadcrumbs import make_breadcrumbs
from bulletin.pages.card_list import ListView
from bulletin.pages.facts_view import FactsView
from bulletin.pages.page import Page
from bulletin.pages.story_page import StoryView
from bulletin.pages.structured_data import Publisher, make_structured_data
from bulletin.render.images import ResponsiveImage
from bulletin.render.paths import file_path
from bulletin.render.social_image import (
    HEIGHT,
    WIDTH,
    SocialImageText,
    draw_social_image,
    social_image_recipe,
)

SOCIAL_IMAGE_NAME = "the-chia-se.png"
"""The file name of a page's image, beside its index.html; the one at the root serves all others."""


@dataclass(frozen=True, slots=True)
class SharedImage:
    """The picture that a social network shows for a page: site path, size in pixels, alt text."""

    address: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class SocialMetadata:
    """Makes social images of pages, and the metadata in their heads."""

    publisher: Publisher

    def words(self, page: Page) -> SocialImageText | None:
        """Return the words on the page's own image; None where the site's image is used."""
        if not self.publisher.bulletin.share_cards:
            return None
        match page.view:
            case StoryView():
                label = page.view.label
            case FactsView():
                label = page.view.share_label or page.view.label
            case ListView() if page.body is not None:
                label = "Phong trào thi đua"
            case _:
                return None
        return self._words(f"{page.mark} · {label}" if page.mark else label, page.title)

    def targets(self, page: Page) -> Iterator[Target]:
        """Yield the file of the page's own image, if it has one."""
        if words := self.words(page):
            yield _social_image_target(file_path(page.address), words)

    def site_target(self) -> Target:
        """Return the file of the site's image."""
        return _social_image_target(
            "", self._words(self.publisher.bulletin.publisher, self.publisher.site_name)
        )

    def image(self, page: Page, picture: ResponsiveImage | None) -> SharedImage:
        """Return the page's image: the story's picture if it is large enough, or a drawn one.

        A sample always has the drawn one, which says what it is.
        """
        if picture is not None and picture.width >= WIDTH and not page.mark:
            return SharedImage(picture.address, picture.width, picture.height, picture.alt)
        if self.words(page) is not None:
            return SharedImage(page.address + SOCIAL_IMAGE_NAME, WIDTH, HEIGHT, page.marked_title)
        return self.site_image

    @property
    def site_image(self) -> SharedImage:
        """The image of every page that has none of its own."""
        return SharedImage("/" + SOCIAL_IMAGE_NAME, WIDTH, HEIGHT, self.publisher.site_name)

    def template_values(
        self, page: Page, picture: ResponsiveImage | None, body: str
    ) -> dict[str, Any]:
        """Return the metadata for the templates; `body` is the page's text as HTML.

        A page that is not listed has breadcrumbs only.
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

    def _words(self, label: str, title: str) -> SocialImageText:
        own = self.publisher
        return SocialImageText(label, title, own.site_name, own.bulletin.publisher)


def _social_image_target(folder: str, words: SocialImageText) -> Target:
    dependencies = (("words", fingerprint(words)), ("recipe", _recipe_key()))
    return Target(folder + SOCIAL_IMAGE_NAME, dependencies, partial(draw_social_image, words))


@cache
def _recipe_key() -> bytes:
    return fingerprint(social_image_recipe())
