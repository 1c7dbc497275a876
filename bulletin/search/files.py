"""The files of the index below /tim-kiem/chi-muc/."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bulletin.search.catalogue import Catalogue
from bulletin.search.results import PROPERTIES_RANGE, Properties, encode_json, encode_properties
from bulletin.search.shards import shard

FORMAT: Final = 1
"""Of all these files together; theme/assets/search/index.js knows the same number."""

INDEX: Final = "tim-kiem/chi-muc/"
HEAD: Final = f"{INDEX}dau.json"
WORDS: Final = f"{INDEX}tu.txt"

MOST_WORDS: Final = 4096
"""Words by which a last word is completed and a misspelt one mended: those of most items."""

_COMMON_FROM_ONE_IN: Final = 4

File = tuple[str, bytes]


def result_path(number: int) -> str:
    """Return where the result of item `number` lies."""
    return f"{INDEX}bai/{number >> 8}/{number & 255}.json"


def shard_path(bits: int, place: int) -> str:
    """Return where a shard lies; those of another number of shards have other paths."""
    return f"{INDEX}am/{bits}/{place:04x}.bin"


def properties_path(place: int) -> str:
    """Return where the properties of a range of numbers lie."""
    return f"{INDEX}loc/{place}.json"


def index_files(
    catalogue: Catalogue,
    properties: Mapping[str, Properties],
    result: Callable[[str], bytes],
    stamp: str = "",
) -> Iterator[File]:
    """Yield all files; `result` gives the result of the item at an address."""
    yield from head_files(catalogue, stamp)
    for place, items in ranges(catalogue.numbers, PROPERTIES_RANGE).items():
        of_range = [(number, properties[address]) for address, number in items]
        yield properties_path(place), encode_properties(of_range)
    for place, row in enumerate(catalogue.rows):
        yield shard_path(catalogue.bits, place), shard(row.load(), catalogue.bits)
    for address, number in catalogue.numbers.items():
        yield result_path(number), result(address)


def head_files(catalogue: Catalogue, stamp: str) -> Iterator[File]:
    """Yield the files that a query begins with.

    `stamp` is another one whenever any result or property is: the index' version depends on it, by
    which browsers know what they remember from what is new.
    """
    words = _words_file(catalogue.words)
    sums = hashlib.sha256(stamp.encode())
    sums.update(b"".join(row.mark for row in catalogue.rows))
    sums.update(words)
    common = [
        word
        for word, items in sorted(catalogue.words.items())
        if items * _COMMON_FROM_ONE_IN > len(catalogue.numbers)
    ]
    head = {
        "format": FORMAT,
        "version": sums.hexdigest()[:16],
        "items": len(catalogue.numbers),
        "bits": catalogue.bits,
        "common": " ".join(common),
    }
    yield HEAD, encode_json(head)
    yield WORDS, words


def _words_file(words: Mapping[str, int]) -> bytes:
    """Return the words of most items in order, each with a letter: how often it was doubled."""
    most = sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_WORDS]
    lines = [f"{word}{chr(ord('A') + items.bit_length() - 1)}" for word, items in sorted(most)]
    return "\n".join(lines).encode()


def ranges(numbers: Mapping[str, int], length: int) -> dict[int, list[tuple[str, int]]]:
    """Return the addresses and numbers of each range of `length` numbers, by the range's place.

    The properties of a PROPERTIES_RANGE lie in one file.
    """
    found: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for address, number in numbers.items():
        found[number // length].append((address, number))
    return found
