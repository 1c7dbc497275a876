"""The postings of many items in two long buffers.

As an object for each item they would take more memory, and all of it in each worker process: to
look at an object is to count a reference to it, which writes to its page and so copies the page.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from bulletin.search.postings import Postings


class PostingTable:
    """Keys and payloads of the postings of items, in the order in which they were added."""

    def __init__(self) -> None:
        self._keys = bytearray()
        self._payloads = bytearray()
        self._doc_ids = array("I")
        self._ends = array("Q")

    @property
    def posting_count(self) -> int:
        """The number of all postings."""
        return len(self._payloads)

    def add(self, doc_id: int, postings: Postings) -> None:
        """Add the postings of an item, without its words."""
        self._keys += postings.keys
        self._payloads += postings.payloads
        self._doc_ids.append(doc_id)
        self._ends.append(len(self._payloads))

    def __iter__(self) -> Iterator[tuple[int, Postings]]:
        """Yield the doc ID of each item and its postings."""
        width, start = array("I").itemsize, 0
        for doc_id, end in zip(self._doc_ids, self._ends, strict=True):
            keys = bytes(self._keys[width * start : width * end])
            yield doc_id, Postings(keys, bytes(self._payloads[start:end]), "")
            start = end
