"""The documents of the library with their status on a day, and how they bear on each other."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bulletin.content.item import Item
from bulletin.model.document import Document, Status, status
from bulletin.model.document_number import Candidate, candidates, normal_number

# What stands after a dash with a space, which may belong to the number or to the sentence.
_LOOSE_END = re.compile(r"(?:\s[/–—-]\s?|[/–—-]\s)[^\W_]+(?:[/–—-][^\W_]+)*$")


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """A document and its place among the others on the day of the edition."""

    item: Item[Document]
    status: Status
    replaces: tuple[Item[Document], ...]
    replaced_by: tuple[Item[Document], ...]
    amends: tuple[Item[Document], ...]
    amended_by: tuple[Item[Document], ...]

    @property
    def front(self) -> Document:
        """What the front matter says."""
        return self.item.front

    @property
    def slug(self) -> str:
        """The key of the document."""
        return self.item.parts["slug"]

    @property
    def file_path(self) -> str | None:
        """The content path of the document's own file, if it has one."""
        name = self.front.file
        return f"{self.item.folder}/files/{name}" if name is not None else None


def public_documents(items: Sequence[Item[Document]], today: dt.date) -> tuple[PublicDocument, ...]:
    """Return the documents, the last issued first, ties broken by address."""
    by_slug = {item.parts["slug"]: item for item in items}
    replaced_by = _turned(items, lambda front: front.replaces)
    amended_by = _turned(items, lambda front: front.amends)
    documents = []
    for item in items:
        slug = item.parts["slug"]
        newer = _by_day(replaced_by[slug])
        amending = _by_day(amended_by[slug])
        documents.append(
            PublicDocument(
                item=item,
                status=status(
                    item.front, today, [d.front for d in newer], [d.front for d in amending]
                ),
                replaces=tuple(by_slug[key] for key in item.front.replaces),
                replaced_by=newer,
                amends=tuple(by_slug[key] for key in item.front.amends),
                amended_by=amending,
            )
        )
    documents.sort(key=lambda d: (-d.front.issued.toordinal(), d.item.address))
    return tuple(documents)


def _turned(
    items: Iterable[Item[Document]], older: Callable[[Document], Iterable[str]]
) -> defaultdict[str, list[Item[Document]]]:
    """Return, for each slug, the documents that name it."""
    found: defaultdict[str, list[Item[Document]]] = defaultdict(list)
    for item in items:
        for slug in older(item.front):
            found[slug].append(item)
    return found


def _by_day(items: Iterable[Item[Document]]) -> tuple[Item[Document], ...]:
    return tuple(sorted(items, key=lambda item: (item.front.issued, item.address)))


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
        yield from self.named(candidates(text))

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
        return self._by_number.get(normal_number(number).casefold())


def by_slug(documents: Iterable[PublicDocument]) -> Mapping[str, PublicDocument]:
    """Return the documents by their keys."""
    return {document.slug: document for document in documents}
