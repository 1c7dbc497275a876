"""The files of the index, below /tim-kiem/chi-muc/. bulletin/search/__init__.py describes them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from bulletin.search.inverted_index import InvertedIndex
from bulletin.search.results import PROPERTIES_RANGE, Properties, encode_json, encode_properties
from bulletin.search.shards import encode_shard

FORMAT: Final = 2
"""The version of the format of all these files; theme/assets/search/index.js expects the same."""

INDEX_FOLDER: Final = "tim-kiem/chi-muc/"
HEAD_PATH: Final = f"{INDEX_FOLDER}dau.json"
WORDS_PATH: Final = f"{INDEX_FOLDER}tu.txt"

MAX_WORDS: Final = 4096
"""Words in the words file, those that most items have."""

_COMMON_FROM_ONE_IN: Final = 4
"""A word is common when more than one item in four has it."""

File = tuple[str, bytes]
"""A path below the site's root, and the file's bytes."""


TOGETHER_BITS: Final = 4
"""The binary logarithm of the doc IDs whose results share a file in a very large index: that is
some five results. A million files would take five times the space and most of the time."""

_MANY_ITEMS: Final = 1 << 16


def choose_together(item_count: int) -> int:
    """Return the binary logarithm of the doc IDs whose results share a file; 0 where none do."""
    return TOGETHER_BITS if item_count > _MANY_ITEMS else 0


def result_path(doc_id: int, together: int = 0) -> str:
    """Return the path of the result of an item, alone or with others in the same file."""
    place = doc_id >> together
    return f"{INDEX_FOLDER}bai/{place >> 8}/{place & 255}.json"


def encode_results(results: Iterable[tuple[int, bytes]]) -> bytes:
    """Return a file of several results, encoded already, by doc ID."""
    return b"{%s}" % b",".join(b'"%d":%s' % result for result in results)


def shard_path(shard_bits: int, shard_id: int) -> str:
    """Return the path of a shard; with another number of shards it is another path."""
    return f"{INDEX_FOLDER}am/{shard_bits}/{shard_id:04x}.bin"


def properties_path(range_id: int) -> str:
    """Return the path of the properties of a range of doc IDs (see `split_into_ranges`)."""
    return f"{INDEX_FOLDER}loc/{range_id}.json"


def iter_index_files(
    index: InvertedIndex,
    properties: Mapping[str, Properties],
    get_result: Callable[[str], bytes],
    content_key: str = "",
    together: int = 0,
) -> Iterator[File]:
    """Yield all files of the index.

    `properties` are by address; `get_result` returns the encoded result of the item at an address;
    `content_key` as for `iter_head_files`; of `together` see `choose_together`.
    """
    yield from iter_head_files(index, content_key, together)
    for range_id, items in split_into_ranges(index.doc_ids, PROPERTIES_RANGE).items():
        of_range = [(doc_id, properties[address]) for address, doc_id in items]
        yield properties_path(range_id), encode_properties(of_range)
    for shard_id, row in enumerate(index.rows):
        yield shard_path(index.shard_bits, shard_id), encode_shard(row.load(), index.shard_bits)
    if not together:
        for address, doc_id in index.doc_ids.items():
            yield result_path(doc_id), get_result(address)
        return
    for items in split_into_ranges(index.doc_ids, 1 << together).values():
        found = [(doc_id, get_result(address)) for address, doc_id in items]
        yield result_path(found[0][0], together), encode_results(found)


def iter_head_files(index: InvertedIndex, content_key: str, together: int = 0) -> Iterator[File]:
    """Yield the head and the words file.

    `content_key` must differ whenever any result or property differs. The version in the head
    depends on it; the browser adds the version to each request, so that files of an older index in
    its cache are not used.
    """
    words = _encode_words(index.doc_freqs)
    version = hashlib.sha256(content_key.encode())
    version.update(b"".join(row.digest for row in index.rows))
    version.update(words)
    item_count = len(index.doc_ids)
    common = [
        word
        for word, doc_freq in sorted(index.doc_freqs.items())
        if doc_freq * _COMMON_FROM_ONE_IN > item_count
    ]
    head: dict[str, object] = {
        "format": FORMAT,
        "version": version.hexdigest()[:16],
        "items": item_count,
        "bits": index.shard_bits,
        "common": " ".join(common),
    }
    if together:
        head["together"] = together
    yield HEAD_PATH, encode_json(head)
    yield WORDS_PATH, words


def _encode_words(doc_freqs: Mapping[str, int]) -> bytes:
    """Return the words that most items have, one per line in alphabetical order.

    After each word stands a letter for the binary logarithm of its document frequency: A for 1, B
    for 2-3, C for 4-7 and so on.
    """
    most_frequent = sorted(doc_freqs.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_WORDS]
    lines = [
        f"{word}{chr(ord('A') + doc_freq.bit_length() - 1)}"
        for word, doc_freq in sorted(most_frequent)
    ]
    return "\n".join(lines).encode()


def split_into_ranges(
    doc_ids: Mapping[str, int], range_size: int
) -> dict[int, list[tuple[str, int]]]:
    """Return the items, as (address, doc ID), by range ID: the doc ID divided by `range_size`.

    A range without items is left out.
    """
    ranges: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for address, doc_id in doc_ids.items():
        ranges[doc_id // range_size].append((address, doc_id))
    return ranges
