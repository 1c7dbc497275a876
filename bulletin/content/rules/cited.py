"""The rules of documents that a story cites by number: in the library, in force on its day."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from bulletin.content.citations import Citations
from bulletin.content.item import Item
from bulletin.content.source import BODY
from bulletin.errors import Problem, Severity
from bulletin.model.document import Document
from bulletin.model.document_number import find_normative, normalise_number
from bulletin.model.record import Record
from bulletin.model.story import Story
from bulletin.vietnamese.dates import short_date

_OF_THE_PAST: Final = re.compile(
    r"thay thế|bãi bỏ|hết hiệu lực|sửa đổi|trước đây|trước đó|khi ấy|lúc đó|lịch sử|tiền thân"
    r"|từ năm|ngày ấy|cũ\b",
    re.IGNORECASE,
)
_OUR_FIELD: Final = re.compile(r"thi đua|khen thưởng", re.IGNORECASE)
_AROUND: Final = 150


def make_cited_rule(
    documents: Sequence[Item[Document]], *, whole: bool = True
) -> Callable[[Item[Record]], Iterator[Problem]]:
    """Return the rule that warns of what a story cites: what had expired, or the library lacks.

    Expired is what had a last day, or was replaced, by the day of the story. What the sentence
    itself calls old is history. Only laws, decrees and circulars (numbers with a year) on emulation
    and commendation belong into the library, so that decisions on awards and the law on other
    matters are left alone. `whole` says that `documents` are all there are.
    """
    # Most of what may be numbers are dates, and many stories have the same.
    find_cited = cache(Citations(documents).find_document)
    find_number = cache(find_normative)
    replaced_by: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        for slug in document.front.replaces:
            replaced_by[slug].append(document.front)

    def find_problems(item: Item[Record]) -> Iterator[Problem]:
        if not isinstance(item.front, Story):
            return
        day = item.front.date.date()
        for serial, rest in dict.fromkeys(item.numbers):
            written = serial + rest
            if found := find_cited(serial, rest):
                newer = replaced_by[found.parts["slug"]]
                if ended := _ended_by(found.front, newer, day):
                    yield from _warn_of_old(item, written, ended)
            elif whole and (number := find_number(written)):
                yield from _warn_of_missing(item, written, number)

    return find_problems


def _ended_by(document: Document, newer: Iterable[Document], day: dt.date) -> str | None:
    """Return in words since when `document` is no longer in force; None if it was on `day`."""
    if document.expires is not None and document.expires <= day:
        return f"đã hết hiệu lực từ {short_date(document.expires)}"
    for one in newer:
        if one.has_taken_effect(day):
            return f"đã được {one.name} thay thế"
    return None


def _warn_of_old(item: Item[Record], written: str, ended: str) -> Iterator[Problem]:
    line, around = _find_line(item, written)
    if not _OF_THE_PAST.search(around):
        message = (
            f"văn bản '{_number(written)}' {ended}, trước ngày của bài; dẫn văn bản mới, "
            "hoặc viết rõ 'trước đây'"
        )
        yield Problem(item.path, line, BODY, message, Severity.WARNING)


def _warn_of_missing(item: Item[Record], written: str, number: str) -> Iterator[Problem]:
    line, around = _find_line(item, written)
    if _OUR_FIELD.search(around):
        message = (
            f"văn bản '{number}' chưa có trong content/documents/; kiểm tra lại số, "
            "đúng thì thêm văn bản đó vào thư viện"
        )
        yield Problem(item.path, line, BODY, message, Severity.WARNING)


def _number(written: str) -> str:
    return find_normative(written) or normalise_number(written)


def _find_line(item: Item[Record], written: str) -> tuple[int, str]:
    """Return the line on which a number stands, and the text around it."""
    body = item.body
    at = max(0, body.find(written))
    around = body[max(0, at - _AROUND) : at + len(written) + _AROUND]
    return item.body_line + body.count("\n", 0, at), around
