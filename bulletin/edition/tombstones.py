"""What was taken down: which addresses answer with a tombstone, and what machines are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.model import addresses
from bulletin.model.kind import address_meant
from bulletin.model.withdrawal import Withdrawal


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An address that once showed a story; nothing of the story is left but its identity."""

    address: str
    id: str
    date: dt.date
    reason: str

    @property
    def was_story(self) -> bool:
        """Whether it was a story, which the station may have had a script of."""
        return self.address.startswith((addresses.EXEMPLARS, addresses.CAMPAIGNS))


def tombstones(withdrawals: Iterable[Withdrawal]) -> tuple[Tombstone, ...]:
    """Return the tombstones, the latest withdrawal first, ties broken by address."""
    stones = [
        Tombstone(address, entry.id, entry.date, entry.reason)
        for entry in withdrawals
        if (address := address_meant(entry.path)) is not None
    ]
    return tuple(sorted(stones, key=lambda stone: (-stone.date.toordinal(), stone.address)))
