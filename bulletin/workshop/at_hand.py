"""A memory at hand: for many builds in one process, and for values that each of them needs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

from bulletin.workshop.memory import Memory, ShortMemory


class AtHand:
    """Has what `memory` holds in some rooms at hand once it was asked for."""

    def __init__(self, memory: Memory, rooms: Container[str]) -> None:
        self._memory = memory
        self._rooms = rooms
        self._near = ShortMemory()

    @property
    def since(self) -> int:
        """As of the memory behind."""
        return self._memory.since

    def recall(self, room: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return what is known under these keys."""
        if room not in self._rooms:
            return self._memory.recall(room, keys)
        wanted = list(keys)
        found = self._near.recall(room, wanted)
        self._memory.touch(room, found)
        if missing := [key for key in wanted if key not in found]:
            further = self._memory.recall(room, missing)
            self._near.keep(room, further)
            found |= further
        return found

    def keep(self, room: str, values: Mapping[bytes, Any]) -> None:
        """Remember values here and behind."""
        if room in self._rooms:
            self._near.keep(room, values)
        self._memory.keep(room, values)

    def touch(self, room: str, keys: Iterable[bytes]) -> None:
        """Note that what lies under these keys is still of use."""
        self._memory.touch(room, keys)
