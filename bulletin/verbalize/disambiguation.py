"""The meaning of an ambiguous abbreviation, if the words next to it allow only one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bulletin.verbalize.patterns import LOWER, UPPER
from bulletin.verbalize.token_context import TokenContext


@dataclass(frozen=True, slots=True)
class _Rule:
    """A meaning of an abbreviation, and the text before and after it that shows this meaning.

    The rule applies only if the editors list `meaning` for the abbreviation `short`. `spoken` is
    the spoken form of this meaning.
    """

    short: str
    meaning: str
    spoken: str
    before: re.Pattern[str] = re.compile("")
    after: re.Pattern[str] = re.compile("")


_COMMITTEES: Final = r"\s+(?:(?:Huyện|Tỉnh|Thành|Thị|Đảng) ủy|Hội đồng nhân dân|Ủy ban|Mặt trận)"
_BODIES: Final = r"\s+(?:Hội đồng|Ban|Tổ|Đoàn|Ủy ban)(?!\w)"
DOT_BEFORE_NAME: Final = rf"\.(?=\s?[{UPPER}][{LOWER}]+ [{UPPER}]|[{UPPER}]{{2}})"
"""The dot of TP. Rạch Giá. A dot may also end a sentence; two capitalized words show a name."""

_RULES: Final = (
    _Rule("TT", "thường trực", "Thường trực", after=re.compile(_COMMITTEES)),
    _Rule("TT", "thị trấn", "thị trấn", after=re.compile(DOT_BEFORE_NAME)),
    _Rule("TP", "thành phố", "thành phố", after=re.compile(DOT_BEFORE_NAME)),
    _Rule("TV", "thành viên", "thành viên", after=re.compile(_BODIES)),
    _Rule("MN", "mầm non", "mầm non", before=re.compile(r"(?<!\w)[Tt]rường\s+$")),
)


def find_meaning(short: str, before: str, after: str, token: TokenContext) -> str | None:
    """Return the spoken form of an ambiguous abbreviation, None if the words do not show it."""
    for rule in _RULES:
        if (
            rule.short == short
            and rule.meaning in token.lexicon.ambiguous[short]
            and rule.before.search(before)
            and rule.after.match(after)
        ):
            return rule.spoken
    return None
