"""Metadata for programs: search engines, and social networks where a page is shared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from textwrap import shorten
from typing import Any, Final

from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.target import Target
from bulletin.model import addresses
from bulletin.pages.breadcrumbs import make_breadcrumbs
from bulletin.pages.card_list import ListView
from bulletin.pages.facts_view import FactsView
from bulletin.pages.page import FaqInfo, Page
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
from bulletin.search.html_text import extract_text

SOCIAL_IMAGE_NAME = "the-chia-se.png"
"""The file name of a page's image, beside its index.html; the one at the root serves all others."""

_DRAWINGS: Final = {
    addresses.DOCUMENTS: "sach",
    addresses.QUESTIONS: "mo-hinh",
    addresses.EVENTS: "su-kien",
    addresses.CAMPAIGNS: "phong-trao",
}
"""The drawings of theme/assets/hinh.svg on the cards of pages that are no stories, by section."""


CROPPED_NAME = "the-chia-se.jpg"
"""The file name of a picture that was cropped for networks."""

_MOST_LETTERS = 220
"""Letters of an answer that stand in a page's description: more of them no network shows."""

_SITE_DRAWING: Final = "phong-trao"


def describe_page(page: Page, body: str) -> str:
    """Return what search engines and networks say of a page; `body` is its text as HTML.

    Of a question it is the answer.
    """
    answer = " ".join(extract_text(body).split()) if isinstance(page.structured, FaqInfo) else ""
    if not answer:
        return page.marked_description
    return shorten(answer, _MOST_LETTERS, placeholder="…")


@dataclass(frozen=True, slots=True)
class SharedImage:
    """The picture that a social network shows for a page: site path, size in pixels, alt text."""

    address: str
    width: int
    height: int
    alt: str


def is_cropped(image: SharedImage) -> bool:
    """Return whether the image is a picture that was cropped for networks."""
    return image.address.endswith(f"/{CROPPED_NAME}")


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
                label, drawing = page.view.label, page.view.drawing
            case FactsView():
                label = page.view.share_label or page.view.label
                drawing = _DRAWINGS.get(page.section, "")
            case ListView() if page.body is not None:
                label, drawing = "Phong trào thi đua", _DRAWINGS[addresses.CAMPAIGNS]
            case _:
                return None
        return self._words(f"{page.mark} · {label}" if page.mark else label, page.title, drawing)

    def targets(self, page: Page) -> Iterator[Target]:
        """Yield the file of the page's own image, if it has one."""
        if words := self.words(page):
            yield _social_image_target(file_path(page.address), words)

    def site_target(self) -> Target:
        """Return the file of the site's image."""
        return _social_image_target(
            "",
            self._words(self.publisher.bulletin.publisher, self.publisher.site_name, _SITE_DRAWING),
        )

    def image(self, page: Page, picture: ResponsiveImage | None) -> SharedImage:
        """Return the page's image: the story's picture if it is large enough, or a drawn one.

        Networks show a picture that is higher than wide in part, or not at all: it is cropped.
        A sample always has the drawn one, which says what it is.
        """
        if picture is not None and picture.width >= WIDTH and not page.mark:
            if picture.height > picture.width:
                height = round(picture.width * HEIGHT / WIDTH)
                address = page.address + CROPPED_NAME
                return SharedImage(address, picture.width, height, picture.alt)
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

    def _words(self, label: str, title: str, drawing: str) -> SocialImageText:
        own = self.publisher
        return SocialImageText(label, title, own.site_name, own.bulletin.publisher, drawing)


def _social_image_target(folder: str, words: SocialImageText) -> Target:
    dependencies = (("words", fingerprint(words)), ("recipe", _recipe_key()))
    return Target(folder + SOCIAL_IMAGE_NAME, dependencies, partial(draw_social_image, words))


@cache
def _recipe_key() -> bytes:
    return fingerprint(social_image_recipe())
