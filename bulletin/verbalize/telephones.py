"""Telephone numbers, read digit by digit."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.patterns import NUMBER_START
from bulletin.verbalize.spellout import spell_digits
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import Verbalization, keep_written, replace_with

_SEPARATOR: Final = "[ .\u00a0\u202f-]"
_END: Final = r"(?![\w]|[.,:/-][0-9])"

TELEPHONE: Final = (
    rf"(?:{NUMBER_START}(?P<plus>\+84){_SEPARATOR}?"
    rf"(?P<abroad>[0-9]{{2,10}}(?:{_SEPARATOR}[0-9]{{2,4}}){{0,3}})"
    rf"|\((?P<area>0[0-9]{{2,3}})\){_SEPARATOR}?"
    rf"(?P<local>(?:[0-9]{_SEPARATOR})?[0-9]{{3,8}}(?:{_SEPARATOR}[0-9]{{2,4}}){{0,2}})"
    rf"|{NUMBER_START}(?P<telephone>0[0-9]{{2,4}}(?:{_SEPARATOR}[0-9])?"
    rf"(?:{_SEPARATOR}[0-9]{{2,4}}){{2,3}}|0[0-9]{{2,3}}[/.-][0-9]{{6,8}}|0[0-9]{{2,3}}{_SEPARATOR}11[1-5]|0[0-9]{{9,10}}"
    rf"|1[89]00{_SEPARATOR}[0-9]{{4,6}})){_END}"
)

# How many digits a number has, by its first character: in Vietnam, after +84, services (1900).
_DIGIT_COUNTS: Final = {"0": range(10, 12), "+": range(9, 11), "1": range(8, 11)}


_EMERGENCY: Final = 3
"""How many digits an emergency number has: 0297 113 is the one of that province."""


def verbalize_telephone(token: TokenContext) -> Verbalization:
    """Say a telephone number: 0297 3883 123, (0297) 3883.123, +84 297 3883 123, 1900 1234.

    The groups are read as written, with a comma between them. A long run of digits is split into
    groups of three; the first group has the rest.
    """
    written = token["telephone"] or token["abroad"] or f"{token['area']} {token['local']}"
    groups = re.findall("[0-9]+", written)
    is_emergency = written.startswith("0") and len(groups[-1]) == _EMERGENCY and len(groups) == 2
    if (
        not is_emergency
        and sum(map(len, groups)) not in _DIGIT_COUNTS[token["plus"][:1] or written[0]]
    ):
        return keep_written("số điện thoại thừa hoặc thiếu chữ số?")
    groups = [part for group in groups for part in _split(group)]
    spoken = ", ".join(map(spell_digits, groups))
    return replace_with(f"cộng {spell_digits('84')}, {spoken}" if token["plus"] else spoken)


def _split(group: str) -> list[str]:
    """Return a run of digits as it is; if it has more than five, in groups of three.

    The first group has three to five digits.
    """
    if len(group) <= 5:
        return [group]
    first = 3 + len(group) % 3
    return [group[:first], *(group[at : at + 3] for at in range(first, len(group), 3))]
