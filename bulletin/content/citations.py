"""Finds the documents of the library that a text cites by their number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bulletin.content.item import Item
from bulletin.model.document import Document
from bulletin.model.document_number import Candidate, find_candidates, normalise_number

# The end of a candidate after a dash or slash with a space: it may belong to the number, or to the
# sentence around it.
_LOOSE_END = re.compile(r"(?:\s[/–—-]\s?|[/–—-]\s)[^\W_]+(?:[/–—-][^\W_]+)*$")


class Citations:
    """Finds documents of the library by the numbers in a text.

    A number that two documents have finds neither of them: a wrong link is worse than none.
    """

    def __init__(self, documents: Iterable[Item[Document]]) -> None:
        known = [(d.front.number.casefold(), d) for d in documents if d.front.number]
        counts = Counter(number for number, _ in known)
        self._by_number = {number: d for number, d in known if counts[number] == 1}
        self._serials = {re.split("[/-]", number)[0] for number in self._by_number}

    def find_in_text(self, text: str) -> Iterator[Item[Document]]:
        """Yield the documents cited in `text`, each once, in the order of their first citation."""
        yield from self.find_documents(find_candidates(text))

    def find_documents(self, candidates: Iterable[Candidate]) -> Iterator[Item[Document]]:
        """Yield the documents that `candidates` cite, each once, in the order of `candidates`."""
        seen: set[str] = set()
        for candidate in candidates:
            document = self.find_document(*candidate)
            if document is not None and document.path not in seen:
                seen.add(document.path)
                yield document

    def find_document(self, serial: str, rest: str) -> Item[Document] | None:
        """Return the document that a candidate cites."""
        return self._find_at_start(serial + rest) if serial in self._serials else None

    def _find_at_start(self, candidate: str) -> Item[Document] | None:
        """Return the document whose number begins `candidate`, as in "62/KH-UBND - kế hoạch"."""
        while (document := self.find_by_number(candidate)) is None:
            shorter = _LOOSE_END.sub("", candidate)
            if shorter == candidate:
                return None
            candidate = shorter
        return document

    def find_by_number(self, number: str) -> Item[Document] | None:
        """Return the only document with this number, whatever its spaces and capitals."""
        return self._by_number.get(normalise_number(number).casefold())
