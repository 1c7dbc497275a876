"""The numbers by which posting lists name items: later days have greater ones.

A number depends on the items around it alone. Items stand by day and address in groups, and where
a group begins the address of its first item decides; so a new item moves its own group's items on,
not those of all that follow, and the newest story moves nobody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final
from zlib import crc32

ROOM: Final = 64
"""The numbers that each group has."""

_USUAL: Final = 32


def numbered(days: Mapping[str, dt.date | None]) -> dict[str, int]:
    """Return the number of each address, ascending by day, then address; no day comes first."""
    numbers: dict[str, int] = {}
    number = -1
    for address in sorted(days, key=lambda address: (days[address] or dt.date.min, address)):
        begins = crc32(address.encode()) % _USUAL == 0
        number = (number // ROOM + 1) * ROOM if begins else number + 1
        numbers[address] = number
    return numbers
