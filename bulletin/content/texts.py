"""The texts of content/: a fingerprint of each, and its bytes when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b

from bulletin.engine.fingerprint import fingerprint
from bulletin.errors import ContentError, Problem

LARGEST_TEXT = 2_000_000
"""Bytes of one text file: fifty times the longest story, and far below what could hang a build."""

WHOLE_FILE = "tệp"
"""The field of a problem that is one of the whole file."""


class Texts(Mapping[str, bytes]):
    """The bytes of texts by path: `held` are in memory, the others are read by `read` when needed.

    `fingerprints` stand for path and bytes. A file whose bytes no longer fit its fingerprint was
    written after the scan. Results computed from the new bytes would be cached under the old
    fingerprint, so reading such a file raises ContentError; the next build sees it as it is then.
    """

    def __init__(
        self,
        fingerprints: Mapping[str, bytes],
        held: Mapping[str, bytes],
        read: Callable[[str], bytes],
    ) -> None:
        self.fingerprints = fingerprints
        self._held = held
        self._read = read

    @classmethod
    def from_bytes(cls, held: Mapping[str, bytes]) -> Texts:
        """Return texts that are all in memory."""
        fingerprints = {path: text_fingerprint(path, data) for path, data in held.items()}
        return cls(fingerprints, held, held.__getitem__)

    def with_changes(self, changed: Mapping[str, bytes]) -> Texts:
        """Return these texts with other bytes at some paths."""
        fingerprints = {path: text_fingerprint(path, data) for path, data in changed.items()}
        return Texts({**self.fingerprints, **fingerprints}, {**self._held, **changed}, self._read)

    def __getitem__(self, path: str) -> bytes:
        if path in self._held:
            return self._held[path]
        expected = self.fingerprints[path]
        with suppress(OSError):
            data = self._read(path)
            if text_fingerprint(path, data) == expected:
                return data
        message = "tệp vừa bị sửa hoặc xóa trong lúc đọc; chạy lại"
        raise ContentError([Problem(path, 1, WHOLE_FILE, message)])

    # Mapping would read a text for each of these; the fingerprints have the same keys.
    def __contains__(self, path: object) -> bool:
        return path in self.fingerprints

    def __iter__(self) -> Iterator[str]:
        return iter(self.fingerprints)

    def __len__(self) -> int:
        return len(self.fingerprints)


def text_fingerprint(path: str, data: bytes) -> bytes:
    """Return the fingerprint of the text at `path`: it changes with the path and with each byte."""
    return fingerprint(path, blake2b(data).digest())
