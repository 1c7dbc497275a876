"""The numbers of Vietnamese documents: their normal form, their patterns, and what looks wrong.

Sources of the patterns: Decree 30/2020/NĐ-CP (State), guidance 36-HD/VPTW (Party) and the usage of
the National Assembly. Real documents often break them, so an unusual number gives a warning and is
never refused.
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
# The right spelling of these letters, whatever their case; the last is an issuer, the others are
# types.
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
_AROUND_SIGN = re.compile(r"\s*([/-])\s*")
_UNUSUAL = "số ký hiệu có dạng lạ; dạng thường gặp: 62/KH-UBND, 152/2025/NĐ-CP, 34-CT/TW"


def normalise_number(number: str) -> str:
    """Return the number without spaces, with hyphens for dashes and the letter Đ for Ð.

    `62 /KH-UBND` becomes `62/KH-UBND`. The letter Ð looks like Đ but is not Vietnamese.
    """
    plain = number.strip().replace("–", "-").replace("—", "-").replace("Ð", "Đ")
    has_space = len(plain.split()) > 1
    return _AROUND_SIGN.sub(r"\1", plain) if has_space else plain


def find_doubt(number: str) -> str | None:
    """Return what is unusual about `number`, with a probable right form; None if it is usual.

    `number` is normalised; the text is Vietnamese, for editors.
    """
    if _is_usual(number):
        return None
    for guess, why in _iter_guesses(number):
        if _is_usual(guess):
            return f"{why}; có phải '{guess}'?"
    # Official letters have an office where others have a type: what may be one is not doubted.
    return None if _LETTER.fullmatch(number) else _UNUSUAL


def find_normative(text: str) -> str | None:
    """Return the number with a year, of a law, decree or circular, that `text` begins with."""
    plain = normalise_number(text)
    found = _ASSEMBLY.match(plain) or _NORMATIVE.match(plain)
    return found.group() if found else None


def _is_usual(number: str) -> bool:
    if _ADMINISTRATIVE.fullmatch(number):
        return not _OF_THE_PARTY.fullmatch(number) and _spell_types(number) == number
    patterns = (_NORMATIVE, _ASSEMBLY, _PARTY, _JOINT, _DECREE_OF_STATE)
    return any(usual.fullmatch(number) for usual in patterns) and _spell_types(number) == number


def _iter_guesses(number: str) -> Iterator[tuple[str, str]]:
    """Yield (probable right form, Vietnamese rule that was broken), the most probable first."""
    bare = re.sub(r"^số\s*:?\s*", "", number, flags=re.IGNORECASE).rstrip(".,;:")
    yield bare, "chỉ ghi số ký hiệu, không ghi gì thêm"
    if swapped := _LIKE_THE_PARTY.fullmatch(number):
        yield "{}-{}/{}".format(*swapped.groups()), "văn bản của Đảng viết gạch nối trước"
    yield _spell_types(number), "ký hiệu loại văn bản viết chưa đúng"
    yield _spell_types(number.upper()), "ký hiệu viết bằng chữ hoa"
    yield (
        f"0{_spell_types(number.upper())}",
        "số nhỏ hơn 10 của văn bản quy phạm có số 0 ở đầu",
    )
    parts = re.split("[/-]", number)
    for serial in (1, 2):
        head, tail = parts[: serial + 1], parts[serial + 1 :]
        yield "-".join(["/".join(head), *tail]), "gạch chéo, gạch nối đặt chưa đúng chỗ"


def _spell_types(number: str) -> str:
    """Return the number with the right spelling of types and issuer (see _SPELLINGS)."""
    for typed, right in _SPELLINGS:
        number = typed.sub(right, number)
    return number


Candidate = tuple[str, str]
"""A serial number and the text after it: together they begin with a document's number."""

# A serial number, and up to six words after slashes or dashes that may belong to it. The next match
# is searched right after the serial number. Underscores are not part of a word here, because they
# are Markdown's emphasis. The characters before the serial number are checked afterwards: a pattern
# that begins with a digit is four times faster.
_CANDIDATE = re.compile(r"(\d{1,5}[a-z]?)(?=((?:\s?[/–—-]\s?[^\W_]+){1,6}))")


def find_candidates(text: str) -> Iterator[Candidate]:
    """Yield the parts of `text` that may begin with the number of a document, in order."""
    for found in _CANDIDATE.finditer(text):
        before = text[found.start() - 1 : found.start()]
        if not before.isalnum() and before not in {"/", "-"}:
            yield found[1], found[2]
