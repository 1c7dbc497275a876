"""The numbers of Vietnamese documents: their normal form, their patterns, and doubts about them.

Patterns after Decree 30/2020/NĐ-CP (State), guidance 36-HD/VPTW (Party) and the National Assembly's
own usage. Real papers break them often enough that an unusual number is doubted, never refused.
"""

from __future__ import annotations

import re

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

_PARTY_BODIES = {"TW", "TU", "ĐU", "HU"}
_MISSPELT_TYPES = {
    "Ctr": "CTr",
    "CTR": "CTr",
    "TTR": "TTr",
    "Ttr": "TTr",
    "QYĐ": "QyĐ",
    "QD": "QĐ",
    "ND": "NĐ",
}


def normal_number(number: str) -> str:
    """Return the number without the spaces that handwriting and Word leave in it.

    `62 /KH-UBND` becomes `62/KH-UBND`; dashes become hyphens, the look-alike Ð becomes Đ.
    """
    plain = number.strip().replace("–", "-").replace("—", "-").replace("Ð", "Đ")
    return re.sub(r"\s*([/-])\s*", r"\1", plain)


def doubt(number: str) -> str | None:
    """Return what is unusual about a normal number, with a likely right form; None if nothing."""
    if found := _ADMINISTRATIVE.fullmatch(number):
        serial, kind, groups = found.groups()
        if groups in _PARTY_BODIES:
            return _perhaps(f"{serial}-{kind}/{groups}", "văn bản của Đảng viết gạch nối trước")
        return None
    for usual in (_NORMATIVE, _ASSEMBLY, _PARTY, _JOINT, _DECREE_OF_STATE):
        if usual.fullmatch(number):
            return None
    if swapped := re.fullmatch(r"(\d{1,4})/([A-ZĐ][A-Za-zĐđ]{0,5})-(TW|TU|ĐU|HU)", number):
        right = f"{swapped[1]}-{swapped[2]}/{swapped[3]}"
        return _perhaps(right, "văn bản của Đảng viết gạch nối trước")
    if mended := _mended_type(number):
        return _perhaps(mended, "ký hiệu loại văn bản viết chưa đúng")
    if number != number.upper() and doubt(number.upper()) is None and number.islower():
        return _perhaps(number.upper(), "ký hiệu viết bằng chữ hoa")
    if padded := _padded(number):
        return _perhaps(padded, "số nhỏ hơn 10 của văn bản quy phạm có số 0 ở đầu")
    if _LETTER.fullmatch(number):
        return None
    return "số ký hiệu có dạng lạ; dạng thường gặp: 62/KH-UBND, 152/2025/NĐ-CP, 34-CT/TW"


def _perhaps(guess: str, why: str) -> str:
    return f"{why}; có phải '{guess}'?"


def _mended_type(number: str) -> str | None:
    """Return the number with its type respelt, if a known slip is all that was wrong."""
    for wrong, right in _MISSPELT_TYPES.items():
        mended = re.sub(rf"(?<=[/-]){wrong}(?=[-/])", right, number)
        if mended != number and doubt(mended) is None:
            return mended
    return None


def _padded(number: str) -> str | None:
    padded = f"0{number}"
    return padded if re.match(r"\d/", number) and _NORMATIVE.fullmatch(padded) else None
