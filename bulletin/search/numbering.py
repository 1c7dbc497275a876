"""The numbers by which posting lists name items: later days have greater ones.

A number is a moment on a coarse scale: an item's day, and within it the moment that its address
gives; where the number is taken it has the next one. Two to four numbers for each item leave so
much room that one more, of whatever day, moves 0.3 others on average. With fewer numbers it would
move more; with more of them lists would be heavier by the longer steps in them.

How fine the scale is, the middle half of the items decides by how close together they lie: neither
old documents nor a month of many stories changes it. It goes by powers of two, so all numbers
change when the stories have become twice as many for the time that they tell of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final
from zlib import crc32

_DAY_BITS: Final = 32
"""A day has so many moments that a hash of 32 bits names one."""

_UNDATED: Final = 1 << 8
"""Days before all others, over which the items without a day are spread."""

_FIRST: Final = dt.date(1945, 9, 2).toordinal() - _UNDATED
_LAST: Final = (1 << 16) - 1
"""Days from the first on: of what is older or later only the order counts."""

_FINEST: Final = 21
"""The scale is no finer: all days together have 2^27 numbers, and a list has room for 2^28."""


def numbered(days: Mapping[str, dt.date | None]) -> dict[str, int]:
    """Return the number of each address, ascending by day; no day comes first."""
    hashes = {address: crc32(address.encode()) for address in days}
    order = sorted(days, key=lambda one: (days[one] or dt.date.min, hashes[one], one))
    moments = [_moment(days[address], hashes[address]) for address in order]
    scale = _scale(moments)
    numbers: dict[str, int] = {}
    number = -1
    for address, moment in zip(order, moments, strict=True):
        number = max(number + 1, moment >> scale)
        numbers[address] = number
    return numbers


def _moment(day: dt.date | None, within: int) -> int:
    if day is None:
        return within * _UNDATED
    return min(max(day.toordinal() - _FIRST, _UNDATED), _LAST) << _DAY_BITS | within


def _scale(moments: list[int]) -> int:
    """Return the binary logarithm of the moments that have one number."""
    half = len(moments) // 2
    first = len(moments) // 4
    apart = (moments[first + half] - moments[first]) // half if half else 0
    return max(apart.bit_length() - 2, _FINEST)
