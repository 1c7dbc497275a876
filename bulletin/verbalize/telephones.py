"""Telephone numbers, figure by figure."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.patterns import LEFT
from bulletin.verbalize.spellout import spell_digits
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import Verbalization, keep_written, replace_with

_MARK: Final = "[ .\u00a0\u202f-]"
_NEXT: Final = r"(?![\w]|[.,:/-][0-9])"

TELEPHONE: Final = (
    rf"(?:{LEFT}(?P<plus>\+84){_MARK}?(?P<abroad>[0-9]{{2,10}}(?:{_MARK}[0-9]{{2,4}}){{0,3}})"
    rf"|\((?P<area>0[0-9]{{2,3}})\){_MARK}?(?P<local>[0-9]{{3,8}}(?:{_MARK}[0-9]{{2,4}}){{0,2}})"
    rf"|{LEFT}(?P<telephone>0[0-9]{{2,4}}(?:{_MARK}[0-9]{{2,4}}){{2,3}}|0[0-9]{{9,10}}"
    rf"|1[89]00{_MARK}[0-9]{{4,6}})){_NEXT}"
)

# Of a number in the country, one after +84, one of a service.
_LENGTHS: Final = {"0": range(10, 12), "+": range(9, 11), "1": range(8, 11)}


def speak_telephone(token: TokenContext) -> Verbalization:
    """Say a telephone number: 0297 3883 123, (0297) 3883.123, +84 297 3883 123, 1900 1234.

    The groups are those written, parted by commas; a number in one run is parted in threes, what is
    left over stands first.
    """
    written = token["telephone"] or token["abroad"] or f"{token['area']} {token['local']}"
    groups = re.findall("[0-9]+", written)
    if sum(map(len, groups)) not in _LENGTHS[token["plus"][:1] or written[0]]:
        return keep_written("số điện thoại thừa hoặc thiếu chữ số?")
    groups = [part for group in groups for part in _parted(group)]
    spoken = ", ".join(map(spell_digits, groups))
    return replace_with(f"cộng {spell_digits('84')}, {spoken}" if token["plus"] else spoken)


def _parted(group: str) -> list[str]:
    """Return a long run of figures in threes, the first part of three to five."""
    if len(group) <= 5:
        return [group]
    first = 3 + len(group) % 3
    return [group[:first], *(group[at : at + 3] for at in range(first, len(group), 3))]
