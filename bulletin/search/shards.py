"""Shards: the posting lists cut into many small files by the hash of their terms.

The press keeps of each shard a sorted row of 64-bit numbers, one for each posting: the term's key
(28 bits), the item's number (28 bits), its note (8 bits). What readers fetch is made from that row:

    4 bytes   CRC-32 of all that follows
    2 bytes   how many terms
    2 bytes   for each term: the next 16 bits of its key, ascending
    varint    for each term: twice the length of its list in bytes, and 1 more if it was cut
    lists     for each posting: varint of the step from the number before, then a byte: its note;
              a list that was cut begins with a varint of how many items it would have named

Numbers of several bytes have the least byte first; a varint has seven bits a byte, the least first,
and the eighth bit says that another byte follows.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import groupby
from typing import Final
from zlib import crc32

from bulletin.search.postings import KEY_BITS, MARKS, Postings

LONGEST_LIST: Final = 1024
"""Items that a list names: of a term that more items have, those in which it weighs most."""

NOTE_BITS: Final = 8
NUMBER_BITS: Final = 28
_FINGERPRINT_BITS: Final = 16
_PLACE_BITS: Final = NUMBER_BITS + NOTE_BITS
_PLACES: Final = (1 << _PLACE_BITS) - 1


def shard_bits(postings: int) -> int:
    """Return the binary logarithm of the number of shards for so many postings.

    Shards grow in number and, half as fast, in size: about a kilobyte for a hundred items, two and
    a half for ten thousand.
    """
    length = postings.bit_length()
    return min(max(length - 9, 2), (length + 3) // 2)


def rows_of(
    items: Iterable[tuple[int, Postings]], bits: int, first: int, end: int
) -> list[bytes]:
    """Return the rows of the shards `first` to `end` - 1; `items` ascend by number."""
    rows: list[list[int]] = [[] for _ in range(end - first)]
    low, high = first << KEY_BITS - bits, end << KEY_BITS - bits
    shift = KEY_BITS - bits + _PLACE_BITS
    for number, postings in items:
        for entry in entries(number, postings, low, high):
            rows[(entry >> shift) - first].append(entry)
    for row in rows:
        row.sort()
    return [array("Q", row).tobytes() for row in rows]


def entries(number: int, postings: Postings, low: int = 0, high: int = 1 << KEY_BITS) -> list[int]:
    """Return the rows' numbers for the postings of an item with keys from `low` to `high` - 1."""
    keys = array("I", postings.keys)
    start, end = bisect_left(keys, low), bisect_left(keys, high)
    place = number << NOTE_BITS
    return [
        key << _PLACE_BITS | place | note
        for key, note in zip(keys[start:end], postings.notes[start:end], strict=True)
    ]


def shard_of(entry: int, bits: int) -> int:
    """Return the shard to which a row's number belongs."""
    return entry >> KEY_BITS - bits + _PLACE_BITS


def changed_row(row: bytes, gone: Iterable[int], come: Iterable[int]) -> bytes:
    """Return a row without some of its numbers and with others."""
    found = array("Q", row)
    for entry in gone:
        del found[bisect_left(found, entry)]
    for entry in come:
        found.insert(bisect_left(found, entry), entry)
    return found.tobytes()


def shard(row: bytes, bits: int) -> bytes:
    """Return the file that readers fetch, made from the row of a shard."""
    rest = KEY_BITS - bits
    coarse = max(rest - _FINGERPRINT_BITS, 0) + _PLACE_BITS
    mask = (1 << min(rest, _FINGERPRINT_BITS)) - 1
    fingerprints, lengths, lists = array("H"), bytearray(), bytearray()
    for term, group in groupby(array("Q", row), lambda entry: entry >> coarse):
        found, cut = _list([entry & _PLACES for entry in group])
        fingerprints.append(term & mask)
        lengths += varint(len(found) << 1 | cut)
        lists += found
    if sys.byteorder == "big":
        fingerprints.byteswap()
    payload = len(fingerprints).to_bytes(2, "little") + fingerprints.tobytes() + lengths + lists
    return crc32(payload).to_bytes(4, "little") + payload


def _list(places: list[int]) -> tuple[bytes, bool]:
    """Return a term's list, and whether it was cut."""
    if len(places) > 1:
        places = _each_item_once(places)
    cut = len(places) > LONGEST_LIST
    found = bytearray(varint(len(places)) if cut else b"")
    if cut:
        # The heaviest first, the latest first among equals; then by number again.
        places.sort(key=lambda place: (place >> MARKS & 7, place), reverse=True)
        places = sorted(places[:LONGEST_LIST])
    last = 0
    for place in places:
        number = place >> NOTE_BITS
        step, last = number - last, number
        while step > 127:
            found.append(step & 127 | 128)
            step >>= 7
        found.append(step)
        found.append(place & 255)
    return bytes(found), cut


def _each_item_once(places: list[int]) -> list[int]:
    """Return the places in order; two terms under one fingerprint may name an item twice."""
    places.sort()
    notes: dict[int, int] = {}
    for place in places:
        number, note = place >> NOTE_BITS, place & 255
        if number in notes:
            # The notes ascend with their weights.
            note |= notes[number] & (1 << MARKS) - 1
        notes[number] = note
    if len(notes) == len(places):
        return places
    return [number << NOTE_BITS | note for number, note in notes.items()]


def varint(value: int) -> bytes:
    """Return `value` in groups of seven bits, the least first."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)
