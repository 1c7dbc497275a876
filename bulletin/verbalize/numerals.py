"""Numbers in Vietnamese words.

The rules are those of the spoken standard: mười from 10 to 19 but mươi above, mốt, tư and lăm after
mươi, linh for a zero in the tens, "không trăm" where a lower group has no hundreds of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bulletin.verbalize.style import STANDARD, Style

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION: Final = 10**9

_ROMAN: Final = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10}

NUMBER_WORDS: Final = frozenset(
    [*_DIGITS, "mười", "mươi", "mốt", "tư", "lăm", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ"]
)
"""The words that a number can end in."""


@lru_cache(maxsize=2**12)
def cardinal(number: int, style: Style = STANDARD) -> str:
    """Return a whole number of any size in words: 1005 -> "một nghìn không trăm linh năm"."""
    if number < 0:
        return f"âm {cardinal(-number, style)}"
    return " ".join(_words(number, style)) or _DIGITS[0]


def ordinal(number: int, style: Style = STANDARD) -> str:
    """Return what follows thứ: 1 -> "nhất", 4 -> "tư", otherwise the number itself."""
    return {1: "nhất", 4: "tư"}.get(number) or cardinal(number, style)


def month_word(month: int, style: Style = STANDARD) -> str:
    """Return what follows tháng: the fourth month is tháng tư in every style."""
    return ordinal(4) if month == 4 else cardinal(month, style)


def decimal(whole: int, fraction: str, style: Style = STANDARD) -> str:
    """Return a number with decimals: (57, "84") -> "năm mươi bảy phẩy tám mươi tư".

    `fraction` is the figures after the comma. Two of them are read as a number; what begins with a
    zero or is longer is read figure by figure, because it would be taken for something larger.
    """
    as_number = len(fraction) < 3 and not fraction.startswith("0")
    decimals = cardinal(int(fraction), style) if as_number else digits(fraction)
    return f"{cardinal(whole, style)} phẩy {decimals}"


def digits(figures: str) -> str:
    """Return the figures one by one: "0297" -> "không hai chín bảy"."""
    return " ".join(_DIGITS[int(figure)] for figure in figures)


def roman(letters: str) -> int | None:
    """Return the value of a Roman numeral of I, V and X in its proper form, otherwise None.

    Numerals from 40 on are not known: texts count congresses, terms, quarters and centuries so,
    while L, C, D and M mostly name something else (hạng C, cỡ XL).
    """
    if not letters or not _ROMAN.fullmatch(letters):
        return None
    values = [_ROMAN_VALUES[letter] for letter in letters]
    followers = [*values[1:], 0]
    return sum(
        -value if value < follower else value
        for value, follower in zip(values, followers, strict=True)
    )


def _words(number: int, style: Style) -> list[str]:
    """Return the words of a number, none for zero."""
    billions, rest = divmod(number, _BILLION)
    words = [*_words(billions, style), "tỷ"] if billions else []
    for size, name in ((10**6, "triệu"), (10**3, style.thousand), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            words += _group(group, style, follows=bool(words))
            words += [name] if name else []
    return words


def _group(number: int, style: Style, *, follows: bool) -> list[str]:
    """Return the words of a number from 1 to 999, which may follow a higher group."""
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
