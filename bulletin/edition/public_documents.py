"""Public documents: each with its status on a day and the documents that replace or amend it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bulletin.content.item import Item
from bulletin.model.document import Document, Status, find_status, is_out_of_date


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """A document with its status on the day of the edition and its relations to others."""

    item: Item[Document]
    status: Status
    is_out_of_date: bool
    replaces: tuple[Item[Document], ...]
    replaced_by: tuple[Item[Document], ...]
    amends: tuple[Item[Document], ...]
    amended_by: tuple[Item[Document], ...]

    @property
    def front(self) -> Document:
        """The front matter."""
        return self.item.front

    @property
    def slug(self) -> str:
        """The key of the document: the name of its content file without .md."""
        return self.item.parts["slug"]

    @property
    def file_path(self) -> str | None:
        """The content path of the file that holds the document, if there is one."""
        name = self.front.file
        return f"{self.item.folder}/files/{name}" if name is not None else None


def make_public_documents(
    items: Sequence[Item[Document]], today: dt.date
) -> tuple[PublicDocument, ...]:
    """Return the documents with their status on the day `today`.

    The last issued comes first; on the same day the order is that of the addresses.
    """
    by_slug = {item.parts["slug"]: item for item in items}
    replaced_by = _index_by_reference(items, lambda front: front.replaces)
    amended_by = _index_by_reference(items, lambda front: front.amends)
    documents = []
    for item in items:
        slug = item.parts["slug"]
        newer = _sort_by_day(replaced_by[slug])
        amending = _sort_by_day(amended_by[slug])
        documents.append(
            PublicDocument(
                item=item,
                status=find_status(
                    item.front, today, [d.front for d in newer], [d.front for d in amending]
                ),
                is_out_of_date=is_out_of_date(item.front, today, [d.front for d in newer]),
                replaces=tuple(by_slug[key] for key in item.front.replaces),
                replaced_by=newer,
                amends=tuple(by_slug[key] for key in item.front.amends),
                amended_by=amending,
            )
        )
    documents.sort(key=lambda d: (-d.front.issued.toordinal(), d.item.address))
    return tuple(documents)


def _index_by_reference(
    items: Iterable[Item[Document]], references: Callable[[Document], Iterable[str]]
) -> defaultdict[str, list[Item[Document]]]:
    """Return the documents by the slugs that they refer to."""
    found: defaultdict[str, list[Item[Document]]] = defaultdict(list)
    for item in items:
        for slug in references(item.front):
            found[slug].append(item)
    return found


def _sort_by_day(items: Iterable[Item[Document]]) -> tuple[Item[Document], ...]:
    return tuple(sorted(items, key=lambda item: (item.front.issued, item.address)))


def index_by_slug(documents: Iterable[PublicDocument]) -> Mapping[str, PublicDocument]:
    """Return the documents by their slugs."""
    return {document.slug: document for document in documents}
