"""The numbers of Vietnamese documents: their normal form, their patterns, and doubts about them.

Patterns after Decree 30/2020/NĐ-CP (State), guidance 36-HD/VPTW (Party) and the National Assembly's
own usage. Real papers break them often enough that an unusual number is doubted, never refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LETTERS = "A-ZĐƯÔƠÊÂĂ"
_GROUPS = rf"[{_LETTERS}][{_LETTERS}a-zđ0-9]*(?:-[{_LETTERS}][{_LETTERS}a-z0-9]*)*"
_ADMINISTRATIVE_TYPES = (
    "NQ|QĐ|CT|QC|QyĐ|TC|TB|HD|CTr|KH|PA|ĐA|DA|BC|BB|TTr|HĐ|CĐ|BGN|BTT|GUQ|GM|GGT|GNP|PG|PC|PB"
    "|SY|TrS|SL|L|LCT"
)
_NORMATIVE_TYPES = "NQ|NĐ|QĐ|TT|TTLT|NQLT|PL|L|CT"

_NORMATIVE = re.compile(
    rf"(?:0[1-9]|[1-9]\d{{1,3}})/(?:19|20)\d\d/(?:{_NORMATIVE_TYPES})-{_GROUPS}"
)
_ASSEMBLY = re.compile(r"\d{1,3}/(?:19|20)\d\d/(?:QH|UBTVQH)\d{1,2}")
_PARTY = re.compile(rf"(\d{{1,4}})-([{_LETTERS}][A-Za-zĐđ]{{0,5}})/({_GROUPS})")
_ADMINISTRATIVE = re.compile(rf"(\d{{1,5}}[a-z]?)/({_ADMINISTRATIVE_TYPES})-({_GROUPS})")
_LETTER = re.compile(
    rf"\d{{1,5}}/[{_LETTERS}][{_LETTERS}a-z]{{1,9}}(?:-[{_LETTERS}][{_LETTERS}a-z0-9.&]*)?"
)
_DECREE_OF_STATE = re.compile(r"\d{1,4}/SL")
_JOINT = re.compile(rf"\d{{1,4}}/NQLT/{_GROUPS}")

_BODY_OF_THE_PARTY = r"(?:TW|TU|ĐU|HU)"
_OF_THE_PARTY = re.compile(rf".*-{_BODY_OF_THE_PARTY}")
_LIKE_THE_PARTY = re.compile(
    rf"(\d{{1,4}})[/-]([{_LETTERS}][A-Za-zĐđ]{{0,5}})[/-]({_BODY_OF_THE_PARTY})"
)
# Whatever letters an editor types, these are written so; the last is an issuer, the others types.
_SPELLINGS = tuple(
    (re.compile(rf"(?<=[/-]){typed}(?=[/-]{end})", re.IGNORECASE), right)
    for typed, right, end in (
        ("CTR", "CTr", ""),
        ("TTR", "TTr", ""),
        ("TRS", "TrS", ""),
        ("QYĐ", "QyĐ", ""),
        ("QD", "QĐ", ""),
        ("ND", "NĐ", ""),
        ("TTG", "TTg", "|$"),
    )
)
_UNUSUAL = "số ký hiệu có dạng lạ; dạng thường gặp: 62/KH-UBND, 152/2025/NĐ-CP, 34-CT/TW"


def normal_number(number: str) -> str:
    """Return the number without the spaces that handwriting and Word leave in it.

    `62 /KH-UBND` becomes `62/KH-UBND`; dashes become hyphens, the look-alike Ð becomes Đ.
    """
    plain = number.strip().replace("–", "-").replace("—", "-").replace("Ð", "Đ")
    return re.sub(r"\s*([/-])\s*", r"\1", plain)


def doubt(number: str) -> str | None:
    """Return what is unusual about a normal number, with a likely right form; None if nothing."""
    if _is_usual(number):
        return None
    for guess, why in _guesses(number):
        if _is_usual(guess):
            return f"{why}; có phải '{guess}'?"
    # Official letters name offices instead of a type: anything that may be one is left alone.
    return None if _LETTER.fullmatch(number) else _UNUSUAL


def _is_usual(number: str) -> bool:
    if _ADMINISTRATIVE.fullmatch(number):
        return not _OF_THE_PARTY.fullmatch(number) and _spelt(number) == number
    patterns = (_NORMATIVE, _ASSEMBLY, _PARTY, _JOINT, _DECREE_OF_STATE)
    return any(usual.fullmatch(number) for usual in patterns) and _spelt(number) == number


def _guesses(number: str) -> Iterator[tuple[str, str]]:
    """Yield what may have been meant, each with the slip that it mends, the likeliest first."""
    bare = re.sub(r"^số\s*:?\s*", "", number, flags=re.IGNORECASE).rstrip(".,;:")
    yield bare, "chỉ ghi số ký hiệu, không ghi gì thêm"
    if swapped := _LIKE_THE_PARTY.fullmatch(number):
        yield "{}-{}/{}".format(*swapped.groups()), "văn bản của Đảng viết gạch nối trước"
    yield _spelt(number), "ký hiệu loại văn bản viết chưa đúng"
    yield _spelt(number.upper()), "ký hiệu viết bằng chữ hoa"
    yield f"0{_spelt(number.upper())}", "số nhỏ hơn 10 của văn bản quy phạm có số 0 ở đầu"
    parts = re.split("[/-]", number)
    for serial in (1, 2):
        head, tail = parts[: serial + 1], parts[serial + 1 :]
        yield "-".join(["/".join(head), *tail]), "gạch chéo, gạch nối đặt chưa đúng chỗ"


def _spelt(number: str) -> str:
    """Return the number with the types that mix small letters and capitals as they are written."""
    for typed, right in _SPELLINGS:
        number = typed.sub(right, number)
    return number


Candidate = tuple[str, str]
"""A number and what follows it after a slash or dash, as typed: more than the document's number."""

# A serial number, and what may still belong to it: as many of the next few words as fit. The search
# goes on right after the serial number. Underscores are Markdown's emphasis.
# What stands before it is looked at afterwards: a pattern that begins with a digit is found four
# times as fast.
_CANDIDATE = re.compile(r"(\d{1,5}[a-z]?)(?=((?:\s?[/–—-]\s?[^\W_]+){1,6}))")


def candidates(text: str) -> Iterator[Candidate]:
    """Yield what in `text` may begin with the number of a document, in order."""
    for found in _CANDIDATE.finditer(text):
        before = text[found.start() - 1 : found.start()]
        if not before.isalnum() and before not in {"/", "-"}:
            yield found[1], found[2]
