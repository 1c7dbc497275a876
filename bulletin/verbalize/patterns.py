"""The pieces that the patterns of tokens are built from."""

from __future__ import annotations

from typing import Final

from bulletin.vietnamese.syllable import TONED_VOWELS, VOWELS

SMALL: Final = (
    "a-zđ" + "".join(vowel for vowel in VOWELS if not vowel.isascii()) + "".join(TONED_VOWELS)
)
CAPITAL: Final = "A-Z" + SMALL.removeprefix("a-z").upper()

CAPITALS: Final = rf"[{CAPITAL}][{SMALL}]?[{CAPITAL}][{CAPITAL}{SMALL}]*"
"""A word that may be an abbreviation: UBND, but also TTg, QyĐ and ThS."""

GAP: Final = "[ \u00a0\u202f]?"
DASH: Final = "[-–—]"
TO: Final = rf"{GAP}{DASH}{GAP}"

# A number that hangs on a letter (P.5, OM-5) is a part of a name, not a number of its own. Only
# after a figure or an hour may a hyphen mean "to": 7h-9h30.
LEFT: Final = r"(?<!\w)(?<!\w[./])(?<![^\W0-9h]-)(?<![^\W0-9]h-)(?<![^\W\d_][23]-)"
RIGHT: Final = r"(?![\w%‰°]|[.,:/][0-9])"
# A hyphen and more figures belong to the same token, but a dash between spaces may not.
ALONE: Final = rf"{RIGHT}(?!{DASH}[0-9])"

_SPACE: Final = "[ \u00a0\u202f]"
WHOLE: Final = (
    r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+"
    rf"|[1-9][0-9]{{0,2}}(?:(?:{_SPACE}[0-9]{{3}}){{2,}}|{_SPACE}000)(?![0-9])"
    "|[0-9]+)"
)
NUMBER: Final = rf"{WHOLE}(?:,[0-9]+)?"
