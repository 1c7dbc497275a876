"""Keeps on one line what is read as one: symbols of documents, days, an amount with its unit.

A browser breaks a line after a hyphen and a slash, and between a number and its unit. What must
stay whole is put into an element that is laid out as one box. No character is added or changed, so
what a reader copies is what the editors wrote; where a line is too short for the whole, it breaks
in the box all the same.
"""

from __future__ import annotations

import re
from typing import Final

# Elements whose text is no running text, <time>, which the style sheet keeps whole, and any tag.
_MARKUP: Final = re.compile(
    r"(<(script|style|pre|code|textarea|select|svg|time|title)\b.*?</\2\s*>|<[^>]*>)", re.DOTALL
)
_MAY_BE_WHOLE: Final = re.compile(r"[\d/-]")
_CAPITAL: Final = "A-ZĂÂĐÊÔƠƯ"
_WHOLE: Final = re.compile(
    # 98/2023/NĐ-CP, 62/KH-UBND, 41-CT/TW, KH-UBND: with two capitals in a row somewhere.
    rf"(?<![\w/.@-])(?=[\w/-]*[{_CAPITAL}]{{2}})[\d{_CAPITAL}][\w]*(?:[/-][\w]+)+(?![\w/@-])"
    # 18/11/2026, 10/3/2025, 11/2026, 2021-2025, 2021–2025
    r"|(?<![\w/.,-])\d{1,4}(?:[/–-]\d{1,4}){1,2}(?![\w/–-])"
    # 1.500 hộ, 41,89 triệu, 30 ha: a number that is no year, and the word after it.
    r"|(?<![\w/.,–-])(?!(?:19|20)\d\d\s)\d{1,4}(?:\.\d{3})*(?:,\d+)?[ \n\xa0][^\W\d_]{1,7}(?![\w-])"
)


def keep_whole(html: str) -> str:
    """Return `html`, whose attributes hold no bare `>`, with such runs of letters kept whole."""
    # Text and markup take turns; each markup is followed by the name of its element.
    parts = _MARKUP.split(html)
    del parts[2::3]
    for index in range(0, len(parts), 2):
        if _MAY_BE_WHOLE.search(parts[index]):
            parts[index] = _WHOLE.sub(r'<span class="bt-whole">\g<0></span>', parts[index])
    return "".join(parts)
