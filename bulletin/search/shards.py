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
from collections.abc import Iterable, Iterator
from itertools import compress
from typing import Final
from zlib import crc32

from bulletin.search.postings import KEY_BITS, MARK_CLASSES, WEIGHT_LEVELS, Postings

LONGEST_LIST: Final = 2048
"""Items that a list names: of a term that more items have, those in which it weighs most."""

NOTE_BITS: Final = 8
NUMBER_BITS: Final = 28
_FINGERPRINT_BITS: Final = 16
_PLACE_BITS: Final = NUMBER_BITS + NOTE_BITS
_NUMBERS: Final = (1 << NUMBER_BITS) - 1
_WEIGHTS: Final = bytes(note >> MARK_CLASSES for note in range(256))
_LOW_BYTE: Final = 0 if sys.byteorder == "little" else 7
_PLACES: Final = (1 << _PLACE_BITS) - 1


def shard_bits(postings: int) -> int:
    """Return the binary logarithm of the number of shards for so many postings.

    They grow in number and, half as fast, in size: half a kilobyte each for a thousand stories, a
    kilobyte and a half for ten thousand.
    """
    length = postings.bit_length()
    return min(max(length - 8, 2), (length + 4) // 2)


def rows_of(items: Iterable[tuple[int, Postings]], bits: int, first: int, end: int) -> list[bytes]:
    """Return the rows of the shards `first` to `end` - 1; `items` ascend by number."""
    # Arrays, and no lists: the numbers of a list lie all over the memory, which takes five times as
    # much of it, and sorting them waits for most of them.
    rows = [array("Q") for _ in range(end - first)]
    rest = KEY_BITS - bits
    for number, postings in items:
        place = number << NOTE_BITS
        keys = memoryview(postings.keys).cast("I")
        start, stop = bisect_left(keys, first << rest), bisect_left(keys, end << rest)
        for key, note in zip(keys[start:stop], postings.payloads[start:stop], strict=True):
            rows[(key >> rest) - first].append(key << _PLACE_BITS | place | note)
    return [array("Q", sorted(row)).tobytes() for row in rows]


def entries(number: int, postings: Postings) -> list[int]:
    """Return the rows' numbers for the postings of an item."""
    place = number << NOTE_BITS
    return [
        key << _PLACE_BITS | place | note
        for key, note in zip(array("I", postings.keys), postings.payloads, strict=True)
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
    for term, entries in _terms(array("Q", row), coarse):
        fingerprints.append(term & mask)
        start = len(lists)
        cut = len(entries) > LONGEST_LIST
        if cut:
            lists += varint(len(entries))
        _write(lists, _heaviest(entries) if cut else entries)
        lengths += varint(len(lists) - start << 1 | cut)
    if sys.byteorder == "big":
        fingerprints.byteswap()
    payload = len(fingerprints).to_bytes(2, "little") + fingerprints.tobytes() + lengths + lists
    return crc32(payload).to_bytes(4, "little") + payload


def _terms(row: array[int], coarse: int) -> Iterator[tuple[int, array[int]]]:
    """Yield each term with its part of the row."""
    start = 0
    while start < len(row):
        term = row[start] >> coarse
        end = bisect_left(row, term + 1 << coarse, start + 1)
        entries = row[start:end]
        start = end
        # Two terms may share a fingerprint, and name one item twice.
        if entries[0] >> _PLACE_BITS != entries[-1] >> _PLACE_BITS:
            entries = _each_item_once(entries)
        yield term, entries


def _each_item_once(entries: Iterable[int]) -> array[int]:
    """Return the postings by number, an item's as one: its greatest weight, all of its marks."""
    notes: dict[int, int] = {}
    for place in sorted(entry & _PLACES for entry in entries):
        number, note = place >> NOTE_BITS, place & 255
        notes[number] = note | notes.get(number, 0) & (1 << MARK_CLASSES) - 1
    return array("Q", [number << NOTE_BITS | note for number, note in notes.items()])


def _heaviest(entries: array[int]) -> list[int]:
    """Return those of a long list that are kept: the heaviest, of equal ones the latest.

    A common word stands in most items of a large site: nothing here is done for each one in Python.
    """
    weights = entries.tobytes()[_LOW_BYTE::8].translate(_WEIGHTS)
    kept = bytearray(len(weights))
    room = LONGEST_LIST
    for weight in range(WEIGHT_LEVELS - 1, -1, -1):
        place = len(weights)
        for _ in range(min(room, weights.count(weight))):
            place = weights.rindex(weight, 0, place)
            kept[place] = 1
            room -= 1
    return list(compress(entries, kept))


def _write(lists: bytearray, entries: Iterable[int]) -> None:
    last = 0
    for entry in entries:
        step = (entry >> NOTE_BITS & _NUMBERS) - last
        last += step
        while step > 127:
            lists.append(step & 127 | 128)
            step >>= 7
        lists.append(step)
        lists.append(entry & 255)


def varint(value: int) -> bytes:
    """Return `value` in groups of seven bits, the least first."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)
