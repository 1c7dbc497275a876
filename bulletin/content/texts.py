"""The texts of content/: what stands for each of them, and its bytes when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b

from bulletin.content.source import WHOLE_FILE
from bulletin.engine.fingerprint import fingerprint
from bulletin.errors import ContentError, Problem


class Texts(Mapping[str, bytes]):
    """The bytes of texts by path: `held` are at hand, the others `read` gives when somebody asks.

    `fingerprints` stand for path and bytes. A file that no longer holds what its fingerprint stands
    for was written a moment ago. Whatever were made of it now would be remembered as made of what
    it held before, so there is nothing right to give: asking raises ContentError, and the next
    build sees the file as it is then.
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
    def at_hand(cls, held: Mapping[str, bytes]) -> Texts:
        """Return texts that all were read before."""
        marks = {path: text_fingerprint(path, data) for path, data in held.items()}
        return cls(marks, held, held.__getitem__)

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

    # Of what Mapping would do by reading, the fingerprints know the answer.
    def __contains__(self, path: object) -> bool:
        return path in self.fingerprints

    def __iter__(self) -> Iterator[str]:
        return iter(self.fingerprints)

    def __len__(self) -> int:
        return len(self.fingerprints)


def text_fingerprint(path: str, data: bytes) -> bytes:
    """Return what stands for the text at `path`: it changes with the path and with each byte."""
    return fingerprint(path, blake2b(data).digest())
