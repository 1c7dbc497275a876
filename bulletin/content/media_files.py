"""The files beside the stories: their sizes, and what is known of pictures and recordings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from bulletin.engine.cache import Cache, DictCache
from bulletin.engine.fingerprint import fingerprint
from bulletin.media.mistakes import MediaMistake
from bulletin.media.pictures import inspect_picture
from bulletin.media.recordings import inspect_recording
from bulletin.vietnamese.numbers import format_duration

Read = Callable[[str], bytes]
"""Gives the bytes of a file by its path."""

_AUDIO_SUFFIXES = (".mp3",)
_IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of a file: digest of its bytes, length in seconds, what is wrong with it."""

    digest: bytes
    seconds: float | None = None
    mistake: str | None = None


@dataclass(frozen=True, slots=True)
class MediaFiles:
    """`sizes` of all files that are not text, by path; `read` opens one, only when it is needed.

    `stamps` stand for the bytes of settled files: what `cache` knows of such a file is not read
    from the file again.
    """

    sizes: Mapping[str, int]
    read: Read
    stamps: Mapping[str, bytes] = field(default_factory=dict)
    cache: Cache = field(default_factory=DictCache)
    _facts: dict[str, _Facts] = field(default_factory=dict)

    def mistake(self, path: str) -> str | None:
        """Return what is wrong with the picture or recording at `path`, if anything is."""
        return self._of(path).mistake

    def fingerprint(self, path: str) -> bytes:
        """Return the fingerprint of the bytes of the file at `path`."""
        return self._of(path).digest

    def seconds_of(self, path: str) -> float:
        """Return the length in seconds of the recording at `path`, which has no mistake."""
        seconds = self._of(path).seconds
        assert seconds is not None
        return seconds

    def length_of(self, path: str) -> str:
        """Return the length in words of the recording at `path`, which has no mistake."""
        return format_duration(self.seconds_of(path))

    def _of(self, path: str) -> _Facts:
        if path not in self._facts:
            stamp = self.stamps.get(path)
            known = self.cache.get_many("media", [stamp]) if stamp else {}
            if stamp in known:
                self._facts[path] = known[stamp]
            else:
                self._facts[path] = _inspect(path, self.read(path))
                if stamp:
                    self.cache.put_many("media", {stamp: self._facts[path]})
        return self._facts[path]


def stamp(path: str, size: int, *times: int) -> bytes:
    """Return what stands for a settled file: its path, its size, its times and inode."""
    return fingerprint(path, size, times)


def _inspect(path: str, data: bytes) -> _Facts:
    digest = blake2b(data, digest_size=16).digest()
    seconds = None
    try:
        if path.lower().endswith(_AUDIO_SUFFIXES):
            seconds = inspect_recording(data).seconds
        elif path.lower().endswith(_IMAGE_SUFFIXES):
            inspect_picture(data)
    except MediaMistake as mistake:
        return _Facts(digest, mistake=str(mistake))
    return _Facts(digest, seconds)
