"""A story as the public sees it: with its unit, fields and campaigns in place of their keys."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bulletin.content.item import Item
from bulletin.model.campaign import Campaign
from bulletin.model.field import Field
from bulletin.model.story import Scope, Story
from bulletin.model.unit import Unit


@dataclass(frozen=True, slots=True)
class PublicStory:
    """A published story; `published` is aware, in the bulletin's zone."""

    item: Item[Story]
    published: dt.datetime
    unit: Unit
    fields: tuple[Field, ...]
    campaigns: tuple[Item[Campaign], ...]
    guid: str

    @property
    def front(self) -> Story:
        """What the front matter says."""
        return self.item.front

    @property
    def address(self) -> str:
        """The site path of the story's page."""
        return self.item.address

    @property
    def audio_path(self) -> str | None:
        """The content path of the story's recording, if it has one."""
        audio = self.front.audio
        return f"{self.item.folder}/{audio.file}" if audio is not None else None

    @property
    def audio_files(self) -> tuple[str, ...]:
        """The content paths of the story's recording and of its transcript, of those it has."""
        audio = self.front.audio
        names = (audio.file, audio.transcript) if audio is not None else ()
        return tuple(f"{self.item.folder}/{name}" for name in names if name is not None)

    @property
    def cleared_for_radio(self) -> bool:
        """Whether everybody whom the story names agreed to be read aloud, and the editor too."""
        if self.front.broadcast.skip:
            return False
        return all(Scope.RADIO in person.consent.scope for person in self.front.people)
