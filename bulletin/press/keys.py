"""Keys: what stands for an edition, for each story's card and for each body, without a page made.

Whatever a page shows follows from these. They are bytes of one length, so that joined they stay
told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bulletin.content.media_files import MediaFiles
from bulletin.edition.edition import Edition
from bulletin.edition.story import PublicStory
from bulletin.pages.chapter import Chapter
from bulletin.pages.story import figure_of
from bulletin.press.bodies import RenderedBodies
from bulletin.workshop.memory import fingerprint, joined


@dataclass(frozen=True)
class Keys:
    """The keys of an edition; `look` stands for all that is not content."""

    edition: Edition
    bodies: RenderedBodies
    media: MediaFiles
    look: bytes

    @cached_property
    def ground(self) -> bytes:
        """What stands for everything that any page may show but for stories and bodies."""
        edition = self.edition
        return fingerprint(
            self.look,
            edition.bulletin,
            edition.today,
            edition.units,
            sorted(edition.unit_labels.items()),
            edition.fields,
            edition.topics,
            edition.tombstones,
            [campaign.card for campaign in edition.campaigns],
            [document.item.card for document in edition.documents],
            [question.card for question in edition.questions],
            [(event.item.card, event.kind, event.over) for event in edition.events],
        )

    @cached_property
    def cards(self) -> dict[str, bytes]:
        """What stands for all that is told of a story but for its text, by the story's address."""
        labels = self.edition.unit_labels
        units = {unit.key: fingerprint(unit, labels[unit.key]) for unit in self.edition.units}
        fields = {field.key: fingerprint(field) for field in self.edition.fields}
        campaigns = {
            campaign.address: fingerprint(campaign.address, campaign.front.title)
            for campaign in self.edition.campaigns
        }
        return {
            story.address: joined(
                [
                    story.item.card,
                    units[story.unit.key],
                    *(fields[field.key] for field in story.fields),
                    *(campaigns[campaign.address] for campaign in story.campaigns),
                    *self._files(story),
                ]
            )
            for story in self.edition.stories
        }

    def _files(self, story: PublicStory) -> Iterator[bytes]:
        """Yield what stands for the files that a story names."""
        if figure := figure_of(story):
            yield self.media.fingerprint(figure.file)
        yield from map(self.media.fingerprint, story.audio_files)

    @cached_property
    def told(self) -> dict[str, bytes]:
        """What stands for a story with its text, by the story's address."""
        cards = self.cards
        return {
            story.address: cards[story.address] + self.bodies.key(story.item)
            for story in self.edition.stories
        }

    def chapter(self, chapter: Chapter) -> bytes:
        """Return what stands for everything that the pages of a chapter show."""
        cards = self.cards
        return joined(
            [
                self.ground,
                fingerprint(chapter.besides),
                *(self.bodies.key(item) for item in chapter.texts),
                *(cards[story.address] for story in chapter.stories),
            ]
        )
