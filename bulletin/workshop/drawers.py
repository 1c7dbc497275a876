"""Drawers: many small values in few rows of a memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from bulletin.workshop.memory import Memory


class Drawers:
    """Keeps many small values in another memory, one drawer a row: a row costs more than a value.

    A key says by its first byte which drawer is its own, so it must be a fingerprint: then each of
    the 256 gets as many. A drawer that is kept anew holds only what this process asked for or gave,
    and so grows no larger than it is of use.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._used: set[tuple[str, bytes]] = set()

    @property
    def since(self) -> int:
        """What it is for the other memory."""
        return self._memory.since

    def recall(self, room: str, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return what is still known under these keys."""
        wanted = set(keys)
        self._used.update((room, key) for key in wanted)
        drawers = self._memory.recall(room, sorted({key[:1] for key in wanted}))
        return {k: v for drawer in drawers.values() for k, v in drawer.items() if k in wanted}

    def keep(self, room: str, values: Mapping[bytes, Any]) -> None:
        """Remember values that pickle can carry, beside what else of use is in their drawers."""
        drawers: defaultdict[bytes, dict[bytes, Any]] = defaultdict(dict)
        for drawer in self._memory.recall(room, {key[:1] for key in values}).values():
            for key, value in drawer.items():
                if (room, key) in self._used:
                    drawers[key[:1]][key] = value
        for key, value in values.items():
            drawers[key[:1]][key] = value
        self._used.update((room, key) for key in values)
        self._memory.keep(room, drawers)

    def touch(self, room: str, keys: Iterable[bytes]) -> None:
        """Note that what lies under these keys is still of use."""
        wanted = set(keys)
        self._used.update((room, key) for key in wanted)
        self._memory.touch(room, {key[:1] for key in wanted})
