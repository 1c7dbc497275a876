"""What a build knows: the content, what of it is public, and what all pages have in common."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment

from bulletin.content.assembly import Library
from bulletin.content.library import make_library
from bulletin.content.snapshot import ContentSnapshot
from bulletin.edition.channels import Channel, iter_channels
from bulletin.edition.edition import Edition, open_edition
from bulletin.engine.cache import Cache
from bulletin.model import addresses
from bulletin.pages.feeds_page import make_feed_links
from bulletin.pages.home_view import HomeView, make_home_view
from bulletin.pages.page import FeedLink
from bulletin.pages.structured_data import Publisher, make_front_page_data
from bulletin.render.bodies import find_hidden
from bulletin.render.images import ImageRenderer
from bulletin.render.page_renderer import prepare_environment
from bulletin.render.social import SocialMetadata
from bulletin.render.templates import CompiledTemplates
from bulletin.site.settings import Settings


@dataclass(frozen=True)
class SiteContext:
    """The content of the project in `root`, read and checked, and what follows from it once."""

    root: Path
    library: Library
    edition: Edition
    cache: Cache
    settings: Settings

    @cached_property
    def channels(self) -> list[Channel]:
        """The feeds of the site."""
        return list(iter_channels(self.edition))

    @cached_property
    def feed_links(self) -> dict[str, FeedLink]:
        """Links to the feeds by their addresses."""
        return make_feed_links(self.channels)

    @property
    def feeds_for_all(self) -> tuple[FeedLink, ...]:
        """The feeds that every page links."""
        return (
            self.feed_links[addresses.ALL_STORIES_FEED],
            self.feed_links[addresses.RADIO_FEED],
        )

    @cached_property
    def home(self) -> HomeView:
        """What the front page shows besides its hand-written words."""
        return make_home_view(self.edition)

    @cached_property
    def images(self) -> ImageRenderer:
        """Renders the pictures of the site."""
        return ImageRenderer(self.library.media, self.cache)

    @cached_property
    def publisher(self) -> Publisher:
        """Who publishes the site."""
        root = self.settings.site_url.rstrip("/")
        return Publisher(self.library.bulletin, self.settings.site_name, root)

    @cached_property
    def social(self) -> SocialMetadata:
        """Makes social images and metadata."""
        return SocialMetadata(self.publisher)

    @property
    def hidden(self) -> set[str]:
        """The addresses of what is not public: of drafts, and of what is still to come."""
        return find_hidden(self.library, self.edition)

    def configure_templates(self, environment: Environment) -> None:
        """Give the theme's templates the values and filters that all of them need."""
        theme = Path(self.settings.theme.dirs[0])
        own = {path.relative_to(theme).as_posix() for path in theme.rglob("*.html")}
        prepare_environment(environment, own)
        environment.bytecode_cache = CompiledTemplates(self.cache)
        environment.globals |= {
            "bulletin": self.library.bulletin,
            "last_change": self.edition.last_change,
            "shows_samples": self.edition.shows_samples,
            "feeds_for_all": self.feeds_for_all,
            "thumbnail": self.images.thumbnail,
            "site_image": self.social.site_image,
            "site_structured": make_front_page_data(self.publisher),
        }
        # A template that was loaded for an earlier build has the values of that build.
        for template in environment.cache.values() if environment.cache else ():
            template.globals.update(environment.globals)


def make_context(
    snapshot: ContentSnapshot,
    docs: str,
    now: dt.datetime,
    cache: Cache,
    settings: Settings,
    *,
    preview: bool = False,
) -> SiteContext:
    """Return what is public at `now` of the content in `snapshot`; for a preview, everything.

    `docs` is the folder of the hand-written pages, relative to the root. Raises ContentError.
    """
    library = make_library(snapshot, docs, now.date(), cache)
    edition = open_edition(library, now, preview=preview)
    return SiteContext(snapshot.root, library, edition, cache, settings)
