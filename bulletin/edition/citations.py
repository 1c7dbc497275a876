"""Finds the documents of the library that a text cites by their number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bulletin.content.item import Item
from bulletin.model.document import Document
from bulletin.model.document_number import Candidate, find_candidates, normalise_number

# What stands after a dash with a space, which may belong to the number or to the sentence.
_LOOSE_END = re.compile(r"(?:\s[/–—-]\s?|[/–—-]\s)[^\W_]+(?:[/–—-][^\W_]+)*$")


class Citations:
    """Finds the documents of the library that a text names by their number.

    A number that two documents bear (the plan's own case) names neither: a wrong link is worse
    than none.
    """

    def __init__(self, documents: Iterable[Item[Document]]) -> None:
        known = [(d.front.number.casefold(), d) for d in documents if d.front.number]
        times = Counter(number for number, _ in known)
        self._by_number = {number: d for number, d in known if times[number] == 1}
        self._serials = {re.split("[/-]", number)[0] for number in self._by_number}

    def in_text(self, text: str) -> Iterator[Item[Document]]:
        """Yield the documents named in `text`, in the order of their first naming."""
        yield from self.named(find_candidates(text))

    def named(self, numbers: Iterable[Candidate]) -> Iterator[Item[Document]]:
        """Yield the documents that bear one of `numbers`, each once, in their order."""
        seen: set[str] = set()
        for serial, rest in numbers:
            if serial in self._serials:
                document = self._meant(serial + rest)
                if document is not None and document.path not in seen:
                    seen.add(document.path)
                    yield document

    def _meant(self, candidate: str) -> Item[Document] | None:
        """Return what bears the number that `candidate` begins with: "62/KH-UBND - kế hoạch"."""
        while (document := self.of_number(candidate)) is None:
            shorter = _LOOSE_END.sub("", candidate)
            if shorter == candidate:
                return None
            candidate = shorter
        return document

    def of_number(self, number: str) -> Item[Document] | None:
        """Return the one document that bears `number`, however it is spaced."""
        return self._by_number.get(normalise_number(number).casefold())
