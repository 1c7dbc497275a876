"""Numbers as Vietnamese writes them: a point between thousands, a comma before decimals."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite
from typing import Final

_EXCHANGE_POINT_AND_COMMA: Final = str.maketrans(".,", ",.")
_SIZE_UNITS: Final = ("kB", "MB", "GB", "TB")


def format_count(number: int) -> str:
    """Return a whole number: 1234567 -> "1.234.567"."""
    return f"{number:,}".translate(_EXCHANGE_POINT_AND_COMMA)


def format_decimal(number: Decimal | float, decimals: int | None = None) -> str:
    """Return a number with a decimal comma: 57.84 -> "57,84".

    With `decimals` it is rounded to that many decimals; without, all decimals are written.
    """
    if decimals is None:
        return f"{Decimal(str(number)):,f}".translate(_EXCHANGE_POINT_AND_COMMA)
    # z: a number rounded to zero loses its minus sign.
    return f"{number:z,.{decimals}f}".translate(_EXCHANGE_POINT_AND_COMMA)


def format_size(number_of_bytes: int) -> str:
    """Return the size of a file for readers: 1200000 -> "1,2 MB".

    Units are decimal (1 MB is 1,000,000 bytes), as mobile data are sold. One decimal below ten,
    none above. Raises ValueError for a negative size.
    """
    if number_of_bytes < 0:
        raise ValueError(f"a file has no negative size: {number_of_bytes}")
    if number_of_bytes < 1000:
        return f"{number_of_bytes} byte"
    amount = Decimal(number_of_bytes)
    for unit in _SIZE_UNITS:
        amount /= 1000
        # From 999.5 the next unit is used, because it would be rounded to 1000 of this one.
        if amount < Decimal("999.5") or unit == _SIZE_UNITS[-1]:
            break
    decimals = 1 if amount < Decimal("9.95") else 0
    return f"{format_decimal(amount, decimals).removesuffix(',0')} {unit}"


def format_duration(seconds: float) -> str:
    """Return a length in words: 190.4 -> "3 phút 10 giây".

    It is rounded to whole seconds, at least one; parts that are zero are left out. Raises
    ValueError for a length that is negative or not finite.
    """
    if not isfinite(seconds) or seconds < 0:
        raise ValueError(f"there is no such length: {seconds}")
    whole = max(1, int(seconds + 0.5))
    parts = ((whole // 3600, "giờ"), (whole // 60 % 60, "phút"), (whole % 60, "giây"))
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount)
