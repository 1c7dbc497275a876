"""The feeds of the site.

The feed of a year has all stories of the year with their texts. Its items are kept, so that a
change of one story writes one of them anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bulletin.edition.channels import Channel, Selection
from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.engine.cache import BucketedCache, Cache
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.target import Target, TargetGroup, single
from bulletin.feeds.award_feed import make_award_feed
from bulletin.feeds.feed import Feed
from bulletin.feeds.story_feed import FeedItemRenderer, fill_feed, make_feed
from bulletin.pages.story_page import figure_of
from bulletin.render.page_renderer import PageRenderer
from bulletin.render.paths import file_path
from bulletin.site.cache_keys import CacheKeys
from bulletin.site.context import SiteContext
from bulletin.site.radio_output import RadioOutput

_ITEMS = "feed items"
"""The cache's namespace for written items of the feeds of years."""


@dataclass(frozen=True)
class FeedOutput:
    """Makes the feeds of an edition."""

    context: SiteContext
    page_renderer: PageRenderer
    keys: CacheKeys
    radio: RadioOutput

    @property
    def _edition(self) -> Edition:
        return self.context.edition

    @property
    def _cache(self) -> Cache:
        return self.context.cache

    def target_groups(self) -> Iterator[TargetGroup]:
        """Yield every feed."""
        content_keys = self.keys.content_keys
        for channel in self.context.channels:
            dependencies: tuple[tuple[str, bytes], ...] = (
                ("feed", self._head_key(channel)),
                ("stories", combine(content_keys[story.address] for story in channel.stories)),
                ("theme", self.page_renderer.theme_key),
            )
            pictures = [*map(self._picture_key, channel.stories)]
            if any(pictures):
                dependencies += (("pictures", combine(pictures)),)
            yield single(
                Target(file_path(channel.address), dependencies, partial(self._feed, channel))
            )

    def _head_key(self, channel: Channel) -> bytes:
        """Return the key of what a feed says besides its stories."""
        labels = [self._edition.unit_labels[key] for key in sorted(channel.predecessors)]
        about = (channel.selection, channel.address, channel.title, channel.page, labels)
        settings = self.context.settings
        return fingerprint(about, settings.site_name, settings.site_url, self._edition.bulletin)

    def _picture_key(self, story: PublicStory) -> bytes:
        figure = figure_of(story)
        return self.page_renderer.images.key(figure) if figure else b""

    def _feed(self, channel: Channel) -> bytes:
        # What only some builds need is imported where it is needed: it takes long.
        from bulletin.feeds.rss import to_rss

        if channel.selection is Selection.YEAR:
            return self._year_feed(channel)
        if channel.selection is Selection.AWARDS:
            return to_rss(make_award_feed(channel, self._edition, **self._names))
        feed = self._make_feed(channel)
        if channel.selection is Selection.AUDIO:
            return self.radio.podcast(channel, feed)
        return to_rss(feed)

    @property
    def _names(self) -> dict[str, str]:
        settings = self.context.settings
        return {"site_name": settings.site_name, "site_url": settings.site_url}

    def _make_feed(self, channel: Channel) -> Feed:
        renderer = self.page_renderer
        items = FeedItemRenderer(renderer.feed_text, picture=renderer.feed_picture)
        return make_feed(
            channel,
            self._edition,
            **self._names,
            renderer=self.radio.item_renderer() if channel.selection is Selection.RADIO else items,
            size_of=self.context.library.media.recording_size,
        )

    def _year_feed(self, channel: Channel) -> bytes:
        from bulletin.feeds.rss import join_items

        head = fill_feed(channel, self._edition, (), **self._names)
        if channel.stories:
            newest = max(story.published for story in channel.stories)
            head = replace(head, fallback_date=newest)
        has_pictures = any(map(figure_of, channel.stories))
        return join_items(head, self._written_items(channel), has_pictures=has_pictures)

    def _written_items(self, channel: Channel) -> Sequence[bytes]:
        """Return the items of the feed of a year; only those of changed stories are written."""
        from bulletin.feeds.rss import write_items

        head_key, theme_key = self._head_key(channel), self.page_renderer.theme_key
        # The first byte of a key names its bucket: a year has one.
        bucket = channel.stories[0].published.year % 256 if channel.stories else 0
        keys = [
            bytes([bucket])
            + combine(
                [
                    head_key,
                    theme_key,
                    self.keys.content_keys[story.address],
                    self._picture_key(story),
                ]
            )
            for story in channel.stories
        ]
        cache = BucketedCache(self._cache)
        items: dict[bytes, bytes] = cache.get_many(_ITEMS, keys)
        missing = {
            key: story for key, story in zip(keys, channel.stories, strict=True) if key not in items
        }
        if missing:
            feed = self._make_feed(replace(channel, stories=tuple(missing.values())))
            new = dict(zip(missing, write_items(feed), strict=True))
            cache.put_many(_ITEMS, new)
            items |= new
        return [items[key] for key in keys]
