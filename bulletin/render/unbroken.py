"""Keeps on one line what is read as one: symbols of documents, days, an amount with its unit.

A browser breaks a line after a hyphen and a slash, and between a number and its unit. What must
stay whole is put into an element that is laid out as one box. No character is added or changed, so
what a reader copies is what the editors wrote; where a line is too short for the whole, it breaks
in the box all the same.
"""

from __future__ import annotations

import re
from typing import Final

_CAPITAL: Final = "A-ZĂÂĐÊÔƠƯ"
_WHOLE: Final = re.compile(
    # Each run begins with a digit or a capital, and is looked for at these alone. What may not
    # stand before the run is looked for behind its first letter.
    rf"[\d{_CAPITAL}](?:"
    # 98/2023/NĐ-CP, 62/KH-UBND, 41-CT/TW, KH-UBND: with two capitals in a row somewhere.
    rf"(?<![\w/.@-].)(?=[\w/-]*[{_CAPITAL}]{{2}}|(?<=[{_CAPITAL}])[{_CAPITAL}])"
    r"[\w]*(?:[/-][\w]+)+(?![\w/@-])"
    # 18/11/2026, 10/3/2025, 11/2026, 2021-2025, 2021–2025
    r"|(?<=\d)(?:(?<![\w/.,-].)\d{0,3}(?:[/–-]\d{1,4}){1,2}(?![\w/–-])"
    # 1.500 hộ, 41,89 triệu, 30 ha: a number that is no year, and the word after it.
    r"|(?<![\w/.,–-].)(?!(?:(?<=1)9|(?<=2)0)\d\d\s)\d{0,3}(?:\.\d{3})*(?:,\d+)?"
    r"[ \n\xa0][^\W\d_]{1,7}(?![\w-])))"
)
_NO_RUNNING_TEXT: Final = re.compile(
    # The style sheet keeps <time> whole.
    r"<(script|style|pre|code|textarea|select|svg|time|title)\b.*?</\1\s*(?=>)",
    re.DOTALL,
)
# The text after a tag, if anything in it may have to be kept whole.
_PASSAGE: Final = re.compile(r">[^<0-9/-]*[0-9/-][^<]*")


def keep_whole(html: str) -> str:
    """Return `html`, whose attributes hold no bare `>`, with such runs of letters kept whole."""
    html = f">{html}"
    parts: list[str] = []
    end = 0
    for element in _NO_RUNNING_TEXT.finditer(html):
        parts += _PASSAGE.sub(_mark_wholes, html[end : element.start()]), element.group()
        end = element.end()
    parts.append(_PASSAGE.sub(_mark_wholes, html[end:]))
    return "".join(parts)[1:]


def _mark_wholes(passage: re.Match[str]) -> str:
    return _WHOLE.sub(r'<span class="bt-whole">\g<0></span>', passage.group())
