"""The files beside the stories: their sizes, and what is known of pictures and recordings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from bulletin.content.source import read_text
from bulletin.engine.cache import Cache, DictCache
from bulletin.engine.fingerprint import fingerprint
from bulletin.media.mistakes import MediaMistake
from bulletin.media.papers import inspect_paper
from bulletin.vietnamese.numbers import format_duration

if TYPE_CHECKING:
    from bulletin.media.recordings import RecordingFacts

Read = Callable[[str], bytes]
"""Gives the bytes of a file by its path."""

_AUDIO_SUFFIXES = (".mp3",)
_IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
PAPER_SUFFIXES = (".pdf", ".doc", ".docx", ".odt", ".xls", ".xlsx")

_TEXT_SUFFIX = ".txt"
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml|script|body|svg)", re.IGNORECASE)

_LARGEST_READ = 100_000_000
"""Bytes of a file that is read at all; each type has a smaller limit of its own."""

_TOO_LARGE = "tệp lớn quá 100 MB; bản tin không nhận tệp lớn như vậy, thu nhỏ rồi gửi lại"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of a file: digest of its bytes, what a recording is, what is wrong with it.

    `doubts` are what to look at though the file may be published.
    """

    digest: bytes
    recording: RecordingFacts | None = None
    mistake: str | None = None
    doubts: tuple[str, ...] = ()


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
        """Return what is wrong with the picture, recording or paper at `path`, if anything is."""
        return self._of(path).mistake

    def doubts(self, path: str) -> tuple[str, ...]:
        """Return what an editor should look at in the paper at `path`."""
        return self._of(path).doubts

    def fingerprint(self, path: str) -> bytes:
        """Return the fingerprint of the bytes of the file at `path`."""
        return self._of(path).digest

    def seconds_of(self, path: str) -> float:
        """Return the length in seconds of the recording at `path`, which has no mistake."""
        return self._recording(path).seconds

    def recording_size(self, path: str) -> int:
        """Return the bytes of what is published of the recording at `path`."""
        return self._recording(path).size

    def length_of(self, path: str) -> str:
        """Return the length in words of the recording at `path`, which has no mistake."""
        return format_duration(self.seconds_of(path))

    def _recording(self, path: str) -> RecordingFacts:
        facts = self._of(path).recording
        assert facts is not None
        return facts

    def _of(self, path: str) -> _Facts:
        if path not in self._facts:
            stamp = self.stamps.get(path)
            known = self.cache.get_many("media", [stamp]) if stamp else {}
            if stamp in known:
                self._facts[path] = known[stamp]
            else:
                self._facts[path] = self._inspect(path)
                if stamp:
                    self.cache.put_many("media", {stamp: self._facts[path]})
        return self._facts[path]

    def _inspect(self, path: str) -> _Facts:
        if self.sizes[path] > _LARGEST_READ:
            return _Facts(fingerprint(path, self.sizes[path]), mistake=_TOO_LARGE)
        return _inspect(path, self.read(path))


def _inspect(path: str, data: bytes) -> _Facts:
    digest = blake2b(data, digest_size=16).digest()
    recording = None
    doubts: tuple[str, ...] = ()
    try:
        if path.lower().endswith(_AUDIO_SUFFIXES):
            # Libraries of pictures and sound take long to import, and most runs open neither.
            from bulletin.media.recordings import inspect_recording

            recording = inspect_recording(data)
        elif path.lower().endswith(_IMAGE_SUFFIXES):
            from bulletin.media.pictures import inspect_picture

            inspect_picture(data)
        elif path.lower().endswith(_TEXT_SUFFIX):
            _inspect_transcript(path, data)
        elif path.lower().endswith(PAPER_SUFFIXES):
            doubts = tuple(inspect_paper(path, data))
    except MediaMistake as mistake:
        return _Facts(digest, mistake=str(mistake))
    return _Facts(digest, recording, doubts=doubts)


def _inspect_transcript(path: str, data: bytes) -> None:
    """Raise MediaMistake where a transcript, which is published as it is, is no plain text."""
    text, problems = read_text(path, data)
    if wrong := next((problem for problem in problems if problem.is_error), None):
        line = f" (dòng {wrong.line})" if wrong.line > 1 else ""
        raise MediaMistake(f"{wrong.message}{line}")
    if text is not None and _WEB_PAGE.match(text):
        raise MediaMistake("là trang web, không phải lời văn; chép lời văn dán vào tệp .txt")
