"""What the body of a document or campaign says of its own status, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

from bulletin.model.campaign import Campaign
from bulletin.model.document import Document
from bulletin.model.document_number import find_candidates
from bulletin.model.record import Record

_LONGEST_NOTE: Final = 4_000
"""Characters: a longer body is the text of the document itself, which speaks of others."""


class Says(Enum):
    """What a body says of the status of the document or campaign that it is about."""

    IN_FORCE = "in force"
    PARTLY = "in force in part"
    EXPIRED = "no longer in force"
    COMING = "not yet in force"
    OVER = "its time is over"
    RUNNING = "it goes on"
    DRAFT = "a draft"
    NOT_CHECKED = "nobody could find out"


class StatusClaim(NamedTuple):
    """A claim in a body: the line of the body from 1, the words, and the years in its sentence."""

    line: int
    says: Says
    words: str
    years: tuple[int, ...]


_SENTENCE = re.compile(r"[^.;!?]+(?:\.(?=\S)[^.;!?]*)*[.;!?]?")
_BLOCK = re.compile(r"(?:[^\n]+\n?)+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

_NOT_CHECKED = re.compile(
    r"chưa (?:ai )?(?:tra|tìm|xác định|kiểm tra|biết|đọc|đối chiếu|xác minh)(?: được| thấy)?\b"
    r"|(?:chưa|không) rõ\b|không xác định"
)
_ABOUT_STATUS = re.compile(
    r"hiệu lực|bãi bỏ|thay thế|tình trạng|còn áp dụng|ngày kết thúc|tiếp tục|giai đoạn"
)
_WORDS: Final = (
    (Says.PARTLY, r"(?:hết|còn) hiệu lực một phần|một phần (?:đã |không )?(?:còn|hết) hiệu lực"),
    (
        Says.EXPIRED,
        r"(?<!chưa )(?<!không )(?<!khi )(?<!nếu )(?<!sẽ )(?<!làm )(?<!ngày )(?<!là )hết hiệu lực"
        r"|(?:không|chẳng) còn (?:có )?hiệu lực|đã bị (?:bãi bỏ|thay thế|hủy bỏ)"
        r"|đã được thay(?: thế)? bằng|áp dụng đến (?:trước|hết) ngày",
    ),
    (Says.COMING, r"chưa có hiệu lực|sẽ có hiệu lực|sắp có hiệu lực"),
    (
        Says.IN_FORCE,
        r"(?<!không )(?<!chẳng )(?<!hay )còn (?:nguyên )?hiệu lực|(?:đang|vẫn) có hiệu lực"
        r"|(?:là|vẫn|hiện) [^,.;]{0,40}đang (?:được )?(?:thực hiện|áp dụng|thi hành)",
    ),
    (
        Says.OVER,
        r"đã (?:kết thúc|khép lại|tổng kết|hết giai đoạn|hết thời hạn|hết thời kỳ)"
        r"|(?<!chưa )(?<!khi )hết giai đoạn thực hiện",
    ),
    (Says.RUNNING, r"(?:đang|vẫn) (?:diễn ra|triển khai|tiếp diễn|tiếp tục)"),
    (
        Says.DRAFT,
        r"(?:còn|mới|đang|vẫn) là (?:bản )?dự thảo|đang (?:được )?lấy ý kiến"
        r"|chưa được (?:thông qua|ban hành)",
    ),
)
_PATTERNS: Final = tuple((says, re.compile(pattern)) for says, pattern in _WORDS)


def is_full_text(body: str) -> bool:
    """Return whether a document's body is the text of the document, and not a note about it."""
    return len(body) > _LONGEST_NOTE


def find_claims(front: Record, body: str) -> tuple[StatusClaim, ...]:
    """Return what `body` says of the status of its own record: a document or a campaign.

    A clause in which another document stands before the words is about that one.
    """
    if not isinstance(front, Document | Campaign) or is_full_text(body):
        return ()
    number = front.number if isinstance(front, Document) else None
    return tuple(_iter_claims(body, (number or "").casefold()))


def _iter_claims(body: str, own_number: str) -> Iterator[StatusClaim]:
    for block in _BLOCK.finditer(body):
        text = block[0].replace("\n", " ")
        for sentence in _SENTENCE.finditer(text):
            found = _find_in_sentence(sentence[0])
            if found is None:
                continue
            says, start, words = found
            if _names_another(sentence[0][:start], own_number):
                continue
            at = block.start() + sentence.start() + start
            years = tuple(map(int, _YEAR.findall(sentence[0])))
            yield StatusClaim(body.count("\n", 0, at) + 1, says, words, years)


def _find_in_sentence(sentence: str) -> tuple[Says, int, str] | None:
    """Return what a sentence says, where, and in which words; None if it says nothing."""
    lowered = sentence.lower()
    found = _NOT_CHECKED.search(lowered)
    if found and (_ABOUT_STATUS.search(lowered) or found[0] == "chưa tra được"):
        if "trích yếu" in lowered:
            return None
        return Says.NOT_CHECKED, found.start(), sentence[found.start() : found.end()]
    for says, pattern in _PATTERNS:
        if found := pattern.search(lowered):
            words = " ".join(sentence[found.start() : found.end()].split())
            return says, found.start(), words
    return None


def _names_another(before: str, own_number: str) -> bool:
    """Return whether the clause before a claim names a document other than its own."""
    before = before.rpartition(" và ")[2]
    numbers = [f"{serial}{rest}".casefold() for serial, rest in find_candidates(before)]
    # Days and spans of years have the form of a number too, but no letters.
    named = [number for number in numbers if re.search(r"[^\W\d_]", number)]
    return any(not own_number or not number.startswith(own_number) for number in named)
