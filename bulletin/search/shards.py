"""Shards: the posting lists, cut into many small files by the term key.

With `shard_bits` = b there are 2^b shards. The upper b bits of a term's 28-bit key are the ID of
its shard. A shard has two forms.

The row is the internal form, kept in the build cache: a sorted array of 64-bit integers in this
machine's byte order, one for each posting of the shard. Such a packed posting has from the upper
bits down: the term key (28 bits), the doc ID (28 bits), the payload (8 bits).

The file is what browsers download (read by theme/assets/search/shards.js). It is made from the row
and `shard_bits` alone:

    4 bytes   CRC-32 of all that follows
    2 bytes   number of terms
    2 bytes   for each term, ascending: its fingerprint, the 16 bits of the term key after the b
              bits that chose the shard (all that are left, if fewer)
    varint    for each term: twice the length of its posting list in bytes, plus 1 if the list was
              cut to MAX_LIST_LENGTH
    lists     for each posting: varint of the difference from the doc ID before, then the payload
              byte; a list that was cut begins with a varint, its document frequency before the cut

Integers are little-endian. A varint is LEB128: seven bits per byte, the least significant first;
the eighth bit says that another byte follows.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from operator import sub
from typing import Final
from zlib import crc32

from bulletin.search.postings import KEY_BITS, MARK_CLASSES, WEIGHT_LEVELS, Postings

MAX_LIST_LENGTH: Final = 2048
"""Postings in a list. Of a term with more, those with the greatest weights are kept."""

PAYLOAD_BITS: Final = 8
DOC_ID_BITS: Final = 28
_FINGERPRINT_BITS: Final = 16
_BITS_BELOW_KEY: Final = DOC_ID_BITS + PAYLOAD_BITS
_BELOW_KEY_MASK: Final = (1 << _BITS_BELOW_KEY) - 1
_DOC_ID_MASK: Final = (1 << DOC_ID_BITS) - 1
_PAYLOAD_MASK: Final = (1 << PAYLOAD_BITS) - 1
_MARK_MASK: Final = (1 << MARK_CLASSES) - 1
_WEIGHT_OF_PAYLOAD: Final = bytes(payload >> MARK_CLASSES for payload in range(256))
_PAYLOAD_OFFSET: Final = 0 if sys.byteorder == "little" else 7
"""Which of the eight bytes of a packed posting is the payload."""
_LOWER_HALF: Final = bytes(byte & 15 for byte in range(256))
_MANY: Final = 64
"""Postings from which encoding a list as a whole takes less time than one after another."""


def choose_shard_bits(posting_count: int) -> int:
    """Return the binary logarithm of the number of shards for so many postings.

    With more postings there are more shards and, half as fast, larger ones: half a kilobyte each
    for 1,000 stories, a kilobyte and a half for 10,000.
    """
    length = posting_count.bit_length()
    return min(max(length - 8, 2), (length + 4) // 2)


def build_rows(
    items: Iterable[tuple[int, Postings]], shard_bits: int, first: int, end: int
) -> list[bytes]:
    """Return the rows of the shards `first` to `end` - 1; `items` have doc IDs."""
    # Arrays and not lists: a list has its integers all over the memory, which takes five times as
    # much of it, and sorting them waits for most of them.
    rows = [array("Q") for _ in range(end - first)]
    key_bits_left = KEY_BITS - shard_bits
    for doc_id, postings in items:
        doc_bits = doc_id << PAYLOAD_BITS
        keys = memoryview(postings.keys).cast("I")
        start = bisect_left(keys, first << key_bits_left)
        stop = bisect_left(keys, end << key_bits_left)
        for key, payload in zip(keys[start:stop], postings.payloads[start:stop], strict=True):
            packed = key << _BITS_BELOW_KEY | doc_bits | payload
            rows[(key >> key_bits_left) - first].append(packed)
    return [array("Q", sorted(row)).tobytes() for row in rows]


def pack_postings(doc_id: int, postings: Postings) -> list[int]:
    """Return the postings of an item as the packed postings of rows."""
    doc_bits = doc_id << PAYLOAD_BITS
    return [
        key << _BITS_BELOW_KEY | doc_bits | payload
        for key, payload in zip(array("I", postings.keys), postings.payloads, strict=True)
    ]


def compute_shard_id(packed: int, shard_bits: int) -> int:
    """Return the ID of the shard to which a packed posting belongs."""
    return packed >> KEY_BITS - shard_bits + _BITS_BELOW_KEY


def update_row(row: bytes, removed: Iterable[int], added: Iterable[int]) -> bytes:
    """Return `row` without the packed postings `removed` and with those in `added`, sorted."""
    postings = array("Q", row)
    for packed in removed:
        del postings[bisect_left(postings, packed)]
    for packed in added:
        postings.insert(bisect_left(postings, packed), packed)
    return postings.tobytes()


def encode_shard(row: bytes, shard_bits: int) -> bytes:
    """Return the file of a shard, made from its row."""
    key_bits_left = KEY_BITS - shard_bits
    ignored_bits = max(key_bits_left - _FINGERPRINT_BITS, 0) + _BITS_BELOW_KEY
    fingerprint_mask = (1 << min(key_bits_left, _FINGERPRINT_BITS)) - 1
    fingerprints, lengths, lists = array("H"), bytearray(), bytearray()
    for prefix, postings in _iter_terms(array("Q", row), ignored_bits):
        fingerprints.append(prefix & fingerprint_mask)
        start = len(lists)
        cut = len(postings) > MAX_LIST_LENGTH
        if cut:
            lists += encode_varint(len(postings))
        _append_list(lists, _select_heaviest(postings) if cut else postings)
        lengths += encode_varint(len(lists) - start << 1 | cut)
    if sys.byteorder == "big":
        fingerprints.byteswap()
    content = len(fingerprints).to_bytes(2, "little") + fingerprints.tobytes() + lengths + lists
    return crc32(content).to_bytes(4, "little") + content


def _iter_terms(row: array[int], ignored_bits: int) -> Iterator[tuple[int, array[int]]]:
    """Yield each term with its part of the row.

    A term is what remains of a packed posting without its lower `ignored_bits`.
    """
    start = 0
    while start < len(row):
        prefix = row[start] >> ignored_bits
        end = bisect_left(row, prefix + 1 << ignored_bits, start + 1)
        postings = row[start:end]
        start = end
        # Two term keys may share a fingerprint, and an item may have both of them.
        if postings[0] >> _BITS_BELOW_KEY != postings[-1] >> _BITS_BELOW_KEY:
            postings = _merge_items(postings)
        yield prefix, postings


def _merge_items(postings: Iterable[int]) -> array[int]:
    """Return the postings by doc ID, one for each item: its greatest weight, all its mark bits."""
    payloads: dict[int, int] = {}
    for doc_bits in sorted(packed & _BELOW_KEY_MASK for packed in postings):
        doc_id, payload = doc_bits >> PAYLOAD_BITS, doc_bits & _PAYLOAD_MASK
        payloads[doc_id] = payload | payloads.get(doc_id, 0) & _MARK_MASK
    return array("Q", [doc_id << PAYLOAD_BITS | payload for doc_id, payload in payloads.items()])


def _select_heaviest(postings: array[int]) -> list[int]:
    """Return the MAX_LIST_LENGTH postings of greatest weight; of equal weights the latest items.

    A common word is in most items of a large site, so nothing here runs Python code per posting.
    """
    weights = postings.tobytes()[_PAYLOAD_OFFSET::8].translate(_WEIGHT_OF_PAYLOAD)
    selected = bytearray(len(weights))
    free = MAX_LIST_LENGTH
    for weight in range(WEIGHT_LEVELS - 1, -1, -1):
        position = len(weights)
        for _ in range(min(free, weights.count(weight))):
            position = weights.rindex(weight, 0, position)
            selected[position] = 1
            free -= 1
    return list(compress(postings, selected))


def _append_list(lists: bytearray, postings: Sequence[int]) -> None:
    if len(postings) >= _MANY and (pairs := _encode_dense_list(postings)):
        lists += pairs
        return
    previous = 0
    for packed in postings:
        step = (packed >> PAYLOAD_BITS & _DOC_ID_MASK) - previous
        previous += step
        while step > 127:
            lists.append(step & 127 | 128)
            step >>= 7
        lists.append(step)
        lists.append(packed & _PAYLOAD_MASK)


def _encode_dense_list(postings: Sequence[int]) -> bytearray | None:
    """Return a list whose varints have one byte each; None if one of them is longer.

    Each new story changes the lists of the commonest words, so nothing here runs Python code per
    posting.
    """
    packed = array("Q", postings)
    payloads = packed.tobytes()[_PAYLOAD_OFFSET::8]
    if sys.byteorder == "big":
        packed.byteswap()
    # From the lowest byte up: the payload, then the doc ID, which ends in the fifth byte.
    data = packed.tobytes()
    ids = bytearray(4 * len(packed))
    for index in range(4):
        ids[index::4] = data[index + 1 :: 8]
    ids[3::4] = ids[3::4].translate(_LOWER_HALF)
    doc_ids = array("I", bytes(ids))
    if sys.byteorder == "big":
        doc_ids.byteswap()
    steps = list(map(sub, doc_ids, [0, *doc_ids]))
    if max(steps) > 127:
        return None
    pairs = bytearray(2 * len(steps))
    pairs[::2], pairs[1::2] = bytes(steps), payloads
    return pairs


def encode_varint(value: int) -> bytes:
    """Return `value` as a varint (LEB128)."""
    encoded = bytearray()
    while value > 127:
        encoded.append(value & 127 | 128)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)
