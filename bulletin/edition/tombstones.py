"""Tombstones: what the addresses of withdrawn stories show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.model import addresses
from bulletin.model.kind import find_address
from bulletin.model.withdrawal import Withdrawal


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The address of a withdrawn story; of the story itself only the `id` is kept."""

    address: str
    id: str
    date: dt.date
    reason: str

    @property
    def was_story(self) -> bool:
        """Whether this was a story; then there may have been a script of it."""
        return self.address.startswith((addresses.EXEMPLARS, addresses.CAMPAIGNS))


def make_tombstones(withdrawals: Iterable[Withdrawal]) -> tuple[Tombstone, ...]:
    """Return the tombstones, the latest withdrawal first, then by address."""
    tombstones = [
        Tombstone(address, entry.id, entry.date, entry.reason)
        for entry in withdrawals
        if (address := find_address(entry.path)) is not None
    ]
    return tuple(sorted(tombstones, key=lambda one: (-one.date.toordinal(), one.address)))
