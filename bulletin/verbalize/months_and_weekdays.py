"""Numbers of months and of weekdays, in ranges and in lists: tháng 4-5, thứ 2, 4 và 6."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.counted_words import CLAUSE_END, counts_something
from bulletin.verbalize.spellout import spell_month, spell_ordinal
from bulletin.verbalize.token_context import TokenContext, goes_on_list

_MONTH: Final = re.compile(r"(?<!\w)tháng\s+$", re.IGNORECASE)
# Mỗi tháng 4 lần, một tháng 2-3 chuyến: how many in a month.
_EVERY_MONTH: Final = re.compile(r"(?<!\w)(?:mỗi|hằng|hàng|một|từng)\s+tháng\s+$", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"(?<!\w)thứ\s+$", re.IGNORECASE)
_LIST_BEFORE: Final = re.compile(
    r"(?<!\w)(?P<word>tháng|thứ)\s+[0-9]{1,2}(?:\s*(?:,|và|hoặc|hay|-|–)\s*[0-9]{1,2})*"
    r"\s*(?:,|và|hoặc|hay)\s+$",
    re.IGNORECASE,
)
_LIST_AFTER: Final = re.compile(
    r"\s*(?:(?:,|và|hoặc|hay)\s+[0-9]{1,2}(?![\w.,/]*[0-9])"
    r"|(?:hằng|hàng|mỗi|trong)\s+(?:tuần|năm)|năm\s+[0-9]|âm lịch|dương lịch|tới|qua|này|sau)"
)
_LARGEST: Final = {"tháng": 12, "thứ": 7}


def follows_month_word(token: TokenContext) -> bool:
    """Return whether a number is that of a month: tháng 4, but not mỗi tháng 4 lần."""
    return token.follows(_MONTH) and not _EVERY_MONTH.search(token.before)


def follows_month_list(token: TokenContext) -> bool:
    """Return whether a number goes on a list of months: tháng 10, 11-2000."""
    found = _find_list(token)
    return found is not None and found["word"].lower() == "tháng"


def _find_list(token: TokenContext) -> re.Match[str] | None:
    before = token.before_with_digits
    return _LIST_BEFORE.search(before) if goes_on_list(before) else None


def spell_listed(written: str, token: TokenContext) -> str | None:
    """Return the month or the weekday that goes on a list, with its word; None if it is none.

    In "tháng 4, 5" a bare "năm" would be heard as "year".
    """
    if len(written) > 2 or not written.isdecimal():
        return None
    found = _find_list(token)
    if found is None:
        return None
    after, word = token.written_after, found["word"].lower()
    ends = CLAUSE_END.match(after) and not re.match(r"\s*,\s+[^0-9\s]", after)
    if counts_something(token.after) or not (ends or _LIST_AFTER.match(after)):
        return None
    number = int(written)
    if not 1 <= number <= _LARGEST[word]:
        return None
    spell = spell_month if word == "tháng" else spell_ordinal
    return f"{word} {spell(number, token.style)}"


def spell_range(token: TokenContext) -> str | None:
    """Return a range of months or of what has thứ before it; None if it is neither."""
    low, high = token["low"], token["high"]
    if not (low.isdecimal() and high.isdecimal()) or low == high:
        return None
    is_listed = follows_month_list(token)
    if is_listed or follows_month_word(token):
        if max(int(low), int(high)) > _LARGEST["tháng"] or 0 in {int(low), int(high)}:
            return None
        if counts_something(token.after):
            return None
        first, last = spell_month(int(low), token.style), spell_month(int(high), token.style)
        return f"{'tháng ' if is_listed else ''}{first} đến tháng {last}"
    if token.follows(_ORDINAL) and int(low) < int(high):
        first, last = spell_ordinal(int(low), token.style), spell_ordinal(int(high), token.style)
        return f"{first} đến thứ {last}"
    return None
