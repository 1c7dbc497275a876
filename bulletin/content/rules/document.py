"""The rules of the documents among each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bulletin.content.item import Item
from bulletin.content.rules.known import Known, unknown
from bulletin.errors import Severity
from bulletin.model.document import Document
from bulletin.model.document_number import doubt
from bulletin.model.record import Mistake
from bulletin.vietnamese.dates import short_date

FILES = "content/documents/files"


def file(document: Item[Document], known: Known) -> Iterator[Mistake]:
    """The file to download stands in content/documents/files/."""
    name = document.front.file
    if name is not None and f"{FILES}/{name}" not in known.files:
        there = [f.rpartition("/")[2] for f in known.files if f.startswith(f"{FILES}/")]
        yield unknown(("file",), "tệp trong content/documents/files/ tên", name, there)


def dates(document: Item[Document], known: Known) -> Iterator[Mistake]:
    """A document is issued before it expires, and takes effect before it expires."""
    front = document.front
    if front.expires is not None and front.expires < (front.effective or front.issued):
        yield Mistake(("expires",), "ngày hết hiệu lực trước ngày ban hành hoặc ngày có hiệu lực")


def number(document: Item[Document], known: Known) -> Iterator[Mistake]:
    """An unusual number is doubted: real papers break the patterns, so it is only a warning."""
    written = document.front.number
    if written is not None and (found := doubt(written)):
        yield Mistake(("number",), f"{found} (đang là '{written}')", Severity.WARNING)


def references(document: Item[Document], known: Known) -> Iterator[Mistake]:
    """What it replaces or amends are other documents of the library."""
    for key in ("replaces", "amends"):
        for position, slug in enumerate(getattr(document.front, key)):
            if slug == document.parts["slug"]:
                yield Mistake((key, position), "văn bản không thể tự thay thế hay sửa đổi mình")
            elif slug not in known.documents:
                yield unknown((key, position), "văn bản", slug, known.documents)


RULES = (file, dates, number, references)


def twins(documents: Sequence[Item[Document]]) -> Iterator[tuple[Item[Document], Mistake]]:
    """Warn of one number and day under two issuers, as the plan itself has it."""
    seen: defaultdict[tuple[str, str], list[Item[Document]]] = defaultdict(list)
    for document in documents:
        front = document.front
        if front.number is None:
            continue
        key = (front.number.casefold(), front.issued.isoformat())
        for other in seen[key]:
            if other.front.issuer != front.issuer:
                message = (
                    f"số {front.number} ngày {short_date(front.issued)} cũng có ở {other.path} "
                    f"({other.front.issuer}); kiểm tra lại"
                )
                yield document, Mistake(("number",), message, Severity.WARNING)
            else:
                message = f"văn bản này đã có ở {other.path}"
                yield document, Mistake(("number",), message)
        seen[key].append(document)


def circles(documents: Sequence[Item[Document]]) -> Iterator[tuple[Item[Document], Mistake]]:
    """No document replaces, through others, itself."""
    by_slug = {document.parts["slug"]: document for document in documents}
    clear: set[str] = set()
    for start in by_slug:
        path: dict[str, None] = {}
        yield from _circle(start, by_slug, path, clear)


def _circle(
    start: str, by_slug: Mapping[str, Item[Document]], path: dict[str, None], clear: set[str]
) -> Iterator[tuple[Item[Document], Mistake]]:
    """Walk the replacements from `start`; tell each circle once, at the document that closes it."""
    stack = [(start, iter(by_slug[start].front.replaces))]
    path[start] = None
    while stack:
        slug, older = stack[-1]
        following = next(older, None)
        if following is None:
            stack.pop()
            path.pop(slug, None)
            clear.add(slug)
        elif following in path and following != slug:
            ring = [*list(path)[list(path).index(following) :], following]
            position = by_slug[slug].front.replaces.index(following)
            message = "vòng thay thế: " + " → ".join(ring)
            yield by_slug[slug], Mistake(("replaces", position), message)
        elif following in by_slug and following not in clear and following not in path:
            path[following] = None
            stack.append((following, iter(by_slug[following].front.replaces)))
