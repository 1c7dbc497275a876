"""Keys of page groups: what stands for everything that pages show, without making a page.

All keys are 16 bytes long (or a pair of such), so that they stay distinct when they are combined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bulletin.content.media_files import MediaFiles
from bulletin.edition.edition import Edition
from bulletin.edition.public_story import PublicStory
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.model.kind import OTHER_KINDS
from bulletin.pages.page_group import PageGroup
from bulletin.pages.story_page import figure_of
from bulletin.render.bodies import BodiesAndScripts


@dataclass(frozen=True)
class CacheKeys:
    """The keys of an edition; `theme_key` stands for everything that is not content."""

    edition: Edition
    bodies: BodiesAndScripts
    media: MediaFiles
    theme_key: bytes

    @cached_property
    def shared_key(self) -> bytes:
        """The key of everything that any page may show, except stories and bodies."""
        edition = self.edition
        return fingerprint(
            self.theme_key,
            edition.bulletin,
            edition.today,
            edition.units,
            sorted(edition.unit_labels.items()),
            edition.fields,
            edition.topics,
            edition.tombstones,
            [item.metadata_key for kind in OTHER_KINDS for item in edition.items[kind.name]],
            [(event.kind, event.over) for event in edition.events],
        )

    @cached_property
    def metadata_keys(self) -> dict[str, bytes]:
        """The key of all that pages show of a story except its text, by the story's address."""
        labels = self.edition.unit_labels
        units = {unit.key: fingerprint(unit, labels[unit.key]) for unit in self.edition.units}
        fields = {field.key: fingerprint(field) for field in self.edition.fields}
        campaigns = {
            campaign.address: fingerprint(campaign.address, campaign.front.title)
            for campaign in self.edition.campaigns
        }
        return {
            story.address: combine(
                [
                    story.item.metadata_key,
                    units[story.unit.key],
                    *(fields[field.key] for field in story.fields),
                    *(campaigns[campaign.address] for campaign in story.campaigns),
                    *self._file_keys(story),
                    *([fingerprint(story.held)] if story.held else []),
                    *([fingerprint(story.aired)] if story.aired else []),
                ]
            )
            for story in self.edition.stories
        }

    def _file_keys(self, story: PublicStory) -> Iterator[bytes]:
        """Yield the keys of the files that a story names."""
        if figure := figure_of(story):
            yield self.media.fingerprint(figure.file)
        yield from map(self.media.fingerprint, story.audio_files)

    @cached_property
    def content_keys(self) -> dict[str, bytes]:
        """The key of a story with its text, by the story's address."""
        metadata_keys = self.metadata_keys
        return {
            story.address: metadata_keys[story.address] + self.bodies.key(story.item)
            for story in self.edition.stories
        }

    def key_without_bodies(self, group: PageGroup) -> bytes:
        """Return the key of everything that the pages of a group show besides its bodies."""
        metadata_keys = self.metadata_keys
        keys = [self.shared_key, fingerprint(group.extra_key)]
        keys += [metadata_keys[story.address] for story in group.stories]
        return combine(keys)
