"""What in a paragraph only points to another page: nobody who listens can follow a link.

A link's text stands between OPEN and CLOSE. Left out are a bracket, a clause or a sentence that
points ("Cách làm ấy được kể trong bài …", "(xem …)", ", như đã nói ở …"), and links under a heading
such as "Đọc thêm". A sentence that says more than where to read on stays whole.
"""

from __future__ import annotations

import re
from typing import Final

from bulletin.engine.late_pattern import compile_late

OPEN, CLOSE = "\ue000", "\ue001"
"""Characters of Unicode's private use area, which no text contains."""

_TELL = r"(?:kể|nói|viết|giới thiệu|nhắc|đăng|nêu|trình bày|ghi)(?: (?:đến|tới|lại|rõ|kỹ|thêm))*"
_THING = r"(?:(?:bài|tin|trang|mục|chuyện)(?: (?:viết|báo|trước|này|sau|khác))?|câu chuyện)"
_US = r"(?:quý vị|bà con|bạn đọc|bạn)(?: và bà con)? "
_LOOK = r"(?:xem|đọc|tìm hiểu)"
_MORE = r"(?: (?:thêm|tiếp|lại|kỹ))+"
_IN = r" (?:ở|trong|tại|qua)"
_TOLD: Final = rf"(?:như )?(?:đã |từng |có |được )+{_TELL}{_IN}(?: {_THING})?"
_FULL: Final = rf"(?:chi tiết|toàn văn|đầy đủ)(?: {_LOOK})?(?:{_IN})?(?: {_THING})?"
_LOOKED: Final = rf"{_LOOK}(?:{_MORE}(?:{_IN})?(?: {_THING})?|{_IN}(?: {_THING})?| {_THING})"
_ANY_LOOK: Final = rf"{_LOOK}(?:{_MORE})?(?:{_IN})?(?: {_THING})?"
_QUOTED_LINK: Final = rf"[“‘\"']?{OPEN}[^{CLOSE}]*{CLOSE}[”’\"']?"
_LINKS: Final = rf"{_QUOTED_LINK}(?:(?:, | và |; ){_QUOTED_LINK})*"
_AFTER: Final = r"(?: (?:để (?:biết|hiểu|xem|rõ)|ở đây|tại đây)[^.!?…;,]*)?"
# What such a sentence says stands elsewhere: a few words without a figure or a comma.
_SUBJECT: Final = r"(?:[^\s.!?…;:,\d\ue000\ue001]+ ){0,8}?"

_BRACKET: Final = compile_late(rf" ?\((?:(?:{_TOLD}|{_FULL}|{_ANY_LOOK}):? ?)?{_LINKS}\)", re.I)
_CLAUSE: Final = compile_late(
    rf"(?:,|;| –| -) (?:{_TOLD}|{_FULL}|{_LOOKED}):? {_LINKS}{_AFTER}(?=[.!?…;]|$)", re.I
)
_SENTENCE: Final = compile_late(
    rf"(?:{_SUBJECT}{_TOLD}|(?:(?:xin )?mời (?:{_US})?)?{_ANY_LOOK}|{_US}(?:hãy |có thể )?{_LOOKED}"
    rf"|{_FULL}):? ?{_LINKS}{_AFTER}[.!?…]*",
    re.I,
)
_LINKS_ALONE: Final = compile_late(rf"{_LINKS}[.!?…]*")
_LEAD: Final = compile_late(
    r"(?:các |những )?(?:(?:tin|bài)(?:, bài)?(?: viết)? )?"
    r"(?:(?:xem|đọc|tìm hiểu) (?:thêm|tiếp)|liên quan|cùng chuyên mục|cùng chủ đề)[.:…]*",
    re.I,
)
_END: Final = compile_late(
    rf"(?:(?<=[^\W\d_A-ZĐ][^\W\d_A-ZĐ])|(?<=\d)|(?<={CLOSE}))"
    r"[.!?…]+[”’\"']*\s+(?=[“‘\"']?[^\W_a-zđ])"
)


def drop_pointers(text: str) -> tuple[str, list[str]]:
    """Return a paragraph without what only points elsewhere, and the parts left out; neither has
    OPEN or CLOSE.
    """
    if OPEN not in text:
        return text, []
    left_out: list[str] = []

    def leave_out(found: re.Match[str]) -> str:
        left_out.append(found[0])
        return ""

    text = _CLAUSE.sub(leave_out, _BRACKET.sub(leave_out, text))
    kept = []
    for sentence in _split(text):
        if _SENTENCE.fullmatch(sentence.strip()):
            left_out.append(sentence)
        else:
            kept.append(sentence)
    return " ".join(remove_signs("".join(kept)).split()), [remove_signs(part) for part in left_out]


def is_links_alone(text: str) -> bool:
    """Return whether a paragraph is nothing but links."""
    return _LINKS_ALONE.fullmatch(text) is not None


def leads_to_links(text: str) -> bool:
    """Return whether a paragraph or heading only announces links: "Đọc thêm", "Bài liên quan"."""
    return _LEAD.fullmatch(text) is not None


def _split(text: str) -> list[str]:
    """Return the sentences of a text, each with the space behind it."""
    ends = [found.end() for found in _END.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def remove_signs(text: str) -> str:
    """Return the text without OPEN and CLOSE."""
    return text.replace(OPEN, "").replace(CLOSE, "")
