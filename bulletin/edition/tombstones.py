"""Tombstones: what the addresses of withdrawn stories show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.model import addresses
from bulletin.model.kind import find_address
from bulletin.model.withdrawal import Part, Withdrawal


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The address of a withdrawn story; of the story itself only the `id` is kept.

    With `only` a part of the story was withdrawn and its page stays. The address and the id of a
    `hidden` one name somebody: the tombstone answers whoever has the address, and no list has it.
    """

    address: str
    id: str
    date: dt.date
    reason: str
    only: Part | None = None
    hidden: bool = False

    @property
    def was_on_air(self) -> bool:
        """Whether there may have been a script or a recording of it that is withdrawn now."""
        is_story = not self.address.startswith(
            (addresses.DOCUMENTS, addresses.QUESTIONS, addresses.EVENTS)
        )
        return is_story and self.only is not Part.IMAGE

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses that answer with the tombstone.

        Whether a story had a script is not known any more, so the script's address is included.
        """
        pages = (self.address,) if self.only is None else ()
        scripts = (addresses.script_address(self.address),) if self.was_on_air else ()
        return pages + scripts


def make_tombstones(withdrawals: Iterable[Withdrawal]) -> tuple[Tombstone, ...]:
    """Return the tombstones, the latest withdrawal first, then by address."""
    tombstones = [
        Tombstone(address, entry.id, entry.date, entry.reason, entry.only, entry.hide)
        for entry in withdrawals
        if (address := find_address(entry.path)) is not None
    ]
    return tuple(
        sorted(tombstones, key=lambda one: (-one.date.toordinal(), one.address, one.only or ""))
    )
