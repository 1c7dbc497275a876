"""Doc IDs: the integers by which posting lists name items. A later day has a greater ID.

The IDs follow from the addresses and days alone, and one more item changes few of them, so that few
shards change. An item has a moment: its day, and within the day a hash of its address. The doc ID
is the moment divided by a power of two, the scale; if another item has that ID, the next free one.
The scale leaves two to four IDs for each item. So one more item, on any day, changes the IDs of 0.3
other items on average. With fewer IDs it would change more. With more IDs the steps in posting
lists, and so the lists, would be longer.

The scale follows from the distances between the items in the middle half of the order, so neither
old documents nor a month with many stories changes it. Because it is a power of two, it changes
(and all IDs with it) only when there are twice as many items in the same time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final
from zlib import crc32

_DAY_BITS: Final = 32
"""Bits of the moment within a day: a CRC-32 of the address."""

_UNDATED_DAYS: Final = 1 << 8
"""Days at the start of the scale, over which items without a day are spread."""

_START: Final = dt.date(1945, 9, 2).toordinal() - _UNDATED_DAYS
_LAST_DAY: Final = (1 << 16) - 1
"""Days are counted from `_START`. Days before 2 September 1945 count as that day, and days after
the last one as the last one; the items keep their order."""

_MIN_SCALE_BITS: Final = 21
"""With the finest scale all days together have 2^27 IDs; a posting has room for 2^28."""


def assign_doc_ids(days: Mapping[str, dt.date | None]) -> dict[str, int]:
    """Return the doc ID of each address, ascending by day; items without a day come first."""
    hashes = {address: crc32(address.encode()) for address in days}
    order = sorted(days, key=lambda one: (days[one] or dt.date.min, hashes[one], one))
    moments = [_compute_moment(days[address], hashes[address]) for address in order]
    scale_bits = _choose_scale_bits(moments)
    doc_ids: dict[str, int] = {}
    doc_id = -1
    for address, moment in zip(order, moments, strict=True):
        doc_id = max(doc_id + 1, moment >> scale_bits)
        doc_ids[address] = doc_id
    return doc_ids


def _compute_moment(day: dt.date | None, address_hash: int) -> int:
    if day is None:
        return address_hash * _UNDATED_DAYS
    day_index = min(max(day.toordinal() - _START, _UNDATED_DAYS), _LAST_DAY)
    return day_index << _DAY_BITS | address_hash


def _choose_scale_bits(moments: list[int]) -> int:
    """Return the binary logarithm of how many moments share one ID; `moments` ascend."""
    half = len(moments) // 2
    first = len(moments) // 4
    distance = (moments[first + half] - moments[first]) // half if half else 0
    return max(distance.bit_length() - 2, _MIN_SCALE_BITS)
