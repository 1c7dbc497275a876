"""Parts of patterns that several rules use: letters, spaces, and where a number starts and ends."""

from __future__ import annotations

from typing import Final

from bulletin.vietnamese.syllable import TONED_VOWELS, VOWELS

LOWER: Final = (
    "a-zđ" + "".join(vowel for vowel in VOWELS if not vowel.isascii()) + "".join(TONED_VOWELS)
)
"""The Vietnamese small letters, for use between brackets."""

UPPER: Final = "A-Z" + LOWER.removeprefix("a-z").upper()
"""The Vietnamese capital letters, for use between brackets."""

ABBREVIATION_WORD: Final = rf"[{UPPER}][{LOWER}]?[{UPPER}][{UPPER}{LOWER}]*"
"""A word that may be an abbreviation: UBND, but also TTg, QyĐ and ThS."""

SPACE: Final = "[ \u00a0\u202f]"
OPTIONAL_SPACE: Final = f"{SPACE}?"
DASH: Final = "[-–—]"
RANGE_DASH: Final = f"{OPTIONAL_SPACE}{DASH}{OPTIONAL_SPACE}"
"""The sign between the ends of a range: 5-7, 2021 – 2025."""

ONE_OR_TWO_DIGITS: Final = "[0-9]{1,2}"
YEAR: Final = "(?:19|20)[0-9]{2}"
"""A year of the last century or this one; other numbers of four digits are counts or names."""

NUMBER_START: Final = r"(?<!\w)(?<!\w[./])(?<![^\W0-9h]-)(?<![^\W0-9]h-)(?<![^\W\d_][23]-)"
"""Where a number may start.

A number joined to a letter (P.5, OM-5) is a part of a name and no number. A hyphen before it means
"to" only after a digit or an hour: 7h-9h30.
"""

NUMBER_END: Final = r"(?![\w%‰°]|[.,:/][0-9])"
"""Where a number or a date may end."""

STANDALONE_END: Final = rf"{NUMBER_END}(?!{DASH}[0-9])"
"""The same, but no hyphen with more digits may follow: they would belong to the same token."""

INTEGER: Final = (
    r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+"
    rf"|[1-9][0-9]{{0,2}}(?:(?:{SPACE}[0-9]{{3}}){{2,}}|{SPACE}000)(?![0-9])"
    "|[0-9]+)"
)
"""An integer: 1.938, 1 500 000 or 15 000 with spaces, 2025."""

NUMBER: Final = rf"{INTEGER}(?:,[0-9]+)?"
"""An integer with or without decimals: 36,625."""
