"""Days and years in words, as in speeches: ngày mười tám, năm hai nghìn không trăm hai sáu."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bulletin.engine.late_pattern import compile_late

_ONES: Final = {
    1: ("mot",), 2: ("hai",), 3: ("ba",), 4: ("bon", "tu"), 5: ("nam", "lam", "nham"),
    6: ("sau",), 7: ("bay",), 8: ("tam",), 9: ("chin",),
}  # fmt: skip
_LARGEST: Final = 99


def _spell(number: int) -> Iterator[str]:
    """Yield the ways to say a number from 1 to 99, without marks: "hai muoi mot", "hai mot"."""
    tens, ones = divmod(number, 10)
    if not tens:
        yield from _ONES[ones]
        return
    heads = ("muoi",) if tens == 1 else (f"{_ONES[tens][0]} muoi", f"{_ONES[tens][0]}")
    for head in heads:
        if not ones:
            if head.endswith("muoi"):
                yield head
            continue
        yield from (f"{head} {word}" for word in _ONES[ones])


_NUMBERS: Final = {words: n for n in range(_LARGEST, 0, -1) for words in _spell(n)}
_DAYS: Final = {words: n for words, n in _NUMBERS.items() if n <= 31}


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DAY: Final = compile_late(rf"(?<!\w)(?<!thu )(?P<day>{_any_of(_DAYS)})(?= (?:thang|thg)\b)")
_YEAR: Final = compile_late(
    r"(?<!\w)(?P<century>mot (?:nghin|ngan) (?:tam|chin) tram|hai (?:nghin|ngan)(?: khong tram)?)"
    rf"(?: (?:linh|le))?(?: (?P<rest>{_any_of(_NUMBERS)}))?(?!\w)"
)


def write_figures(text: str) -> str:
    """Return a text without marks with the figures of a day before its month, and of a year."""
    text = _YEAR.sub(_write_year, text)
    return _DAY.sub(lambda found: str(_DAYS[found["day"]]), text)


def _write_year(found: re.Match[str]) -> str:
    century = 2000
    if found["century"].startswith("mot"):
        century = 1900 if "chin" in found["century"] else 1800
    return str(century + _NUMBERS.get(found["rest"] or "", 0))
