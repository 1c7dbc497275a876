"""Numbers spelled out in Vietnamese words (what ICU and CLDR call spellout).

The rules are those of the spoken standard: mười from 10 to 19 but mươi above; mốt, tư and lăm after
mươi; linh for a zero in the tens; "không trăm" where a lower group has no hundreds of its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bulletin.verbalize.style import STANDARD, Style

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION: Final = 10**9

LONGEST_CARDINAL: Final = 2
"""A number that names something is said as a number up to so many digits, then figure by figure."""

NUMBER_WORDS: Final = frozenset(
    [*_DIGITS, "mười", "mươi", "mốt", "tư", "lăm", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ"]
)
"""The words that a number in words can end with."""


@lru_cache(maxsize=2**12)
def spell_cardinal(number: int, style: Style = STANDARD) -> str:
    """Return an integer of any size in words: 1005 -> "một nghìn không trăm linh năm"."""
    if number < 0:
        return f"âm {spell_cardinal(-number, style)}"
    return " ".join(_list_words(number, style)) or _DIGITS[0]


def spell_ordinal(number: int, style: Style = STANDARD) -> str:
    """Return the word after thứ: 1 -> "nhất", 4 -> "tư"; for all others the cardinal."""
    return {1: "nhất", 4: "tư"}.get(number) or spell_cardinal(number, style)


def spell_month(month: int, style: Style = STANDARD) -> str:
    """Return the word after tháng: the fourth month is tháng tư in every style."""
    return spell_ordinal(4) if month == 4 else spell_cardinal(month, style)


def spell_decimal(whole: int, fraction: str, style: Style = STANDARD) -> str:
    """Return a number with decimals in words: (57, "84") -> "năm mươi bảy phẩy tám mươi tư".

    `fraction` is the digits after the comma. One or two digits are read as a number. Three or more,
    or a zero at the start, are read digit by digit; as a number they would sound larger.
    """
    as_number = len(fraction) < 3 and not fraction.startswith("0")
    decimals = spell_cardinal(int(fraction), style) if as_number else spell_digits(fraction)
    return f"{spell_cardinal(whole, style)} phẩy {decimals}"


def spell_digits(digits: str) -> str:
    """Return digits one by one in words: "0297" -> "không hai chín bảy"."""
    return " ".join(_DIGITS[int(digit)] for digit in digits)


def _list_words(number: int, style: Style) -> list[str]:
    """Return the words of a number from 0 on; zero has none."""
    billions, rest = divmod(number, _BILLION)
    words = [*_list_words(billions, style), "tỷ"] if billions else []
    for size, name in ((10**6, "triệu"), (10**3, style.thousand), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            words += _list_group_words(group, style, follows=bool(words))
            words += [name] if name else []
    return words


def _list_group_words(number: int, style: Style, *, follows: bool) -> list[str]:
    """Return the words of a group from 1 to 999; `follows` says that a higher group comes first."""
    hundreds, rest = divmod(number, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or follows else []
    tens, ones = divmod(rest, 10)
    if tens == 0:
        if ones:
            words += [style.zero_ten, _DIGITS[ones]] if words else [_DIGITS[ones]]
        return words
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones:
        after_ten = {5: "lăm"} if tens == 1 else {1: "mốt", 4: style.four, 5: "lăm"}
        words.append(after_ten.get(ones, _DIGITS[ones]))
    return words
