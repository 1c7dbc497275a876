"""The files beside the stories: their sizes, and what pictures and recordings turn out to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bulletin.media.mistakes import MediaMistake
from bulletin.media.pictures import inspect_picture
from bulletin.media.recordings import inspect_recording
from bulletin.vietnamese.numbers import spoken_length

Read = Callable[[str], bytes]
"""Gives the bytes of a file by its path."""


@dataclass(frozen=True, slots=True)
class MediaFiles:
    """`sizes` of all files that are not text, by path; `read` opens one, only when it is needed."""

    sizes: Mapping[str, int]
    read: Read
    _seconds: dict[str, float] = field(default_factory=dict)

    def mistake(self, path: str) -> str | None:
        """Return what is wrong with the picture or recording at `path`, if anything is."""
        try:
            if path.lower().endswith(".mp3"):
                self._seconds[path] = inspect_recording(self.read(path)).seconds
            else:
                inspect_picture(self.read(path))
        except MediaMistake as mistake:
            return str(mistake)
        return None

    def seconds_of(self, path: str) -> float:
        """Return the length of the recording at `path` in seconds; it was found sound before."""
        return self._seconds[path]

    def length_of(self, path: str) -> str:
        """Return the length of the recording at `path` in words; it was found sound before."""
        return spoken_length(self.seconds_of(path))
