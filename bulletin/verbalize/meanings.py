"""Which of its meanings an ambiguous abbreviation has, where its neighbours leave no choice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bulletin.verbalize.patterns import CAPITAL, SMALL
from bulletin.verbalize.token_context import TokenContext


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """The words around an abbreviation that settle its meaning.

    `meaning` must be among those that the editors' data give, or the rule is not theirs.
    """

    short: str
    meaning: str
    spoken: str
    before: re.Pattern[str] = re.compile("")
    after: re.Pattern[str] = re.compile("")


_COMMITTEES: Final = r"\s+(?:(?:Huyện|Tỉnh|Thành|Thị|Đảng) ủy|Hội đồng nhân dân|Ủy ban|Mặt trận)"
_BODIES: Final = r"\s+(?:Hội đồng|Ban|Tổ|Đoàn|Ủy ban)(?!\w)"
# The dot alone shows nothing, for it may end a sentence; a name has two words with capitals.
NAMED_PLACE: Final = rf"\.(?=\s?[{CAPITAL}][{SMALL}]+ [{CAPITAL}]|[{CAPITAL}]{{2}})"

_RULES: Final = (
    _Neighbours("TT", "thường trực", "Thường trực", after=re.compile(_COMMITTEES)),
    _Neighbours("TT", "thị trấn", "thị trấn", after=re.compile(NAMED_PLACE)),
    _Neighbours("TP", "thành phố", "thành phố", after=re.compile(NAMED_PLACE)),
    _Neighbours("TV", "thành viên", "thành viên", after=re.compile(_BODIES)),
    _Neighbours("MN", "mầm non", "mầm non", before=re.compile(r"(?<!\w)[Tt]rường\s+$")),
)


def meaning(short: str, before: str, after: str, token: TokenContext) -> str | None:
    """Return how an ambiguous abbreviation is said here, None where the words do not settle it."""
    for rule in _RULES:
        if (
            rule.short == short
            and rule.meaning in token.lexicon.ambiguous[short]
            and rule.before.search(before)
            and rule.after.match(after)
        ):
            return rule.spoken
    return None
