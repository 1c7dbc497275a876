"""A public story: with its unit, fields and campaigns instead of their keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bulletin.content.item import Item
from bulletin.model.aired_story import AiredStory
from bulletin.model.campaign import Campaign
from bulletin.model.field import Field
from bulletin.model.story import Scope, Story
from bulletin.model.unit import Unit


@dataclass(frozen=True, slots=True)
class PublicStory:
    """A public story; `published` is aware, in the bulletin's time zone; `guid` never changes.

    `held` is empty, or says why the story is not public yet and only a preview shows it.
    `aired` is when stations aired it, the earliest first.
    """

    item: Item[Story]
    published: dt.datetime
    unit: Unit
    fields: tuple[Field, ...]
    campaigns: tuple[Item[Campaign], ...]
    guid: str
    held: str = ""
    aired: tuple[AiredStory, ...] = ()
    front: Story = field(init=False, compare=False, repr=False)
    address: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Note what all lists ask for: its front matter, and the site path of its page."""
        object.__setattr__(self, "front", self.item.front)
        object.__setattr__(self, "address", self.item.address)

    @property
    def audio_path(self) -> str | None:
        """The content path of the story's recording, if it has one."""
        audio = self.front.audio
        return f"{self.item.folder}/{audio.file}" if audio is not None else None

    @property
    def audio_files(self) -> tuple[str, ...]:
        """The content paths of the story's recording and transcript, as far as it has them."""
        audio = self.front.audio
        names = (audio.file, audio.transcript) if audio is not None else ()
        return tuple(f"{self.item.folder}/{name}" for name in names if name is not None)

    @property
    def cleared_for_radio(self) -> bool:
        """Whether the editor and all people named in the story allow it to be read on the radio."""
        if self.front.broadcast.skip:
            return False
        return all(Scope.RADIO in person.consent.scope for person in self.front.people)


def real_of(stories: Iterable[PublicStory]) -> tuple[PublicStory, ...]:
    """Return the stories that are not samples, in their order."""
    return tuple([story for story in stories if not story.front.sample])


def put_real_first(stories: Sequence[PublicStory]) -> Sequence[PublicStory]:
    """Return the real stories and then the samples, each in their order."""
    real = real_of(stories)
    if len(real) in (0, len(stories)):
        return stories
    return (*real, *(story for story in stories if story.front.sample))


def count_real(stories: Iterable[PublicStory]) -> int:
    """Return the number of stories that are not samples: the only number readers see."""
    return sum([not story.front.sample for story in stories])
