"""The rules of the documents among each other."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bulletin.content.item import Item
from bulletin.content.rules.reference_index import DOCUMENT, ReferenceIndex, unknown
from bulletin.content.rules.references import known_once
from bulletin.errors import Severity
from bulletin.model.document import CheckedStatus, Document, Status
from bulletin.model.document_number import find_doubt
from bulletin.model.record import Mistake
from bulletin.vietnamese.dates import short_date

FILES = "content/documents/files"
_SHOWN = 10
"""Documents of a circle that a message names; more of them nobody can follow."""


def file(document: Item[Document], known: ReferenceIndex) -> Iterator[Mistake]:
    """The file to download stands in content/documents/files/, and is what its name says."""
    name = document.front.file
    if name is None:
        return
    path = f"{FILES}/{name}"
    if path in known.files:
        if not known.media.sizes.get(path):
            return  # an empty file is reported where it lies
        if wrong := known.media.mistake(path):
            yield Mistake(("file",), wrong)
        else:
            for doubt in known.media.doubts(path):
                yield Mistake(("file",), doubt, Severity.WARNING)
    else:
        there = [f.rpartition("/")[2] for f in known.files if f.startswith(f"{FILES}/")]
        yield unknown(("file",), "tệp trong content/documents/files/ tên", name, there)


def dates(document: Item[Document], known: ReferenceIndex) -> Iterator[Mistake]:
    """A document is issued before it expires, and takes effect before it expires."""
    front = document.front
    if front.expires is not None and front.expires < (front.effective or front.issued):
        first = front.effective or front.issued
        message = (
            f"ngày hết hiệu lực trước ngày ban hành hoặc ngày có hiệu lực ({short_date(first)})"
        )
        yield Mistake(("expires",), message)


def status(document: Item[Document], known: ReferenceIndex) -> Iterator[Mistake]:
    """The status that was established agrees with the days written beside it."""
    front = document.front
    checked, begins = front.checked, front.effective or front.issued
    match front.status:
        case CheckedStatus.IN_FORCE | CheckedStatus.PARTLY if begins > checked:
            key = "effective" if front.effective else "issued"
            yield _status_mistake(front, key, begins, "trước ngày có hiệu lực hoặc ban hành")
        case CheckedStatus.IN_FORCE | CheckedStatus.PARTLY if _is_by(front.expires, checked):
            yield _status_mistake(front, "expires", front.expires, "đã đến ngày hết hiệu lực")
        case CheckedStatus.EXPIRED if front.expires and front.expires > checked:
            yield _status_mistake(front, "expires", front.expires, "còn trước ngày hết hiệu lực")
        case CheckedStatus.COMING if _is_by(front.effective, checked):
            yield _status_mistake(front, "effective", front.effective, "đã đến ngày có hiệu lực")


def _is_by(day: dt.date | None, other: dt.date) -> bool:
    return day is not None and day <= other


def _status_mistake(front: Document, key: str, day: dt.date | None, what: str) -> Mistake:
    assert front.status is not None
    assert day is not None
    message = (
        f"ghi “{Status[front.status.name].value}” mà ngày tra ({short_date(front.checked)}) "
        f"{what} ({short_date(day)}); sửa status, checked hoặc {key}"
    )
    return Mistake(("status",), message)


def number(document: Item[Document], known: ReferenceIndex) -> Iterator[Mistake]:
    """An unusual number is doubted: real papers break the patterns, so it is only a warning."""
    written = document.front.number
    if written is not None and (found := find_doubt(written)):
        yield Mistake(("number",), f"{found} (đang là '{written}')", Severity.WARNING)


def references(document: Item[Document], known: ReferenceIndex) -> Iterator[Mistake]:
    """What it replaces or amends are other documents of the library, each named once."""
    for key in ("replaces", "amends"):
        written = getattr(document.front, key)
        yield from known_once(key, DOCUMENT, written, known.documents, known)
        for position, slug in enumerate(written):
            if slug == document.parts["slug"]:
                message = "văn bản không thể tự thay thế hay sửa đổi mình; bỏ dòng này"
                yield Mistake((key, position), message)


RULES = (file, dates, status, number, references)


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
                message = f"văn bản này đã có ở {other.path}; bỏ một trong hai tệp"
                yield document, Mistake(("number",), message)
        seen[key].append(document)


def circles(documents: Sequence[Item[Document]]) -> Iterator[tuple[Item[Document], Mistake]]:
    """No document replaces, through others, itself.

    The walk goes along each replacement once; a circle is reported at the document that closes it.
    """
    by_slug = {document.parts["slug"]: document for document in documents}
    done: set[str] = set()
    for start in by_slug:
        if start in done:
            continue
        way = {start: 0}
        stack = [(start, _first_places(by_slug[start].front.replaces))]
        while stack:
            slug, older = stack[-1]
            following, position = next(older, (None, 0))
            if following is None:
                stack.pop()
                del way[slug]
                done.add(slug)
            elif following in way and following != slug:
                first = way[following]
                ring = [one for one, _ in stack[first : first + _SHOWN]]
                if left_out := len(stack) - first - len(ring):
                    ring[-1:] = [f"… (thêm {left_out} văn bản)", slug]
                message = "vòng thay thế: " + " → ".join([*ring, following])
                yield by_slug[slug], Mistake(("replaces", position), message)
            elif following in by_slug and following not in done and following not in way:
                way[following] = len(stack)
                stack.append((following, _first_places(by_slug[following].front.replaces)))


def _first_places(slugs: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Return each slug once with the position at which it comes first."""
    places: dict[str, int] = {}
    for position, slug in enumerate(slugs):
        places.setdefault(slug, position)
    return iter(places.items())
